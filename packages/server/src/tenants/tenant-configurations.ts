import type { AssignmentRules, Publication, ResourceType, Schema } from '@rollcall/scim'
import {
  type Catalogue,
  catalogueAssignments,
  type Dialect,
  publishCatalogue,
  seatLimits,
} from '@rollcall/scim/entitlements'
import type { SqlDatabase, SqlReader } from '@rollcall/sql'
import { readCatalogue } from '../catalogue/read-catalogue.js'
import { type NamesSecret, secretsOf } from '../request-log/secret-name.js'
import { readDefinitions, type TenantDefinitions } from '../resource-types/read-definitions.js'
import { tenantResourceTypes } from '../resource-types/tenant-resource-types.js'

/** What a tenant is set to, parsed: which types it has, what it can grant, and what its roles allow. */
export interface TenantConfiguration {
  readonly tenant: string
  readonly created: number
  /** Moves with every change of what is here. */
  readonly version: number
  readonly keepsPasswords: boolean
  readonly resourceTypes: readonly ResourceType[]
  /** The User among them, with the tenant's own extensions. */
  readonly userType: ResourceType
  /** By every schema of the tenant's: of its resource types, of what it can grant, and those that it defined. */
  readonly namesSecret: NamesSecret
  /** Which of the schemas and resource types the tenant defined itself. */
  readonly definitions: TenantDefinitions
  readonly catalogue: Catalogue
  /** Role values to permissions. */
  readonly allows: ReadonlyMap<string, readonly string[]>
  readonly assignments: AssignmentRules
  /** Of what has seats. */
  readonly seatCounters: ReadonlySet<string>
  readonly published: Readonly<Record<Dialect, readonly Publication[]>>
}

/** Finds tenants' configurations, and keeps them for as long as their version stands. */
export interface TenantConfigurations {
  /** The configuration as of now, or undefined where there is no such tenant. */
  find(tenant: string): Promise<TenantConfiguration | undefined>
  /** As `find`, where the version has just been read beside something else. */
  at(tenant: string, version: number): Promise<TenantConfiguration | undefined>
}

/**
 * Keeps so many tenants' configurations, those that were asked for last. Nothing here needs to be told of a change: the version is read with every request, from the database that all processes
 * share.
 */
export function createTenantConfigurations(database: SqlDatabase, keptLimit = 1000): TenantConfigurations {
  const kept = new Map<string, TenantConfiguration>()
  /** The last of the map: whoever asks for it again moves nothing. */
  let newest: TenantConfiguration | undefined

  async function at(tenant: string, version: number): Promise<TenantConfiguration | undefined> {
    const found = kept.get(tenant)
    const current =
      found?.version === version ? found : await database.snapshot((reader) => readConfiguration(reader, tenant))
    keep(tenant, current)
    return current
  }

  /** At the end, hit or miss: the first of the map is the one that nobody asked for the longest. */
  function keep(tenant: string, configuration: TenantConfiguration | undefined): void {
    if (configuration !== undefined && configuration === newest) return
    newest = configuration
    kept.delete(tenant)
    if (configuration) kept.set(tenant, configuration)
    if (kept.size <= keptLimit) return
    const [oldest] = kept.keys()
    if (oldest !== undefined) kept.delete(oldest)
  }

  return {
    at,
    async find(tenant) {
      const row = await readTenantRow(database, tenant)
      return row && at(tenant, Number(row.config_version))
    },
  }
}

interface TenantRow {
  readonly created: bigint
  readonly config_version: bigint
  readonly passwords: bigint
  readonly duplicate_group_names: bigint
}

async function readTenantRow(reader: SqlReader, tenant: string): Promise<TenantRow | undefined> {
  const sql = 'SELECT created, config_version, passwords, duplicate_group_names FROM tenants WHERE tenant_id = ?'
  const [row] = await reader.read<TenantRow>({ sql, parameters: [tenant] })
  return row
}

async function readConfiguration(reader: SqlReader, tenant: string): Promise<TenantConfiguration | undefined> {
  const row = await readTenantRow(reader, tenant)
  if (!row) return undefined
  const version = Number(row.config_version)
  const { catalogue, allows } = await readCatalogue(reader, tenant)
  const definitions = await readDefinitions(reader, tenant)
  const settings = { duplicateGroupNames: row.duplicate_group_names === 1n }
  const resourceTypes = tenantResourceTypes(settings, definitions)
  return {
    tenant,
    created: Number(row.created),
    version,
    keepsPasswords: row.passwords === 1n,
    resourceTypes,
    userType: resourceTypes[0],
    namesSecret: secretsOf(schemasOf(resourceTypes, catalogue, definitions)),
    definitions,
    catalogue,
    allows,
    assignments: catalogueAssignments(catalogue),
    seatCounters: new Set(seatLimits(catalogue).map(({ counter }) => counter)),
    published: {
      okta: publishCatalogue(catalogue, 'okta'),
      ietf: publishCatalogue(catalogue, 'ietf'),
    },
  }
}

function schemasOf(
  resourceTypes: readonly ResourceType[],
  { entitlementTypes }: Catalogue,
  definitions: TenantDefinitions,
): readonly Schema[] {
  const used = resourceTypes.flatMap(({ schema, schemaExtensions }) => [
    schema,
    ...schemaExtensions.map((extension) => extension.schema),
  ])
  const granted = entitlementTypes.flatMap(({ extension }) => extension ?? [])
  return [...new Set([...used, ...granted, ...definitions.schemas])]
}
