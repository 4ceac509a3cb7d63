import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely'
import { type SqlDatabase, type SqlReader, type Statement, toStatement } from '../sql-database.js'
import type { Tables } from '../tables.js'
import { migrateSqlite } from './migrate-sqlite.js'
import { createReaderPool } from './reader-pool.js'
import { createSnapshotPool } from './snapshot-pool.js'
import { openConnection, type SqliteConnection } from './sqlite-connection.js'
import type { SqliteReader } from './sqlite-reader.js'
import { createWriter } from './sqlite-writer.js'

/**
 * Opens a SQLite database file, makes it when it is not there, and brings it to the newest schema. Reads run on this
 * thread, wide ones and writes on threads of their own. `:memory:` is served by a private temporary file that is removed on close.
 */
export async function openSqliteDatabase(options: { readonly path: string }): Promise<SqlDatabase> {
  const { path, remove } = await placeOf(options.path)
  await makePrivate(path)
  await migrateSqlite(path)
  const connection = openConnection(path)
  const snapshots = createSnapshotPool(path)
  const readers = createReaderPool(path)
  const writer = createWriter(path)
  const apply = (statements: readonly Statement[]) => writer.write(statements)
  return {
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

function createBuilder(): Kysely<Tables> {
  return new Kysely<Tables>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  })
}

/** A database in memory belongs to one connection: ours has several, on two threads. */
async function placeOf(path: string): Promise<{ readonly path: string; remove(): Promise<void> }> {
  if (path !== ':memory:') return { path, remove: async () => {} }
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-'))
  return { path: join(folder, 'rollcall.db'), remove: () => rm(folder, { recursive: true, force: true }) }
}
