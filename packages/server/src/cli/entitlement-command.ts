import { type Command, InvalidArgumentError } from 'commander'
import type { EntitlementValueDefinition } from '../rollcall.js'
import type { Terminal } from './terminal.js'
import { addValueCommands } from './value-commands.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

type Values = Readonly<Record<string, EntitlementValueDefinition>>
type Seats = Readonly<Record<string, number>>

interface AddOptions extends DatabaseOptions {
  readonly endpoint: string
  readonly description?: string
  readonly value: Values
  readonly seats?: Seats
}

/** `rollcall entitlement add | seats | retire | restore | remove` */
export function addEntitlementCommand(program: Command, terminal: Terminal): void {
  const entitlement = addExample(
    program.command('entitlement').description('kinds of entitlements beside roles'),
    'rollcall entitlement add gridco.example License --endpoint /Licenses --value pro="Pro seat"',
  )
  const add = entitlement
    .command('add')
    .description('add a kind of entitlement; a server that runs offers it from the next request on')
    .argument('<tenant>', 'the organisation')
    .argument('<name>', "the resource type's name, such as License")
    .requiredOption('--endpoint <path>', 'where it is listed, such as /Licenses')
    .requiredOption('--value <value=name>', 'one value and its name as people read it; repeat for more', collectValue)
    .option(
      '--seats <value=count>',
      'how many users may hold a value (default: any number); repeat for more',
      collectSeats,
    )
    .option('--description <text>', 'what it is')
  const example =
    'rollcall entitlement add gridco.example License --endpoint /Licenses --value pro="Pro seat" --value basic="Basic seat"'
  addDatabaseOptions(add, example).action((tenant: string, name: string, options: AddOptions) =>
    addType(terminal, tenant, name, options),
  )
  addValueCommands(entitlement, terminal, 'entitlement')
  const remove = entitlement
    .command('remove')
    .description('take a kind of entitlement away; refused while somebody holds one')
    .argument('<tenant>', 'the organisation')
    .argument('<name>', "the resource type's name")
  addDatabaseOptions(remove, 'rollcall entitlement remove gridco.example License').action(
    (tenant: string, name: string, options: DatabaseOptions) => removeType(terminal, tenant, name, options),
  )
}

/** `pro=Pro seat`; the name may be left out. */
function collectValue(text: string, before: Values = {}): Values {
  const equals = text.indexOf('=')
  const value = equals === -1 ? text : text.slice(0, equals)
  const display = equals === -1 ? text : text.slice(equals + 1)
  if (value === '' || display.trim() === '') throw new InvalidArgumentError('Write it as value="Name".')
  if (Object.hasOwn(before, value)) throw new InvalidArgumentError(`'${value}' is given twice.`)
  return { ...before, [value]: { display } }
}

/** `pro=10` */
function collectSeats(text: string, before: Seats = {}): Seats {
  const [, value, count] = /^(.+)=(\d{1,15})$/.exec(text) ?? []
  if (value === undefined) throw new InvalidArgumentError('Write it as value=10.')
  if (Object.hasOwn(before, value)) throw new InvalidArgumentError(`'${value}' is given twice.`)
  return { ...before, [value]: Number(count) }
}

async function addType(terminal: Terminal, tenant: string, name: string, options: AddOptions): Promise<void> {
  const { endpoint, value: values, seats, description } = options
  const type = {
    ...{ name, endpoint, values },
    ...(seats === undefined ? {} : { seats }),
    ...(description === undefined ? {} : { description }),
  }
  await withRollcall(terminal, options, (rollcall) => rollcall.tenants.addEntitlementType(tenant, type))
  terminal.out(
    options.json
      ? `${JSON.stringify({ tenant, ...type })}\n`
      : `'${tenant}' can grant ${Object.keys(values).join(', ')} of the kind '${name}' now, listed at ${endpoint}.\n`,
  )
}

async function removeType(terminal: Terminal, tenant: string, name: string, options: DatabaseOptions): Promise<void> {
  await withRollcall(terminal, options, (rollcall) => rollcall.tenants.removeEntitlementType(tenant, name))
  terminal.out(
    options.json
      ? `${JSON.stringify({ tenant, name })}\n`
      : `'${tenant}' has no kind of entitlement '${name}' any more.\n`,
  )
}
