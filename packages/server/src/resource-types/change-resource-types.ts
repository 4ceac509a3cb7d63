import { type ResourceType, readResourceType } from '@rollcall/scim'
import type { Statement } from '@rollcall/sql'
import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { assertTypeFree } from './assert-free.js'
import { assertNoSecret } from './assert-no-secret.js'
import { changeDefinitions, readingDefinition } from './change-definitions.js'
import { countResources, deleteResourceType, insertResourceType } from './definition-statements.js'

/** Adds a resource type that a tenant defined, of schemas that it defined before; answers its name. @throws Refusal */
export async function addResourceType(service: Service, tenant: string, definition: unknown): Promise<string> {
  let name = ''
  await changeDefinitions(service, tenant, async (configuration): Promise<readonly Statement[]> => {
    const type = readType(configuration, definition)
    assertTypeFree(configuration, type)
    assertRoom(configuration)
    name = type.name
    return [insertResourceType(tenant, type, service.now())]
  })
  return name
}

function readType({ definitions, tenant }: TenantConfiguration, definition: unknown): ResourceType {
  const there = definitions.schemas.map(({ id }) => `'${id}'`).join(', ') || 'none yet'
  const type = readingDefinition(
    () => readResourceType(definition, definitions.schemas),
    ` The schemas that '${tenant}' defined are: ${there}; more are added by: rollcall schema add ${tenant} <file>`,
  )
  assertBase(type)
  for (const schema of [type.schema, ...type.schemaExtensions.map((extension) => extension.schema)])
    assertNoSecret(schema)
  return type
}

/** Names that every resource has already (RFC 7643 §3), in lower case. */
const commonNames: ReadonlySet<string> = new Set(['schemas', 'id', 'externalid', 'meta'])

function assertBase({ name, schema, schemaExtensions }: ResourceType): void {
  const common = schema.attributes.find((attribute) => commonNames.has(attribute.name.toLowerCase()))
  if (common) {
    throw new Refusal(
      `'${schema.id}' cannot be the schema of '${name}': every resource has an attribute '${common.name}' already, which no schema defines.`,
    )
  }
  if (schemaExtensions.some((extension) => extension.schema === schema)) {
    throw new Refusal(`'${name}' cannot be extended by its own schema '${schema.id}'.`)
  }
}

const mostTypes = 100

function assertRoom({ definitions, tenant }: TenantConfiguration): void {
  if (definitions.resourceTypes.length < mostTypes) return
  throw new Refusal(`'${tenant}' has ${mostTypes} resource types of its own, the most there can be.`)
}

/** Takes away a resource type that a tenant defined; its schemas stay. @throws Refusal while there is a resource of it. */
export async function removeResourceType(service: Service, tenant: string, name: string): Promise<void> {
  await changeDefinitions(service, tenant, async (configuration): Promise<readonly Statement[]> => {
    const type = requireType(configuration, name)
    await assertNoResources(service, tenant, type)
    return deleteResourceType(tenant, type)
  })
}

function requireType({ definitions, tenant }: TenantConfiguration, name: string): ResourceType {
  const found = definitions.resourceTypes.find((type) => type.name.toLowerCase() === name.toLowerCase())
  if (found) return found
  const there = definitions.resourceTypes.map((type) => `'${type.name}'`).join(', ') || 'none'
  throw new Refusal(`'${tenant}' defined no resource type '${name}'; it has ${there}.`)
}

/** Resources are never left without the type that explains them. */
async function assertNoResources({ database }: Service, tenant: string, type: ResourceType): Promise<void> {
  const [row] = await database.read<{ readonly found: bigint }>(countResources(tenant, type))
  if (!row || row.found === 0n) return
  throw new Refusal(
    `'${tenant}' has ${row.found} of the type '${type.name}'. Delete them first: GET ${type.endpoint} lists them, DELETE ${type.endpoint}/<id> deletes one.`,
  )
}
