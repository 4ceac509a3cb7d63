import type { AttributeExpression, Filter } from '@rollcall/scim'
import { keyOfText } from '../index-rows/fold-text.js'
import { cutText, indexedLength } from '../index-rows/index-value.js'
import { indexedName, isIndexed } from '../index-rows/indexed-attributes.js'
import { joinSql, literal, type SqlText, sql } from '../sql-text.js'
import type { FilterContext } from './filter-context.js'
import { containedIn, keptApartOf } from './kept-apart-condition.js'
import { comparedKey } from './leaf-condition.js'

/**
 * Where a query begins: the rows of one comparison that every match satisfies, looked up by an index. The whole filter is
 * tested beside it; the driver only saves looking at the rest.
 */
export interface Driver {
  /** Rows under the alias `f`. */
  readonly from: SqlText
  /** The resource's id in them. */
  readonly id: SqlText
  /** How many rows to expect: fewer is lower. */
  readonly rank: number
  /** True where a resource may have several of them. */
  readonly repeats: boolean
  /** The comparisons that are looked up. */
  readonly looksUp: readonly AttributeExpression[]
  /** They are true of what is found, and need not be tested again. */
  readonly decides?: true
}

type FoundDriver = Omit<Driver, 'looksUp'>

/** The most selective of the lookups that every match of a filter passes, or undefined where no index serves it. */
export function driverOf(filter: Filter, context: FilterContext): Driver | undefined {
  switch (filter.kind) {
    case 'compare': {
      const driver = driverOfLeaf(filter, context)
      return driver && { looksUp: [filter], ...driver }
    }
    case 'logical': {
      const drivers = filter.operands.map((operand) => driverOf(operand, context))
      return filter.operator === 'and' ? narrowest(drivers) : union(drivers)
    }
    case 'valuePath':
      return driverOf(filter.filter, context)
    case 'present':
    case 'not':
      return undefined
  }
}

function narrowest(drivers: readonly (Driver | undefined)[]): Driver | undefined {
  return drivers.filter((driver) => driver !== undefined).sort((a, b) => a.rank - b.rank)[0]
}

/** What any of them finds; nothing is found so where one of the alternatives has no index. */
function union(drivers: readonly (Driver | undefined)[]): Driver | undefined {
  const known = drivers.filter((driver) => driver !== undefined)
  if (known.length < drivers.length || known.length > mostAlternatives) return undefined
  const rows = known.map(({ id, from }) => sql`SELECT ${id} AS id FROM ${from} f`)
  return {
    from: sql`(WITH m AS MATERIALIZED (${joinSql(rows, ' UNION ')}) SELECT m.id FROM m)`,
    id: literal('f.id'),
    rank: Math.max(...known.map(({ rank }) => rank)),
    repeats: false,
    looksUp: known.flatMap(({ looksUp }) => looksUp),
  }
}

/** Beyond so many, the statement would cost more than it saves; SQLite takes no more than 500. */
const mostAlternatives = 100

/** True where a resource or a few have the value: an id, a name, an address. */
export function beginsNarrow({ rank }: Driver): boolean {
  return rank < ranks.grant
}

/** True where the rows are all that begin with a text. */
export function beginsWithRange({ rank }: Driver): boolean {
  return rank === ranks.range
}

/** Fewer rows first. */
const ranks = { id: 0, unique: 1, member: 2, address: 3, grant: 4, shared: 5, range: 6 } as const

function driverOfLeaf(leaf: AttributeExpression, context: FilterContext): FoundDriver | undefined {
  const { path, operator, value } = leaf
  if (typeof value !== 'string' || (operator !== 'eq' && operator !== 'sw')) return undefined
  if (path.schema.id === '') return commonDriver(leaf, context)
  if (keptApartOf(context.type, path)) return operator === 'eq' ? keptApartDriver(leaf, context) : undefined
  return indexDriver(leaf, context)
}

function commonDriver({ path, operator, value }: AttributeExpression, context: FilterContext): FoundDriver | undefined {
  const { viewer, type } = context
  if (operator !== 'eq' || typeof value !== 'string') return undefined
  switch (path.attribute.name) {
    case 'id':
      return {
        from: sql`(SELECT i.id FROM resources i
          WHERE i.tenant_id = ${viewer.tenant} AND i.id = ${value} AND i.type = ${type.name})`,
        id: literal('f.id'),
        rank: ranks.id,
        repeats: false,
      }
    case 'externalId':
      return {
        from: sql`(SELECT x.resource_id FROM external_ids x WHERE x.tenant_id = ${viewer.tenant}
          AND x.connection_id = ${viewer.connection} AND x.value_key = ${cutText(value).text})`,
        id: literal('f.resource_id'),
        rank: ranks.unique,
        repeats: false,
      }
    default:
      return undefined
  }
}

function keptApartDriver(
  { path, value }: AttributeExpression,
  { viewer, type }: FilterContext,
): FoundDriver | undefined {
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
        repeats: false,
      }
    case 'grants':
      return {
        from: sql`(SELECT g.user_id FROM grants g
          WHERE g.tenant_id = ${viewer.tenant} AND g.kind = ${kept.grant} AND g.value_key = ${key})`,
        id: literal('f.user_id'),
        rank: ranks.grant,
        // Of two types. Left for the whole to sort out: SQLite would not see the order of the index through a DISTINCT.
        repeats: true,
      }
    case 'groups':
      return {
        from: sql`(${containedIn(key, viewer)})`,
        id: literal('f.member_id'),
        rank: ranks.shared,
        repeats: false,
        // For each member of a large group, all of its members would be found again.
        decides: true,
      }
    case undefined:
      return undefined
  }
}

/** Of a multi-valued attribute only `value` tells resources apart: nearly everybody has an address of type "work". */
function indexDriver(leaf: AttributeExpression, context: FilterContext): FoundDriver | undefined {
  const { path } = leaf
  const key = comparedKey(leaf)
  if (key === undefined || key === '' || !isIndexed(context.indexes, path)) return undefined
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
    repeats: false,
    // What is equal to so short a text is whole.
    ...(!isRange && key.length < indexedLength ? { decides: true } : {}),
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
