import { connectionOf } from '../connections/connection.js'
import type { KeySummary } from '../rollcall.js'
import type { Service } from '../service.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { keyIdLength } from './key.js'

/** What is known of each key of a tenant, in order of its making. @throws Refusal where there is no such tenant. */
export async function listKeys({ configurations, database }: Service, tenant: string): Promise<readonly KeySummary[]> {
  if (!(await configurations.find(tenant))) throw unknownTenant(tenant)
  const sql = `SELECT k.tenant_id, substr(k.hash, 1, ${keyIdLength}) AS key_id, k.connection_id, c.manner, c.dialect, c.settings,
      k.created, k.last_used, k.expires, k.revoked
    FROM credentials k
    JOIN connections c ON c.tenant_id = k.tenant_id AND c.id = k.connection_id
    WHERE k.tenant_id = ? ORDER BY k.created, k.id`
  return (await database.read<KeyRow>({ sql, parameters: [tenant] })).map(summaryOf)
}

interface KeyRow {
  readonly tenant_id: string
  readonly key_id: string
  readonly connection_id: string
  readonly manner: string
  readonly dialect: string
  readonly settings: string | null
  readonly created: bigint
  readonly last_used: bigint | null
  readonly expires: bigint | null
  readonly revoked: bigint | null
}

function summaryOf(row: KeyRow): KeySummary {
  const { id: connection, manner, dialect, settings } = connectionOf(row)
  return {
    id: row.key_id,
    connection,
    manner,
    dialect,
    settings,
    created: Number(row.created),
    lastUsed: instantOf(row.last_used),
    expires: instantOf(row.expires),
    revoked: instantOf(row.revoked),
  }
}

function instantOf(value: bigint | null): number | undefined {
  return value === null ? undefined : Number(value)
}
