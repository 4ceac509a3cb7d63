import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBuilder } from '../create-builder.js'
import { type SqlDatabase, type SqlReader, type Statement, toStatement } from '../sql-database.js'
import { migrateSqlite } from './migrate-sqlite.js'
import { createReaderPool } from './reader-pool.js'
import { createSnapshotPool } from './snapshot-pool.js'
import { defaultBusyTimeoutMs, openConnection, type SqliteConnection } from './sqlite-connection.js'
import type { SqliteReader } from './sqlite-reader.js'
import { createWriter } from './sqlite-writer.js'

/** Where a SQLite database is. */
export interface SqliteOptions {
  readonly path: string
  /** How long a statement waits for another process to let go of the file. Default: 10 seconds. */
  readonly busyTimeoutMs?: number
}

/**
 * Opens a SQLite database file, makes it when it is not there, and brings it to the newest schema. Reads run on this
 * thread, wide ones and writes on threads of their own. `:memory:` is served by a private temporary file that is removed on close.
 *
 * @throws DatabaseUnavailable
 */
export async function openSqliteDatabase(options: SqliteOptions): Promise<SqlDatabase> {
  const { path, remove } = await fileOf(options.path)
  const place = { path, busyTimeoutMs: options.busyTimeoutMs ?? defaultBusyTimeoutMs }
  await makePrivate(path)
  await migrateSqlite(place)
  const connection = openConnection(place)
  const snapshots = createSnapshotPool(place)
  const readers = createReaderPool(place)
  const writer = createWriter(place)
  const apply = (statements: readonly Statement[]) => writer.write(statements)
  return {
    dialect: 'sqlite',
    build: createBuilder(),
    ...readerOver(connection),
    snapshot: (work) => snapshots.use((pinned) => work(readerOver(pinned))),
    wideSnapshot: (work) => readers.use((reader) => work(readerApart(reader))),
    apply,
    write: async (statements) => (await apply(statements)).map(({ count }) => count),
    async close() {
      await Promise.all([writer.close(), readers.close()])
      snapshots.close()
      connection.close()
      await remove()
    },
  }
}

/** A new file is its owner's alone: it holds people's data and the hashes of their passwords. An older one stays as it is. */
async function makePrivate(path: string): Promise<void> {
  const file = await open(path, 'a', 0o600)
  await file.close()
}

function readerOver(connection: SqliteConnection): SqlReader {
  return {
    async read<Row>(query: Parameters<SqlReader['read']>[0]): Promise<readonly Row[]> {
      // The shape of a row is what its query selects: the type parameter says it, as it does in every driver.
      return connection.read(toStatement(query)) as readonly Row[]
    },
  }
}

function readerApart(thread: SqliteReader): SqlReader {
  return {
    async read<Row>(query: Parameters<SqlReader['read']>[0]): Promise<readonly Row[]> {
      return (await thread.read(toStatement(query))) as readonly Row[]
    },
  }
}

/** A database in memory belongs to one connection: ours has several, on two threads. */
async function fileOf(path: string): Promise<{ readonly path: string; remove(): Promise<void> }> {
  if (path !== ':memory:') return { path, remove: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-'))
  return { path: join(folder, 'rollcall.db'), remove: () => rm(folder, { recursive: true, force: true }) }
}
