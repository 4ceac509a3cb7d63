import type { SqlDatabase, Statement } from '../sql-database.js'
import { visitedByPostgres } from './postgres-plan.js'

/** How the database answers a statement. */
export interface PlannedStatement {
  /** One line a step, without any value. */
  readonly plan: readonly string[]
  /** How many rows it visited; undefined where the database does not tell. */
  readonly rowsVisited: number | undefined
}

/** Asks the database how it answers a read; PostgreSQL answers it for that once more, in a transaction that can only read. */
export function planOf(database: SqlDatabase, { sql, parameters }: Statement): Promise<PlannedStatement> {
  return database.wideSnapshot(async (reader): Promise<PlannedStatement> => {
    if (database.dialect === 'sqlite') {
      const statement = { sql: `EXPLAIN QUERY PLAN ${sql}`, parameters }
      const rows = await reader.read<{ readonly detail: string }>(statement)
      return { plan: rows.map(({ detail }) => detail), rowsVisited: undefined }
    }
    const statement = { sql: `EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) ${sql}`, parameters }
    const [row] = await reader.read<{ readonly 'QUERY PLAN': unknown }>(statement)
    const { steps, rows } = visitedByPostgres(row?.['QUERY PLAN'])
    return { plan: steps, rowsVisited: rows }
  })
}
