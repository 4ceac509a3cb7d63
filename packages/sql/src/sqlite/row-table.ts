import type { Bound } from '../bind-value.js'
import type { Applied } from '../sql-database.js'

/** Rows without their names: a driver that names every value, and a thread that is sent the names, take longer than the read. */
export interface RowTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Bound[])[]
}

/** The rows with their names. */
export function namedRows({ columns, rows }: RowTable): Applied['rows'] {
  return rows.map((values) => {
    const row: Record<string, Bound> = {}
    for (let index = 0; index < columns.length; index++) row[columns[index] ?? ''] = values[index] ?? null
    return row
  })
}
