import type { Manner } from '../manner.js'
import type { AttributeType } from '../schema/attribute.js'
import { type AttributePath, findAttributePath, shorten, targetOf } from '../schema/attribute-path.js'
import { storedInsteadOf } from '../schema/reference-attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidValue } from '../scim-error.js'
import type { QueryTarget, SortOrder } from '../storage/resource-store.js'

/**
 * Reads `sortOrder` (RFC 7644 §3.4.2.3): ascending unless it says otherwise.
 *
 * @throws ScimError invalidValue
 */
export function parseSortOrder(sortOrder = 'ascending'): SortOrder {
  const order = sortOrder.toLowerCase()
  if (order === 'ascending' || order === 'descending') return order
  throw invalidValue(`'sortOrder' is 'ascending' or 'descending', not '${shorten(sortOrder)}'.`)
}

/**
 * By which attribute each of the types is sorted (RFC 7644 §3.4.2.3, D-58). A type that does not have it has no value there,
 * as long as one of them does.
 *
 * @throws ScimError invalidValue for what no type has, for what is made for each answer, and for what has no order
 */
export function findSortPaths(
  sortBy: string | undefined,
  types: readonly ResourceType[],
  manner: Manner,
): ReadonlyMap<ResourceType, AttributePath> {
  const paths = new Map<ResourceType, AttributePath>()
  if (sortBy === undefined || sortBy === '') return paths
  for (const type of types) {
    const path = findAttributePath(sortBy, type, manner)
    if (path) paths.set(type, sortablePath(sortBy, path, type))
  }
  if (paths.size === 0) {
    const [type, another] = types
    const nothing = type && !another ? `${type.name} has no attribute` : 'No resource type has an attribute'
    throw invalidValue(`${nothing} '${shorten(sortBy)}' to sort by.`)
  }
  return paths
}

/**
 * Refuses to sort text and numbers together: they have no order among each other.
 *
 * @throws ScimError invalidValue
 */
export function assertOneKind(sortBy: string | undefined, targets: readonly QueryTarget[]): void {
  const [first, ...others] = targets.flatMap(({ type, sortPath }) =>
    sortPath ? [{ type, dataType: targetOf(sortPath).type }] : [],
  )
  const other = others.find(({ dataType }) => first && kinds[dataType] !== kinds[first.dataType])
  if (!first || !other) return
  throw invalidValue(
    `'${shorten(sortBy ?? '')}' is of type ${first.dataType} in ${first.type.name} and of type ${other.dataType} in ${other.type.name}: they cannot be sorted together.`,
  )
}

function sortablePath(sortBy: string, path: AttributePath, type: ResourceType): AttributePath {
  const sorted = targetOf(path)
  if (sorted.returned === 'never' || path.attribute.returned === 'never') {
    throw invalidValue(`'${shorten(sortBy)}' cannot be sorted by.`)
  }
  const instead = storedInsteadOf(path, type)
  if (instead !== undefined) {
    throw invalidValue(`'${shorten(sortBy)}' is made for each answer and cannot be sorted by; sort by '${instead}'.`)
  }
  if (sorted.type !== 'complex') return path
  const value = sorted.multiValued ? sorted.subAttributes.find((sub) => sub.name === 'value') : undefined
  if (value) return { ...path, subAttribute: value }
  throw invalidValue(`'${shorten(sortBy)}' has no order of its own; sort by one of its sub-attributes.`)
}

const kinds: Readonly<Record<AttributeType, 'text' | 'number' | 'boolean' | 'date' | 'complex'>> = {
  string: 'text',
  reference: 'text',
  binary: 'text',
  integer: 'number',
  decimal: 'number',
  boolean: 'boolean',
  dateTime: 'date',
  complex: 'complex',
}
