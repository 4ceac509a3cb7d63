import type { AttributeExpression, Filter } from '@rollcall/scim'
import { keyOfText } from '../index-rows/fold-text.js'
import { cutText } from '../index-rows/index-value.js'
import { indexedName, isIndexed } from '../index-rows/indexed-attributes.js'
import { literal, type SqlText, sql } from '../sql-text.js'
import type { FilterContext } from './filter-context.js'
import { keptApartOf } from './kept-apart-condition.js'
import { comparedKey } from './leaf-condition.js'

/**
 * Where a query begins: the rows of one comparison that every match satisfies, looked up by an index, each resource once.
 * The whole filter is tested beside it; the driver only saves looking at the rest.
 */
export interface Driver {
  /** Rows under the alias `f`. */
  readonly from: SqlText
  /** The resource's id in them. */
  readonly id: SqlText
  /** How many rows to expect: fewer is lower. */
  readonly rank: number
}

/** The most selective of the comparisons that a filter demands, or undefined where it demands none that an index serves. */
export function driverOf(filter: Filter, context: FilterContext): Driver | undefined {
  const drivers = demandsOf(filter).map((leaf) => driverOfLeaf(leaf, context))
  return drivers.filter((driver) => driver !== undefined).sort((a, b) => a.rank - b.rank)[0]
}

/** True where a resource or a few have the value: an id, a name, an address. */
export function beginsNarrow({ rank }: Driver): boolean {
  return rank < ranks.grant
}

/** True where the rows are all that begin with a text. */
export function beginsWithRange({ rank }: Driver): boolean {
  return rank === ranks.range
}

/** Fewer rows first. */
const ranks = { unique: 0, member: 1, address: 2, grant: 3, shared: 4, range: 5 } as const

/** The comparisons that must hold for the filter to. */
function demandsOf(filter: Filter): readonly AttributeExpression[] {
  switch (filter.kind) {
    case 'compare':
      return [filter]
    case 'logical':
      return filter.operator === 'and' ? filter.operands.flatMap(demandsOf) : []
    case 'valuePath':
      return demandsOf(filter.filter)
    case 'present':
    case 'not':
      return []
  }
}

function driverOfLeaf(leaf: AttributeExpression, context: FilterContext): Driver | undefined {
  const { path, operator, value } = leaf
  if (typeof value !== 'string' || (operator !== 'eq' && operator !== 'sw')) return undefined
  if (path.schema.id === '') return commonDriver(leaf, context)
  if (keptApartOf(context.type, path)) return operator === 'eq' ? keptApartDriver(leaf, context) : undefined
  return indexDriver(leaf, context)
}

function commonDriver({ path, operator, value }: AttributeExpression, { viewer }: FilterContext): Driver | undefined {
  if (path.attribute.name !== 'externalId' || operator !== 'eq' || typeof value !== 'string') return undefined
  return {
    from: sql`(SELECT x.resource_id FROM external_ids x WHERE x.tenant_id = ${viewer.tenant}
      AND x.connection_id = ${viewer.connection} AND x.value_key = ${cutText(value).text})`,
    id: literal('f.resource_id'),
    rank: ranks.unique,
  }
}

function keptApartDriver({ path, value }: AttributeExpression, { viewer, type }: FilterContext): Driver | undefined {
  const kept = keptApartOf(type, path)
  const { subAttribute } = path
  if (subAttribute?.name !== 'value' || subAttribute.comparison !== 'ignoreCase' || typeof value !== 'string')
    return undefined
  const key = keyOfText(subAttribute, value)
  switch (kept?.kind) {
    case 'links':
      return {
        from: sql`(SELECT e.owner_id FROM edges e WHERE e.tenant_id = ${viewer.tenant} AND e.member_id = ${key})`,
        id: literal('f.owner_id'),
        rank: ranks.member,
      }
    case 'grants':
      return {
        from: sql`(SELECT DISTINCT g.user_id FROM grants g
          WHERE g.tenant_id = ${viewer.tenant} AND g.kind = ${kept.grant} AND g.value_key = ${key})`,
        id: literal('f.user_id'),
        rank: ranks.grant,
      }
    case 'groups':
    case undefined:
      return undefined
  }
}

/** Of a multi-valued attribute only `value` tells resources apart: nearly everybody has an address of type "work". */
function indexDriver(leaf: AttributeExpression, context: FilterContext): Driver | undefined {
  const { path } = leaf
  const key = comparedKey(leaf)
  if (key === undefined || key === '' || !isIndexed(path.attribute, path.subAttribute)) return undefined
  const isMulti = path.attribute.multiValued
  if (isMulti && path.subAttribute?.name !== 'value') return undefined
  const isRange = leaf.operator === 'sw'
  const test = isRange ? beginsWith(cutText(key).text) : sql`v.value = ${cutText(key).text}`
  const { tenant } = context.viewer
  const rows = sql`v.resource_id FROM attribute_values v
    WHERE v.tenant_id = ${tenant} AND v.type = ${context.type.name} AND v.attribute = ${indexedName(path)}
    AND v.missing = 0 AND ${test}`
  return {
    from: isMulti || isRange ? each(rows) : sql`(SELECT ${rows})`,
    id: literal('f.resource_id'),
    rank: rankOf(leaf, isMulti),
  }
}

/**
 * Each resource once, found before anything else is asked: as a part of the whole, SQLite would rather walk the tenant in
 * the order of the answer than sort what a range gives.
 */
function each(rows: SqlText): SqlText {
  return sql`(WITH m AS MATERIALIZED (SELECT DISTINCT ${rows}) SELECT m.resource_id FROM m)`
}

/** Narrow enough for a beginning: the filter itself draws the exact line. */
function beginsWith(prefix: string): SqlText {
  return sql`v.value >= ${prefix} AND v.value < ${`${prefix}\u{10ffff}\u{10ffff}`}`
}

function rankOf({ path, operator }: AttributeExpression, isMulti: boolean): number {
  if (operator === 'sw') return ranks.range
  const isUnique = (path.subAttribute ?? path.attribute).uniqueness !== 'none'
  return isUnique ? ranks.unique : isMulti ? ranks.address : ranks.shared
}
