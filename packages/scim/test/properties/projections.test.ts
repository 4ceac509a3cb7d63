import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareSortKeys, sortKeyOf } from '../../src/filter/compare.js'
import type { Json, JsonObject } from '../../src/json.js'
import { strictManner } from '../../src/manner.js'
import { parseProjection, projectResource } from '../../src/resource/returned-attributes.js'
import type { Attribute } from '../../src/schema/attribute.js'
import { findAttributePath } from '../../src/schema/attribute-path.js'
import type { ResourceType } from '../../src/schema/resource-type.js'
import { casesOf, casesTimeout } from './cases.js'
import { naiveFold, naiveOrder } from './naive-text.js'
import { dates, randomResource } from './random-resource.js'
import { randomResourceType } from './random-schema.js'
import { createReach } from './reach.js'

const situation = randomResourceType({ writableOnly: false }).chain((type) =>
  fc.record({
    type: fc.constant(type),
    resource: randomResource(type),
    names: fc.array(
      fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...namesOf(type)) }, fc.constantFrom('unknown', 'a.b.c', '')),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    parameter: fc.constantFrom('attributes' as const, 'excludedAttributes' as const),
  }),
)

test(
  'an answer shows what a second, naive projection shows (RFC 7644 §3.9, RFC 7643 §7)',
  () => {
    const reach = createReach()
    fc.assert(
      fc.property(situation, ({ type, resource, names, parameter }) => {
        const projection = parseProjection({ [parameter]: names.join(',') }, type, strictManner)
        const shown = plain(projectResource(resource, projection, type))
        const wanted = names.filter((name) => name !== '')
        const expected = naiveProjection(resource, type, wanted.length === 0 ? 'default' : parameter, wanted)
        expect(shown, `${parameter}=${names}`).toEqual(expected)
        const size = Object.keys(shown).length
        reach.count(
          'projections that show some attributes and not all',
          size > 0 && size < Object.keys(resource).length,
        )
      }),
      casesOf(5),
    )
    reach.assertShare('projections that show some attributes and not all', 0.3)
  },
  casesTimeout,
)

const sorted = randomResourceType({ writableOnly: false }).chain((type) =>
  fc.record({
    type: fc.constant(type),
    resources: fc.array(randomResource(type), { minLength: 5, maxLength: 5 }),
    name: fc.constantFrom(...namesOf(type)),
  }),
)

test(
  'the order of resources is the one that a second, naive comparison gives (D-58)',
  () => {
    const reach = createReach()
    fc.assert(
      fc.property(sorted, ({ type, resources, name }) => {
        const path = findAttributePath(name, type, strictManner)
        if (!path) throw new Error(`'${name}' is of the type`)
        const compared = path.subAttribute ?? path.attribute
        if (compared.type === 'complex') return
        const order = (one: JsonObject, two: JsonObject) =>
          Math.sign(compareSortKeys(sortKeyOf(path, one), sortKeyOf(path, two)))
        const keys = resources.map((resource) => naiveKey(resource, path.extension, path.attribute, path.subAttribute))
        for (const [index, one] of resources.entries()) {
          for (const [other, two] of resources.entries()) {
            expect(order(one, two), name).toBe(naiveKeyOrder(keys[index], keys[other], compared))
          }
        }
        reach.count('lists with a missing value', keys.includes(undefined))
        reach.count('lists with different values', new Set(keys).size > 2)
      }),
      casesOf(5),
    )
    reach.assertShare('lists with a missing value', 0.2)
    reach.assertShare('lists with different values', 0.2)
  },
  casesTimeout,
)

function namesOf(type: ResourceType): readonly string[] {
  const schemas = [
    { prefix: '', attributes: type.schema.attributes },
    ...type.schemaExtensions.map(({ schema }) => ({ prefix: `${schema.id}:`, attributes: schema.attributes })),
  ]
  return schemas.flatMap(({ prefix, attributes }) =>
    attributes.flatMap(({ name, subAttributes }) => [
      `${prefix}${name}`,
      ...subAttributes.map((subAttribute) => `${prefix}${name}.${subAttribute.name}`),
    ]),
  )
}

