import { createBuilder } from '../create-builder.js'
import type { SqlDatabase, Statement } from '../sql-database.js'
import { sequenceLeftovers } from '../storage/sequence-records.js'
import { applyWrite } from './apply-write.js'
import { migratePostgres } from './migrate-postgres.js'
import { createPostgresPool, type PostgresPool } from './postgres-pool.js'
import { readerOver, readSnapshot } from './read-snapshot.js'
import { createWideReads } from './wide-reads.js'

/** Where a PostgreSQL database is, and how it is used. */
export interface PostgresOptions {
  readonly url: string
  /** A copy that may lag behind: reads of many resources go there, and to the database itself while the copy cannot serve. */
  readonly replicaUrl?: string
  /** How many connections are open at most, to each of the two. Default: 10. */
  readonly poolSize?: number
  /** How long a statement may run; `none` is for who reads everything. Default: 30 seconds. */
  readonly statementTimeoutMs?: number | 'none'
}

/**
 * Opens a PostgreSQL database and brings it to the newest schema.
 *
 * @throws DatabaseUnavailable
 */
export async function openPostgresDatabase(options: PostgresOptions): Promise<SqlDatabase> {
  const { url, replicaUrl, poolSize: size = 10, statementTimeoutMs = 30_000 } = options
  await migratePostgres(url)
  const pool = createPostgresPool({ url, size, statementTimeoutMs, mayLag: false })
  const replica =
    replicaUrl === undefined
      ? undefined
      : createPostgresPool({ url: replicaUrl, size, statementTimeoutMs, mayLag: true })
  const database = databaseOver(pool, replica, size)
  await sequenceLeftovers(database)
  return database
}

function databaseOver(pool: PostgresPool, replica: PostgresPool | undefined, size: number): SqlDatabase {
  const apply = (statements: readonly Statement[], proof?: Statement) => applyWrite(pool, statements, proof)
  return {
    dialect: 'postgresql',
    build: createBuilder(),
    ...readerOver(pool),
    snapshot: (work) => readSnapshot(pool, work),
    wideSnapshot: createWideReads(pool, replica, size),
    apply,
    write: async (statements) => (await apply(statements)).map(({ count }) => count),
    async close() {
      await Promise.all([pool.close(), replica?.close()])
    },
  }
}
