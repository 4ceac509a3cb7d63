import type { ResourceType, Schema } from '@rollcall/scim'
import type { Service } from '../service.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import type { ResourceTypeSummary, SchemaSummary } from './definition-summary.js'

/** The schemas that a tenant defined, in order of their adding. @throws Refusal where there is no such tenant. */
export async function listSchemas(service: Service, tenant: string): Promise<readonly SchemaSummary[]> {
  const { definitions, resourceTypes } = await requireConfiguration(service, tenant)
  return definitions.schemas.map((schema) => ({
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: schema.attributes.map(({ name }) => name),
    baseOf: resourceTypes.filter((type) => type.schema === schema).map(({ name }) => name),
    ...extendedBy(schema, resourceTypes),
  }))
}

function extendedBy(
  schema: Schema,
  resourceTypes: readonly ResourceType[],
): Pick<SchemaSummary, 'extensionOf' | 'requiredBy'> {
  const namesWhere = (required: boolean) =>
    resourceTypes
      .filter((type) => type.schemaExtensions.some((each) => each.schema === schema && (each.required || !required)))
      .map(({ name }) => name)
  return { extensionOf: namesWhere(false), requiredBy: namesWhere(true) }
}

/** The resource types that a tenant defined, in order of their adding. @throws Refusal where there is no such tenant. */
export async function listResourceTypes(service: Service, tenant: string): Promise<readonly ResourceTypeSummary[]> {
  const { definitions, resourceTypes } = await requireConfiguration(service, tenant)
  const counts = await countByType(service, tenant)
  const own = new Set(definitions.resourceTypes.map(({ name }) => name))
  return resourceTypes
    .filter(({ name }) => own.has(name))
    .map(({ name, endpoint, description, schema, schemaExtensions }) => ({
      name,
      endpoint,
      description,
      schema: schema.id,
      extensions: schemaExtensions.map((extension) => extension.schema.id),
      resources: counts.get(name) ?? 0,
    }))
}

async function countByType({ database }: Service, tenant: string): Promise<ReadonlyMap<string, number>> {
  const rows = await database.read<{ readonly type: string; readonly found: bigint }>({
    sql: 'SELECT r.type, COUNT(*) AS found FROM resources r WHERE r.tenant_id = ? GROUP BY r.type',
    parameters: [tenant],
  })
  return new Map(rows.map(({ type, found }) => [type, Number(found)]))
}

async function requireConfiguration({ configurations }: Service, tenant: string): Promise<TenantConfiguration> {
  const configuration = await configurations.find(tenant)
  if (!configuration) throw unknownTenant(tenant)
  return configuration
}
