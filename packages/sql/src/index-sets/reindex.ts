import type { ResourceType } from '@rollcall/scim'
import { indexSetOf } from '../index-rows/index-set.js'
import { type SqlDatabase, type Statement, UnexpectedCount } from '../sql-database.js'
import { sql } from '../sql-text.js'
import { totalName } from '../write-set/counter-statements.js'
import { moveVersion } from './change-index-set.js'
import { type KnownTypes, reindexPage } from './reindex-page.js'
import { readTenantIndexes, type StateUnderWay, type TenantIndexes } from './tenant-indexes.js'

/** How far the rows of a resource type are brought in line. */
export interface ReindexProgress {
  readonly tenant: string
  readonly type: string
  readonly state: 'writing' | 'deleting'
  readonly resources: number
  /** How many there are, about. */
  readonly resourcesInAll: number
}

export interface ReindexOptions {
  readonly progress?: (progress: ReindexProgress) => void
  /** Once it is aborted, it ends after the page that is being written; a later call goes on. */
  readonly signal?: AbortSignal
}

/**
 * Brings the index rows of a tenant in line with its sets, while others read and write: resource by resource in short
 * transactions. What was broken off is finished by the next one; several at once do each other no harm. `typesOf` tells the
 * tenant's types as of now: each page is written by those of its moment.
 */
export async function reindex(
  database: SqlDatabase,
  tenant: string,
  typesOf: () => Promise<KnownTypes>,
  options: ReindexOptions = {},
): Promise<void> {
  for (const { name } of (await typesOf()).resourceTypes) {
    for (;;) {
      options.signal?.throwIfAborted()
      const indexes = await database.snapshot((reader) => readTenantIndexes(reader, tenant))
      const state = indexes.stateOf(name)
      if (!state || state.state === 'settled') break
      await walk(database, { tenant, typeName: name, typesOf, indexes, state }, options)
      const type = (await typesOf()).resourceTypes.find((one) => one.name === name)
      if (!type) break
      await advance(database, { tenant, type, indexes, state })
    }
  }
}

interface Pass {
  readonly tenant: string
  readonly typeName: string
  readonly typesOf: () => Promise<KnownTypes>
  readonly indexes: TenantIndexes
  readonly state: StateUnderWay
}

/** Whoever comes meanwhile writes by this version, or is refused: one walk meets everybody. */
async function walk(database: SqlDatabase, pass: Pass, { progress, signal }: ReindexOptions): Promise<void> {
  const { tenant, typeName, state } = pass
  const resourcesInAll = await countOf(database, tenant, typeName)
  let resources = 0
  for (let after: string | undefined = ''; after !== undefined; ) {
    signal?.throwIfAborted()
    const page: readonly StampedRow[] = await database.read<StampedRow>(sql`
      SELECT r.id, r.index_version FROM resources r
      WHERE r.tenant_id = ${tenant} AND r.type = ${typeName} AND r.id > ${after}
      ORDER BY r.id LIMIT CAST(${pageLength} AS bigint)`)
    const waiting = page.filter(({ index_version }) => Number(index_version) < state.version).map(({ id }) => id)
    await reindexPage(database, { ...pass, version: state.version }, waiting)
    resources += page.length
    progress?.({ tenant, type: typeName, state: state.state, resources, resourcesInAll })
    after = page.at(-1)?.id
  }
}

interface StampedRow {
  readonly id: string
  readonly index_version: bigint
}

const pageLength = 128n

async function countOf(database: SqlDatabase, tenant: string, typeName: string): Promise<number> {
  const [row] = await database.read<{ readonly total: bigint | null }>(sql`
    SELECT sum(c.used) AS total FROM counters c WHERE c.tenant_id = ${tenant} AND c.name = ${totalName(typeName)}`)
  return Number(row?.total ?? 0n)
}

interface Walked extends Pick<Pass, 'tenant' | 'indexes' | 'state'> {
  readonly type: ResourceType
}

/** All have the rows: lists go by the new set, and what that does not want is deleted; or nothing is left to do. */
async function advance(database: SqlDatabase, { tenant, type, indexes, state }: Walked): Promise<void> {
  const now = indexSetOf(type, state.names)
  const isDone = state.state === 'deleting'
  const isWhole = [...indexes.written(type)].every((name) => now.has(name))
  const version = isDone ? state.version : indexes.version + 1
  const next = isDone || isWhole ? 'settled' : 'deleting'
  const change: Statement = {
    ...sql`UPDATE index_sets SET previous = NULL, state = ${next}, version = ${BigInt(version)}
      WHERE tenant_id = ${tenant} AND type = ${type.name} AND version = ${BigInt(state.version)}
        AND state = ${state.state}`,
    expect: 1,
  }
  try {
    await database.write(isDone ? [change] : [moveVersion(tenant, indexes.version), change])
  } catch (error) {
    // Another change came first, or another process was here.
    if (!(error instanceof UnexpectedCount)) throw error
  }
}
