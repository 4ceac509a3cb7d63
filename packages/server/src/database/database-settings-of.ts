import type { Configuration } from '../configuration/read-configuration.js'
import type { DatabaseSettings } from '../rollcall-options.js'

/** What a configuration says of the database. */
export function databaseSettingsOf(configuration: Configuration): DatabaseSettings {
  const { database, databaseReplica, databasePoolSize, databaseStatementTimeoutMs, databaseBusyTimeoutMs } =
    configuration
  return {
    database,
    ...(databaseReplica !== undefined && { databaseReplica }),
    ...(databasePoolSize !== undefined && { databasePoolSize }),
    ...(databaseStatementTimeoutMs !== undefined && { databaseStatementTimeoutMs }),
    ...(databaseBusyTimeoutMs !== undefined && { databaseBusyTimeoutMs }),
  }
}
