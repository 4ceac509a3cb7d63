import { type Attribute, findAttribute } from './attribute.js'
import type { AttributePath } from './attribute-path.js'
import { commonAttributes } from './common-attributes.js'
import type { ResourceType } from './resource-type.js'

/** True when the attribute's `$ref` is the location of the resource that its `value` identifies. */
export function isReferenceToValue(attribute: Attribute): boolean {
  const reference = findAttribute(attribute.subAttributes, '$ref')
  const isResource = reference?.referenceTypes.some((type) => type !== 'external' && type !== 'uri') ?? false
  return isResource && findAttribute(attribute.subAttributes, 'value') !== undefined
}

/** The read-only sub-attribute that shows what the resource is called: `manager.displayName`, elsewhere `display`. */
export function labelOf(attribute: Attribute): Attribute | undefined {
  return attribute.subAttributes.find(({ name, mutability }) => labels.has(name) && mutability === 'readOnly')
}

const labels: ReadonlySet<string> = new Set(['displayName', 'display'])

/**
 * What to ask for instead of what no storage knows, since it is made for each answer: `id` for `meta.location`, and the
 * `value` for a `$ref`, and for the label of a reference that is kept in the document. Undefined for anything else.
 */
export function storedInsteadOf(path: AttributePath, type: ResourceType): string | undefined {
  const { schema, extension, attribute, subAttribute } = path
  if (!subAttribute) return undefined
  if (schema === commonAttributes) {
    return attribute.name === 'meta' && subAttribute.name === 'location' ? 'id' : undefined
  }
  const { links, groups } = type.keptApart
  // What members and groups are called is known to the storage, which keeps them in rows.
  const isApart = schema === type.schema && (attribute.name === links || attribute.name === groups)
  const isMade = subAttribute.name === '$ref' || (!isApart && subAttribute === labelOf(attribute))
  if (!isMade || !(isApart || isReferenceToValue(attribute))) return undefined
  return `${extension === undefined ? '' : `${extension}:`}${attribute.name}.value`
}
