import type { AppRow, Rollcall } from '../rollcall.js'
import type { TableRow } from './print-table.js'

type ReadRows = (rollcall: Rollcall, tenant: string, limit: number) => Promise<readonly TableRow[]>

/** Who is here. */
export const readPeople: ReadRows = async (rollcall, tenant, limit) => {
  const directory = rollcall.ofTenant(tenant)
  const rows: TableRow[] = []
  for await (const user of directory.users.list()) {
    const access = await directory.accessOf(user.id)
    rows.push({
      userName: user.userName,
      name: user.displayName,
      active: user.active ? 'yes' : 'no',
      roles: access?.roles.map(({ display }) => display) ?? [],
      entitlements: access?.entitlements.map(({ display }) => display) ?? [],
      externalId: user.externalId,
      id: user.id,
    })
    if (rows.length >= limit) break
  }
  return rows
}

/** Groups, and how many are in each. */
export const readGroups: ReadRows = async ({ database }, tenant, limit) => {
  const rows = await database.read({
    sql: `SELECT r.display, r.id, (SELECT COUNT(*) FROM edges e WHERE e.tenant_id = r.tenant_id AND e.owner_id = r.id) AS members
      FROM resources r WHERE r.tenant_id = ? AND r.type = 'Group' ORDER BY r.id LIMIT CAST(? AS bigint)`,
    parameters: [tenant, BigInt(limit)],
  })
  return rows.map((row) => ({ displayName: text(row, 'display'), members: Number(row.members), id: text(row, 'id') }))
}

/** What can be granted: roles, and entitlements of every kind. */
export const readRoles: ReadRows = async ({ database }, tenant, limit) => {
  const rows = await database.read({
    sql: `SELECT v.kind, v.type, v.value, v.display, v.allows, v.seats, v.supported, (
        SELECT COUNT(DISTINCT g.user_id) FROM grants g
        WHERE g.tenant_id = v.tenant_id AND g.kind = v.kind AND g.value = v.value AND (v.kind = 'role' OR g.type = v.type)
      ) AS holders
      FROM entitlement_values v WHERE v.tenant_id = ? ORDER BY v.kind DESC, v.type, v.position LIMIT CAST(? AS bigint)`,
    parameters: [tenant, BigInt(limit)],
  })
  return rows.map((row) => ({
    kind: row.kind === 'role' ? 'Role' : text(row, 'type'),
    value: text(row, 'value'),
    name: text(row, 'display'),
    allows: namesOf(row, 'allows'),
    holders: Number(row.holders),
    seats: row.seats === null ? undefined : Number(row.seats),
    retired: row.supported === 1n ? 'no' : 'yes',
  }))
}

/** Who holds what. */
export const readGrants: ReadRows = async (rollcall, tenant, limit) => {
  const rows = await rollcall.database.read({
    sql: `SELECT g.user_id, g.kind, g.type, g.value, COALESCE(v.display, g.display) AS display, r.display AS person
      FROM grants g
      JOIN resources r ON r.tenant_id = g.tenant_id AND r.id = g.user_id
      LEFT JOIN entitlement_values v ON v.tenant_id = g.tenant_id AND v.kind = g.kind AND v.value = g.value
        AND (g.kind = 'role' OR v.type = g.type)
      WHERE g.tenant_id = ? ORDER BY g.user_id, g.kind DESC, g.type, g.value LIMIT CAST(? AS bigint)`,
    parameters: [tenant, BigInt(limit)],
  })
  return rows.map((row) => ({
    person: text(row, 'person'),
    kind: row.kind === 'role' ? 'Role' : text(row, 'type'),
    value: text(row, 'value'),
    name: text(row, 'display'),
    user: text(row, 'user_id'),
  }))
}

/** The newest requests, the last one at the end. */
export const readRequests: ReadRows = async ({ database }, tenant, limit) => {
  const rows = await database.read({
    sql: `SELECT received, method, path, status, milliseconds, scim_type, tolerances, connection_id
      FROM request_log WHERE tenant_id = ? ORDER BY id DESC LIMIT CAST(? AS bigint)`,
    parameters: [tenant, BigInt(limit)],
  })
  return rows.toReversed().map((row) => ({
    time: new Date(Number(row.received)).toISOString(),
    method: text(row, 'method'),
    path: text(row, 'path'),
    status: Number(row.status),
    ms: Number(row.milliseconds),
    refusal: text(row, 'scim_type'),
    tolerated: namesOf(row, 'tolerances'),
    connection: text(row, 'connection_id'),
  }))
}

function text(row: AppRow, column: string): string {
  return String(row[column] ?? '')
}

/** A JSON array of ours. */
function namesOf(row: AppRow, column: string): readonly string[] {
  const list: unknown = JSON.parse(text(row, column) || '[]')
  return Array.isArray(list) ? list.map(String) : []
}
