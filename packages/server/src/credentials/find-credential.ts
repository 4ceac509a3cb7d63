import { timingSafeEqual } from 'node:crypto'
import type { SqlDatabase } from '@rollcall/sql'
import { type Connection, connectionOf } from '../connections/connection.js'
import { hashKey, tenantOfKey } from './key.js'

/** A key that is known and valid: whose it is, and which configuration of the tenant is current. */
export interface Credential {
  readonly id: string
  readonly hash: string
  readonly connection: Connection
  readonly configVersion: number
  readonly lastUsed: number | undefined
}

/** Finds whose key this is, by one indexed look-up; undefined for an unknown, an expired and a revoked one alike. */
export async function findCredential(database: SqlDatabase, key: string, now: number): Promise<Credential | undefined> {
  const hash = hashKey(key)
  const tenant = tenantOfKey(key) ?? (await findTenantInDirectory(database, hash))
  if (tenant === undefined) return undefined
  const [row] = await database.read<CredentialRow>({ sql: lookUp, parameters: [tenant, hash] })
  if (!row || !sameHash(row.hash, hash)) return undefined
  if (row.revoked !== null || (row.expires !== null && Number(row.expires) <= now)) return undefined
  return {
    id: row.id,
    hash: row.hash,
    connection: connectionOf(row),
    configVersion: Number(row.config_version),
    lastUsed: row.last_used === null ? undefined : Number(row.last_used),
  }
}

/** The version comes with the key: a change by another process counts from the next request on. */
const lookUp = `SELECT k.tenant_id, k.hash, k.id, k.expires, k.revoked, k.last_used, k.connection_id,
    c.manner, c.dialect, c.settings, t.config_version
  FROM credentials k
  JOIN connections c ON c.tenant_id = k.tenant_id AND c.id = k.connection_id
  JOIN tenants t ON t.tenant_id = k.tenant_id
  WHERE k.tenant_id = ? AND k.hash = ?`

interface CredentialRow {
  readonly tenant_id: string
  readonly hash: string
  readonly id: string
  readonly expires: bigint | null
  readonly revoked: bigint | null
  readonly last_used: bigint | null
  readonly connection_id: string
  readonly manner: string
  readonly dialect: string
  readonly settings: string | null
  readonly config_version: bigint
}

/** Keys without a tenant in them: the one question that is not about one tenant. */
async function findTenantInDirectory(database: SqlDatabase, hash: string): Promise<string | undefined> {
  const sql = 'SELECT tenant_id FROM credential_directory WHERE hash = ?'
  const [row] = await database.read<{ readonly tenant_id: string }>({ sql, parameters: [hash] })
  return row?.tenant_id
}

function sameHash(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}
