import { type ResourceType, readSchema, type Schema } from '@rollcall/scim'
import type { Statement } from '@rollcall/sql'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { assertSchemaFree, assertUnambiguous } from './assert-free.js'
import { assertNoSecret } from './assert-no-secret.js'
import { changeDefinitions, readingDefinition } from './change-definitions.js'
import { countData, countResources, deleteSchema, insertExtension, insertSchema } from './definition-statements.js'
import type { SchemaOptions } from './definition-summary.js'

/** Adds a schema that a tenant defined, and lets it extend resource types; answers its URN. @throws Refusal */
export async function addSchema(
  service: Service,
  tenant: string,
  definition: unknown,
  { extends: names = [], required = false }: SchemaOptions = {},
): Promise<string> {
  const schema = readingDefinition(() => readSchema(definition))
  assertNoSecret(schema)
  if (JSON.stringify(schema).length > longestDefinition) {
    throw new Refusal(`The schema '${schema.id}' is longer than ${longestDefinition} characters.`)
  }
  if (required && names.length === 0) {
    throw new Refusal('A schema is required of the resource types that it extends: name one to extend.')
  }
  await changeDefinitions(service, tenant, async (configuration) => {
    assertSchemaFree(configuration, schema.id)
    assertRoom(configuration)
    const types = new Set(names.map((name) => requireExtensible(configuration, name)))
    for (const type of types) assertUnambiguous(type, schema)
    if (required) for (const type of types) await assertNoResources(service, tenant, type)
    const now = service.now()
    const extensions = [...types].map((type) => insertExtension(tenant, type, { schema, required }, now))
    return [insertSchema(tenant, schema, now), ...extensions]
  })
  return schema.id
}

const longestDefinition = 1_000_000
const mostSchemas = 100

function assertRoom({ definitions, tenant }: TenantConfiguration): void {
  if (definitions.schemas.length < mostSchemas) return
  throw new Refusal(`'${tenant}' has ${mostSchemas} schemas of its own, the most there can be.`)
}

function requireExtensible({ resourceTypes, tenant }: TenantConfiguration, name: string): ResourceType {
  const found = resourceTypes.find((type) => type.name.toLowerCase() === name.toLowerCase())
  if (found) return found
  const there = resourceTypes.map((type) => `'${type.name}'`).join(', ')
  throw new Refusal(`'${tenant}' has no resource type '${name}' to extend; it has ${there}.`)
}

/** What lacks a required extension could not be changed any more, not even to deactivate it. */
async function assertNoResources({ database }: Service, tenant: string, type: ResourceType): Promise<void> {
  const [row] = await database.read<{ readonly found: bigint }>(countResources(tenant, type))
  if (!row || row.found === 0n) return
  throw new Refusal(
    `'${tenant}' has ${row.found} of the type '${type.name}' already, which lack the extension: add it without requiring it.`,
  )
}

/** Takes away a schema that a tenant defined. @throws Refusal while a resource type is made of it, or a resource has data under it. */
export async function removeSchema(service: Service, tenant: string, id: string): Promise<void> {
  await changeDefinitions(service, tenant, async (configuration): Promise<readonly Statement[]> => {
    const schema = requireSchema(configuration, id)
    assertNoTypeOf(configuration, schema)
    await assertNoData(service, tenant, schema)
    return deleteSchema(tenant, schema)
  })
}

function requireSchema({ definitions, tenant }: TenantConfiguration, id: string): Schema {
  const found = definitions.schemas.find((schema) => schema.id.toLowerCase() === id.toLowerCase())
  if (found) return found
  const there = definitions.schemas.map((schema) => `'${schema.id}'`).join(', ') || 'none'
  throw new Refusal(`'${tenant}' defined no schema '${id}'; it has ${there}.`)
}

function assertNoTypeOf({ definitions, tenant }: TenantConfiguration, schema: Schema): void {
  const type = definitions.resourceTypes.find(
    (each) => each.schema === schema || each.schemaExtensions.some((extension) => extension.schema === schema),
  )
  if (!type) return
  throw new Refusal(
    `The resource type '${type.name}' is made of '${schema.id}'. Take it away first: rollcall resource-type remove ${tenant} ${type.name}`,
  )
}

/** Data is never left without the schema that explains it. */
async function assertNoData({ database }: Service, tenant: string, schema: Schema): Promise<void> {
  const rows = await database.read<{ readonly type: string; readonly found: bigint }>(countData(tenant, schema))
  if (rows.length === 0) return
  const counts = rows.map(({ type, found }) => `${found} of the type '${type}'`).join(' and ')
  throw new Refusal(
    `'${tenant}' has data under '${schema.id}': ${counts}. Remove it from them first, with PATCH and {"op":"remove","path":"${schema.id}"}; filter=schemas eq "${schema.id}" finds them.`,
  )
}
