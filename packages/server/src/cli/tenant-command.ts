import type { Command } from 'commander'
import { assertTenantName } from '../tenants/tenant-name.js'
import { printTable } from './print-table.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

interface CreateOptions extends DatabaseOptions {
  readonly passwords?: true
  readonly duplicateGroupNames?: true
}

/** `rollcall tenant create | list` */
export function addTenantCommand(program: Command, terminal: Terminal): void {
  const tenant = addExample(
    program.command('tenant').description('organisations'),
    'rollcall tenant create gridco.example',
  )
  const create = tenant
    .command('create')
    .description('make an organisation, with the roles and entitlement types that the app declares')
    .argument('<name>', 'its domain, such as gridco.example')
    .option('--passwords', 'keep passwords that the identity provider sends, hashed')
    .option('--duplicate-group-names', 'allow several groups of one name')
  addDatabaseOptions(create, 'rollcall tenant create gridco.example').action((name: string, options: CreateOptions) =>
    createTenant(terminal, name, options),
  )
  const list = tenant.command('list').description('all organisations')
  addDatabaseOptions(list, 'rollcall tenant list --json').action((options: DatabaseOptions) =>
    listTenants(terminal, options),
  )
}

async function createTenant(terminal: Terminal, name: string, options: CreateOptions): Promise<void> {
  // Before a database is made for it.
  assertTenantName(name)
  await withRollcall(terminal, { ...options, mayCreate: true }, (rollcall) =>
    rollcall.tenants.create(name, {
      passwords: options.passwords ?? false,
      duplicateGroupNames: options.duplicateGroupNames ?? false,
    }),
  )
  terminal.out(
    options.json
      ? `${JSON.stringify({ name })}\n`
      : `Made the organisation '${name}'. Next, a key for its identity provider: rollcall key issue ${name}\n`,
  )
}

async function listTenants(terminal: Terminal, options: DatabaseOptions): Promise<void> {
  const tenants = await withRollcall(terminal, options, (rollcall) => rollcall.tenants.list())
  const rows = tenants.map(({ name, created, people }) => ({ name, people, created: new Date(created).toISOString() }))
  terminal.out(
    options.json
      ? `${JSON.stringify(rows)}\n`
      : printTable(rows, 'There is no organisation yet. Make one: rollcall tenant create gridco.example'),
  )
}
