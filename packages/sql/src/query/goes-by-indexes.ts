import type { AttributePath, Filter, ResourceType } from '@rollcall/scim'
import type { QueryTarget } from '@rollcall/scim/storage'
import { isAlwaysIndexed } from '../index-rows/indexed-attributes.js'
import { keptApartOf } from './kept-apart-condition.js'

/** Whether how a query is answered depends on what the tenant has index rows of. */
export function goesByIndexes({ type, filter, sortPath, given }: QueryTarget): boolean {
  if (given) return false
  const paths = [...(filter ? pathsIn(filter) : []), ...(sortPath ? [sortPath] : [])]
  return paths.some((path) => isChosen(type, path))
}

/** Whether an organisation may say that the attribute is indexed, or that it is not. */
export function isChosen(type: ResourceType, path: AttributePath): boolean {
  return path.schema.id !== '' && !keptApartOf(type, path) && !isAlwaysIndexed(path)
}

/** Every attribute that a filter compares. */
export function pathsIn(filter: Filter): readonly AttributePath[] {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return [filter.path]
    case 'not':
      return pathsIn(filter.operand)
    case 'logical':
      return filter.operands.flatMap(pathsIn)
    case 'valuePath':
      return [filter.path, ...pathsIn(filter.filter)]
  }
}
