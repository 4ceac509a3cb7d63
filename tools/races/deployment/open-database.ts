import { openPostgresDatabase, openSqliteDatabase, type SqlDatabase } from '@rollcall/sql'

/** Opens what `--database` names: the URL of a PostgreSQL database, or a SQLite file. */
export function openDatabase(database: string): Promise<SqlDatabase> {
  return /^postgres(ql)?:/.test(database)
    ? openPostgresDatabase({ url: database })
    : openSqliteDatabase({ path: database })
}
