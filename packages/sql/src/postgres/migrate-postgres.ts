import type { ClientBase } from 'pg'
import { postgresDialect } from '../migrations/dialect.js'
import type { Migration } from '../migrations/migrations.js'
import { pendingMigrations } from '../migrations/pending-migrations.js'
import { withClient } from './with-client.js'

/**
 * Brings a database to the newest schema. Safe when several processes start at once: one of them does it, in one transaction,
 * and the others find it done.
 *
 * @throws DatabaseUnavailable · Error for a database that a newer version has migrated
 */
export async function migratePostgres(url: string): Promise<void> {
  await withClient(url, async (client) => {
    if ((await pendingIn(client)).length > 0) await applyPending(client)
  })
}

/** Any number, the same in every version. */
const migrationLock = 7_264_001_143

/**
 * The first lock is there before any table, and holds on one node only; the second is right wherever the table is. A time
 * limit for statements is for requests.
 */
async function applyPending(client: ClientBase): Promise<void> {
  await client.query('BEGIN')
  try {
    await client.query(`SELECT pg_advisory_xact_lock(${migrationLock})`)
    await client.query(`CREATE TABLE IF NOT EXISTS migrations (
      name ${postgresDialect.text} NOT NULL PRIMARY KEY, applied ${postgresDialect.integer} NOT NULL)`)
    await client.query('LOCK TABLE migrations IN SHARE ROW EXCLUSIVE MODE')
    for (const migration of await pendingIn(client)) await applyMigration(client, migration)
    await client.query('COMMIT')
  } catch (error) {
    await client.query('ROLLBACK')
    throw error
  }
}

async function applyMigration(client: ClientBase, { name, statements }: Migration): Promise<void> {
  for (const statement of statements(postgresDialect)) await client.query(statement)
  const applied = 'CAST(extract(epoch FROM clock_timestamp()) * 1000 AS bigint)'
  await client.query(`INSERT INTO migrations (name, applied) VALUES ($1, ${applied})`, [name])
}

async function pendingIn(client: ClientBase): Promise<readonly Migration[]> {
  return pendingMigrations(new Set((await appliedIn(client)).map(({ name }) => name)))
}

/** The steps that the database has, and when it got them. */
export async function appliedIn(
  client: ClientBase,
): Promise<readonly { readonly name: string; readonly at: number }[]> {
  const { rows: tables } = await client.query<{ readonly is_there: bigint }>(
    "SELECT to_regclass('migrations') IS NOT NULL AS is_there",
  )
  if (tables[0]?.is_there !== 1n) return []
  const { rows } = await client.query<{ readonly name: string; readonly applied: bigint }>(
    'SELECT name, applied FROM migrations ORDER BY name',
  )
  return rows.map(({ name, applied }) => ({ name, at: Number(applied) }))
}
