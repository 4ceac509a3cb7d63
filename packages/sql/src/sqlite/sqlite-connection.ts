import type { Bound } from '../bind-value.js'
import type { Applied, Statement } from '../sql-database.js'
import { namedRows, type RowTable } from './row-table.js'
import { requireSqlite, type SqliteDatabase, type SqliteStatement } from './sqlite-driver.js'
import { sayingUnavailable } from './sqlite-failure.js'

/** Which file, and how long a statement waits for another process to let go of it. */
export interface SqlitePlace {
  readonly path: string
  readonly busyTimeoutMs: number
}

/** One connection to a database file, with its prepared statements. @throws DatabaseUnavailable from each of its functions. */
export interface SqliteConnection {
  /** The rows of a read. */
  read(statement: Statement): Applied['rows']
  /** The same without their names, to be sent to another thread. */
  readTable(statement: Statement): RowTable
  /** The rows changed by a write, and what its RETURNING gave. */
  apply(statement: Statement): Applied
  exec(sql: string): void
  /** False after an error that ended the transaction by itself, such as a full disk. */
  inTransaction(): boolean
  close(): void
}

/** How long a statement waits where nothing else is said. */
export const defaultBusyTimeoutMs = 10_000

/** How many prepared statements a connection keeps, those that were prepared last: to keep order of their use costs more than it saves. */
const preparedLimit = 300

/** Opens a connection: durable at each commit, and never waiting for ever. @throws DatabaseUnavailable */
export function openConnection({ path, busyTimeoutMs }: SqlitePlace): SqliteConnection {
  return sayingUnavailable(() => {
    const { DatabaseSync } = requireSqlite()
    const database = new DatabaseSync(path, { timeout: busyTimeoutMs })
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
    database.exec('PRAGMA synchronous = FULL')
    database.exec('PRAGMA foreign_keys = ON')
    // The small tables of a recursion are three times as fast there.
    database.exec('PRAGMA temp_store = MEMORY')
    return connectionOver(database)
  })
}

/** The closures hold the database beside its statements: a statement alone does not keep it alive on every driver. */
function connectionOver(database: SqliteDatabase): SqliteConnection {
  const prepared = new Map<string, PreparedStatement>()

  function prepare(sql: string): PreparedStatement {
    const known = prepared.get(sql)
    if (known) return known
    const statement = database.prepare(sql)
    statement.setReadBigInts(true)
    statement.setReturnArrays(true)
    const made = { statement, columns: statement.columns().map(({ name }) => name) }
    prepared.set(sql, made)
    const [oldest] = prepared.keys()
    if (prepared.size > preparedLimit && oldest !== undefined) prepared.delete(oldest)
    return made
  }

  return {
    read: ({ sql, parameters }) => sayingUnavailable(() => namedRows(tableOf(prepare(sql), parameters))),
    readTable: ({ sql, parameters }) => sayingUnavailable(() => tableOf(prepare(sql), parameters)),
    apply: ({ sql, parameters }) => sayingUnavailable(() => applyPrepared(prepare(sql), parameters)),
    exec: (sql) => sayingUnavailable(() => database.exec(sql)),
    inTransaction: () => database.isTransaction,
    close() {
      prepared.clear()
      database.close()
    },
  }
}

interface PreparedStatement {
  readonly statement: SqliteStatement
  /** None for a statement that gives no rows. */
  readonly columns: readonly string[]
}

function tableOf({ statement, columns }: PreparedStatement, parameters: readonly Bound[]): RowTable {
  // What `setReturnArrays` makes of the rows.
  return { columns, rows: statement.all(...parameters) as unknown as RowTable['rows'] }
}

function applyPrepared(prepared: PreparedStatement, parameters: readonly Bound[]): Applied {
  const { statement, columns } = prepared
  if (columns.length === 0) return { count: Number(statement.run(...parameters).changes), rows: [] }
  const rows = namedRows(tableOf(prepared, parameters))
  return { count: rows.length, rows }
}

/** True for the error of a row that points at none. */
export function isReferenceBroken(error: unknown): boolean {
  return error instanceof Error && error.message.includes('FOREIGN KEY constraint failed')
}
