export type { Bound } from './bind-value.js'
export {
  type Applied,
  DatabaseBusy,
  ReferenceBroken,
  type SqlDatabase,
  type SqlReader,
  type Statement,
  statementOf,
  UnexpectedCount,
} from './sql-database.js'
export { openSqliteDatabase } from './sqlite/open-sqlite-database.js'
export { type SchemaStatus, sqliteSchemaStatus } from './sqlite/sqlite-schema-status.js'
export { ConfigurationMoved } from './storage/configuration-moved.js'
export { sqlStorage } from './storage/sql-storage.js'
export type * from './tables.js'
