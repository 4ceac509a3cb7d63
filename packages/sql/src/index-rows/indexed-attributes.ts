import { type AttributePath, EnterpriseUserSchema, type Schema, User } from '@rollcall/scim'

/** An attribute, or a part of a complex one, with the schema that has it. */
export type IndexedPath = Pick<AttributePath, 'extension' | 'attribute' | 'subAttribute'>

/** The same, where it is known which schema that is. */
export type PlacedPath = IndexedPath & { readonly schema: Schema }

/** The names of what has index rows, as `indexedName` gives them. A complex attribute is in it when a part of it is. */
export type IndexSet = ReadonlySet<string>

/** Whether an attribute's values have index rows. What has none filters correctly all the same, by looking at the documents. */
export function isIndexed(indexes: IndexSet, path: IndexedPath): boolean {
  return indexes.has(indexedName(path))
}

/**
 * Whether a resource that lacks the attribute says so with a row of its own, which makes sorting by it fast. Others sort
 * correctly through an outer join. Attributes of schemas that are not the standard's all do when they are single values; but
 * an extension that is not the standard's may be added while there are resources, which say nothing of it.
 */
export function hasMissingRow(indexes: IndexSet, path: PlacedPath): boolean {
  return isSortedBy(path) && isIndexed(indexes, path)
}

function isSortedBy({ schema, extension, attribute, subAttribute }: PlacedPath): boolean {
  if (extension !== undefined && extension !== EnterpriseUserSchema.id) return false
  if (schema.id.startsWith('urn:ietf:params:scim:schemas:')) {
    return sortedStandardAttributes.has(subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name)
  }
  return !attribute.multiValued && attribute.type !== 'complex' && subAttribute === undefined
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

/**
 * Whether an attribute can have index rows at all. What is never returned is refused in filters (D-20): no second copy of a
 * secret. A certificate is too long to be looked up, and a `$ref` is made when it is shown.
 */
export function canBeIndexed({ attribute, subAttribute }: IndexedPath): boolean {
  const { type, name } = subAttribute ?? attribute
  if (attribute.returned === 'never' || subAttribute?.returned === 'never') return false
  return type !== 'binary' && name !== '$ref' && !(subAttribute && type === 'complex')
}

/**
 * Whether an attribute has index rows where an organisation has not said otherwise: of people, what clients filter on; of all
 * else everything but links and the labels of multi-valued attributes.
 */
export function isIndexedByDefault(path: PlacedPath): boolean {
  if (!canBeIndexed(path) || isLinkOrLabel(path)) return false
  return path.schema.id !== User.schema.id || attributesOfPeople.has(path.attribute.name)
}

/** What nobody looks a resource up by, and does not come with the whole that it belongs to. */
export function isLinkOrLabel({ attribute, subAttribute }: IndexedPath): boolean {
  if ((subAttribute ?? attribute).type === 'reference') return true
  return attribute.multiValued && subAttribute?.name === 'display'
}

const attributesOfPeople: ReadonlySet<string> = new Set([
  'userName',
  'displayName',
  'name',
  'emails',
  'active',
  'title',
])

/** Whether it has index rows in every set: each look-up of a person or a group by name goes by them. */
export function isAlwaysIndexed({ extension, attribute, subAttribute }: IndexedPath): boolean {
  if (extension !== undefined || subAttribute || attribute.multiValued) return false
  return attribute.type === 'string' && attribute.returned !== 'never' && namesOfAll.has(attribute.name)
}

const namesOfAll: ReadonlySet<string> = new Set(['userName', 'displayName'])

/** The name under which index rows keep a path: in the schema's case, an extension's with its URN. */
export function indexedName(path: IndexedPath): string {
  const prefix = path.extension === undefined ? '' : `${path.extension}:`
  const suffix = path.subAttribute === undefined ? '' : `.${path.subAttribute.name}`
  return `${prefix}${path.attribute.name}${suffix}`
}
