import type { JsonObject, Schema } from '@rollcall/scim'
import type { Catalogue, CatalogueValue, EntitlementType } from '@rollcall/scim/entitlements'
import type { SqlReader } from '@rollcall/sql'

/** A tenant's catalogue, and what its roles allow. */
export interface TenantCatalogue {
  readonly catalogue: Catalogue
  /** Role values to permissions. */
  readonly allows: ReadonlyMap<string, readonly string[]>
}

/** Reads what a tenant can grant, in the order in which it was declared. */
export async function readCatalogue(reader: SqlReader, tenant: string): Promise<TenantCatalogue> {
  const types = await reader.read<TypeRow>({
    sql: 'SELECT name, endpoint, description, extension FROM entitlement_types WHERE tenant_id = ? ORDER BY position, name',
    parameters: [tenant],
  })
  const values = await reader.read<ValueRow>({
    sql: `SELECT kind, type, value, display, description, attributes, allows, supported, created, last_modified, seats
      FROM entitlement_values WHERE tenant_id = ? ORDER BY position, value`,
    parameters: [tenant],
  })
  const roles = values.filter(({ kind }) => kind === 'role')
  return {
    catalogue: {
      roles: roles.map(catalogueValueOf),
      entitlementTypes: types.map((type) => typeOf(type, values)),
    },
    allows: new Map(roles.map(({ value, allows }) => [value, permissionsOf(allows)])),
  }
}

interface TypeRow {
  readonly name: string
  readonly endpoint: string
  readonly description: string | null
  readonly extension: string | null
}

interface ValueRow {
  readonly kind: 'role' | 'entitlement'
  readonly type: string
  readonly value: string
  readonly display: string
  readonly description: string | null
  readonly attributes: string
  readonly allows: string
  readonly supported: bigint
  readonly created: bigint
  readonly last_modified: bigint
  readonly seats: bigint | null
}

function typeOf(row: TypeRow, values: readonly ValueRow[]): EntitlementType {
  return {
    name: row.name,
    endpoint: row.endpoint,
    description: row.description ?? '',
    extension: row.extension === null ? undefined : extensionOf(row.extension),
    values: values.filter(({ kind, type }) => kind === 'entitlement' && type === row.name).map(catalogueValueOf),
  }
}

function catalogueValueOf(row: ValueRow): CatalogueValue {
  // Our own JSON, written by `catalogue-statements.ts`.
  const attributes = JSON.parse(row.attributes) as JsonObject
  return {
    value: row.value,
    display: row.display,
    description: row.description ?? undefined,
    attributes,
    supported: row.supported === 1n,
    created: Number(row.created),
    lastModified: Number(row.last_modified),
    ...(row.seats === null ? {} : { seats: Number(row.seats) }),
  }
}

/** The extension's schema, as `catalogue-statements.ts` writes it. */
function extensionOf(text: string): Schema {
  return JSON.parse(text) as Schema
}

function permissionsOf(text: string): readonly string[] {
  const list: unknown = JSON.parse(text)
  return Array.isArray(list) ? list.filter((each) => typeof each === 'string') : []
}
