import type { Command } from 'commander'
import type { SchemaSummary } from '../rollcall.js'
import { printTable } from './print-table.js'
import { readDefinitionFile } from './read-definition-file.js'
import type { Terminal } from './terminal.js'
import { addDatabaseOptions, addExample, type DatabaseOptions, withRollcall } from './with-rollcall.js'

interface AddOptions extends DatabaseOptions {
  readonly extends?: readonly string[]
  readonly required?: true
}

/** `rollcall schema add | list | remove` */
export function addSchemaCommand(program: Command, terminal: Terminal): void {
  const schema = addExample(
    program
      .command('schema')
      .description('schemas that an organisation defines: extensions, and what its types are made of'),
    'rollcall schema add gridco.example badge.json --extends User',
  )
  addAdd(schema, terminal)
  const list = schema.command('list').description('the schemas that an organisation defined')
  list.argument('<tenant>', 'the organisation')
  addDatabaseOptions(list, 'rollcall schema list gridco.example').action((tenant: string, options: DatabaseOptions) =>
    listSchemas(terminal, tenant, options),
  )
  const remove = schema
    .command('remove')
    .description('take a schema away; refused while a resource type is made of it, or a resource has data under it')
    .argument('<tenant>', 'the organisation')
    .argument('<id>', "the schema's URN")
  addDatabaseOptions(remove, 'rollcall schema remove gridco.example urn:gridco:scim:schemas:1.0:Badge').action(
    (tenant: string, id: string, options: DatabaseOptions) => removeSchema(terminal, tenant, id, options),
  )
}

function addAdd(schema: Command, terminal: Terminal): void {
  const add = schema
    .command('add')
    .description('add a schema; a server that runs has it from the next request on')
    .argument('<tenant>', 'the organisation')
    .argument('<file>', 'the definition in JSON, as /Schemas lists one (RFC 7643 §7): id and attributes at least')
    .option('--extends <type...>', 'resource types that it extends: User, Group, or one of its own')
    .option('--required', 'what it extends must carry it; only while there is nothing of that type')
  addDatabaseOptions(add, 'rollcall schema add gridco.example badge.json --extends User').action(
    (tenant: string, file: string, options: AddOptions) => addSchema(terminal, tenant, file, options),
  )
}

async function addSchema(terminal: Terminal, tenant: string, file: string, options: AddOptions): Promise<void> {
  const definition = await readDefinitionFile(file)
  const added = await withRollcall(terminal, options, async ({ tenants }) => {
    const id = await tenants.addSchema(tenant, definition, {
      extends: options.extends ?? [],
      required: options.required ?? false,
    })
    return (await tenants.listSchemas(tenant)).find((schema) => schema.id === id)
  })
  if (options.json) terminal.out(`${JSON.stringify({ tenant, ...added })}\n`)
  else if (added) terminal.out(`'${tenant}' has the schema '${added.id}' now. ${useOf(tenant, added)}\n`)
}

function useOf(tenant: string, { extensionOf }: SchemaSummary): string {
  if (extensionOf.length > 0) return `It extends ${extensionOf.join(', ')}.`
  return `Next, a resource type that is made of it: rollcall resource-type add ${tenant} <file>`
}

async function listSchemas(terminal: Terminal, tenant: string, options: DatabaseOptions): Promise<void> {
  const schemas = await withRollcall(terminal, options, ({ tenants }) => tenants.listSchemas(tenant))
  const rows = schemas.map(({ id, attributes, baseOf, extensionOf, requiredBy }) => ({
    id,
    attributes,
    baseOf,
    extends: extensionOf.map((name) => (requiredBy.includes(name) ? `${name} (required)` : name)),
  }))
  const empty = `'${tenant}' defined no schema yet. Add one: rollcall schema add ${tenant} <file> --extends User`
  terminal.out(options.json ? `${JSON.stringify(schemas)}\n` : printTable(rows, empty, longestUrn))
}

/** Whoever takes a schema away copies its URN. */
const longestUrn = 300

async function removeSchema(terminal: Terminal, tenant: string, id: string, options: DatabaseOptions): Promise<void> {
  await withRollcall(terminal, options, ({ tenants }) => tenants.removeSchema(tenant, id))
  terminal.out(options.json ? `${JSON.stringify({ tenant, id })}\n` : `'${tenant}' has no schema '${id}' any more.\n`)
}
