import type { SqlDatabase } from '@rollcall/sql'

/**
 * The oldest connection of a tenant: the app sees external ids as this one does (D-53). Read when it is needed, so that a new
 * connection moves no configuration.
 */
export async function findMainConnection(database: SqlDatabase, tenant: string): Promise<string | undefined> {
  const sql = 'SELECT id FROM connections WHERE tenant_id = ? ORDER BY created, id LIMIT 1'
  const [row] = await database.read<{ readonly id: string }>({ sql, parameters: [tenant] })
  return row?.id
}
