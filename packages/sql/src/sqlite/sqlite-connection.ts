import type { Bound } from '../bind-value.js'
import type { Applied, Statement } from '../sql-database.js'
import { requireSqlite, type SqliteDatabase, type SqliteStatement } from './sqlite-driver.js'

/** One connection to a database file, with its prepared statements. */
export interface SqliteConnection {
  /** The rows of a read. */
  read(statement: Statement): Applied['rows']
  /** The rows changed by a write, and what its RETURNING gave. */
  apply(statement: Statement): Applied
  exec(sql: string): void
  /** False after an error that ended the transaction by itself, such as a full disk. */
  inTransaction(): boolean
  close(): void
}

/** How long a statement waits for another process to let go of the database. */
const busyTimeoutMs = 10_000

/** How many prepared statements a connection keeps. */
const preparedLimit = 300

/** Opens a connection: durable at each commit, and never waiting for ever. */
export function openConnection(path: string): SqliteConnection {
  const { DatabaseSync } = requireSqlite()
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs })
  database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
  database.exec('PRAGMA synchronous = FULL')
  database.exec('PRAGMA foreign_keys = ON')
  return connectionOver(database)
}

/** The closures hold the database beside its statements: a statement alone does not keep it alive on every driver. */
function connectionOver(database: SqliteDatabase): SqliteConnection {
  const prepared = new Map<string, PreparedStatement>()

  function prepare(sql: string): PreparedStatement {
    const known = prepared.get(sql)
    if (known) {
      // Moved to the end: the first of the map is the one not used for longest.
      prepared.delete(sql)
      prepared.set(sql, known)
      return known
    }
    const statement = database.prepare(sql)
    statement.setReadBigInts(true)
    const made = { statement, returnsRows: statement.columns().length > 0 }
    prepared.set(sql, made)
    if (prepared.size > preparedLimit) for (const oldest of [...prepared.keys()].slice(0, 1)) prepared.delete(oldest)
    return made
  }

  return {
    read: ({ sql, parameters }) => prepare(sql).statement.all(...parameters),
    apply: ({ sql, parameters }) => applyPrepared(prepare(sql), parameters),
    exec: (sql) => database.exec(sql),
    inTransaction: () => database.isTransaction,
    close() {
      prepared.clear()
      database.close()
    },
  }
}

interface PreparedStatement {
  readonly statement: SqliteStatement
  readonly returnsRows: boolean
}

function applyPrepared({ statement, returnsRows }: PreparedStatement, parameters: readonly Bound[]): Applied {
  if (!returnsRows) return { count: Number(statement.run(...parameters).changes), rows: [] }
  const rows = statement.all(...parameters)
  return { count: rows.length, rows }
}

/** True for the error of a database that another process holds. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && /database (table )?is locked|SQLITE_BUSY/i.test(error.message)
}

/** True for the error of a row that points at none. */
export function isReferenceBroken(error: unknown): boolean {
  return error instanceof Error && error.message.includes('FOREIGN KEY constraint failed')
}
