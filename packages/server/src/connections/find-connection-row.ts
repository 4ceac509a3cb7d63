import type { SqlDatabase } from '@rollcall/sql'
import type { ConnectionRow } from './connection.js'

/** A connection of the tenant as it is stored, by its id. */
export async function findConnectionRow(
  database: SqlDatabase,
  tenant: string,
  id: string,
): Promise<ConnectionRow | undefined> {
  const sql = `SELECT tenant_id, id AS connection_id, manner, dialect, settings FROM connections
    WHERE tenant_id = ? AND id = ?`
  const [row] = await database.read<ConnectionRow>({ sql, parameters: [tenant, id] })
  return row
}
