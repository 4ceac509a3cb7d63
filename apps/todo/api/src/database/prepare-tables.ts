import type { AppDatabase } from '@rollcall/server'

/** Makes the app's own tables where they are missing. Safe at every start, and when several processes start at once. */
export async function prepareTables(database: AppDatabase): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await database.write(tables.map((sql) => ({ sql })))
      return
    } catch (error) {
      // PostgreSQL: of two who make a table at one moment one fails, and finds it there when it looks again.
      if (attempt === attempts) throw error
    }
  }
}

const attempts = 5

/** Times are milliseconds since 1970; a tenant's tables have the tenant first in every key. */
const tables = [
  `CREATE TABLE IF NOT EXISTS todos (
    tenant_id TEXT NOT NULL,
    id TEXT NOT NULL,
    task TEXT NOT NULL,
    due TEXT,
    created BIGINT NOT NULL,
    completed BIGINT,
    owner_id TEXT,
    assigned_by TEXT,
    PRIMARY KEY (tenant_id, id)
  )`,
  'CREATE INDEX IF NOT EXISTS todos_by_owner ON todos (tenant_id, owner_id)',
  // Found by the cookie before the tenant is known; only a hash of the cookie's id is kept.
  `CREATE TABLE IF NOT EXISTS todo_sessions (
    id_hash TEXT NOT NULL PRIMARY KEY,
    tenant_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL
  )`,
  'CREATE INDEX IF NOT EXISTS todo_sessions_by_expiry ON todo_sessions (expires)',
  `CREATE TABLE IF NOT EXISTS todo_settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
  )`,
]
