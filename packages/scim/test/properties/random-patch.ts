import type { Json, JsonObject } from '../../src/json.js'
import type { Attribute } from '../../src/schema/attribute.js'
import type { ResourceType } from '../../src/schema/resource-type.js'

/** Chooses a number below `count`. */
export type Choose = (count: number) => number

/** Operations, as a client sends them, that turn one resource into another: of all forms that RFC 7644 §3.5.2 has for it. */
export function operationsBetween(
  before: JsonObject,
  after: JsonObject,
  type: ResourceType,
  choose: Choose,
): readonly JsonObject[] {
  const operations = changesIn(before, after, type.schema.attributes, '', choose)
  for (const { schema } of type.schemaExtensions) {
    const held = before[schema.id] as JsonObject | undefined
    const wanted = after[schema.id] as JsonObject | undefined
    if (held && !wanted && choose(2) === 0) operations.push({ op: 'remove', path: schema.id })
    else if (!held && wanted && choose(2) === 0) operations.push({ op: 'add', value: { [schema.id]: wanted } })
    else operations.push(...changesIn(held ?? {}, wanted ?? {}, schema.attributes, `${schema.id}:`, choose))
  }
  return operations
}

function changesIn(
  before: JsonObject,
  after: JsonObject,
  attributes: readonly Attribute[],
  prefix: string,
  choose: Choose,
): JsonObject[] {
  const operations: JsonObject[] = []
  for (const attribute of attributes) {
    const [held, wanted] = [own(before, attribute.name), own(after, attribute.name)]
    if (JSON.stringify(held) === JSON.stringify(wanted) && choose(5) > 0) continue
    operations.push(...changeOf(held, wanted, attribute, prefix + attribute.name, choose))
  }
  return operations
}

function changeOf(
  held: Json | undefined,
  wanted: Json | undefined,
  attribute: Attribute,
  path: string,
  choose: Choose,
): readonly JsonObject[] {
  if (wanted === undefined) return held === undefined ? [] : [removal(path, choose)]
  if (attribute.multiValued) return changeOfList(held, wanted as readonly Json[], path, choose)
  if (attribute.type === 'complex' && held !== undefined) {
    return changeOfComplex(held as JsonObject, wanted as JsonObject, attribute, path, choose)
  }
  return [assignment(path, wanted, choose)]
}

/** Unassigned: RFC 7644 §3.5.2.2, and D-64. */
function removal(path: string, choose: Choose): JsonObject {
  return choose(4) === 0 ? { op: 'replace', path, value: null } : { op: 'remove', path }
}

function assignment(path: string, value: Json, choose: Choose): JsonObject {
  const op = ['add', 'replace', 'Replace', 'ADD'][choose(4)] ?? 'add'
  return choose(3) === 0 ? { op, value: { [path]: value } } : { op, path, value }
}

/** A list that only grows at its end is added to. */
function changeOfList(
  held: Json | undefined,
  wanted: readonly Json[],
  path: string,
  choose: Choose,
): readonly JsonObject[] {
  const before = (held ?? []) as readonly Json[]
  const grows = before.every((value, index) => JSON.stringify(value) === JSON.stringify(wanted[index]))
  const isPlain = !JSON.stringify(wanted).includes('"primary":true')
  if (grows && isPlain && wanted.length > before.length && choose(2) === 0) {
    return wanted.slice(before.length).map((value) => ({ op: 'add', path, value: [value] }))
  }
  if (choose(3) > 0) return [{ op: 'replace', path, value: wanted }]
  return [
    { op: 'remove', path },
    { op: 'add', path, value: wanted },
  ]
}

/** A replaced complex value keeps the sub-attributes that are not given (D-09), so those that go are removed. */
function changeOfComplex(
  held: JsonObject,
  wanted: JsonObject,
  { subAttributes }: Attribute,
  path: string,
  choose: Choose,
): readonly JsonObject[] {
  if (choose(3) === 0) {
    return [
      { op: 'remove', path },
      { op: 'add', path, value: wanted },
    ]
  }
  const gone = Object.keys(held).filter((name) => !Object.hasOwn(wanted, name))
  const written = subAttributes.filter(({ name }) => Object.hasOwn(wanted, name))
  const kept = choose(2) === 0 ? [{ op: 'replace', path, value: wanted }] : written.map(replaced)
  function replaced({ name }: Attribute): JsonObject {
    return { op: 'replace', path: `${path}.${name}`, value: wanted[name] ?? null }
  }
  return [...kept, ...gone.map((name) => removal(`${path}.${name}`, choose))]
}

/** A random schema may call an attribute `toString`. */
function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined
}
