import { Refusal } from '../refusal.js'
import type { Service } from '../service.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { keyIdLength } from './key.js'

/**
 * Makes a key worthless: each request looks it up, so the next one is refused. Revoking again changes nothing.
 *
 * @throws Refusal for an id that no key of the tenant has.
 */
export async function revokeKey(service: Service, tenant: string, id: string): Promise<void> {
  const { configurations, database, now } = service
  if (!(await configurations.find(tenant))) throw unknownTenant(tenant)
  const sql = `UPDATE credentials SET revoked = COALESCE(revoked, ?)
    WHERE tenant_id = ? AND substr(hash, 1, ${keyIdLength}) = ?`
  const [count] = await database.write([{ sql, parameters: [BigInt(now()), tenant, id] }])
  if (count === 0) throw new Refusal(`'${tenant}' has no key '${id}'. See its keys: rollcall key list ${tenant}`)
}
