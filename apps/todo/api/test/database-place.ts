import process from 'node:process'
import { createDatabasePlace as createPlace, type DatabasePlace } from '@rollcall/server/testing'

/** True where `ROLLCALL_TEST_DATABASE=postgresql` puts every test on the server of `ROLLCALL_TEST_POSTGRES_URL`. */
export const isOnPostgres = process.env.ROLLCALL_TEST_DATABASE === 'postgresql'

/** A database of a test's own, in the folder or on that server. */
export function createDatabasePlace(folder: string): Promise<DatabasePlace> {
  const server = process.env.ROLLCALL_TEST_POSTGRES_URL
  if (isOnPostgres && server === undefined) throw new Error('ROLLCALL_TEST_POSTGRES_URL names no server')
  return createPlace(folder, isOnPostgres ? server : undefined)
}
