import { type Command, InvalidArgumentError, Option } from 'commander'
import { printSettings } from '../connections/connection-settings.js'
import type { ConnectionSettings, KeyOptions } from '../rollcall.js'
import { addSettingOption } from './add-setting-option.js'
import { printTable } from './print-table.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

interface IssueOptions extends DatabaseOptions, Pick<KeyOptions, 'manner' | 'dialect' | 'connection'> {
  readonly setting?: ConnectionSettings
  /** How long from now, in milliseconds. */
  readonly expires?: number
}

/** `rollcall key issue | list | revoke` */
export function addKeyCommand(program: Command, terminal: Terminal): void {
  const key = addExample(
    program.command('key').description('keys of identity providers'),
    'rollcall key issue gridco.example',
  )
  addIssueCommand(key, terminal)
  const list = key.command('list').description('the keys of an organisation, and never a key itself')
  list.argument('<tenant>', 'the organisation')
  addDatabaseOptions(list, 'rollcall key list gridco.example').action((tenant: string, options: DatabaseOptions) =>
    listKeys(terminal, tenant, options),
  )
  const revoke = key.command('revoke').description('make a key worthless; a server that runs refuses it at once')
  revoke.argument('<tenant>', 'the organisation').argument('<id>', "the key's id, as 'rollcall key list' shows it")
  addDatabaseOptions(revoke, 'rollcall key revoke gridco.example 96cae35ce8a9').action(
    (tenant: string, id: string, options: DatabaseOptions) => revokeKey(terminal, tenant, id, options),
  )
}

function addIssueCommand(key: Command, terminal: Terminal): void {
  const manner = new Option('--manner <manner>', 'tolerate what identity providers do, or keep to the RFCs')
  const dialect = new Option('--dialect <dialect>', 'how roles and entitlements are listed')
  const issue = key
    .command('issue')
    .description('make a key and print it once; it is stored hashed, and cannot be shown again')
    .argument('<tenant>', 'the organisation')
    .addOption(manner.choices(['compatible', 'strict']))
    .addOption(dialect.choices(['okta', 'ietf']))
    .option('--connection <id>', 'a connection that is there already, for a second key')
    .option(
      '--expires <time>',
      'how long it is valid, in days or hours: 90d, 12h (default: for ever; 365d where strict)',
      readDuration,
    )
  addSettingOption(issue)
  addDatabaseOptions(issue, 'rollcall key issue gridco.example --manner strict --dialect ietf --expires 90d').action(
    (tenant: string, options: IssueOptions) => issueKey(terminal, tenant, options),
  )
}

const unitsMs: Readonly<Record<string, number>> = { h: 3_600_000, d: 86_400_000 }

/** `90d`, `12h` */
function readDuration(text: string): number {
  const [, count, unit] = /^([1-9]\d{0,4})([dh])$/.exec(text) ?? []
  const unitMs = unitsMs[unit ?? '']
  if (count === undefined || unitMs === undefined) throw new InvalidArgumentError('Write it as 90d or 12h.')
  return Number(count) * unitMs
}

async function issueKey(terminal: Terminal, tenant: string, options: IssueOptions): Promise<void> {
  const { database: _, json, expires, setting, ...rest } = options
  const keyOptions = {
    ...rest,
    ...(setting === undefined ? {} : { settings: setting }),
    ...(expires === undefined ? {} : { expires: Date.now() + expires }),
  }
  const issued = await withRollcall(terminal, options, (rollcall) => rollcall.tenants.issueKey(tenant, keyOptions))
  if (json) {
    terminal.out(`${JSON.stringify({ tenant, ...issued })}\n`)
    return
  }
  terminal.out(`Key of '${tenant}', shown this once: ${issued.key}\nIts connection: ${issued.connection}\n`)
  terminal.out('The identity provider sends it as: Authorization: Bearer <key>\n')
}

async function listKeys(terminal: Terminal, tenant: string, options: DatabaseOptions): Promise<void> {
  const keys = await withRollcall(terminal, options, (rollcall) => rollcall.tenants.listKeys(tenant))
  const rows = keys.map(({ created, lastUsed, expires, revoked, settings, ...key }) => ({
    ...key,
    settings: printSettings(settings),
    made: timeOf(created),
    lastUsed: timeOf(lastUsed),
    expires: timeOf(expires),
    revoked: timeOf(revoked),
  }))
  const empty = `'${tenant}' has no key yet. Make one: rollcall key issue ${tenant}`
  terminal.out(options.json ? `${JSON.stringify(rows)}\n` : printTable(rows, empty))
}

function timeOf(instant: number | undefined): string | undefined {
  return instant === undefined ? undefined : new Date(instant).toISOString()
}

async function revokeKey(terminal: Terminal, tenant: string, id: string, options: DatabaseOptions): Promise<void> {
  await withRollcall(terminal, options, (rollcall) => rollcall.tenants.revokeKey(tenant, id))
  terminal.out(
    options.json ? `${JSON.stringify({ tenant, id })}\n` : `The key '${id}' of '${tenant}' opens nothing any more.\n`,
  )
}
