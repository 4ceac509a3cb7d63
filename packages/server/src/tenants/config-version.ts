import type { Instant } from '@rollcall/scim'
import type { Statement } from '@rollcall/sql'

/**
 * Moves a tenant's configuration on, in the write that changes it; the tenant must be there. The version is the time of
 * the change, at least one more than before: it says both that something moved and when. With `from`, nothing is applied
 * where another change has come first.
 */
export function bumpConfigVersion(tenant: string, now: Instant, from?: number): Statement {
  const guard = from === undefined ? '' : ' AND config_version = ?'
  return {
    sql: `UPDATE tenants SET config_version = CASE WHEN config_version >= ? THEN config_version + 1 ELSE ? END WHERE tenant_id = ?${guard}`,
    parameters: [BigInt(now), BigInt(now), tenant, ...(from === undefined ? [] : [BigInt(from)])],
    expect: 1,
  }
}
