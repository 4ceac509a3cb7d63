import { type Attribute, type AttributePath, EnterpriseUserSchema, type Schema } from '@rollcall/scim'

/**
 * Whether an attribute's values have index rows. By default all have, but for what clients do not filter on and what
 * would cost rows at each write: certificates and other binary, links, and the labels of multi-valued attributes. What has
 * no rows filters correctly all the same, by looking at the documents. What is never returned is refused in filters (D-20),
 * and has none: no second copy of a secret.
 */
export function isIndexed(attribute: Attribute, subAttribute: Attribute | undefined): boolean {
  const { type, name } = subAttribute ?? attribute
  if (attribute.returned === 'never' || subAttribute?.returned === 'never') return false
  if (type === 'binary' || type === 'reference') return false
  return !(attribute.multiValued && subAttribute !== undefined && name === 'display')
}

/**
 * Whether a resource that lacks the attribute says so with a row of its own, which makes sorting by it fast. Others sort
 * correctly through an outer join. Attributes of schemas that are not the standard's all do when they are single values; but
 * an extension that is not the standard's may be added while there are resources, which say nothing of it.
 */
export function hasMissingRow({ schema, extension, attribute, subAttribute }: SortedPath): boolean {
  if (!isIndexed(attribute, subAttribute)) return false
  if (extension !== undefined && extension !== EnterpriseUserSchema.id) return false
  if (schema.id.startsWith('urn:ietf:params:scim:schemas:')) {
    return sortedStandardAttributes.has(subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name)
  }
  return !attribute.multiValued && attribute.type !== 'complex' && subAttribute === undefined
}

/** An attribute with the schema that has it. */
interface SortedPath extends Pick<AttributePath, 'extension' | 'attribute' | 'subAttribute'> {
  readonly schema: Schema
}

/** The columns by which lists of people and groups are sorted. */
const sortedStandardAttributes: ReadonlySet<string> = new Set([
  'userName',
  'displayName',
  'name.familyName',
  'name.givenName',
  'title',
  'userType',
  'emails.value',
  'employeeNumber',
  'costCenter',
  'organization',
  'division',
  'department',
])

/** The name under which index rows keep a path: in the schema's case, an extension's with its URN. */
export function indexedName(path: Pick<AttributePath, 'extension' | 'attribute' | 'subAttribute'>): string {
  const prefix = path.extension === undefined ? '' : `${path.extension}:`
  const suffix = path.subAttribute === undefined ? '' : `.${path.subAttribute.name}`
  return `${prefix}${path.attribute.name}${suffix}`
}
