import type { SqlDatabase } from '@rollcall/sql'
import type { AppDatabase, AppRow, AppStatement } from '../rollcall.js'

/** The database as the app sees it: its own tables in the same file, written through the same writer. */
export function appDatabase(database: SqlDatabase): AppDatabase {
  return {
    write: (statements) => database.write(statements.map(withParameters)),
    read: (statement) => database.read<AppRow>(withParameters(statement)),
  }
}

function withParameters({ sql, parameters = [] }: AppStatement) {
  return { sql, parameters }
}
