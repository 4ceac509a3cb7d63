import { type SqlDatabase, type SqlReader, type Statement, toStatement } from '../sql-database.js'

/** A database whose reads are remembered. */
export interface RecordedReads {
  readonly database: SqlDatabase
  readonly statements: readonly Statement[]
  /** Whether something was read apart. */
  ranApart(): boolean
}

/** Remembers each read of a database, which is read as before. */
export function recordReads(database: SqlDatabase): RecordedReads {
  const statements: Statement[] = []
  let apart = false
  const recording = (reader: SqlReader): SqlReader => ({
    read(query) {
      statements.push(toStatement(query))
      return reader.read(query)
    },
  })
  return {
    statements,
    ranApart: () => apart,
    database: {
      ...database,
      ...recording(database),
      snapshot: (work) => database.snapshot((reader) => work(recording(reader))),
      wideSnapshot(work, options) {
        apart = true
        return database.wideSnapshot((reader) => work(recording(reader)), options)
      },
    },
  }
}
