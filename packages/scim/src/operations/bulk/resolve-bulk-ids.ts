import { compatibleManner } from '../../manner.js'
import { attributesIn } from '../../resource/member-of.js'
import { type Id, isJsonObject, type JsonObject } from '../../resource/resource.js'
import { type Attribute, findAttribute } from '../../schema/attribute.js'
import { type AttributePath, findAttributePath, findExtension } from '../../schema/attribute-path.js'
import { isReferenceToValue } from '../../schema/reference-attribute.js'
import type { ResourceType } from '../../schema/resource-type.js'
import type { Schema } from '../../schema/schema.js'

/** The id that was drawn for the resource of a bulkId. @throws ScimError 409 where no operation of the request creates it */
export type IdOf = (bulkId: string) => Id

/** What stands before a bulkId where an id is due (RFC 7644 §3.7.2). */
const bulkIdPrefix = 'bulkId:'

/**
 * The data of a POST or PUT with each reference to a bulkId replaced by the id (RFC 7644 §3.7.2), in extensions too. A
 * reference stands only where the schema has one: in the `value` and `$ref` of an attribute that points at resources, and in
 * attributes of type reference. Any other text is what the client wrote, whatever it begins with (D-48).
 *
 * @throws ScimError 409
 */
export function resolveBulkIds(data: unknown, type: ResourceType, idOf: IdOf): unknown {
  if (!isJsonObject(data)) return data
  return mapMembers(data, (name, value) => resolveMember({ name, value }, type, idOf))
}

/** The same for one member of an object whose names are attributes, of the given extension or of the whole resource. */
export function resolveMember(
  { name, value }: { readonly name: string; readonly value: unknown },
  type: ResourceType,
  idOf: IdOf,
  schema?: Schema,
): unknown {
  const nested = schema ? undefined : findSchema(name, type)
  if (nested) return resolveExtension(nested, value, type, idOf)
  // What the manner says of the name is said when the data is read.
  const path = findAttributePath(schema ? `${schema.id}:${name}` : name, type, compatibleManner)
  return path ? resolveValue(path, value, idOf) : value
}

/** The same for what stands under the URN of a schema. */
export function resolveExtension(schema: Schema, value: unknown, type: ResourceType, idOf: IdOf): unknown {
  if (!isJsonObject(value)) return value
  return mapMembers(value, (name, part) => resolveMember({ name, value: part }, type, idOf, schema))
}

/** The same for the value of an attribute, or of a part of it. */
export function resolveValue({ attribute, subAttribute }: AttributePath, value: unknown, idOf: IdOf): unknown {
  if (attribute.mutability === 'readOnly') return value
  if (subAttribute) return resolvePart(subAttribute, attribute, value, idOf)
  if (Array.isArray(value)) return value.map((element) => resolveElement(attribute, element, idOf))
  return resolveElement(attribute, value, idOf)
}

/** The id itself where an id is due: undefined for any other text. */
export function resolveId(text: string, idOf: IdOf): Id | undefined {
  return text.startsWith(bulkIdPrefix) ? idOf(text.slice(bulkIdPrefix.length)) : undefined
}

/** A copy of the object with other values. */
export function mapMembers(object: JsonObject, change: (name: string, value: unknown) => unknown): JsonObject {
  const members = attributesIn(object, 'data').map(([name, value]) => [name, change(name, value)] as const)
  return Object.fromEntries(members) as JsonObject
}

function findSchema(name: string, type: ResourceType): Schema | undefined {
  return name.toLowerCase() === type.schema.id.toLowerCase() ? type.schema : findExtension(name, type)
}

function resolveElement(attribute: Attribute, element: unknown, idOf: IdOf): unknown {
  if (attribute.type === 'reference') return resolvePart(attribute, attribute, element, idOf)
  // A member or a manager may come without its object (Q18, Q19).
  if (typeof element === 'string' && isReferenceToValue(attribute)) return resolveId(element, idOf) ?? element
  if (!isJsonObject(element) || attribute.type !== 'complex') return element
  return mapMembers(element, (name, value) => {
    const part = findAttribute(attribute.subAttributes, name)
    return part ? resolvePart(part, attribute, value, idOf) : value
  })
}

function resolvePart(part: Attribute, attribute: Attribute, value: unknown, idOf: IdOf): unknown {
  if (part.mutability === 'readOnly') return value
  if (Array.isArray(value)) return value.map((each) => resolvePart(part, attribute, each, idOf))
  if (typeof value !== 'string') return value
  if (part.name === 'value' && isReferenceToValue(attribute)) return resolveId(value, idOf) ?? value
  return isResourceReference(part) ? resolveLocation(value, idOf) : value
}

function isResourceReference({ type, referenceTypes }: Attribute): boolean {
  return type === 'reference' && referenceTypes.some((name) => name !== 'external' && name !== 'uri')
}

/** A location ends in the id: `bulkId:x` or `/Users/bulkId:x`. */
function resolveLocation(text: string, idOf: IdOf): string {
  const at = `/${text}`.indexOf(`/${bulkIdPrefix}`)
  return at < 0 ? text : text.slice(0, at) + idOf(text.slice(at + bulkIdPrefix.length))
}
