import type { Service } from '../service.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { type ConnectionRow, connectionOf } from './connection.js'
import type { ConnectionSummary } from './connection-summary.js'

/** Every connection of a tenant, in order of its making. @throws Refusal where there is no such tenant. */
export async function listConnections(
  { configurations, database }: Service,
  tenant: string,
): Promise<readonly ConnectionSummary[]> {
  if (!(await configurations.find(tenant))) throw unknownTenant(tenant)
  const sql = `SELECT tenant_id, id AS connection_id, manner, dialect, settings, created FROM connections
    WHERE tenant_id = ? ORDER BY created, id`
  const rows = await database.read<ConnectionRow & { readonly created: bigint }>({ sql, parameters: [tenant] })
  return rows.map((row) => {
    const { id, manner, dialect, settings } = connectionOf(row)
    return { id, manner, dialect, settings, created: Number(row.created) }
  })
}