function naiveProjection(
  resource: JsonObject,
  type: ResourceType,
  mode: 'default' | 'attributes' | 'excludedAttributes',
  names: readonly string[],
): JsonObject {
  const shown: Record<string, Json> = {}
  const pick = (from: JsonObject, attributes: readonly Attribute[], prefix: string, into: Record<string, Json>) => {
    for (const attribute of attributes) {
      if (!Object.hasOwn(from, attribute.name)) continue
      const value = from[attribute.name] as Json
      const whole = names.includes(`${prefix}${attribute.name}`)
      const parts = attribute.subAttributes.filter(({ name }) => names.includes(`${prefix}${attribute.name}.${name}`))
      const isNamed = whole || parts.length > 0
      const isShown =
        attribute.returned === 'always' ||
        (mode === 'attributes'
          ? isNamed
          : attribute.returned === 'default' && !(mode === 'excludedAttributes' && whole))
      if (!isShown) continue
      const isCut = mode !== 'default' && parts.length > 0 && !whole
      const keep = (name: string) => parts.some((part) => part.name === name) === (mode === 'attributes')
      add(into, attribute, isCut ? cut(value, keep) : value)
    }
  }
  pick(resource, type.schema.attributes, '', shown)
  for (const { schema } of type.schemaExtensions) {
    const part: Record<string, Json> = {}
    pick((resource[schema.id] ?? {}) as JsonObject, schema.attributes, `${schema.id}:`, part)
    if (Object.keys(part).length > 0) shown[schema.id] = part
  }
  return shown
}

/** What is left empty is left out (D-27). */
function add(into: Record<string, Json>, attribute: Attribute, value: Json): void {
  const left = Array.isArray(value)
    ? value.filter((each) => typeof each !== 'object' || Object.keys(each).length > 0)
    : value
  if (Array.isArray(left) ? left.length > 0 : typeof left !== 'object' || Object.keys(left ?? {}).length > 0) {
    into[attribute.name] = left
  }
}

function cut(value: Json, keep: (name: string) => boolean): Json {
  const cutOne = (each: Json): Json =>
    typeof each === 'object' && each !== null
      ? Object.fromEntries(Object.entries(each).filter(([name]) => keep(name)))
      : each
  return Array.isArray(value) ? value.map(cutOne) : cutOne(value)
}

function plain(value: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(value))
}

function naiveKey(
  resource: JsonObject,
  extension: string | undefined,
  attribute: Attribute,
  sub: Attribute | undefined,
) {
  const holder = (extension === undefined ? resource : resource[extension]) as JsonObject | undefined
  const value = holder && Object.hasOwn(holder, attribute.name) ? holder[attribute.name] : undefined
  if (value === undefined) return undefined
  const all = (Array.isArray(value) ? value : [value]) as readonly Json[]
  const chosen = all.find(
    (each) => typeof each === 'object' && each !== null && 'primary' in each && each.primary === true,
  )
  const element = chosen ?? all[0]
  if (!sub) return element
  return typeof element === 'object' && element !== null && Object.hasOwn(element, sub.name)
    ? (element as JsonObject)[sub.name]
    : undefined
}

function naiveKeyOrder(one: Json | undefined, two: Json | undefined, { type, caseExact }: Attribute): number {
  if (one === undefined || two === undefined) return Math.sign(Number(one === undefined) - Number(two === undefined))
  if (typeof one !== 'string' || typeof two !== 'string') return Math.sign(Number(one) - Number(two))
  if (type === 'dateTime') return Math.sign(dates.includes(one) ? Date.parse(one) - Date.parse(two) : 0)
  return Math.sign(caseExact ? naiveOrder(one, two, 256) : naiveOrder(naiveFold(one), naiveFold(two), 256))
}
