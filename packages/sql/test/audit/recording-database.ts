import type { SqlDatabase, SqlReader, Statement } from '@rollcall/sql'

/** A database that remembers every statement it is asked to run. */
export function recordingDatabase(database: SqlDatabase): {
  readonly database: SqlDatabase
  readonly statements: Statement[]
} {
  const statements: Statement[] = []
  const reader = (inner: SqlReader): SqlReader => ({
    read(query) {
      if ('compile' in query) {
        const { sql, parameters } = query.compile()
        statements.push({ sql, parameters: parameters as Statement['parameters'] })
      } else statements.push(query)
      return inner.read(query)
    },
  })
  const apply: SqlDatabase['apply'] = (set) => {
    statements.push(...set)
    return database.apply(set)
  }
  const snapshot: SqlDatabase['snapshot'] = (work) => database.snapshot((inner) => work(reader(inner)))
  const wideSnapshot: SqlDatabase['wideSnapshot'] = (work, options) =>
    database.wideSnapshot((inner) => work(reader(inner)), options)
  return { database: { ...database, ...reader(database), snapshot, wideSnapshot, apply }, statements }
}
