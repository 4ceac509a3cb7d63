import { type Statement, UnexpectedCount } from '@rollcall/sql'
import { addEntitlementType, addRole, removeEntitlementType } from '../catalogue/change-catalogue.js'
import { setRetired, setSeats } from '../catalogue/change-value.js'
import { defaultStatements, readDefaultCatalogue } from '../catalogue/default-catalogue.js'
import { changeConnection } from '../connections/change-connection.js'
import { listConnections } from '../connections/list-connections.js'
import { issueKey } from '../credentials/issue-key.js'
import { listKeys } from '../credentials/list-keys.js'
import { revokeKey } from '../credentials/revoke-key.js'
import { changeIndexes, reindex } from '../indexes/change-indexes.js'
import { listIndexes } from '../indexes/list-indexes.js'
import { Refusal } from '../refusal.js'
import { addResourceType, removeResourceType } from '../resource-types/change-resource-types.js'
import { addSchema, removeSchema } from '../resource-types/change-schemas.js'
import { listResourceTypes, listSchemas } from '../resource-types/list-definitions.js'
import type { TenantOptions, TenantSummary, Tenants } from '../rollcall.js'
import type { Service } from '../service.js'
import { assertTenantName } from './tenant-name.js'

/** Making and finding organisations. */
export function createTenants(service: Service): Tenants {
  return {
    create: (name, options) => createTenant(service, name, options),
    exists: async (name) => (await service.configurations.find(name)) !== undefined,
    list: () => listTenants(service),
    issueKey: (tenant, options) => issueKey(service, tenant, options),
    listKeys: (tenant) => listKeys(service, tenant),
    revokeKey: (tenant, id) => revokeKey(service, tenant, id),
    addRole: (tenant, value, role) => addRole(service, tenant, value, role),
    addEntitlementType: (tenant, type) => addEntitlementType(service, tenant, type),
    removeEntitlementType: (tenant, name) => removeEntitlementType(service, tenant, name),
    setSeats: (tenant, value, seats) => setSeats(service, tenant, value, seats),
    setRetired: (tenant, value, isRetired) => setRetired(service, tenant, value, isRetired),
    addSchema: (tenant, definition, options) => addSchema(service, tenant, definition, options),
    listSchemas: (tenant) => listSchemas(service, tenant),
    removeSchema: (tenant, id) => removeSchema(service, tenant, id),
    addResourceType: (tenant, definition) => addResourceType(service, tenant, definition),
    listResourceTypes: (tenant) => listResourceTypes(service, tenant),
    removeResourceType: (tenant, name) => removeResourceType(service, tenant, name),
    listConnections: (tenant) => listConnections(service, tenant),
    changeConnection: (tenant, id, settings) => changeConnection(service, tenant, id, settings),
    listIndexes: (tenant) => listIndexes(service, tenant),
    changeIndexes: (tenant, type, change) => changeIndexes(service, tenant, type, change),
    reindex: (tenant, options) => reindex(service, tenant, options),
  }
}

/** An organisation starts with what the app declares for every one. */
async function createTenant({ database, now }: Service, name: string, options: TenantOptions = {}): Promise<void> {
  assertTenantName(name)
  const defaults = await readDefaultCatalogue(database)
  try {
    await database.write([insertTenant(name, now(), options), ...defaultStatements(name, defaults)])
  } catch (error) {
    if (error instanceof UnexpectedCount) throw new Refusal(`There is an organisation '${name}' already.`)
    throw error
  }
}

function insertTenant(name: string, now: number, options: TenantOptions): Statement {
  return {
    sql: `INSERT INTO tenants (tenant_id, name, created, config_version, passwords, duplicate_group_names)
      VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    parameters: [name, name, BigInt(now), BigInt(now), flag(options.passwords), flag(options.duplicateGroupNames)],
    expect: 1,
  }
}

function flag(set: boolean | undefined): bigint {
  return set === true ? 1n : 0n
}

async function listTenants({ database }: Service): Promise<readonly TenantSummary[]> {
  const rows = await database.read<{ readonly tenant_id: string; readonly created: bigint; readonly people: bigint }>({
    sql: `SELECT t.tenant_id, t.created, COALESCE(SUM(c.used), 0) AS people FROM tenants t
      LEFT JOIN counters c ON c.tenant_id = t.tenant_id AND c.name = 'total/User'
      GROUP BY t.tenant_id, t.created ORDER BY t.tenant_id`,
    parameters: [],
  })
  return rows.map((row) => ({ name: row.tenant_id, created: Number(row.created), people: Number(row.people) }))
}
