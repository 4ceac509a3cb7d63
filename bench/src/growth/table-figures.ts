import type { Rollcall } from '@rollcall/server'
import type { DatabaseKind, TableFigures } from './growth-figures.js'

/** How many rows the tables have that grow with people, and how many bytes they take with their indexes. */
export async function readTableFigures(
  database: Rollcall['database'],
  kind: DatabaseKind,
): Promise<{ readonly bytes: number; readonly tables: Readonly<Record<string, TableFigures>> }> {
  const sizes = await database.read({ sql: sizesOf[kind] })
  const tables: Record<string, TableFigures> = {}
  for (const table of growing) {
    const [counted] = await database.read({ sql: `SELECT count(*) AS count FROM ${table}` })
    const size = sizes.find((row) => row.name === table)
    tables[table] = { rows: Number(counted?.count), bytes: Number(size?.bytes ?? 0) }
  }
  return { bytes: sizes.reduce((sum, { bytes }) => sum + Number(bytes), 0), tables }
}

const growing = ['resources', 'attribute_values', 'unique_values', 'external_ids', 'edges', 'change_records']

const sizesOf: Readonly<Record<DatabaseKind, string>> = {
  sqlite: `SELECT s.tbl_name AS name, CAST(sum(d.pgsize) AS INTEGER) AS bytes FROM dbstat d
    JOIN sqlite_schema s ON s.name = d.name WHERE d.aggregate = TRUE GROUP BY 1`,
  postgresql: `SELECT c.relname::text AS name, pg_total_relation_size(c.oid) AS bytes FROM pg_class c
    JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public' AND c.relkind = 'r'`,
}
