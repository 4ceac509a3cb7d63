import { seatCounter } from '@rollcall/scim/storage'
import type { Statement } from '@rollcall/sql'
import type { CatalogueKey } from '../rollcall.js'

/**
 * Counts who holds a value, where the catalogue gives it seats, and takes the count away where it does not. It must follow
 * `bumpConfigVersion` in one write: whoever grants or takes back holds the configuration fast until they are done, and is seen
 * here; whoever comes later knows of the seats, or is refused.
 */
export function countSeats(tenant: string, key: CatalogueKey): readonly Statement[] {
  const name = seatCounter(grantKeyOf(key))
  const row = rowOf(key)
  return [
    {
      sql: `INSERT INTO counters (tenant_id, name, slot, used, bound)
        SELECT v.tenant_id, ?, 0, (${holders}), v.seats FROM entitlement_values v
        WHERE v.tenant_id = ? AND v.kind = ? AND v.type = ? AND v.value = ? AND v.seats IS NOT NULL
        ON CONFLICT (tenant_id, name, slot) DO UPDATE SET used = excluded.used, bound = excluded.bound`,
      parameters: [name, ...holdersOf(tenant, row), tenant, ...all(row)],
    },
    {
      sql: `DELETE FROM counters WHERE tenant_id = ? AND name = ? AND NOT EXISTS (
          SELECT 1 FROM entitlement_values v
          WHERE v.tenant_id = ? AND v.kind = ? AND v.type = ? AND v.value = ? AND v.seats IS NOT NULL
        )`,
      parameters: [tenant, name, tenant, ...all(row)],
    },
  ]
}

/** How many users hold a value, whether it has seats or not. */
export function readSeats(tenant: string, key: CatalogueKey): Statement {
  return { sql: holders, parameters: holdersOf(tenant, rowOf(key)) }
}

/** A user who holds a role under two labels is one. */
const holders = `SELECT COUNT(DISTINCT g.user_id) AS used FROM grants g WHERE g.tenant_id = ? AND g.kind = ?
  AND g.value_key = ? AND g.value = ? AND (g.kind = 'role' OR g.type_key = ?)`

function holdersOf(tenant: string, { kind, type, value }: ReturnType<typeof rowOf>): readonly string[] {
  return [tenant, kind, value.toLowerCase(), value, type.toLowerCase()]
}

/** Changes how many may hold a value, as of the configuration with which that comes. Whoever holds it keeps it. */
export function updateSeats(tenant: string, key: CatalogueKey, seats: number | undefined): Statement {
  return updateValue(tenant, key, 'seats', boundOf(seats))
}

/** Changes whether a value is granted to anybody new, as of the configuration with which that comes. */
export function updateSupported(tenant: string, key: CatalogueKey, supported: boolean): Statement {
  return updateValue(tenant, key, 'supported', supported ? 1n : 0n)
}

/** The counters of all values of a kind: their names begin with the kind's. */
export function removeSeatsOfType(tenant: string, type: string): Statement {
  // Up to the quotation mark that opens the value; '#' is what follows it in the order of bytes.
  const start = seatCounter({ kind: 'entitlement', type, value: '' }).slice(0, -'""]'.length)
  return {
    sql: 'DELETE FROM counters WHERE tenant_id = ? AND name >= ? AND name < ?',
    parameters: [tenant, `${start}"`, `${start}#`],
  }
}

/** Undefined as the database has it. */
export function boundOf(seats: number | undefined): bigint | null {
  return seats === undefined ? null : BigInt(seats)
}

function updateValue(tenant: string, key: CatalogueKey, column: 'seats' | 'supported', to: bigint | null): Statement {
  return {
    sql: `UPDATE entitlement_values SET ${column} = ?,
        last_modified = (SELECT t.config_version FROM tenants t WHERE t.tenant_id = ?)
      WHERE tenant_id = ? AND kind = ? AND type = ? AND value = ?`,
    parameters: [to, tenant, tenant, ...all(rowOf(key))],
    expect: 1,
  }
}

function grantKeyOf(key: CatalogueKey) {
  return { kind: key.kind, type: key.kind === 'role' ? undefined : key.type, value: key.value }
}

/** As the table has it. */
function rowOf(key: CatalogueKey) {
  return { kind: key.kind, type: key.kind === 'role' ? '' : key.type, value: key.value }
}

function all({ kind, type, value }: ReturnType<typeof rowOf>): readonly string[] {
  return [kind, type, value]
}
