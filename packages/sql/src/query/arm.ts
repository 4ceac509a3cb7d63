import type { Filter, ResourceType } from '@rollcall/scim'
import type { Position, QueryTarget, SortOrder } from '@rollcall/scim/storage'
import type { TenantIndexes } from '../index-sets/tenant-indexes.js'
import type { SqlReader } from '../sql-database.js'
import { joinSql, literal, plannedAnew, type SqlText, sql } from '../sql-text.js'
import type { Viewer } from '../storage/read-resources.js'
import { compileFilter } from './compile-filter.js'
import { always, type Condition, exists } from './condition.js'
import { findCutAttributes } from './cut-attributes.js'
import { beginsNarrow, type Driver, driverOf } from './driver.js'
import type { FilterContext } from './filter-context.js'
import { restOfFilter } from './rest-of-filter.js'
import { everything, type Part, type PresentPart, type SortPlan, sortPlanOf } from './sort-plan.js'

/** A query's part in one resource type. */
export interface Arm {
  readonly viewer: Viewer
  readonly type: ResourceType
  readonly filter: Filter | undefined
  readonly condition: Condition
  readonly driver: Driver | undefined
  readonly plan: SortPlan
  readonly isDescending: boolean
}

/** Compiles what a query asks of a type. */
export async function armOf(
  reader: SqlReader,
  viewer: Viewer,
  { type, filter, sortPath }: Pick<QueryTarget, 'type' | 'filter' | 'sortPath'>,
  { order, indexes: tenantIndexes }: { readonly order: SortOrder; readonly indexes: TenantIndexes },
): Promise<Arm> {
  const indexes = tenantIndexes.queried(type)
  const plan = sortPlanOf(type, sortPath, { viewer, indexes })
  const arm = { viewer, type, filter, plan, isDescending: order === 'descending' }
  if (!filter) return { condition: always, driver: undefined, ...arm }
  const cutAttributes = await findCutAttributes(reader, viewer, type, filter)
  const context: FilterContext = { viewer, type, indexes, cutAttributes, element: undefined }
  const driver = driverOf(filter, context)
  const rest = restOfFilter(filter, driver)
  return { condition: rest ? compileFilter(rest, context) : always, driver, ...arm }
}

/** A stretch of an arm's order that one index walk gives: its resources, and what they must come after. */
export interface Segment {
  readonly part: Part
  readonly key: SqlText | undefined
  readonly after: SqlText
  /** Within it all keys are equal. */
  readonly isOneKey: boolean
}

/** What an arm has after a position, or all of it, as stretches one after the other. */
export function segmentsOf({ plan, isDescending, driver }: Arm, position: Position | undefined): readonly Segment[] {
  if (plan.kind === 'documents') return [wholeSegment(everything)]
  const beyond = literal(isDescending ? '<' : '>')
  const { present, absent } = plan
  const idOf = (part: Part) => part.id ?? driver?.id ?? literal('r.id')
  const afterId = (part: Part, id: string) => sql`${idOf(part)} ${beyond} ${id}`
  const keyed: Segment[] = []
  const unkeyed: Segment[] = []
  const isPastKeyed = position !== undefined && position.key === undefined && !isDescending
  const isPastUnkeyed = position !== undefined && position.key !== undefined && isDescending
  if (present && !isPastKeyed) {
    if (position?.key === undefined) keyed.push({ ...wholeSegment(present), key: present.key })
    else keyed.push(...segmentsAfterKey(present, position.key, afterId(present, position.id), beyond))
  }
  if (absent && !isPastUnkeyed) {
    const isInside = position !== undefined && position.key === undefined
    unkeyed.push(isInside ? { ...wholeSegment(absent), after: afterId(absent, position.id) } : wholeSegment(absent))
  }
  return isDescending ? [...unkeyed, ...keyed] : [...keyed, ...unkeyed]
}

/** The rest of the position's key, then the keys beyond it: two simple ranges, since a row comparison walks no index. */
function segmentsAfterKey(present: PresentPart, key: string, afterId: SqlText, beyond: SqlText): readonly Segment[] {
  const bound = present.bindKey(key)
  return [
    { part: present, key: present.key, after: sql`${present.key} = ${bound} AND ${afterId}`, isOneKey: true },
    { part: present, key: present.key, after: sql`${present.key} ${beyond} ${bound}`, isOneKey: false },
  ]
}

