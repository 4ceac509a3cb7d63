import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { describe } from 'vitest'
import { createDatabaseFrom } from '../../packages/sql/test/postgres-databases.js'

/** A database that servers can be started on, by its path or URL. */
export interface Place {
  readonly database: string
  remove(): Promise<void>
}

/** Tests on a database of their own: on SQLite, and on the PostgreSQL that `ROLLCALL_TEST_POSTGRES_URL` names, else skipped. */
export function describeDatabases(name: string, tests: (createPlace: () => Promise<Place>) => void): void {
  describe(`${name}, on SQLite`, () => tests(createSqlitePlace))
  const url = process.env.ROLLCALL_TEST_POSTGRES_URL
  if (url === undefined) {
    describe.skip(`${name}, on PostgreSQL (ROLLCALL_TEST_POSTGRES_URL names no server)`, () => tests(createSqlitePlace))
    return
  }
  describe(`${name}, on PostgreSQL`, () => tests(() => createPostgresPlace(url)))
}

/** A SQLite file in a folder of its own. */
export async function createSqlitePlace(): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'rollcall-races-'))
  return { database: path.join(folder, 'rollcall.db'), remove: () => rm(folder, { recursive: true, force: true }) }
}

async function createPostgresPlace(server: string): Promise<Place> {
  const { url, drop } = await createDatabaseFrom(server, 'plain')
  return { database: url, remove: drop }
}
