import type { ColumnType } from 'kysely'

/** A 64-bit integer: read as bigint on every driver. */
export type Integer = ColumnType<bigint, bigint | number, bigint | number>

/** An integer that may be absent. */
export type OptionalInteger = ColumnType<bigint | null, bigint | number | null | undefined, bigint | number | null>

/** Text that may be absent. */
export type OptionalText = ColumnType<string | null, string | null | undefined, string | null>

/** A truth value, kept as 0 or 1. */
export type Flag = Integer

/** Every table. Times are milliseconds since 1970; the tenant is the first column of every key of a tenant's table. */
export interface Tables {
  tenants: TenantsTable
  connections: ConnectionsTable
  credentials: CredentialsTable
  credential_directory: CredentialDirectoryTable
  entitlement_types: EntitlementTypesTable
  entitlement_values: EntitlementValuesTable
  schemas: SchemasTable
  resource_types: ResourceTypesTable
  schema_extensions: SchemaExtensionsTable
  index_sets: IndexSetsTable
  resources: ResourcesTable
  attribute_values: AttributeValuesTable
  external_ids: ExternalIdsTable
  unique_values: UniqueValuesTable
  edges: EdgesTable
  grants: GrantsTable
  passwords: PasswordsTable
  counters: CountersTable
  change_records: ChangeRecordsTable
  kept_answers: KeptAnswersTable
  key_ring: KeyRingTable
  request_log: RequestLogTable
  default_catalogue: DefaultCatalogueTable
}

export interface TenantsTable {
  /** Without `_`, so that a key can carry it. */
  tenant_id: string
  name: string
  created: Integer
  /** Moves with every change of what requests are judged by, types and values; keys whatever is derived from them. */
  config_version: Integer
  /** Whether the tenant takes passwords. */
  passwords: Flag
  /** Whether two groups may have one name (D-72); chosen when the tenant is made. */
  duplicate_group_names: Flag
  /** Moves with every change of `index_sets`. */
  index_version: ColumnType<bigint, bigint | number | undefined, bigint | number>
}

export interface ConnectionsTable {
  tenant_id: string
  id: string
  name: string
  kind: string
  manner: string
  dialect: string
  created: Integer
  /** JSON object; absent where nothing is set. */
  settings: OptionalText
}

export interface CredentialsTable {
  tenant_id: string
  hash: string
  id: string
  connection_id: string
  name: OptionalText
  created: Integer
  expires: OptionalInteger
  revoked: OptionalInteger
  /** To the minute: written seldom, since it is written beside requests that only read. */
  last_used: OptionalInteger
}

/** Keys that do not carry their tenant: the one table where a hash alone finds it. */
export interface CredentialDirectoryTable {
  hash: string
  tenant_id: string
}

export interface EntitlementTypesTable {
  tenant_id: string
  name: string
  endpoint: string
  description: OptionalText
  /** The extension's schema as JSON. */
  extension: OptionalText
  position: Integer
}

export interface EntitlementValuesTable {
  tenant_id: string
  kind: 'role' | 'entitlement'
  /** The entitlement type's name; empty for roles. */
  type: string
  value: string
  display: string
  description: OptionalText
  /** JSON object: attributes of the type's extension. */
  attributes: string
  /** JSON array: the permissions that the value allows. */
  allows: string
  /** 0: kept by whoever holds it, and refused when assigned anew. */
  supported: Flag
  position: Integer
  created: Integer
  /** The tenant's `config_version` as of the value's last change. */
  last_modified: Integer
  /** How many users may hold it; absent: any number. Its counter has the same bound. */
  seats: OptionalInteger
}

/** Schemas that a tenant defined. */
export interface SchemasTable {
  tenant_id: string
  /** The URN in lower case. */
  schema_key: string
  /** JSON object, as `/Schemas` lists it. */
  definition: string
  created: Integer
}

/** Resource types that a tenant defined. */
export interface ResourceTypesTable {
  tenant_id: string
  /** The name in lower case. */
  name_key: string
  /** The endpoint in lower case. */
  endpoint_key: string
  /** JSON object, as `/ResourceTypes` lists it. */
  definition: string
  created: Integer
}

/** Which resource types a tenant's schemas extend, beside those that a type's definition names. */
export interface SchemaExtensionsTable {
  tenant_id: string
  type_key: string
  schema_key: string
  required: Flag
  created: Integer
}

