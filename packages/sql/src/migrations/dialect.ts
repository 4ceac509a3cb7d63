/** What a schema says differently on each database. */
export interface Dialect {
  readonly name: 'sqlite' | 'postgresql'
  /** Text that is compared by code points. */
  readonly text: string
  readonly integer: string
  /** Ends a table that is read by its primary key alone. */
  readonly clustered: string
  /** Ends every other table. */
  readonly table: string
}

/** SQLite's BINARY collation compares bytes already; STRICT refuses values of another type. */
export const sqliteDialect: Dialect = {
  name: 'sqlite',
  text: 'TEXT',
  integer: 'INTEGER',
  clustered: ' STRICT, WITHOUT ROWID',
  table: ' STRICT',
}
