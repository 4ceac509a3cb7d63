import type { Command } from 'commander'
import type { Terminal } from './terminal.js'
import { addValueCommands, readLimit } from './value-commands.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

interface AddOptions extends DatabaseOptions {
  readonly display?: string
  readonly description?: string
  readonly allows?: readonly string[]
  readonly seats?: number
}

/** `rollcall role add | seats | retire | restore` */
export function addRoleCommand(program: Command, terminal: Terminal): void {
  const role = addExample(
    program.command('role').description('roles of an organisation'),
    'rollcall role add gridco.example todo-reader --allows todo:audit',
  )
  const add = role
    .command('add')
    .description('add a role; a server that runs offers it from the next request on')
    .argument('<tenant>', 'the organisation')
    .argument('<value>', 'what a user carries in roles, such as todo-reader')
    .option('--display <name>', 'its name as people read it (default: the value)')
    .option('--description <text>', 'what it is for')
    .option('--allows <permission...>', 'what it allows in the app')
    .option('--seats <count>', 'how many users may hold it (default: any number)', readLimit)
  addDatabaseOptions(
    add,
    'rollcall role add gridco.example todo-reader --display "Todo Reader" --allows todo:audit',
  ).action((tenant: string, value: string, options: AddOptions) => addRole(terminal, tenant, value, options))
  addValueCommands(role, terminal, 'role')
}

async function addRole(terminal: Terminal, tenant: string, value: string, options: AddOptions): Promise<void> {
  const role = {
    display: options.display ?? value,
    allows: options.allows ?? [],
    ...(options.description === undefined ? {} : { description: options.description }),
    ...(options.seats === undefined ? {} : { seats: options.seats }),
  }
  await withRollcall(terminal, options, (rollcall) => rollcall.tenants.addRole(tenant, value, role))
  terminal.out(
    options.json
      ? `${JSON.stringify({ tenant, value, ...role })}\n`
      : `'${tenant}' can grant the role '${value}' now.\n`,
  )
}
