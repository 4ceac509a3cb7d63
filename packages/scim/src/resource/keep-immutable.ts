import type { Attribute } from '../schema/attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import { isAssigned } from './canonical-text.js'
import { isJsonObject, type Json, type JsonObject, type Resource } from './resource.js'

/**
 * A replacement with the immutable and the write-only values that the client may leave out without clearing them (RFC 7644
 * §3.5.1, D-29): of the base schema, of extensions, and of single complex values.
 */
export function keepImmutable(before: Resource, after: Resource, resourceType: ResourceType): Resource {
  const kept = withImmutables(before, after, resourceType.schema.attributes)
  for (const { schema } of resourceType.schemaExtensions) {
    keepIn(kept, schema.id, withImmutables(before[schema.id], after[schema.id], schema.attributes))
  }
  return kept
}

type MutableObject = Record<string, Json | undefined>

function withImmutables(
  before: Json | undefined,
  after: Json | undefined,
  attributes: readonly Attribute[],
): MutableObject {
  const kept: MutableObject = Object.assign(Object.create(null), isJsonObject(after) ? after : undefined)
  if (!isJsonObject(before)) return kept
  for (const { name, mutability, multiValued, subAttributes } of attributes) {
    const was = before[name]
    const isKept = mutability === 'immutable' || mutability === 'writeOnly'
    if (isKept) kept[name] = isAssigned(kept[name]) ? kept[name] : was
    else if (!multiValued && isJsonObject(was)) keepIn(kept, name, withImmutables(was, kept[name], subAttributes))
  }
  return kept
}

/** What holds nothing stays out. */
function keepIn(holder: MutableObject, name: string, value: JsonObject): void {
  if (isAssigned(value)) holder[name] = value
}
