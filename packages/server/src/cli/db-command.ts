import { sqliteSchemaStatus } from '@rollcall/sql'
import type { Command } from 'commander'
import { printTable } from './print-table.js'
import type { Terminal } from './terminal.js'
import {
  addDatabaseOptions,
  addExample,
  assertDatabase,
  type DatabaseOptions,
  databaseOf,
  withRollcall,
} from './with-rollcall.js'

/** `rollcall db status | migrate` */
export function addDbCommand(program: Command, terminal: Terminal): void {
  const db = addExample(program.command('db').description('the database'), 'rollcall db status')
  const status = db.command('status').description('which steps of the schema the database has; changes nothing')
  addDatabaseOptions(status, 'rollcall db status').action((options: DatabaseOptions) => showStatus(terminal, options))
  const migrate = db.command('migrate').description('bring the database to the newest schema, as every start does')
  addDatabaseOptions(migrate, 'rollcall db migrate --database app.db').action(async (options: DatabaseOptions) => {
    await withRollcall(terminal, { ...options, mayCreate: true }, async () => {})
    showStatus(terminal, options)
  })
}

function showStatus(terminal: Terminal, options: DatabaseOptions): void {
  const database = databaseOf(terminal, options)
  assertDatabase(database)
  const { applied, pending } = sqliteSchemaStatus(database)
  if (options.json) {
    terminal.out(`${JSON.stringify({ database, applied, pending })}\n`)
    return
  }
  const rows = [
    ...applied.map(({ name, at }) => ({ step: name, applied: new Date(at).toISOString() })),
    ...pending.map((name) => ({ step: name, applied: 'not yet: rollcall db migrate' })),
  ]
  terminal.out(`${database}\n\n${printTable(rows, 'It is empty: rollcall db migrate')}`)
}
