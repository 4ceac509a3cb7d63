import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { StorageHarness } from '@rollcall/scim/storage-conformance'
import { openSqliteDatabase } from '@rollcall/sql'
import { databaseHarness } from './database-harness.js'
import type { TestDatabase } from './test-database.js'

/** A place for database files that goes away with the test. */
export async function createFolder(): Promise<{ readonly path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'rollcall-sql-test-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** A database in a real file. */
export async function createSqliteDatabase(): Promise<TestDatabase> {
  const folder = await createFolder()
  const place = join(folder.path, 'test.db')
  const database = await openSqliteDatabase({ path: place })
  return {
    database,
    place,
    async close() {
      await database.close()
      await folder.remove()
    },
  }
}

/** The SQLite storage on a real file, as the conformance suites want it. */
export async function sqliteHarness(): Promise<StorageHarness> {
  return databaseHarness(await createSqliteDatabase())
}
