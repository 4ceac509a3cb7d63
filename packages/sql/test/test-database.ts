import type { SqlDatabase } from '@rollcall/sql'

/** A database for tests, empty but for the schema. */
export interface TestDatabase {
  readonly database: SqlDatabase
  /** Its path or its URL: another process opens it by that. */
  readonly place: string
  /** Closes it, and removes what it left. */
  close(): Promise<void>
}

/** Makes one of a kind. */
export type CreateTestDatabase = () => Promise<TestDatabase>
