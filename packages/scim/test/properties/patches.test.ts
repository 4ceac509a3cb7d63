import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../src/json.js'
import { compatibleManner, type Manner, strictManner } from '../../src/manner.js'
import { applyPatch } from '../../src/patch/apply-patch.js'
import { parsePatchOp, patchOpUrn } from '../../src/patch/patch-operation.js'
import { equalResources } from '../../src/resource/equal-resources.js'
import { validateResource } from '../../src/resource/validate-resource.js'
import type { ResourceType } from '../../src/schema/resource-type.js'
import { ScimError } from '../../src/scim-error.js'
import { casesOf, casesTimeout } from './cases.js'
import { randomFilter, spellFilter } from './random-filter.js'
import { operationsBetween } from './random-patch.js'
import { randomResource, randomValue } from './random-resource.js'
import { randomResourceType } from './random-schema.js'
import { createReach } from './reach.js'

const choices = fc.infiniteStream(fc.nat({ max: 1_000_000 }))

const twoStates = randomResourceType({ writableOnly: true }).chain((type) =>
  fc.record({
    type: fc.constant(type),
    before: randomResource(type),
    after: randomResource(type),
    manner: fc.constantFrom(compatibleManner, strictManner),
    choices,
  }),
)

test(
  'a PATCH makes one state of another, its inverse restores it, and what was given is not touched',
  () => {
    const reach = createReach()
    fc.assert(
      fc.property(twoStates, ({ type, before, after, manner, choices: chosen }) => {
        const choose = (count: number) => (chosen.next().value ?? 0) % count
        const untouched = JSON.stringify(before)
        const there = operationsBetween(before, after, type, choose)
        const changed = patched(before, there, type, manner)
        expectEqual(changed, after, there)
        expect(JSON.stringify(before)).toBe(untouched)
        const back = operationsBetween(changed, before, type, choose)
        expectEqual(patched(changed, back, type, manner), before, back)
        reach.count('PATCHes of three operations or more', there.length >= 3)
      }),
      casesOf(20),
    )
    reach.assertShare('PATCHes of three operations or more', 0.3)
  },
  casesTimeout,
)

const anyOperations = randomResourceType({ writableOnly: false }).chain((type) =>
  fc.record({
    type: fc.constant(type),
    resource: randomResource(type),
    operations: fc.array(randomOperation(type), { minLength: 1, maxLength: 3 }),
    manner: fc.constantFrom(compatibleManner, strictManner),
    choices,
  }),
)

test(
  'a random PATCH is refused by a ScimError, or gives a valid resource that the same PATCH does not break',
  () => {
    const reach = createReach()
    fc.assert(
      fc.property(anyOperations, ({ type, resource, operations, manner, choices: chosen }) => {
        const spelt = operations.map((operation) => operation((count) => (chosen.next().value ?? 0) % count))
        const result = outcomeOf(resource, spelt, type, manner)
        reach.count('PATCHes that succeed', result !== undefined)
        if (!result) return
        validateResource(result, type)
        expect(Object.getPrototypeOf(result) === null || Object.getPrototypeOf(result) === Object.prototype).toBe(true)
        outcomeOf(result, spelt, type, manner)
      }),
      casesOf(15),
    )
    reach.assertShare('PATCHes that succeed', 0.5)
  },
  casesTimeout,
)

type Spell = (choose: (count: number) => number) => JsonObject

/** An operation on an attribute of the type: its path bare, with a sub-attribute or with a value filter. */
function randomOperation(type: ResourceType): fc.Arbitrary<Spell> {
  const attributes = [
    ...type.schema.attributes.map((attribute) => ({ attribute, prefix: '' })),
    ...type.schemaExtensions.flatMap(({ schema }) =>
      schema.attributes.map((attribute) => ({ attribute, prefix: `${schema.id}:` })),
    ),
  ].filter(({ attribute }) => attribute.mutability !== 'readOnly')
  if (attributes.length === 0) return fc.constant(() => ({ op: 'remove', path: 'externalId' }))
  return fc.constantFrom(...attributes).chain(({ attribute, prefix }) => {
    const path = `${prefix}${attribute.name}`
    const write = fc.record({ op: fc.constantFrom('add', 'replace'), value: randomValue(attribute) }).map(
      ({ op, value }): Spell =>
        () => ({ op, path, value }),
    )
    const remove = fc.constant<Spell>(() => ({ op: 'remove', path }))
    if (!attribute.multiValued || attribute.type !== 'complex') return fc.oneof(write, write, remove)
    const selected = randomFilter(type)
      .filter((filter) => filter.kind === 'valuePath' && filter.place.attribute === attribute)
      .map(
        (filter): Spell =>
          (choose) => ({ op: 'remove', path: spellFilter(filter, choose) }),
      )
    return fc.oneof(write, write, remove, selected)
  })
}

function patched(resource: JsonObject, operations: readonly JsonObject[], type: ResourceType, manner: Manner) {
  if (operations.length === 0) return resource
  const message = { schemas: [patchOpUrn], Operations: operations }
  return applyPatch(resource, parsePatchOp(message, type, manner), type, manner)
}

function outcomeOf(resource: JsonObject, operations: readonly JsonObject[], type: ResourceType, manner: Manner) {
  try {
    return patched(resource, operations, type, manner)
  } catch (error) {
    if (error instanceof ScimError && error.status === 400) return undefined
    throw error
  }
}

function expectEqual(actual: JsonObject, expected: JsonObject, operations: readonly JsonObject[]): void {
  if (equalResources(actual, expected)) return
  expect(actual, JSON.stringify(operations)).toEqual(expected)
  throw new Error('equalResources and toEqual disagree')
}
