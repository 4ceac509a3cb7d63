import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/json.js'
import type { Attribute } from '../../src/schema/attribute.js'
import type { ResourceType } from '../../src/schema/resource-type.js'

/** A random resource of the type, as the engine holds it; attributes that only the server writes are left out. */
export function randomResource(type: ResourceType): fc.Arbitrary<JsonObject> {
  const extension = type.schemaExtensions[0]?.schema
  const base = randomObject(type.schema.attributes)
  if (!extension) return base
  return fc
    .tuple(base, randomObject(extension.attributes))
    .map(([resource, more]) => (Object.keys(more).length === 0 ? resource : { ...resource, [extension.id]: more }))
}

/** Texts that tell right from wrong: ties but for case, marks, letters outside the basic plane, and what grammars trip over. */
export const texts: readonly string[] = [
  ...['', 'a', 'A', 'ab', 'Ab', 'b', 'work', 'WORK', 'home', 'straße', 'STRASSE', 'ΑΣ', 'ας', 'ΑΣΑ', 'é', 'e\u0301'],
  ...['🙂', '\ue000', '"', '\\', ' and ', ')', ']', 'null', 'true', '-1', 'a.b', '__proto__', '\n', 'x'.repeat(300)],
]

export const dates: readonly string[] = [
  '2026-11-24T09:00:00Z',
  '2026-11-24T10:00:00+01:00',
  '2026-11-24T09:00:00.001Z',
  '1999-12-31T23:59:59Z',
  '0001-01-01T00:00:00Z',
]

/** A value of a simple attribute. */
export function randomSimpleValue({ type }: Attribute): fc.Arbitrary<Json> {
  switch (type) {
    case 'string':
      return fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...texts.slice(1)) },
        fc.string({ minLength: 1, maxLength: 8 }),
      )
    case 'boolean':
      return fc.boolean()
    case 'integer':
      return fc.oneof(fc.constantFrom(0, 1, -1, 2 ** 53 - 1), fc.integer())
    case 'decimal':
      return fc
        .oneof(fc.constantFrom(0, 0.5, -1.25, 1e21), fc.double({ noNaN: true, noDefaultInfinity: true }))
        .map((value) => value + 0)
    case 'dateTime':
      return fc.constantFrom(...dates)
    case 'reference':
      return fc.constantFrom('https://app.example/a', 'https://app.example/A', 'https://app.example/b?c=d')
    case 'binary':
      return fc.constantFrom('YQ==', 'Yg==', 'QQ==')
    case 'complex':
      return fc.constant(null)
  }
}

function randomObject(attributes: readonly Attribute[]): fc.Arbitrary<JsonObject> {
  const written = attributes.filter(({ mutability }) => mutability !== 'readOnly')
  const model = Object.fromEntries(written.map((attribute) => [attribute.name, randomValue(attribute)]))
  return fc.record(model, { requiredKeys: [] }).map((object) => Object.fromEntries(Object.entries(object)))
}

/** A value of the attribute as it is stored: lists are not empty, no value is there twice, one is primary at most. */
export function randomValue(attribute: Attribute): fc.Arbitrary<Json> {
  const single = attribute.type === 'complex' ? randomComplex(attribute) : randomSimpleValue(attribute)
  if (!attribute.multiValued) return single
  const values = fc.uniqueArray(single, {
    minLength: 1,
    maxLength: 4,
    selector: keyOf,
  })
  return values.map(onePrimary).map(distinct)
}

function randomComplex({ subAttributes }: Attribute): fc.Arbitrary<JsonObject> {
  return randomObject(subAttributes).filter((value) => Object.values(value).some((part) => part !== false))
}

function onePrimary(values: readonly Json[]): readonly Json[] {
  let seen = false
  return values.map((value) => {
    if (typeof value !== 'object' || value === null || !('primary' in value)) return value
    const { primary, ...rest } = value as JsonObject
    if (primary !== true) return value
    if (!seen) {
      seen = true
      return value
    }
    return { ...rest, primary: false }
  })
}

function distinct(values: readonly Json[]): readonly Json[] {
  return [...new Map(values.map((value) => [keyOf(value), value])).values()]
}

/** What makes a value the one it is: its `value`, without regard to case (RFC 7643 §2.4); else all of it. */
function keyOf(value: Json): string {
  const { value: own, ...rest } = typeof value === 'object' && value !== null ? (value as JsonObject) : { value }
  return JSON.stringify(own ?? rest)
    .normalize('NFC')
    .toLowerCase()
}
