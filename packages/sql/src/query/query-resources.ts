import { contended, type ResourceType } from '@rollcall/scim'
import type { Page, Query, StoredResource } from '@rollcall/scim/storage'
import { DatabaseBusy, type SqlDatabase, type SqlReader } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { readResources, type Viewer } from '../storage/read-resources.js'
import { totalName } from '../write-set/counter-statements.js'
import { type Arm, armOf, countArm, countSegment, type FoundRow, segmentsOf, selectSegment } from './arm.js'
import { type Found, positionOf } from './found.js'
import { isDecided, type Source, streamFound } from './found-stream.js'
import { isWideQuery } from './is-wide-query.js'
import { mergeFound } from './merge-found.js'

/**
 * A page of resources. Where SQL decides everything, the page, its total and its documents are of one snapshot; else the
 * candidates are looked at in batches, each true when it is read. What may visit many rows runs apart.
 *
 * @throws ScimError 503 when too many such queries wait already.
 */
export async function queryResources(
  database: SqlDatabase,
  viewer: Viewer,
  types: readonly ResourceType[],
  query: Query,
): Promise<Page<StoredResource>> {
  const arms: Arm[] = []
  for (const type of types) arms.push(await armOf(database, viewer, type, query))
  const plan = { viewer, types, query, arms }
  const isWide = isWideQuery(query, arms)
  try {
    if (!arms.every(isDecided)) {
      return await pageOf({ database, reader: isWide ? readerApart(database) : database }, plan, undefined)
    }
    const work = (reader: SqlReader) => pageOf({ database, reader }, plan, reader)
    return await (isWide ? database.wideSnapshot(work) : database.snapshot(work))
  } catch (error) {
    throw error instanceof DatabaseBusy ? contended('Too many searches are under way; try again.', 1) : error
  }
}

/** Each read for itself: between two batches the thread serves others. */
function readerApart(database: SqlDatabase): SqlReader {
  return { read: (query) => database.wideSnapshot((reader) => reader.read(query)) }
}

interface Plan {
  readonly viewer: Viewer
  readonly types: readonly ResourceType[]
  readonly query: Query
  readonly arms: readonly Arm[]
}

async function pageOf(source: Source, plan: Plan, snapshot: SqlReader | undefined): Promise<Page<StoredResource>> {
  const { page } = plan.query
  const found = page.kind === 'index' ? await foundFrom(source, plan, page) : await foundAfter(source, plan, page)
  const total = plan.query.total ? await totalOf(source, plan) : undefined
  const ids = found.items.map(({ id }) => id)
  const read = (reader: SqlReader) => readResources(reader, plan.viewer, ids, plan.query.show)
  const stored = snapshot ? await read(snapshot) : await source.database.snapshot(read)
  // What was removed since it was found is left out.
  const items = ids.flatMap((id) => stored.get(id) ?? []).map((resource) => withShownGroups(resource, plan))
  return { items, total, next: found.next }
}

interface FoundPage {
  readonly items: readonly Found[]
  readonly next: Page<unknown>['next']
}

/** By index (RFC 7644 §3.4.2.4). */
async function foundFrom(
  source: Source,
  { arms, query }: Plan,
  { startIndex, count }: { readonly startIndex: number; readonly count: number },
): Promise<FoundPage> {
  if (count === 0) return { items: [], next: undefined }
  const [arm, another] = arms
  if (arm && !another && isDecided(arm)) {
    return { items: await foundByOffset(source.reader, arm, startIndex - 1, count), next: undefined }
  }
  const isDescending = query.sort?.order === 'descending'
  const items: Found[] = []
  let place = 0
  const streams = arms.map((one) => streamFound(source, one, undefined, startIndex - 1 + count))
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
  { arms, query }: Plan,
  { position, count }: Extract<Query['page'], { readonly kind: 'after' }>,
): Promise<FoundPage> {
  const isDescending = query.sort?.order === 'descending'
  const items: Found[] = []
  const streams = arms.map((arm) => streamFound(source, arm, position, count + 1))
  for await (const found of mergeFound(streams, isDescending)) {
    items.push(found)
    if (items.length > count) break
  }
  const shown = items.slice(0, count)
  const last = items.length > count ? shown.at(-1) : undefined
  return { items: shown, next: last && positionOf(last) }
}

/** Kept by every write where there is no filter; else counted. */
async function totalOf(source: Source, { viewer, arms }: Plan): Promise<number> {
  let total = 0
  for (const arm of arms) {
    if (arm.condition.isExact) {
      const [row] = await source.reader.read<{ readonly total: bigint | null }>(
        arm.filter ? countArm(arm) : storedTotal(viewer, arm),
      )
      total += Number(row?.total ?? 0n)
    } else {
      const unsorted = await armOf(source.database, viewer, arm.type, { ...unsortedQuery, filter: arm.filter })
      for await (const _ of streamFound(source, unsorted, undefined, 0)) total += 1
    }
  }
  return total
}

const unsortedQuery: Query = {
  filter: undefined,
  sort: undefined,
  page: { kind: 'after', position: undefined, count: 0 },
  show: { grants: false, groups: false },
  total: false,
}

function storedTotal({ tenant }: Viewer, { type }: Arm) {
  return sql`SELECT sum(c.used) AS total FROM counters c WHERE c.tenant_id = ${tenant} AND c.name = ${totalName(type.name)}`
}

/** Types that keep no groups apart have none to show. */
function withShownGroups(resource: StoredResource, { types, query }: Plan): StoredResource {
  const type = types.find(({ name }) => name === resource.type)
  return query.show.groups && type?.keptApart.groups === undefined ? { ...resource, groups: [] } : resource
}
