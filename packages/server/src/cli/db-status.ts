import { postgresSchemaStatus, type SchemaStatus, sqliteSchemaStatus } from '@rollcall/sql'
import { databaseName, isPostgresUrl } from '../database/database-name.js'
import { Refusal } from '../refusal.js'
import { printTable } from './print-table.js'
import type { Terminal } from './terminal.js'
import { assertDatabase, type DatabaseOptions, databaseOf } from './with-rollcall.js'

/** `rollcall db status` */
export async function showStatus(terminal: Terminal, options: DatabaseOptions): Promise<void> {
  const { database } = databaseOf(terminal, options)
  assertDatabase(database)
  const { applied, pending } = await schemaStatus(database)
  if (options.json) {
    terminal.out(`${JSON.stringify({ database: databaseName(database), applied, pending })}\n`)
    return
  }
  const rows = [
    ...applied.map(({ name, at }) => ({ step: name, applied: new Date(at).toISOString() })),
    ...pending.map((name) => ({ step: name, applied: 'not yet: rollcall db migrate' })),
  ]
  terminal.out(`${databaseName(database)}\n\n${printTable(rows, 'It is empty: rollcall db migrate')}`)
}

/** @throws Refusal for a database that has not the newest schema: nothing but a migration changes it. */
export async function assertNewestSchema(database: string): Promise<void> {
  const { pending } = await schemaStatus(database)
  if (pending.length === 0) return
  throw new Refusal(`'${databaseName(database)}' has not the newest schema yet. Bring it there: rollcall db migrate`)
}

async function schemaStatus(database: string): Promise<SchemaStatus> {
  return isPostgresUrl(database) ? postgresSchemaStatus({ url: database }) : sqliteSchemaStatus(database)
}
