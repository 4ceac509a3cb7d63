import { setTimeout as pause } from 'node:timers/promises'
import type { Id, ResourceType } from '@rollcall/scim'
import { boundIndexRow, deleteIndexRow, insertIndexRows } from '../index-rows/index-row-statements.js'
import { type IndexRow, indexRowsOf, isSameRow, rowKey } from '../index-rows/index-rows.js'
import { indexRowOf, type StoredIndexRow, storedIndexRowsOf } from '../index-rows/stored-index-rows.js'
import { dialects } from '../migrations/dialect.js'
import { type SqlDatabase, type SqlReader, type Statement, UnexpectedCount } from '../sql-database.js'
import { chunksOf, listOf, literal, type SqlText, sql } from '../sql-text.js'
import { documentOf } from '../storage/document-of.js'
import type { TenantIndexes } from './tenant-indexes.js'

/** A tenant's resource types, and the version of the configuration that says so. */
export interface KnownTypes {
  readonly resourceTypes: readonly ResourceType[]
  readonly version: number
}

/** What rows resources are to have, and by which version of the sets. */
export interface Reindexed {
  readonly tenant: string
  readonly typeName: string
  /** As of now. */
  readonly typesOf: () => Promise<KnownTypes>
  readonly indexes: TenantIndexes
  readonly version: number
}

/**
 * Brings the rows of these resources in line, and marks each as such: in one transaction as long as nobody else writes them,
 * else in smaller ones. Where the types have moved since they were read, all is done anew: a row may be of what they did not have.
 */
export async function reindexPage(database: SqlDatabase, wanted: Reindexed, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return
  for (;;) {
    const { resourceTypes, version } = await wanted.typesOf()
    const type = resourceTypes.find(({ name }) => name === wanted.typeName)
    // A type goes only when nothing is of it.
    if (!type) return
    const waiting = await database.snapshot((reader) => readWaiting(reader, wanted, ids))
    if (waiting.length === 0) return
    const guard = configurationGuard(database, wanted.tenant, version)
    try {
      await database.write([guard, ...statementsOf(wanted, type, waiting)])
      return
    } catch (error) {
      if (!(error instanceof UnexpectedCount)) throw error
      if (error.index > 0 && ids.length > 1) break
    }
    await pause(Math.random() * longestPauseMs)
  }
  const middle = Math.ceil(ids.length / 2)
  await reindexPage(database, wanted, ids.slice(0, middle))
  await reindexPage(database, wanted, ids.slice(middle))
}

const longestPauseMs = 5

/** The types stand until the page is written: where others write at the same time, the row is locked. */
function configurationGuard({ dialect }: SqlDatabase, tenant: string, version: number): Statement {
  return {
    ...sql`SELECT t.tenant_id FROM tenants t WHERE t.tenant_id = ${tenant}
      AND t.config_version = ${BigInt(version)}${literal(dialects[dialect].shareLock)}`,
    expect: 1,
  }
}

/** A resource with the rows that it has. */
interface Stored {
  readonly head: ResourceRow
  readonly rows: readonly StoredIndexRow[]
}

interface ResourceRow {
  readonly id: Id
  readonly type: string
  readonly document_version: bigint
  readonly document: string
}

/** Those that nobody else has brought in line meanwhile. */
async function readWaiting(
  reader: SqlReader,
  { tenant, version }: Reindexed,
  ids: readonly Id[],
): Promise<readonly Stored[]> {
  const list = listOf(ids)
  const [heads, rows] = await Promise.all([
    reader.read<ResourceRow>(sql`
      SELECT r.id, r.type, r.document_version, r.document FROM resources r
      WHERE r.tenant_id = ${tenant} AND r.id IN ${list} AND r.index_version < ${BigInt(version)} ORDER BY r.id`),
    reader.read<StoredIndexRow>(storedIndexRowsOf(tenant, list)),
  ])
  const byId = new Map<Id, StoredIndexRow[]>(heads.map(({ id }) => [id, []]))
  for (const row of rows) byId.get(row.resource_id)?.push(row)
  return heads.map((head) => ({ head, rows: byId.get(head.id) ?? [] }))
}

/** First what says that each document is still the one that was read; whoever writes one waits until the end. */
function statementsOf(wanted: Reindexed, type: ResourceType, stored: readonly Stored[]): readonly Statement[] {
  const changes = stored.map((one) => changeOf(wanted, type, one))
  const { tenant } = wanted
  const unwanted = chunksOf([...new Set(changes.flatMap((change) => change.unwanted))].sort())
  return [
    ...stored.map(({ head }) => ({ ...stampOf(wanted, head), expect: 1 })),
    ...unwanted.map(
      (names) => sql`
        DELETE FROM attribute_values WHERE tenant_id = ${tenant}
          AND resource_id IN ${listOf(stored.map(({ head }) => head.id))} AND attribute IN ${listOf(names)}`,
    ),
    ...changes.flatMap((change) => change.deletions),
    ...chunksOf(changes.flatMap((change) => change.added)).map(insertIndexRows),
  ]
}

function stampOf({ tenant, version }: Reindexed, { id, document_version }: ResourceRow): SqlText {
  return sql`UPDATE resources SET index_version = ${BigInt(version)}
    WHERE tenant_id = ${tenant} AND id = ${id} AND document_version = ${document_version}
      AND index_version < ${BigInt(version)}`
}

/** What one resource has and should not, or lacks. What is indexed no more goes by its name, for all at once. */
function changeOf({ tenant, indexes: sets }: Reindexed, type: ResourceType, { head, rows }: Stored) {
  const indexes = sets.written(type)
  const asked = new Map(indexRowsOf(type, documentOf(head.document), indexes).map((row) => [rowKey(row), row]))
  const unwanted: string[] = []
  const deletions: SqlText[] = []
  for (const stored of rows) {
    const row = indexRowOf(stored)
    const key = rowKey(row)
    if (!indexes.has(row.attribute)) unwanted.push(row.attribute)
    else if (isSameRow(row, asked.get(key))) asked.delete(key)
    else deletions.push(deleteIndexRow(tenant, head.type, head.id, row))
  }
  const added = [...asked.values()].map((row: IndexRow) => boundIndexRow(tenant, type.name, head.id, row))
  return { unwanted, deletions, added }
}
