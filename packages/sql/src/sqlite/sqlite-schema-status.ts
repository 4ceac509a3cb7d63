import { migrations } from '../migrations/migrations.js'
import { openConnection } from './sqlite-connection.js'

/** Which steps of the schema a database has, and which are still to come. */
export interface SchemaStatus {
  readonly applied: readonly { readonly name: string; readonly at: number }[]
  readonly pending: readonly string[]
}

/** Looks without changing anything: the file must be there. */
export function sqliteSchemaStatus(path: string): SchemaStatus {
  const connection = openConnection(path)
  try {
    const table = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'migrations'"
    const hasTable = connection.read({ sql: table, parameters: [] }).length > 0
    const sql = 'SELECT name, applied FROM migrations ORDER BY name'
    const rows = hasTable ? connection.read({ sql, parameters: [] }) : []
    const applied = rows.map((row) => ({ name: String(row.name), at: Number(row.applied) }))
    const known = new Set(applied.map(({ name }) => name))
    return { applied, pending: migrations.map(({ name }) => name).filter((name) => !known.has(name)) }
  } finally {
    connection.close()
  }
}
