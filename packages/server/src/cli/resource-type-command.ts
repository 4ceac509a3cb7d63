import type { Command } from 'commander'
import { printTable } from './print-table.js'
import { readDefinitionFile } from './read-definition-file.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

/** `rollcall resource-type add | list | remove` */
export function addResourceTypeCommand(program: Command, terminal: Terminal): void {
  const resourceType = addExample(
    program.command('resource-type').description('resource types that an organisation defines, beside User and Group'),
    'rollcall resource-type add gridco.example room-type.json',
  )
  const add = resourceType
    .command('add')
    .description('add a resource type; a server that runs serves it from the next request on')
    .argument('<tenant>', 'the organisation')
    .argument(
      '<file>',
      'the definition in JSON, as /ResourceTypes lists one (RFC 7643 §6): name, endpoint and schema at least',
    )
  addDatabaseOptions(add, 'rollcall resource-type add gridco.example room-type.json').action(
    (tenant: string, file: string, options: DatabaseOptions) => addResourceType(terminal, tenant, file, options),
  )
  const list = resourceType.command('list').description('the resource types that an organisation defined')
  list.argument('<tenant>', 'the organisation')
  addDatabaseOptions(list, 'rollcall resource-type list gridco.example').action(
    (tenant: string, options: DatabaseOptions) => listResourceTypes(terminal, tenant, options),
  )
  const remove = resourceType
    .command('remove')
    .description('take a resource type away; refused while there is a resource of it')
    .argument('<tenant>', 'the organisation')
    .argument('<name>', "the resource type's name")
  addDatabaseOptions(remove, 'rollcall resource-type remove gridco.example Room').action(
    (tenant: string, name: string, options: DatabaseOptions) => removeResourceType(terminal, tenant, name, options),
  )
}

async function addResourceType(
  terminal: Terminal,
  tenant: string,
  file: string,
  options: DatabaseOptions,
): Promise<void> {
  const definition = await readDefinitionFile(file)
  const added = await withRollcall(terminal, options, async ({ tenants }) => {
    const name = await tenants.addResourceType(tenant, definition)
    return (await tenants.listResourceTypes(tenant)).find((type) => type.name === name)
  })
  if (options.json) terminal.out(`${JSON.stringify({ tenant, ...added })}\n`)
  else if (added) terminal.out(`'${tenant}' has the resource type '${added.name}' now, at ${added.endpoint}.\n`)
}

async function listResourceTypes(terminal: Terminal, tenant: string, options: DatabaseOptions): Promise<void> {
  const types = await withRollcall(terminal, options, ({ tenants }) => tenants.listResourceTypes(tenant))
  const rows = types.map(({ description: _, ...type }) => type)
  const empty = `'${tenant}' defined no resource type yet. Add one: rollcall resource-type add ${tenant} <file>`
  terminal.out(options.json ? `${JSON.stringify(types)}\n` : printTable(rows, empty))
}

async function removeResourceType(
  terminal: Terminal,
  tenant: string,
  name: string,
  options: DatabaseOptions,
): Promise<void> {
  await withRollcall(terminal, options, ({ tenants }) => tenants.removeResourceType(tenant, name))
  terminal.out(
    options.json ? `${JSON.stringify({ tenant, name })}\n` : `'${tenant}' has no resource type '${name}' any more.\n`,
  )
}
