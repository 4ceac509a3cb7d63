import type { Command } from 'commander'
import { Refusal } from '../refusal.js'
import type { Rollcall } from '../rollcall.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { printTable, type TableRow } from './print-table.js'
import { readGrants, readGroups, readPeople, readRequests, readRoles } from './read-rows.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

interface ShowOptions extends DatabaseOptions {
  readonly tenant?: string
  readonly limit: string
}

/** What can be shown: one row a table. */
const tables: readonly {
  readonly name: string
  readonly about: string
  readonly empty: string
  readonly read: (rollcall: Rollcall, tenant: string, limit: number) => Promise<readonly TableRow[]>
}[] = [
  { name: 'people', about: 'who is here, and with which roles', empty: 'Nobody is here yet.', read: readPeople },
  { name: 'groups', about: 'groups and how many are in them', empty: 'There is no group yet.', read: readGroups },
  {
    name: 'roles',
    about: 'what can be granted, and what roles allow',
    empty: 'Nothing can be granted yet.',
    read: readRoles,
  },
  { name: 'grants', about: 'who holds which role or entitlement', empty: 'Nothing is granted yet.', read: readGrants },
  {
    name: 'requests',
    about: 'what identity providers asked for',
    empty: 'No request has come yet.',
    read: readRequests,
  },
]

/** `rollcall show people | groups | roles | grants | requests` */
export function addShowCommand(program: Command, terminal: Terminal): void {
  const show = addExample(program.command('show').description('look into the data'), 'rollcall show people')
  for (const table of tables) {
    const command = show
      .command(table.name)
      .description(table.about)
      .option('--tenant <name>', 'one organisation only (default: all)')
      .option('--limit <count>', 'how many of each organisation at most', '200')
    addDatabaseOptions(command, `rollcall show ${table.name} --tenant gridco.example`).action(
      async (options: ShowOptions) => {
        const limit = limitOf(options.limit)
        const rows = await withRollcall(terminal, options, async (rollcall) => {
          const names = await tenantsOf(rollcall, options.tenant)
          const each = names.map(async (name) =>
            (await table.read(rollcall, name, limit)).map((row) => ({ organisation: name, ...row })),
          )
          return (await Promise.all(each)).flat()
        })
        terminal.out(options.json ? `${JSON.stringify(rows)}\n` : printTable(rows, table.empty))
      },
    )
  }
}

function limitOf(text: string): number {
  const limit = Number(text)
  if (Number.isSafeInteger(limit) && limit > 0) return limit
  throw new Refusal(`'--limit' is a whole number above 0, not '${text}'.`)
}

async function tenantsOf({ tenants }: Rollcall, tenant: string | undefined): Promise<readonly string[]> {
  if (tenant === undefined) return (await tenants.list()).map(({ name }) => name)
  if (!(await tenants.exists(tenant))) throw unknownTenant(tenant)
  return [tenant]
}
