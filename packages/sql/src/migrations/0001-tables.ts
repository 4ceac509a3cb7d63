import type { Dialect } from './dialect.js'

/** The tables of the design, all at once: the tenant is first in every key (and so is what a cluster distributes by). */
export function tables(dialect: Dialect): readonly string[] {
  return [
    ...serviceTables(dialect),
    ...catalogueTables(dialect),
    ...resourceTables(dialect),
    ...attachedTables(dialect),
    ...recordTables(dialect),
    ...sharedTables(dialect),
  ]
}

function serviceTables({ text, integer, table, clustered }: Dialect): readonly string[] {
  return [
    `CREATE TABLE tenants (
      tenant_id ${text} NOT NULL PRIMARY KEY,
      name ${text} NOT NULL,
      created ${integer} NOT NULL,
      config_version ${integer} NOT NULL,
      passwords ${integer} NOT NULL,
      duplicate_group_names ${integer} NOT NULL
    )${table}`,
    `CREATE TABLE connections (
      tenant_id ${text} NOT NULL,
      id ${text} NOT NULL,
      name ${text} NOT NULL,
      kind ${text} NOT NULL,
      manner ${text} NOT NULL,
      dialect ${text} NOT NULL,
      created ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, id)
    )${table}`,
    `CREATE TABLE credentials (
      tenant_id ${text} NOT NULL,
      hash ${text} NOT NULL,
      id ${text} NOT NULL,
      connection_id ${text} NOT NULL,
      name ${text},
      created ${integer} NOT NULL,
      expires ${integer},
      revoked ${integer},
      last_used ${integer},
      PRIMARY KEY (tenant_id, hash)
    )${clustered}`,
  ]
}

function catalogueTables({ text, integer, table }: Dialect): readonly string[] {
  return [
    `CREATE TABLE entitlement_types (
      tenant_id ${text} NOT NULL,
      name ${text} NOT NULL,
      endpoint ${text} NOT NULL,
      description ${text},
      extension ${text},
      position ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, name)
    )${table}`,
    `CREATE TABLE entitlement_values (
      tenant_id ${text} NOT NULL,
      kind ${text} NOT NULL,
      type ${text} NOT NULL,
      value ${text} NOT NULL,
      display ${text} NOT NULL,
      description ${text},
      attributes ${text} NOT NULL,
      allows ${text} NOT NULL,
      supported ${integer} NOT NULL,
      position ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, kind, type, value)
    )${table}`,
  ]
}

function resourceTables({ text, integer, table, clustered }: Dialect): readonly string[] {
  return [
    `CREATE TABLE resources (
      tenant_id ${text} NOT NULL,
      id ${text} NOT NULL,
      type ${text} NOT NULL,
      document_version ${integer} NOT NULL,
      version ${integer} NOT NULL,
      created ${integer} NOT NULL,
      last_modified ${integer} NOT NULL,
      display ${text},
      write_set_id ${text} NOT NULL,
      document ${text} NOT NULL,
      PRIMARY KEY (tenant_id, id)
    )${table}`,
    'CREATE INDEX resources_by_type ON resources (tenant_id, type, id)',
    'CREATE INDEX resources_by_last_modified ON resources (tenant_id, type, last_modified, id)',
    `CREATE TABLE attribute_values (
      tenant_id ${text} NOT NULL,
      type ${text} NOT NULL,
      attribute ${text} NOT NULL,
      missing ${integer} NOT NULL,
      value ${text} NOT NULL,
      resource_id ${text} NOT NULL,
      element ${integer} NOT NULL,
      is_sort_key ${integer} NOT NULL,
      is_cut ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, type, attribute, missing, value, resource_id, element)
    )${clustered}`,
    // With the flags, so that it has every column: else SQLite, without statistics, prefers to walk the whole tenant.
    `CREATE INDEX attribute_values_by_resource
      ON attribute_values (tenant_id, resource_id, attribute, element, missing, value, is_sort_key, is_cut, type)`,
    'CREATE INDEX attribute_values_cut ON attribute_values (tenant_id, type, attribute) WHERE is_cut = 1',
    `CREATE TABLE unique_values (
      tenant_id ${text} NOT NULL,
      schema_id ${text} NOT NULL,
      attribute ${text} NOT NULL,
      value_key ${text} NOT NULL,
      resource_id ${text} NOT NULL,
      PRIMARY KEY (tenant_id, schema_id, attribute, value_key)
    )${clustered}`,
    'CREATE INDEX unique_values_by_resource ON unique_values (tenant_id, resource_id)',
    `CREATE TABLE external_ids (
      tenant_id ${text} NOT NULL,
      resource_id ${text} NOT NULL,
      connection_id ${text} NOT NULL,
      value ${text} NOT NULL,
      value_key ${text} NOT NULL,
      PRIMARY KEY (tenant_id, resource_id, connection_id)
    )${clustered}`,
    'CREATE INDEX external_ids_by_value ON external_ids (tenant_id, connection_id, value_key, resource_id)',
  ]
}

