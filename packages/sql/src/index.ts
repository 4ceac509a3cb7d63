export type { Bound } from './bind-value.js'
export {
  type ExplainedStatement,
  type Explanation,
  explainQuery,
  type TypeExplanation,
} from './explain/explain-query.js'
export { type IndexParts, indexPartsOf, printIndexSet, withoutNames } from './index-rows/index-parts.js'
export { type IndexNames, indexNamesOf, indexSetOf } from './index-rows/index-set.js'
export { indexablePathsOf } from './index-rows/indexable-paths.js'
export { canBeIndexed, type IndexSet, indexedName, isAlwaysIndexed } from './index-rows/indexed-attributes.js'
export { type Claim, uniqueClaimsOf } from './index-rows/unique-claims.js'
export { changeIndexSet } from './index-sets/change-index-set.js'
export { type ReindexOptions, type ReindexProgress, reindex } from './index-sets/reindex.js'
export type { KnownTypes } from './index-sets/reindex-page.js'
export { type IndexState, readTenantIndexes, type TenantIndexes } from './index-sets/tenant-indexes.js'
export type { SchemaStatus } from './migrations/schema-status.js'
export { openPostgresDatabase, type PostgresOptions } from './postgres/open-postgres-database.js'
export { postgresSchemaStatus } from './postgres/postgres-schema-status.js'
export {
  type Applied,
  DatabaseBusy,
  DatabaseClosed,
  DatabaseFull,
  DatabaseUnavailable,
  OutcomeUnknown,
  ReferenceBroken,
  type SqlDatabase,
  type SqlReader,
  type Statement,
  statementOf,
  UnexpectedCount,
} from './sql-database.js'
export { type BackupProgress, backupSqliteDatabase } from './sqlite/backup-sqlite-database.js'
export { openSqliteDatabase } from './sqlite/open-sqlite-database.js'
export { sqliteSchemaStatus } from './sqlite/sqlite-schema-status.js'
export { ConfigurationMoved } from './storage/configuration-moved.js'
export { readClaimHolders } from './storage/read-claim-holders.js'
export { readExternalIds } from './storage/read-external-ids.js'
export { sequenceRecords } from './storage/sequence-records.js'
export { sqlStorage } from './storage/sql-storage.js'
export type * from './tables.js'
export { type Finding, type FindingKind, findingKinds, printFinding } from './verify/finding.js'
export type { VerifyOptions, VerifyProgress } from './verify/verification.js'
export { verifyDatabase } from './verify/verify-database.js'
