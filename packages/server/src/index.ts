/** The multi-tenant SCIM service (`@rollcall/server`). */
export {
  binary,
  boolean,
  complex,
  dateTime,
  decimal,
  integer,
  type Json,
  reference,
  ScimError,
  string,
} from '@rollcall/scim'
export { defineEntitlementType } from './catalogue/define-entitlement-type.js'
export { type Configuration, readConfiguration } from './configuration/read-configuration.js'
export { createRollcall } from './create-rollcall.js'
export { databaseName, isPostgresUrl } from './database/database-name.js'
export { databaseSettingsOf } from './database/database-settings-of.js'
export { sql } from './database/sql.js'
export { Refusal } from './refusal.js'
export { createJsonLog } from './request-log/json-log.js'
export { printTrace } from './request-log/print-trace.js'
export type * from './rollcall.js'