/** What a tenant has index rows of, where that is not the default: a row for each resource type. */
export interface IndexSetsTable {
  tenant_id: string
  type: string
  /** JSON object: `added` to the default, and `omitted` of it. */
  names: string
  /** The same of the set before, by which lists go while the rows of the new one are being written. */
  previous: OptionalText
  /** `writing`: new rows are being written; `deleting`: superfluous ones are being deleted. */
  state: 'writing' | 'deleting' | 'settled'
  /** The tenant's `index_version` as of the state: what resources have whose rows are as it wants them. */
  version: Integer
}

export interface ResourcesTable {
  tenant_id: string
  id: string
  type: string
  document_version: Integer
  version: Integer
  created: Integer
  last_modified: Integer
  /** How members and groups are shown: derived from the document when it is written. */
  display: OptionalText
  /** The write set that touched it last: none moves a version twice. */
  write_set_id: string
  document: string
  /** The tenant's `index_version` by which the index rows were last made as a whole: nobody who knows an older one writes them. */
  index_version: ColumnType<bigint, bigint | number | undefined, bigint | number>
}

/** The index over documents: `index-rows/index-rows.ts` makes its rows. */
export interface AttributeValuesTable {
  tenant_id: string
  type: string
  attribute: string
  /** 1: says that the resource has no value; the value is empty then. */
  missing: Flag
  value: string
  resource_id: string
  element: Integer
  is_sort_key: Flag
  /** 1: the value is longer than what is kept of it. */
  is_cut: Flag
}

export interface ExternalIdsTable {
  tenant_id: string
  resource_id: string
  /** Empty for an actor without a connection. */
  connection_id: string
  value: string
  /** The first 256 code points. */
  value_key: string
}

export interface UniqueValuesTable {
  tenant_id: string
  schema_id: string
  attribute: string
  value_key: string
  resource_id: string
}

export interface EdgesTable {
  tenant_id: string
  owner_id: string
  member_id: string
}

export interface GrantsTable {
  tenant_id: string
  user_id: string
  kind: 'role' | 'entitlement'
  /** Empty where the client sent none. */
  type: string
  value: string
  display: OptionalText
  is_primary: OptionalInteger
  connection_id: string
  source: string
  created: Integer
  /** Folded, for filters. */
  type_key: string
  value_key: string
}

export interface PasswordsTable {
  tenant_id: string
  user_id: string
  hash: string
}

/**
 * Counts that writes change. `total/<type>`: how many resources there are, spread over slots 0 to 15. `seats/…`: how many users
 * hold a value of the catalogue, for each that has seats and no other. Any other name is a caller's own: slot 0, with its bound
 * where it has one.
 */
export interface CountersTable {
  tenant_id: string
  name: string
  slot: Integer
  used: Integer
  bound: OptionalInteger
}

export interface ChangeRecordsTable {
  tenant_id: string
  write_set_id: string
  n: Integer
  /** Without gaps within the tenant; the newest record is never cleaned up, since the next number follows it. */
  seq: OptionalInteger
  type: string
  resource_id: string
  action: 'create' | 'put' | 'remove'
  version: Integer
  /** Of a removal: whose links went with it, separated by spaces. */
  owners: string
  /** JSON object: what the write set staged on the resource. */
  changes: string
  connection_id: OptionalText
  request_id: string
  recorded: Integer
}

/** Answers that are given again where a request comes again under its key. */
export interface KeptAnswersTable {
  tenant_id: string
  /** Empty for an actor without a connection. */
  connection_id: string
  answer_key: string
  kept_until: Integer
  fingerprint: string
  /** JSON text. */
  answer: string
}

/** Secret keys that all processes share; the newest of a purpose is the one in use. */
export interface KeyRingTable {
  purpose: 'cursor'
  id: string
  /** 32 bytes, in base64url. */
  secret: string
  created: Integer
}

export interface RequestLogTable {
  tenant_id: string
  id: string
  received: Integer
  connection_id: OptionalText
  method: string
  path: string
  status: Integer
  milliseconds: Integer
  scim_type: OptionalText
  /** JSON array of names. */
  tolerances: string
  /** JSON object: bodies, redacted, where they were asked for. */
  bodies: OptionalText
}

/** What the app declares for every organisation, as every process of a deployment finds it. */
export interface DefaultCatalogueTable {
  id: string
  /** JSON object: roles and entitlement types. */
  definition: string
}
