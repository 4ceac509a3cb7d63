import type { Command } from 'commander'
import { backUp } from './db-backup.js'
import { reindexAll } from './db-reindex.js'
import { showStatus } from './db-status.js'
import { verify } from './db-verify.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

/** `rollcall db status | migrate | backup | verify | reindex` */
export function addDbCommand(program: Command, terminal: Terminal): void {
  const db = addExample(program.command('db').description('the database'), 'rollcall db status')
  const status = db.command('status').description('which steps of the schema the database has; changes nothing')
  addDatabaseOptions(status, 'rollcall db status').action((options: DatabaseOptions) => showStatus(terminal, options))
  const migrate = db.command('migrate').description('bring the database to the newest schema, as every start does')
  addDatabaseOptions(migrate, 'rollcall db migrate --database app.db').action(async (options: DatabaseOptions) => {
    await withRollcall(terminal, { ...options, mayCreate: true }, async () => {})
    await showStatus(terminal, options)
  })
  const backup = db
    .command('backup')
    .description('copy a SQLite database as it is at one moment, also beside a server that runs on it')
    .argument('<file>', 'where to: a file that is not there yet')
  addDatabaseOptions(backup, 'rollcall db backup rollcall-backup.db').action((file: string, options: DatabaseOptions) =>
    backUp(terminal, file, options),
  )
  const check = db
    .command('verify')
    .description('look whether all parts of the database agree, also beside a server; changes nothing')
  addDatabaseOptions(check, 'rollcall db verify').action((options: DatabaseOptions) => verify(terminal, options))
  const bring = db
    .command('reindex')
    .description(
      "bring index rows in line with what 'rollcall index' has changed, also beside servers; can be broken off",
    )
    .argument('[tenant]', 'one organisation (default: all)')
  addDatabaseOptions(bring, 'rollcall db reindex').action((tenant: string | undefined, options: DatabaseOptions) =>
    reindexAll(terminal, tenant, options),
  )
}
