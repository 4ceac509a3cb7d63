import type { AttributePath, ResourceType } from '@rollcall/scim'
import type { Bound } from '../bind-value.js'
import { hasMissingRow, indexedName, isIndexed } from '../index-rows/indexed-attributes.js'
import { literal, type SqlText, sql } from '../sql-text.js'
import type { Viewer } from '../storage/read-resources.js'
import { versionText } from './common-condition.js'
import { always, exists } from './condition.js'
import type { FilterContext } from './filter-context.js'
import { keptApartOf } from './kept-apart-condition.js'

/**
 * How the resources of a type are put in order. `rows`: by a key that the database has; those without one are a part of
 * their own. `documents`: the key must be read from each resource.
 */
export type SortPlan =
  | { readonly kind: 'rows'; readonly present: PresentPart | undefined; readonly absent: Part | undefined }
  | { readonly kind: 'documents'; readonly path: AttributePath }

/** Resources, each with the row that says where it stands. */
export interface Part {
  /** The table whose index gives the order, with its alias; undefined for `resources` itself. */
  readonly table: SqlText | undefined
  /** Where that table leads: what its index begins with. */
  readonly leading: SqlText
  /** A condition, beside the filter's. */
  readonly where: SqlText
  /** Where the id is read from: of the table whose index gives the order. */
  readonly id: SqlText | undefined
}

export interface PresentPart extends Part {
  readonly key: SqlText
  /** The key of a position as it is bound. */
  readonly bindKey: (key: string) => Bound
}

/** `resources`, as far as a condition holds. */
function resourcesWhere(where: SqlText): Part {
  return { table: undefined, leading: always.text, where, id: undefined }
}

/** All resources, in the order of their ids. */
export const everything: Part = resourcesWhere(always.text)

/** By id alone: nothing has a key. */
export const orderById: SortPlan = { kind: 'rows', present: undefined, absent: everything }

/** How to put a type's resources in the order of a path; without one, in that of their ids. */
export function sortPlanOf(
  type: ResourceType,
  path: AttributePath | undefined,
  { viewer, indexes }: Pick<FilterContext, 'viewer' | 'indexes'>,
): SortPlan {
  if (!path) return orderById
  const sorted = sortedPathOf(path)
  if (!sorted) return orderById
  if (sorted.schema.id === '' && sorted.attribute.name !== 'schemas') return commonPlan(sorted, viewer)
  if (keptApartOf(type, sorted)) return { kind: 'documents', path: sorted }
  if (!isIndexed(indexes, sorted)) return { kind: 'documents', path: sorted }
  return indexPlan(type, sorted, { viewer, hasMissing: hasMissingRow(indexes, sorted) })
}

/** A complex attribute is sorted by its `value`. */
function sortedPathOf(path: AttributePath): AttributePath | undefined {
  if (path.subAttribute || path.attribute.type !== 'complex') return path
  const subAttribute = path.attribute.subAttributes.find(({ name }) => name === 'value')
  return subAttribute && { ...path, subAttribute }
}

function commonPlan(path: AttributePath, viewer: Viewer): SortPlan {
  if (path.attribute.name === 'externalId') return externalIdPlan(viewer)
  const name = path.attribute.name === 'id' ? 'id' : path.subAttribute?.name
  switch (name) {
    case 'id':
      return columnPlan(literal('r.id'), String)
    case 'resourceType':
      return columnPlan(literal('r.type'), String)
    case 'version':
      return columnPlan(versionText, String)
    case 'created':
      return columnPlan(literal('r.created'), BigInt)
    case 'lastModified':
      return columnPlan(literal('r.last_modified'), BigInt)
    default:
      return orderById
  }
}

function columnPlan(key: SqlText, bindKey: PresentPart['bindKey']): SortPlan {
  return { kind: 'rows', present: { ...everything, key, bindKey }, absent: undefined }
}

function externalIdPlan({ tenant, connection }: Viewer): SortPlan {
  const row = sql`x.tenant_id = ${tenant} AND x.connection_id = ${connection} AND x.value_key <> ''`
  const id = literal('x.resource_id')
  const key = literal('x.value_key')
  return {
    kind: 'rows',
    present: { table: literal('external_ids x'), leading: always.text, where: row, id, key, bindKey: String },
    absent: resourcesWhere(sql`NOT ${exists(sql`external_ids x WHERE ${row} AND x.resource_id = r.id`)}`),
  }
}

/** The type, which all rows of a resource share, is named only where the index rows lead: elsewhere they are found by resource. */
function indexPlan(
  type: ResourceType,
  path: AttributePath,
  { viewer: { tenant }, hasMissing }: { readonly viewer: Viewer; readonly hasMissing: boolean },
): SortPlan {
  const rowsOf = (missing: SqlText) => sql`s.tenant_id = ${tenant} AND s.attribute = ${indexedName(path)}
    AND s.missing = ${missing} AND s.is_sort_key = 1`
  const present = rowsOf(literal('0'))
  const sorted = { table: literal('attribute_values s'), id: literal('s.resource_id') }
  const leading = sql`s.type = ${type.name}`
  return {
    kind: 'rows',
    present: { ...sorted, leading, where: present, key: literal('s.value'), bindKey: String },
    absent: hasMissing
      ? { ...sorted, leading: sql`${leading} AND s.value = ''`, where: rowsOf(literal('1')) }
      : resourcesWhere(sql`NOT ${exists(sql`attribute_values s WHERE ${present} AND s.resource_id = r.id`)}`),
  }
}
