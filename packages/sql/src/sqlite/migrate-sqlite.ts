import { setTimeout as wait } from 'node:timers/promises'
import { sqliteDialect } from '../migrations/dialect.js'
import type { Migration } from '../migrations/migrations.js'
import { pendingMigrations } from '../migrations/pending-migrations.js'
import { DatabaseBusy } from '../sql-database.js'
import { openConnection, type SqliteConnection, type SqlitePlace } from './sqlite-connection.js'

/**
 * Brings a database file to the newest schema. Safe when several processes start at once: one of them does it, in one
 * transaction, and the others find it done.
 */
export async function migrateSqlite(place: SqlitePlace): Promise<void> {
  const connection = openConnection(place)
  try {
    await switchToWal(connection)
    if (pendingIn(connection, false).length > 0) applyPending(connection)
  } finally {
    connection.close()
  }
}

/** Switching the journal does not wait for other processes by itself. */
async function switchToWal(connection: SqliteConnection): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      connection.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (!(error instanceof DatabaseBusy) || attempt === switchAttempts) throw error
      await wait(attempt * 10)
    }
  }
}

const switchAttempts = 30

function applyPending(connection: SqliteConnection): void {
  connection.exec('BEGIN IMMEDIATE')
  try {
    connection.exec(
      'CREATE TABLE IF NOT EXISTS migrations (name TEXT NOT NULL PRIMARY KEY, applied INTEGER NOT NULL) STRICT',
    )
    for (const migration of pendingIn(connection, true)) {
      for (const statement of migration.statements(sqliteDialect)) connection.exec(statement)
      connection.apply({
        sql: "INSERT INTO migrations (name, applied) VALUES (?, unixepoch('now') * 1000)",
        parameters: [migration.name],
      })
    }
    connection.exec('COMMIT')
  } catch (error) {
    if (connection.inTransaction()) connection.exec('ROLLBACK')
    throw error
  }
}

function pendingIn(connection: SqliteConnection, hasTable: boolean): readonly Migration[] {
  if (!hasTable && !hasMigrationsTable(connection)) return pendingMigrations(new Set())
  const rows = connection.read({ sql: 'SELECT name FROM migrations', parameters: [] })
  return pendingMigrations(new Set(rows.map(({ name }) => String(name))))
}

function hasMigrationsTable(connection: SqliteConnection): boolean {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
  return connection.read({ sql, parameters: [] }).length > 0
}
