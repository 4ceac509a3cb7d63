import { seatCounter, seatCounterPrefix } from '@rollcall/scim/storage'
import type { SqlReader } from '../sql-database.js'
import { sql } from '../sql-text.js'
import type { Finding } from './finding.js'
import type { Verification } from './verification.js'

/** Seats, and how many of them are taken. */
interface Seats {
  readonly used: bigint | string
  readonly bound: bigint | string | null
}

/** Counters of seats that are not as many users hold the value and as the catalogue limits it: in one snapshot. */
export async function* findWrongSeats({ database, tenant }: Verification): AsyncIterable<Finding> {
  const { held, counted } = await database.wideSnapshot((reader) => readSeats(reader, tenant))
  for (const name of [...new Set([...held.keys(), ...counted.keys()])].sort()) {
    const [there, kept] = [held.get(name) ?? 'no seats', counted.get(name) ?? 'not counted']
    if (there === kept) continue
    yield { kind: 'seatsDifferent', tenant, resource: '', detail: `${name}: ${there}, and not ${kept}` }
  }
}

async function readSeats(reader: SqlReader, tenant: string) {
  const values = await reader.read<Seats & { kind: 'role' | 'entitlement'; type: string; value: string }>(sql`
    SELECT v.kind, v.type, v.value, v.seats AS bound, (
      SELECT COUNT(DISTINCT g.user_id) FROM grants g WHERE g.tenant_id = ${tenant} AND g.kind = v.kind
        AND g.value_key = lower(v.value) AND g.value = v.value AND (v.kind = 'role' OR g.type_key = lower(v.type))
    ) AS used
    FROM entitlement_values v WHERE v.tenant_id = ${tenant} AND v.seats IS NOT NULL`)
  const counters = await reader.read<Seats & { name: string }>(sql`
    SELECT c.name, c.used, c.bound FROM counters c WHERE c.tenant_id = ${tenant} AND c.slot = 0`)
  return {
    held: new Map(values.map((row) => [seatCounter(row), textOf(row)])),
    counted: new Map(counters.filter(isOfSeats).map((row) => [row.name, textOf(row)])),
  }
}

function isOfSeats({ name }: { readonly name: string }): boolean {
  return name.startsWith(seatCounterPrefix)
}

function textOf({ used, bound }: Seats): string {
  return `${used} of ${bound ?? 'any number'}`
}