function attachedTables({ text, integer, clustered }: Dialect): readonly string[] {
  return [
    `CREATE TABLE edges (
      tenant_id ${text} NOT NULL,
      owner_id ${text} NOT NULL,
      member_id ${text} NOT NULL,
      PRIMARY KEY (tenant_id, owner_id, member_id),
      FOREIGN KEY (tenant_id, owner_id) REFERENCES resources (tenant_id, id),
      FOREIGN KEY (tenant_id, member_id) REFERENCES resources (tenant_id, id)
    )${clustered}`,
    'CREATE INDEX edges_by_member ON edges (tenant_id, member_id, owner_id)',
    `CREATE TABLE grants (
      tenant_id ${text} NOT NULL,
      user_id ${text} NOT NULL,
      kind ${text} NOT NULL,
      type ${text} NOT NULL,
      value ${text} NOT NULL,
      display ${text},
      is_primary ${integer},
      connection_id ${text} NOT NULL,
      source ${text} NOT NULL,
      created ${integer} NOT NULL,
      type_key ${text} NOT NULL,
      value_key ${text} NOT NULL,
      PRIMARY KEY (tenant_id, user_id, kind, type, value)
    )${clustered}`,
    'CREATE INDEX grants_by_value ON grants (tenant_id, kind, value_key, user_id)',
    `CREATE TABLE passwords (
      tenant_id ${text} NOT NULL,
      user_id ${text} NOT NULL,
      hash ${text} NOT NULL,
      PRIMARY KEY (tenant_id, user_id)
    )${clustered}`,
    `CREATE TABLE counters (
      tenant_id ${text} NOT NULL,
      name ${text} NOT NULL,
      slot ${integer} NOT NULL,
      used ${integer} NOT NULL,
      bound ${integer},
      PRIMARY KEY (tenant_id, name, slot)
    )${clustered}`,
  ]
}

function recordTables({ text, integer, table }: Dialect): readonly string[] {
  return [
    `CREATE TABLE change_records (
      tenant_id ${text} NOT NULL,
      write_set_id ${text} NOT NULL,
      n ${integer} NOT NULL,
      seq ${integer},
      type ${text} NOT NULL,
      resource_id ${text} NOT NULL,
      action ${text} NOT NULL,
      version ${integer} NOT NULL,
      owners ${text} NOT NULL,
      changes ${text} NOT NULL,
      connection_id ${text},
      request_id ${text} NOT NULL,
      recorded ${integer} NOT NULL,
      PRIMARY KEY (tenant_id, write_set_id, n)
    )${table}`,
    'CREATE UNIQUE INDEX change_records_by_seq ON change_records (tenant_id, seq)',
    `CREATE TABLE request_log (
      tenant_id ${text} NOT NULL,
      id ${text} NOT NULL,
      received ${integer} NOT NULL,
      connection_id ${text},
      method ${text} NOT NULL,
      path ${text} NOT NULL,
      status ${integer} NOT NULL,
      milliseconds ${integer} NOT NULL,
      scim_type ${text},
      tolerances ${text} NOT NULL,
      bodies ${text},
      PRIMARY KEY (tenant_id, id)
    )${table}`,
    'CREATE INDEX request_log_by_time ON request_log (tenant_id, received)',
  ]
}

/** What belongs to no tenant. */
function sharedTables({ text, table }: Dialect): readonly string[] {
  return [
    `CREATE TABLE credential_directory (
      hash ${text} NOT NULL PRIMARY KEY,
      tenant_id ${text} NOT NULL
    )${table}`,
    `CREATE TABLE default_catalogue (
      id ${text} NOT NULL PRIMARY KEY,
      definition ${text} NOT NULL
    )${table}`,
  ]
}
