import type { Command } from 'commander'
import { printSettings } from '../connections/connection-settings.js'
import { Refusal } from '../refusal.js'
import type { ConnectionSettings } from '../rollcall.js'
import { addSettingOption } from './add-setting-option.js'
import { printTable } from './print-table.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

interface SetOptions extends DatabaseOptions {
  readonly setting?: ConnectionSettings
}

/** `rollcall connection list | set` */
export function addConnectionCommand(program: Command, terminal: Terminal): void {
  const connection = addExample(
    program.command('connection').description('connections of identity providers, and how they are treated'),
    'rollcall connection list gridco.example',
  )
  const list = connection.command('list').description('the connections of an organisation')
  list.argument('<tenant>', 'the organisation')
  addDatabaseOptions(list, 'rollcall connection list gridco.example').action(
    (tenant: string, options: DatabaseOptions) => listConnections(terminal, tenant, options),
  )
  const set = connection
    .command('set')
    .description('change what a connection is set to; a server that runs follows it from the next request on')
    .argument('<tenant>', 'the organisation')
    .argument('<id>', "the connection's id, as 'rollcall connection list' shows it")
  addSettingOption(set)
  addDatabaseOptions(
    set,
    'rollcall connection set gridco.example 0199b6f2-3f0a-7c31-9d5e-2f6b1c4a8e70 --setting protect-members --setting complex-replacement=whole',
  ).action((tenant: string, id: string, options: SetOptions) => setConnection(terminal, tenant, id, options))
}

async function listConnections(terminal: Terminal, tenant: string, options: DatabaseOptions): Promise<void> {
  const connections = await withRollcall(terminal, options, (rollcall) => rollcall.tenants.listConnections(tenant))
  const rows = connections.map(({ created, settings, ...connection }) => ({
    ...connection,
    settings: printSettings(settings),
    made: new Date(created).toISOString(),
  }))
  const empty = `'${tenant}' has no connection yet. Make one with its key: rollcall key issue ${tenant}`
  terminal.out(options.json ? `${JSON.stringify(rows)}\n` : printTable(rows, empty))
}

async function setConnection(terminal: Terminal, tenant: string, id: string, options: SetOptions): Promise<void> {
  const { setting: settings } = options
  if (settings === undefined) throw new Refusal("Say what to set, such as --setting protect-members; add '--help'.")
  const now = await withRollcall(terminal, options, async ({ tenants }) => {
    await tenants.changeConnection(tenant, id, settings)
    const changed = (await tenants.listConnections(tenant)).find((connection) => connection.id === id)
    return printSettings(changed?.settings ?? {})
  })
  terminal.out(
    options.json
      ? `${JSON.stringify({ tenant, id, settings: now })}\n`
      : `The connection '${id}' of '${tenant}' is set to: ${now.join(', ')}\n`,
  )
}
