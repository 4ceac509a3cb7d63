import { type Command, InvalidArgumentError } from 'commander'
import type { CatalogueKey, SeatsTaken } from '../rollcall.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, type DatabaseOptions, withRollcall } from './with-rollcall.js'

/** Gives `rollcall role` and `rollcall entitlement` what is done to a single value: `seats | retire | restore`. */
export function addValueCommands(command: Command, terminal: Terminal, kind: CatalogueKey['kind']): void {
  const example = kind === 'role' ? 'gridco.example todo-reader' : 'gridco.example License pro'
  const seats = named(command.command('seats'), kind)
    .description('limit how many users may hold it; whoever holds it keeps it')
    .argument('<limit>', "how many, or 'none' for any number", readLimit)
  addDatabaseOptions(seats, `rollcall ${kind} seats ${example} 10`).action(() =>
    changeSeats(terminal, givenTo(seats, kind), readLimit(seats.args.at(-1) ?? '')),
  )
  for (const { name, about, isRetired } of changes) {
    const change = named(command.command(name), kind).description(about)
    addDatabaseOptions(change, `rollcall ${kind} ${name} ${example}`).action(() =>
      changeOffer(terminal, givenTo(change, kind), isRetired),
    )
  }
}

const changes = [
  { name: 'retire', about: 'grant it to nobody new; whoever holds it keeps it', isRetired: true },
  { name: 'restore', about: 'grant it again', isRetired: false },
] as const

/** `10`, or `none`. */
export function readLimit(text: string): number | undefined {
  if (text === 'none') return undefined
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new InvalidArgumentError("Write a whole number, or 'none'.")
}

function named(command: Command, kind: CatalogueKey['kind']): Command {
  command.argument('<tenant>', 'the organisation')
  if (kind === 'entitlement') command.argument('<type>', "the resource type's name, such as License")
  return command.argument('<value>', 'what a user carries, such as pro')
}

interface Given {
  readonly tenant: string
  readonly key: CatalogueKey
  readonly options: DatabaseOptions
}

function givenTo(command: Command, kind: CatalogueKey['kind']): Given {
  const [tenant = '', first = '', second = ''] = command.args
  const key: CatalogueKey = kind === 'role' ? { kind, value: first } : { kind, type: first, value: second }
  return { tenant, key, options: command.opts<DatabaseOptions>() }
}

async function changeSeats(
  terminal: Terminal,
  { tenant, key, options }: Given,
  limit: number | undefined,
): Promise<void> {
  const taken = await withRollcall(terminal, options, ({ tenants }) => tenants.setSeats(tenant, key, limit))
  terminal.out(
    options.json ? `${JSON.stringify({ tenant, ...key, ...taken })}\n` : `${seatsSentence(tenant, key, taken)}\n`,
  )
}

function seatsSentence(tenant: string, key: CatalogueKey, { seats, used }: SeatsTaken): string {
  const limit = seats === undefined ? 'Any number of users' : `At most ${countOf(seats)}`
  return `${limit} of '${tenant}' may hold ${nounOf(key)}; ${countOf(used)} ${used === 1 ? 'holds' : 'hold'} it now.`
}

async function changeOffer(terminal: Terminal, { tenant, key, options }: Given, isRetired: boolean): Promise<void> {
  await withRollcall(terminal, options, ({ tenants }) => tenants.setRetired(tenant, key, isRetired))
  const now = isRetired ? 'grants nobody new' : 'can grant'
  terminal.out(
    options.json ? `${JSON.stringify({ tenant, ...key, isRetired })}\n` : `'${tenant}' ${now} ${nounOf(key)} now.\n`,
  )
}

function countOf(users: number): string {
  return users === 1 ? '1 user' : `${users} users`
}

function nounOf(key: CatalogueKey): string {
  return key.kind === 'role' ? `the role '${key.value}'` : `'${key.value}' of the kind '${key.type}'`
}
