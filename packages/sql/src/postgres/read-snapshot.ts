import { type SqlReader, toStatement } from '../sql-database.js'
import type { PostgresConnection, PostgresPool } from './postgres-pool.js'
import { unawaited } from './unawaited.js'
import { withRetries } from './with-retries.js'

/** Reads in one statement, which sees one state by itself. */
export function readerOver(pool: PostgresPool): SqlReader {
  return {
    read: (query) => withRetries(() => pool.use((connection) => rowsOf(connection, query))),
  }
}

/**
 * Reads that see one state. What begins the transaction is sent with the first of them, and nobody waits for its end: one read
 * takes one round trip. Work that meets a dead connection runs again from its beginning.
 *
 * @throws DatabaseBusy · DatabaseUnavailable
 */
export function readSnapshot<T>(pool: PostgresPool, work: (reader: SqlReader) => Promise<T>): Promise<T> {
  return withRetries(() => readOnce(pool, work))
}

/** As `readSnapshot`, once. @throws the driver's error */
export function readOnce<T>(pool: PostgresPool, work: (reader: SqlReader) => Promise<T>): Promise<T> {
  return pool.use(async (connection) => {
    const begun = connection.say('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    unawaited(begun)
    try {
      const result = await work({ read: (query) => rowsOf(connection, query) })
      // Had it failed, each read would have seen a state of its own. It was answered before they were.
      await begun
      return result
    } finally {
      unawaited(connection.say('COMMIT'))
    }
  })
}

async function rowsOf<Row>(
  connection: PostgresConnection,
  query: Parameters<SqlReader['read']>[0],
): Promise<readonly Row[]> {
  // The shape of a row is what its query selects: the type parameter says it, as it does in every driver.
  return (await connection.run(toStatement(query))).rows as readonly Row[]
}
