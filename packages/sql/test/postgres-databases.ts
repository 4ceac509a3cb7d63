import { createHash, randomUUID } from 'node:crypto'
import { openPostgresDatabase } from '@rollcall/sql'
import pg from 'pg'
import { migrationStatements } from './audit/tenant-tables.js'
import { partitionTables } from './partition-tables.js'

/** How the tables of a database lie. */
export type DatabaseKind = 'plain' | 'partitioned'

/**
 * Makes a database out of a template that is migrated once. Whoever uses a database or a template holds a lock of its name, in
 * the server: so workers do not make a template twice, and what dead runs left behind is told from what is in use.
 */
export async function createDatabaseFrom(
  server: string,
  kind: DatabaseKind,
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `rollcall_test_${randomUUID().replaceAll('-', '')}`
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query('SELECT pg_advisory_lock(hashtext($1))', [name])
  const template = await requireTemplate(client, server, kind)
  await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`)
  return {
    url: urlOf(server, name),
    async drop() {
      await client.query(`DROP DATABASE ${name} WITH (FORCE)`)
      await client.end()
    },
  }
}

function urlOf(server: string, database: string): string {
  const url = new URL(server)
  url.pathname = database
  return url.href
}

/** The name of the template, whose lock is held, shared, for as long as the client lives. */
async function requireTemplate(client: pg.Client, server: string, kind: DatabaseKind): Promise<string> {
  const name = templateName(kind)
  const lock = `making of ${name}`
  await client.query('SELECT pg_advisory_lock(hashtext($1))', [lock])
  await client.query('SELECT pg_advisory_lock_shared(hashtext($1))', [name])
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name])
    if (rowCount === 0) {
      await dropForgotten(client, name)
      await makeTemplate(client, server, name, kind)
    }
  } finally {
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [lock])
  }
  return name
}

/** Another schema is another template; so is the one of another run, since what migrates may have changed as well. */
function templateName(kind: DatabaseKind): string {
  const schema = JSON.stringify([migrationStatements(), kind])
  return `rollcall_template_${createHash('sha256').update(schema).digest('hex').slice(0, 12)}_${process.ppid}`
}

/** Under a name of its own until it is whole: a run that dies here leaves no template that is half made. */
async function makeTemplate(client: pg.Client, server: string, name: string, kind: DatabaseKind): Promise<void> {
  const making = `${name}_new`
  await client.query(`DROP DATABASE IF EXISTS ${making} WITH (FORCE)`)
  await client.query(`CREATE DATABASE ${making}`)
  const database = await openPostgresDatabase({ url: urlOf(server, making) })
  await database.close()
  if (kind === 'partitioned') await partitionTables(urlOf(server, making))
  await client.query(`ALTER DATABASE ${making} RENAME TO ${name}`)
}

/** Drops the databases of tests that nobody holds the lock of, but one: their runs are dead. */
export async function dropForgotten(client: pg.Client, wanted: string): Promise<void> {
  const { rows } = await client.query<{ readonly datname: string }>(
    "SELECT datname FROM pg_database WHERE datname LIKE 'rollcall\\_te%' AND datname <> $1",
    [wanted],
  )
  for (const { datname } of rows) {
    const { rows: got } = await client.query<{ readonly is_mine: boolean }>(
      'SELECT pg_try_advisory_lock(hashtext($1)) AS is_mine',
      [datname.replace(/_new$/, '')],
    )
    if (got[0]?.is_mine !== true) continue
    await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`)
    await client.query('SELECT pg_advisory_unlock(hashtext($1))', [datname.replace(/_new$/, '')])
  }
}
