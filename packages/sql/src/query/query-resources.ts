import { contended } from '@rollcall/scim'
import type { Page, Query, QueryTarget, StoredResource } from '@rollcall/scim/storage'
import type { IndexSets } from '../index-sets/create-index-sets.js'
import { readIndexVersion, type TenantIndexes } from '../index-sets/tenant-indexes.js'
import { DatabaseBusy, type SqlDatabase, type SqlReader } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { mostGroups } from '../storage/read-groups.js'
import { type Beside, readResources, typesWithGroups, type Viewer } from '../storage/read-resources.js'
import { totalName } from '../write-set/counter-statements.js'
import { type Arm, armOf, countArm, countSegment, type FoundRow, segmentsOf, selectSegment } from './arm.js'
import { type Found, positionOf } from './found.js'
import { isDecided, type Source, streamFound } from './found-stream.js'
import { foundAmongGiven, streamGiven } from './given-resources.js'
import { goesByIndexes } from './goes-by-indexes.js'
import { isWideQuery } from './is-wide-query.js'
import { mergeFound } from './merge-found.js'

/**
 * A page of resources. Where SQL decides everything, the page, its total and its documents are of one snapshot; else the
 * candidates are looked at in batches, each true when it is read. What may visit many rows runs apart. Where what is indexed
 * changes meanwhile, the query runs again; where a copy has not got it yet, as of now.
 *
 * @throws ScimError 503 when too many such queries wait already · tooMany for a page with more groups than it may show
 */
export async function queryResources(
  { database, indexSets }: QueryPlace,
  viewer: Viewer,
  targets: readonly QueryTarget[],
  query: Query,
): Promise<Page<StoredResource>> {
  const isDescending = query.order === 'descending'
  const given = targets.flatMap((target) => (target.given ? [foundAmongGiven(target, isDescending)] : []))
  const depends = targets.some(goesByIndexes)
  let asOfNow = false
  for (let run = 1; run <= mostRuns; run++) {
    const indexes = await indexSets.of(viewer.tenant)
    const arms: Arm[] = []
    for (const target of targets) {
      if (!target.given) arms.push(await armOf(database, viewer, target, { order: query.order, indexes }))
    }
    const plan: Plan = { viewer, query, indexes, depends, isDescending, arms, given }
    const page = await runPlan(database, plan, asOfNow)
    if (page) return page
    // Where the main database has these, only a copy has not.
    asOfNow ||= !(await indexSets.hasMoved(viewer.tenant, indexes))
  }
  throw contended('What is indexed here is being changed; try again.', 1)
}

/** Where queries run, and what has index rows there. */
export interface QueryPlace {
  readonly database: SqlDatabase
  readonly indexSets: IndexSets
}

const mostRuns = 10

/** Undefined where the indexes are not those of the plan. */
async function runPlan(database: SqlDatabase, plan: Plan, asOfNow: boolean): Promise<Page<StoredResource> | undefined> {
  const isWide = isWideQuery(plan.query, plan.arms)
  const snapshot: SqlDatabase['snapshot'] = (work) => {
    const read = (reader: SqlReader) => readWhereIndexesStand(reader, plan, work)
    return isWide ? database.wideSnapshot(read, { asOfNow }) : database.snapshot(read)
  }
  try {
    if (plan.arms.every(isDecided)) {
      // Within a snapshot, all is read in it.
      return await snapshot((reader) => pageOf({ database, reader, snapshot: (work) => work(reader) }, plan))
    }
    // Each read for itself: between two batches the thread serves others, and a copy may be another one.
    return await pageOf({ database, snapshot, reader: { read: (query) => snapshot((one) => one.read(query)) } }, plan)
  } catch (error) {
    if (error instanceof IndexesMoved) return undefined
    throw error instanceof DatabaseBusy ? contended('Too many searches are under way; try again.', 1) : error
  }
}

/**
 * Rows of what was indexed are deleted after the version has moved, and rows of what will be are whole when it does.
 *
 * @throws IndexesMoved
 */
async function readWhereIndexesStand<T>(
  reader: SqlReader,
  { depends, indexes, viewer }: Plan,
  work: (reader: SqlReader) => Promise<T>,
): Promise<T> {
  if (!depends) return work(reader)
  const [version, result] = await Promise.all([readIndexVersion(reader, viewer.tenant), work(reader)])
  if ((version ?? 0) !== indexes.version) throw new IndexesMoved()
  return result
}

class IndexesMoved extends Error {
  override readonly name = 'IndexesMoved'
}

interface Plan {
  readonly viewer: Viewer
  readonly indexes: TenantIndexes
  /** Whether it matters what is indexed. */
  readonly depends: boolean
  readonly query: Query
  readonly isDescending: boolean
  readonly arms: readonly Arm[]
  /** The resources that were given, of each type those that are asked for, in order. */
  readonly given: readonly (readonly Found[])[]
}

