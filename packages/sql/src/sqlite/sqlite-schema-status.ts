import { type SchemaStatus, schemaStatusOf } from '../migrations/schema-status.js'
import { defaultBusyTimeoutMs, openConnection } from './sqlite-connection.js'

/** Looks without changing anything: the file must be there. */
export function sqliteSchemaStatus(path: string): SchemaStatus {
  const connection = openConnection({ path, busyTimeoutMs: defaultBusyTimeoutMs })
  try {
    const table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
    const hasTable = connection.read({ sql: table, parameters: [] }).length > 0
    const sql = 'SELECT name, applied FROM migrations ORDER BY name'
    const rows = hasTable ? connection.read({ sql, parameters: [] }) : []
    const applied = rows.map((row) => ({ name: String(row.name), at: Number(row.applied) }))
    return schemaStatusOf(applied)
  } finally {
    connection.close()
  }
}
