import { type ResourceType, readResourceType, readSchema, type Schema } from '@rollcall/scim'
import type { SqlReader } from '@rollcall/sql'

/** What a tenant defined itself: schemas and resource types that are data, and that nobody compiled. */
export interface TenantDefinitions {
  readonly schemas: readonly Schema[]
  /** The schemas' URNs, as they have them. */
  readonly urns: ReadonlySet<string>
  /** Each with the extensions that its own definition names. */
  readonly resourceTypes: readonly ResourceType[]
  readonly extensions: readonly DefinedExtension[]
}

/** A schema of the tenant's that extends a resource type, beside those that the type's own definition names. */
export interface DefinedExtension {
  /** The type's name in lower case. */
  readonly typeKey: string
  readonly schema: Schema
  readonly required: boolean
}

/** Reads what a tenant defined, in the order in which it was added. */
export async function readDefinitions(reader: SqlReader, tenant: string): Promise<TenantDefinitions> {
  const schemas = await reader.read<DefinitionRow>({
    sql: 'SELECT definition FROM schemas WHERE tenant_id = ? ORDER BY created, schema_key',
    parameters: [tenant],
  })
  if (schemas.length === 0) return nothingDefined
  const types = await reader.read<DefinitionRow>({
    sql: 'SELECT definition FROM resource_types WHERE tenant_id = ? ORDER BY created, name_key',
    parameters: [tenant],
  })
  const extensions = await reader.read<ExtensionRow>({
    sql: 'SELECT type_key, schema_key, required FROM schema_extensions WHERE tenant_id = ? ORDER BY created, schema_key',
    parameters: [tenant],
  })
  const read = schemas.map(({ definition }) => readSchema(JSON.parse(definition)))
  return {
    schemas: read,
    urns: new Set(read.map(({ id }) => id)),
    resourceTypes: types.map(({ definition }) => readResourceType(JSON.parse(definition), read)),
    extensions: extensions.flatMap((row) => extensionOf(row, read)),
  }
}

/** Whatever is defined begins with a schema: most tenants have none. */
const nothingDefined: TenantDefinitions = { schemas: [], urns: new Set(), resourceTypes: [], extensions: [] }

interface DefinitionRow {
  readonly definition: string
}

interface ExtensionRow {
  readonly type_key: string
  readonly schema_key: string
  readonly required: bigint
}

function extensionOf(row: ExtensionRow, schemas: readonly Schema[]): readonly DefinedExtension[] {
  const schema = schemas.find(({ id }) => id.toLowerCase() === row.schema_key)
  return schema ? [{ typeKey: row.type_key, schema, required: row.required === 1n }] : []
}