async function pageOf(source: Source, plan: Plan): Promise<Page<StoredResource>> {
  const { page } = plan.query
  const found = page.kind === 'index' ? await foundFrom(source, plan, page) : await foundAfter(source, plan, page)
  const total = plan.query.total ? (totalShown(plan, found.items) ?? (await totalOf(source, plan))) : undefined
  const ids = found.items.flatMap(({ id, given }) => (given ? [] : [id]))
  const stored = await source.snapshot((reader) => readResources(reader, plan.viewer, ids, besideOf(plan)))
  // What was removed since it was found is left out.
  const items = found.items.flatMap(({ id, given }) => {
    const resource = stored.get(id)
    return given ?? (resource ? withShownGroups(resource, plan) : [])
  })
  return { items, total, next: found.next }
}

function besideOf({ query: { show }, arms }: Plan): Beside {
  const groupsOf = show.groups ? typesWithGroups(arms.map(({ type }) => type)) : []
  return { grants: show.grants, groupsOf, mostGroups }
}

interface FoundPage {
  readonly items: readonly Found[]
  readonly next: Page<unknown>['next']
}

/** By index (RFC 7644 §3.4.2.4). */
async function foundFrom(
  source: Source,
  { arms, given, isDescending }: Plan,
  { startIndex, count }: { readonly startIndex: number; readonly count: number },
): Promise<FoundPage> {
  if (count === 0) return { items: [], next: undefined }
  const [arm, another] = arms
  if (arm && !another && given.length === 0 && isDecided(arm)) {
    return { items: await foundByOffset(source.reader, arm, startIndex - 1, count), next: undefined }
  }
  const items: Found[] = []
  let place = 0
  const streams = [
    ...arms.map((one) => streamFound(source, one, undefined, startIndex - 1 + count)),
    ...given.map((found) => streamGiven(found, undefined, isDescending)),
  ]
  for await (const found of mergeFound(streams, isDescending)) {
    if (++place >= startIndex) items.push(found)
    if (items.length === count) break
  }
  return { items, next: undefined }
}

/** The stretches of an order one after the other, skipping what comes before the page. */
async function foundByOffset(reader: SqlReader, arm: Arm, offset: number, count: number): Promise<readonly Found[]> {
  const items: Found[] = []
  let skip = offset
  for (const segment of segmentsOf(arm, undefined)) {
    const rows = await reader.read<FoundRow>(selectSegment(arm, segment, count - items.length, skip))
    items.push(...rows.map(({ id, sort_key }) => ({ id, key: sort_key ?? undefined })))
    if (items.length === count) break
    if (rows.length === 0 && skip > 0) {
      const [counted] = await reader.read<{ readonly total: bigint }>(countSegment(arm, segment))
      skip -= Number(counted?.total ?? 0n)
    } else skip = 0
  }
  return items
}

/** After a position (RFC 9865). */
async function foundAfter(
  source: Source,
  { arms, given, isDescending }: Plan,
  { position, count }: Extract<Query['page'], { readonly kind: 'after' }>,
): Promise<FoundPage> {
  const items: Found[] = []
  const streams = [
    ...arms.map((arm) => streamFound(source, arm, position, count + 1)),
    ...given.map((found) => streamGiven(found, position, isDescending)),
  ]
  for await (const found of mergeFound(streams, isDescending)) {
    items.push(found)
    if (items.length > count) break
  }
  const shown = items.slice(0, count)
  const last = items.length > count ? shown.at(-1) : undefined
  return { items: shown, next: last && positionOf(last) }
}

/** Where the page ends before it is full, and is not beyond the end, nothing comes after it: there is nothing to count. */
function totalShown({ query: { page } }: Plan, items: readonly Found[]): number | undefined {
  if (page.kind !== 'index' || items.length >= page.count) return undefined
  return items.length > 0 || page.startIndex === 1 ? page.startIndex - 1 + items.length : undefined
}

/** Kept by every write where there is no filter; else counted. */
async function totalOf(source: Source, { viewer, indexes, arms, given }: Plan): Promise<number> {
  let total = given.reduce((sum, found) => sum + found.length, 0)
  for (const arm of arms) {
    if (arm.condition.isExact) {
      const [row] = await source.reader.read<{ readonly total: bigint | null }>(
        arm.filter ? countArm(arm) : storedTotal(viewer, arm),
      )
      total += Number(row?.total ?? 0n)
    } else {
      const target = { type: arm.type, filter: arm.filter, sortPath: undefined }
      const unsorted = await armOf(source.database, viewer, target, { order: 'ascending', indexes })
      for await (const _ of streamFound(source, unsorted, undefined, 0)) total += 1
    }
  }
  return total
}

function storedTotal({ tenant }: Viewer, { type }: Arm) {
  return sql`SELECT sum(c.used) AS total FROM counters c WHERE c.tenant_id = ${tenant} AND c.name = ${totalName(type.name)}`
}

/** Types that keep no groups apart have none to show. */
function withShownGroups(resource: StoredResource, { query }: Plan): StoredResource {
  return query.show.groups && resource.groups === undefined ? { ...resource, groups: [] } : resource
}
