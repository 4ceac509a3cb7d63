import type { Dialect } from './dialect.js'

/** Schemas and resource types that tenants define themselves, and what connections are set to. */
export function definitions({ text, integer, clustered }: Dialect): readonly string[] {
  return [
    `CREATE TABLE schemas (
      tenant_id ${text} NOT NULL,
      schema_key ${text} NOT NULL,
      definition ${text} NOT NULL,
      created ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, schema_key)
    )${clustered}`,
    `CREATE TABLE resource_types (
      tenant_id ${text} NOT NULL,
      name_key ${text} NOT NULL,
      endpoint_key ${text} NOT NULL,
      definition ${text} NOT NULL,
      created ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, name_key)
    )${clustered}`,
    'CREATE UNIQUE INDEX resource_types_by_endpoint ON resource_types (tenant_id, endpoint_key)',
    `CREATE TABLE schema_extensions (
      tenant_id ${text} NOT NULL,
      type_key ${text} NOT NULL,
      schema_key ${text} NOT NULL,
      required ${integer} NOT NULL,
      created ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, type_key, schema_key)
    )${clustered}`,
    `ALTER TABLE connections ADD COLUMN settings ${text}`,
  ]
}
