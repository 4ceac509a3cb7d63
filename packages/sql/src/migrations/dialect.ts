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
  /** True where one writer numbers the change records as it writes them; else they are numbered later. */
  readonly numbersRecords: boolean
  /** Ends a SELECT whose rows must stay as they are until the transaction ends. */
  readonly shareLock: string
  /** Ends a SELECT whose rows this transaction will remove: nobody else points at them until it ends. */
  readonly removalLock: string
  /** Ends a SELECT whose rows this transaction will change, in the order that it says. */
  readonly changeLock: string
  /** Ends a SELECT whose rows may as well be left to others who hold them. */
  readonly skipLocked: string
}

/** SQLite's BINARY collation compares bytes already; STRICT refuses values of another type. It has one writer and no locks. */
export const sqliteDialect: Dialect = {
  name: 'sqlite',
  text: 'TEXT',
  integer: 'INTEGER',
  clustered: ' STRICT, WITHOUT ROWID',
  table: ' STRICT',
  numbersRecords: true,
  shareLock: '',
  removalLock: '',
  changeLock: '',
  skipLocked: '',
}

/**
 * A database may compare text in the order of any language: `"C"` is that of code points. The locks: nobody else's edge may
 * point at what is removed (FOR UPDATE), while edges may go on being made to and from what is only changed (FOR NO KEY UPDATE).
 */
export const postgresDialect: Dialect = {
  name: 'postgresql',
  text: 'text COLLATE "C"',
  integer: 'bigint',
  clustered: '',
  table: '',
  numbersRecords: false,
  shareLock: ' FOR SHARE',
  removalLock: ' FOR UPDATE',
  changeLock: ' FOR NO KEY UPDATE',
  skipLocked: ' FOR UPDATE SKIP LOCKED',
}

/** Each by its name. */
export const dialects: Readonly<Record<Dialect['name'], Dialect>> = {
  sqlite: sqliteDialect,
  postgresql: postgresDialect,
}
