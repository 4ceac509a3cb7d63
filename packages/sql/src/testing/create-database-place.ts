import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { Client } from 'pg'

/** Where a test's own database is. */
export interface DatabasePlace {
  /** A file that is not there yet, or the URL of an empty PostgreSQL database. */
  readonly database: string
  remove(): Promise<void>
}

/** A file in the folder, which goes away with it; with the URL of a PostgreSQL server, a database there. */
export async function createDatabasePlace(folder: string, server: string | undefined): Promise<DatabasePlace> {
  if (server === undefined) return { database: path.join(folder, 'rollcall.db'), remove: async () => {} }
  const name = `rollcall_test_${randomUUID().replaceAll('-', '')}`
  await runOn(server, `CREATE DATABASE ${name}`)
  const url = new URL(server)
  url.pathname = name
  return { database: url.href, remove: () => runOn(server, `DROP DATABASE ${name} WITH (FORCE)`) }
}

async function runOn(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
