import type { ResourceType, Schema } from '@rollcall/scim'
import type { Statement } from '@rollcall/sql'

/** Adds a schema to what a tenant defined. */
export function insertSchema(tenant: string, schema: Schema, created: number): Statement {
  return {
    sql: 'INSERT INTO schemas (tenant_id, schema_key, definition, created) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
    parameters: [tenant, keyOf(schema.id), JSON.stringify(schema), BigInt(created)],
    expect: 1,
  }
}

/** Lets a schema extend a resource type; one that is required, only while there is no resource of the type. */
export function insertExtension(
  tenant: string,
  type: ResourceType,
  { schema, required }: { readonly schema: Schema; readonly required: boolean },
  created: number,
): Statement {
  const flag = required ? 1n : 0n
  return {
    sql: `INSERT INTO schema_extensions (tenant_id, type_key, schema_key, required, created)
      SELECT ?, ?, ?, ?, ? WHERE ? = 0 OR NOT EXISTS (SELECT 1 FROM resources r WHERE r.tenant_id = ? AND r.type = ?)
      ON CONFLICT DO NOTHING`,
    parameters: [...[tenant, keyOf(type.name), keyOf(schema.id), flag, BigInt(created)], ...[flag, tenant, type.name]],
    expect: 1,
  }
}

/** Adds a resource type, as `/ResourceTypes` lists it. */
export function insertResourceType(tenant: string, type: ResourceType, created: number): Statement {
  const definition = {
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    schemaExtensions: type.schemaExtensions.map(({ schema, required }) => ({ schema: schema.id, required })),
  }
  return {
    sql: `INSERT INTO resource_types (tenant_id, name_key, endpoint_key, definition, created) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`,
    parameters: [tenant, keyOf(type.name), keyOf(type.endpoint), JSON.stringify(definition), BigInt(created)],
    expect: 1,
  }
}

/** Takes a schema away, unless a resource has data under it. The first statement decides. */
export function deleteSchema(tenant: string, schema: Schema): readonly Statement[] {
  return [
    {
      sql: `DELETE FROM schemas WHERE tenant_id = ? AND schema_key = ?
        AND NOT EXISTS (SELECT 1 FROM resources r WHERE r.tenant_id = ? AND ${hasData})`,
      parameters: [tenant, keyOf(schema.id), tenant, dataOf(schema)],
      expect: 1,
    },
    {
      sql: 'DELETE FROM schema_extensions WHERE tenant_id = ? AND schema_key = ?',
      parameters: [tenant, keyOf(schema.id)],
    },
  ]
}

/** How many resources of each type have data under a schema. */
export function countData(tenant: string, schema: Schema): Statement {
  return {
    sql: `SELECT r.type, COUNT(*) AS found FROM resources r WHERE r.tenant_id = ? AND ${hasData}
      GROUP BY r.type ORDER BY r.type`,
    parameters: [tenant, dataOf(schema)],
  }
}

/** Looks at every document: attributes of some types have no index rows. */
const hasData = "replace(r.document, ?, '') <> r.document"

/** How a document begins an extension's data. Inside a text its quotes would be escaped, and no attribute's name has a colon. */
function dataOf(schema: Schema): string {
  return `${JSON.stringify(schema.id)}:`
}

/** Takes a resource type away, unless there is a resource of it. The first statement decides. */
export function deleteResourceType(tenant: string, type: ResourceType): readonly Statement[] {
  return [
    {
      sql: `DELETE FROM resource_types WHERE tenant_id = ? AND name_key = ?
        AND NOT EXISTS (SELECT 1 FROM resources r WHERE r.tenant_id = ? AND r.type = ?)`,
      parameters: [tenant, keyOf(type.name), tenant, type.name],
      expect: 1,
    },
    {
      sql: 'DELETE FROM schema_extensions WHERE tenant_id = ? AND type_key = ?',
      parameters: [tenant, keyOf(type.name)],
    },
  ]
}

/** How many resources of a type there are. */
export function countResources(tenant: string, type: ResourceType): Statement {
  return {
    sql: 'SELECT COUNT(*) AS found FROM resources r WHERE r.tenant_id = ? AND r.type = ?',
    parameters: [tenant, type.name],
  }
}

function keyOf(name: string): string {
  return name.toLowerCase()
}