function wholeSegment(part: Part): Segment {
  return { part, key: undefined, after: always.text, isOneKey: false }
}

/** Where a resource stands: its key, or null without one, and its id. */
export interface FoundRow {
  readonly id: string
  readonly sort_key: string | bigint | null
}

/** A stretch's resources in order. */
export function selectSegment(arm: Arm, segment: Segment, limit: number, offset: number): SqlText {
  const { part, key } = segment
  const id = part.id ?? arm.driver?.id ?? literal('r.id')
  const direction = literal(arm.isDescending ? ' DESC' : '')
  const order = key && !segment.isOneKey ? sql`${key}${direction}, ${id}${direction}` : sql`${id}${direction}`
  const distinct = literal(arm.driver?.repeats ? 'DISTINCT ' : '')
  return sql`SELECT ${distinct}${id} AS id, ${key ?? literal('NULL')} AS sort_key ${fromSegment(arm, segment)}
    ORDER BY ${order} LIMIT CAST(${BigInt(limit)} AS bigint) OFFSET ${BigInt(offset)}`
}

/** How many resources a stretch has. */
export function countSegment(arm: Arm, segment: Segment): SqlText {
  const { driver } = arm
  const counted = driver?.repeats ? sql`DISTINCT ${driver.id}` : literal('*')
  return sql`SELECT count(${counted}) AS total ${fromSegment(arm, segment)}`
}

/** How many resources an arm has in all. */
export function countArm(arm: Arm): SqlText {
  return countSegment(arm, wholeSegment(everything))
}

/**
 * In the order in which it is to be looked up: what narrows most, then the place in the order. What leads finds its resources
 * by key, one by one, and is not joined with them: a database that puts a join in an order of its own (PostgreSQL) would rather
 * walk all resources of an average tenant, which in a big one are many.
 */
function fromSegment(arm: Arm, segment: Segment): SqlText {
  const text = fromWhereOf(arm, segment)
  // How much the values of a filter match is not known of others.
  return arm.filter && !(arm.driver && beginsNarrow(arm.driver)) ? plannedAnew(text) : text
}

function fromWhereOf(arm: Arm, segment: Segment): SqlText {
  const { driver, condition } = arm
  const { part, key, after } = segment
  const id = part.id ?? driver?.id
  const ofResource = [...resourceOf(arm), condition.text]
  if (id === undefined) return fromWhere([resources], [...ofResource, part.where, after])
  if (!part.table && key !== undefined) {
    // The key is a column of the resource.
    return fromWhere([...leadsOf(arm, part), resources], [sql`r.id = ${id}`, ...ofResource, part.where, after])
  }
  const tested = part.table ? ofResource : [...ofResource, part.where]
  const place = part.table ? [placeIn(arm, part), part.where] : []
  const where = joinConditions([sql`r.id = ${id}`, ...tested])
  return fromWhere(leadsOf(arm, part), [...place, after, exists(sql`${resources} WHERE ${where}`)])
}

const resources = literal('resources r')

function resourceOf({ viewer, type }: Arm): readonly SqlText[] {
  return [sql`r.tenant_id = ${viewer.tenant}`, sql`r.type = ${type.name}`]
}

/** What is looked up before the resources. */
function leadsOf({ driver }: Arm, { table }: Part): readonly SqlText[] {
  return [...(driver ? [sql`${driver.from} f`] : []), ...(table ? [table] : [])]
}

/** Which rows of the table that gives the order: those of one resource, or those that its index begins with. */
function placeIn({ driver }: Arm, { id, leading }: Part): SqlText {
  return driver && id ? sql`${id} = ${driver.id}` : leading
}

/** Which of two tables is looked up first depends on how much is found in it. */
function fromWhere(tables: readonly SqlText[], conditions: readonly SqlText[]): SqlText {
  const text = sql`FROM ${joinSql(tables, ' CROSS JOIN ')} WHERE ${joinConditions(conditions)}`
  return tables.length > 1 ? plannedAnew(text) : text
}

function joinConditions(conditions: readonly SqlText[]): SqlText {
  const telling = conditions.filter((one) => one.sql !== always.text.sql)
  return joinSql(telling, ' AND ')
}
