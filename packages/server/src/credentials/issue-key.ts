import { type Statement, UnexpectedCount } from '@rollcall/sql'
import { type Connection, connectionOf, insertConnection } from '../connections/connection.js'
import { requireSettings } from '../connections/connection-settings.js'
import { findConnectionRow } from '../connections/find-connection-row.js'
import { Refusal } from '../refusal.js'
import type { IssuedKey, KeyOptions } from '../rollcall.js'
import type { Service } from '../service.js'
import { unknownTenant } from '../tenants/tenant-name.js'
import { drawKey, hashKey, tenantOfKey } from './key.js'

/**
 * Makes a key, and a connection for it unless one is named. Only its hash is stored. No request is judged by another's key or
 * connection: the configuration stays.
 *
 * @throws Refusal
 */
export async function issueKey(service: Service, tenant: string, options: KeyOptions = {}): Promise<IssuedKey> {
  if (!(await service.configurations.find(tenant))) throw unknownTenant(tenant)
  if (options.fixedKey !== undefined) assertFixedKey(options.fixedKey)
  const now = service.now()
  if (options.expires !== undefined) assertFuture(options.expires, now)
  const connection = await connectionFor(service, tenant, options)
  const key = options.fixedKey ?? drawKey(tenant)
  const expires = options.expires ?? (connection.manner === 'strict' ? now + strictLifetime : undefined)
  const statements = [
    ...(connection.isNew ? [insertConnection(connection, now)] : []),
    insertCredential(service, connection, { key, now, expires }),
    ...(options.fixedKey === undefined ? [] : [insertIntoDirectory(tenant, key)]),
  ]
  try {
    await service.database.write(statements)
  } catch (error) {
    if (error instanceof UnexpectedCount) throw new Refusal('This key is in use already; choose another.')
    throw error
  }
  return { key, connection: connection.id }
}

/** A token's lifetime is limited (RFC 7644 §7.4). Compatible connections have theirs when they are given one: many a provider keeps a key for years. */
const strictLifetime = 365 * 24 * 60 * 60 * 1000

/** The named connection, or a new one. */
async function connectionFor(
  { database, newId }: Service,
  tenant: string,
  { connection, manner, dialect, settings }: KeyOptions,
): Promise<Connection & { readonly isNew: boolean }> {
  if (connection === undefined) {
    const made = { tenant, id: newId(), manner: manner ?? 'compatible', dialect: dialect ?? 'okta' } as const
    return { ...made, settings: requireSettings(settings ?? {}, made.manner), isNew: true }
  }
  const row = await findConnectionRow(database, tenant, connection)
  if (!row) throw new Refusal(`'${tenant}' has no connection '${connection}'.`)
  if (manner !== undefined || dialect !== undefined) {
    throw new Refusal("A connection's manner and dialect are chosen when it is made: leave them out, or make another.")
  }
  if (settings !== undefined) {
    throw new Refusal(
      `A second key changes nothing of its connection. Change it with: rollcall connection set ${tenant} ${connection}`,
    )
  }
  return { ...connectionOf(row), isNew: false }
}

function insertCredential(
  { newId }: Service,
  { tenant, id }: Connection,
  { key, now, expires }: { readonly key: string; readonly now: number; readonly expires: number | undefined },
): Statement {
  return {
    sql: `INSERT INTO credentials (tenant_id, hash, id, connection_id, created, expires) VALUES (?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING`,
    parameters: [tenant, hashKey(key), newId(), id, BigInt(now), expires === undefined ? null : BigInt(expires)],
    expect: 1,
  }
}

function insertIntoDirectory(tenant: string, key: string): Statement {
  return {
    sql: 'INSERT INTO credential_directory (hash, tenant_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
    parameters: [hashKey(key), tenant],
    expect: 1,
  }
}

function assertFixedKey(key: string): void {
  if (/^[\x21-\x7e]{6,200}$/.test(key) && !key.includes(':') && tenantOfKey(key) === undefined) return
  throw new Refusal(
    "A key of your own choice has 6 to 200 visible ASCII characters, no ':', and does not begin like ours.",
  )
}

function assertFuture(expires: number, now: number): void {
  if (Number.isSafeInteger(expires) && expires > now) return
  throw new Refusal('A key expires in the future: give the time in milliseconds since 1970.')
}
