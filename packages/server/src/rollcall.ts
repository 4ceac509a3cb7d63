import type { Json, Reply } from '@rollcall/scim'
import type { ConnectionSettings } from './connections/connection-settings.js'
import type { ConnectionSummary } from './connections/connection-summary.js'
import type { ImportOptions, ImportReport } from './import/import-options.js'
import type { IndexChange, IndexSummary, ReindexOptions } from './indexes/index-summary.js'
import type { ResourceTypeSummary, SchemaOptions, SchemaSummary } from './resource-types/definition-summary.js'
import type { EntitlementTypeDefinition, RoleDefinition } from './rollcall-options.js'

export type { ConnectionSettings } from './connections/connection-settings.js'
export type * from './connections/connection-summary.js'
export type * from './import/import-options.js'
export type * from './indexes/index-summary.js'
export type * from './resource-types/definition-summary.js'
export type * from './rollcall-options.js'

/** The service in an app's process: mount `fetch` (or `toNodeHandler`), ask `ofTenant`. */
export interface Rollcall<Permission extends string = string> {
  /** Answers SCIM requests, with or without the base path in front; the credential decides the tenant. A bound function. */
  readonly fetch: (request: Request) => Promise<Response>
  readonly basePath: string
  /** `fetch` for another mount than `basePath`, as Express names it: locations in answers begin there. */
  readonly fetchAt: (mount: string) => (request: Request) => Promise<Response>
  /** As `fetch`, or with a mount as `fetchAt`, for a server that writes answers without a Response. */
  readonly reply: (request: Request, mount?: string) => Promise<Reply>
  readonly tenants: Tenants
  /** One organisation, from the app's side: nothing on it can reach another. */
  ofTenant(tenant: string): TenantDirectory<Permission>
  /** The app's own tables in the same file, written through the same writer. */
  readonly database: AppDatabase
  close(): Promise<void>
}

/** Making and finding organisations. */
export interface Tenants {
  create(name: string, options?: TenantOptions): Promise<void>
  exists(name: string): Promise<boolean>
  list(): Promise<readonly TenantSummary[]>
  /** Makes a connection (unless one is named) and a key of it. The key is returned this once and stored hashed. */
  issueKey(tenant: string, options?: KeyOptions): Promise<IssuedKey>
  /** Every key there ever was, in order of its making: what is known of it, and never the key. */
  listKeys(tenant: string): Promise<readonly KeySummary[]>
  /** Makes a key worthless, by its id in `listKeys`. Counts from the next request on, in every process. */
  revokeKey(tenant: string, id: string): Promise<void>
  /** Adds a role to an organisation's catalogue. Counts from the next request on, in every process. */
  addRole(tenant: string, value: string, role: RoleDefinition): Promise<void>
  addEntitlementType(tenant: string, type: EntitlementTypeDefinition): Promise<void>
  /** @throws when a value of the type is still held, or the type does not exist. */
  removeEntitlementType(tenant: string, name: string): Promise<void>
  /**
   * Changes how many users may hold a role or an entitlement; undefined: any number. Where fewer may than do, those who hold it
   * keep it, and nobody else gets it. Counts from the next request on, in every process.
   */
  setSeats(tenant: string, value: CatalogueKey, seats: number | undefined): Promise<SeatsTaken>
  /** Takes a value off what can be granted, or puts it back. Those who hold it keep it. */
  setRetired(tenant: string, value: CatalogueKey, isRetired: boolean): Promise<void>
  /**
   * Adds a schema, as `/Schemas` lists one (RFC 7643 §7): for resource types to be made of, or an extension of those that are
   * there. Counts from the next request on, in every process. Answers its URN. `mutability: writeOnly` is refused, since only
   * the password of a User is hashed.
   */
  addSchema(tenant: string, definition: unknown, options?: SchemaOptions): Promise<string>
  /** The schemas that the organisation defined. */
  listSchemas(tenant: string): Promise<readonly SchemaSummary[]>
  /** @throws while a resource type is made of it, or a resource has data under it. */
  removeSchema(tenant: string, id: string): Promise<void>
  /** Adds a resource type, as `/ResourceTypes` lists one (RFC 7643 §6), of schemas that were added before. Answers its name. */
  addResourceType(tenant: string, definition: unknown): Promise<string>
  /** The resource types that the organisation defined. */
  listResourceTypes(tenant: string): Promise<readonly ResourceTypeSummary[]>
  /** @throws while there is a resource of the type. */
  removeResourceType(tenant: string, name: string): Promise<void>
  /** Every connection, in order of its making. */
  listConnections(tenant: string): Promise<readonly ConnectionSummary[]>
  /** Changes what a connection is set to; what is not named stays. Counts from the next request on, in every process. */
  changeConnection(tenant: string, id: string, settings: ConnectionSettings): Promise<void>
  /** What is indexed, of each resource type. */
  listIndexes(tenant: string): Promise<readonly IndexSummary[]>
  /**
   * Changes what is indexed of a resource type; `reindex` writes its rows, and then lists go by it. Whatever is not indexed
   * filters and sorts correctly too, by reading documents.
   */
  changeIndexes(tenant: string, type: string, change: IndexChange): Promise<IndexSummary>
  /** Brings the rows of every changed set in line, while servers go on. One that was broken off is finished by the next. */
  reindex(tenant: string, options?: ReindexOptions): Promise<void>
}

/** A value of an organisation's catalogue: a role, or an entitlement of a kind. */
export type CatalogueKey =
  | { readonly kind: 'role'; readonly value: string }
  | { readonly kind: 'entitlement'; readonly type: string; readonly value: string }

/** How many users may hold a value (undefined: any number), and how many do. */
export interface SeatsTaken {
  readonly seats: number | undefined
  readonly used: number
}

/** What is chosen when an organisation is made. */
export interface TenantOptions {
  /** Keep passwords that the provider sends (hashed), so that people can sign in with them. Default: they are dropped. */
  readonly passwords?: boolean
  /** Allow several groups of one displayName (D-72). Default: the second is refused with 409. */
  readonly duplicateGroupNames?: boolean
}

/** An organisation in a list: its name, when it was made (milliseconds since 1970), how many people it has. */
export interface TenantSummary {
  readonly name: string
  readonly created: number
  readonly people: number
}

/** Which connection a key belongs to, or how a new one treats its identity provider. */
export interface KeyOptions {
  readonly connection?: string
  readonly manner?: 'compatible' | 'strict'
  readonly dialect?: 'okta' | 'ietf'
  /** What a new connection is set to; an existing one is changed by `changeConnection`. */
  readonly settings?: ConnectionSettings
  /** When it stops being valid, in milliseconds since 1970. Default: never; a strict connection's key, after 365 days. */
  readonly expires?: number
  /** Only for demonstrations: a key that the caller chose, found without a tenant in it. */
  readonly fixedKey?: string
}

/** A key, shown this once, and the connection that it belongs to. */
export interface IssuedKey {
  readonly key: string
  readonly connection: string
}

/** What is known of a key. Times are milliseconds since 1970. */
export interface KeySummary {
  /** The first characters of its hash: they say nothing of the key, and whoever has the key can find it here. */
  readonly id: string
  readonly connection: string
  readonly manner: 'compatible' | 'strict'
  readonly dialect: 'okta' | 'ietf'
  readonly settings: ConnectionSettings
  readonly created: number
  /** To the minute. */
  readonly lastUsed: number | undefined
  readonly expires: number | undefined
  readonly revoked: number | undefined
}

/** One organisation's people, as the app sees them. A user is named by its SCIM id. */
export interface TenantDirectory<Permission extends string = string> {
  readonly tenant: string
  /** True when the user is active and one of their roles allows it, as of now. */
  can(user: string, permission: Permission): Promise<boolean>
  /** What the user holds and may do, as of now; undefined when there is no such user. */
  accessOf(user: string): Promise<Access<Permission> | undefined>
  /**
   * The user whose password this is, active or not; undefined for a wrong password, an unknown user, no password, or an
   * organisation that is not there. Takes the same time for each.
   */
  authenticate(userName: string, password: string): Promise<DirectoryUser | undefined>
  /** Every role that can be granted here, in the order of the catalogue. */
  roles(): Promise<readonly CatalogueRole<Permission>[]>
  readonly users: Users
  /**
   * Loads people, groups and whatever else the organisation has from a file of JSON Lines or CSV, each by the rules of a POST;
   * `docs/import.md` says how a file looks. An import that was broken off is finished by the next one of the same file.
   *
   * @throws Refusal for a file or an option that is wrong as a whole, before anything is written
   */
  importResources(file: string, options?: ImportOptions): Promise<ImportReport>
}

/** What a user holds, and what it allows: nothing while they are not active. */
export interface Access<Permission extends string = string> {
  readonly user: DirectoryUser
  readonly active: boolean
  readonly roles: readonly CatalogueRole<Permission>[]
  readonly entitlements: readonly CatalogueEntitlement[]
  readonly permissions: readonly Permission[]
}

/** A role as the organisation's catalogue has it. */
export interface CatalogueRole<Permission extends string = string> {
  readonly value: string
  readonly display: string
  readonly description: string | undefined
  readonly allows: readonly Permission[]
}

/** An entitlement as the organisation's catalogue has it. */
export interface CatalogueEntitlement {
  readonly value: string
  readonly display: string
  readonly type: string | undefined
  readonly description: string | undefined
}

/** The parts of a user that apps mostly read. */
export interface DirectoryUser {
  readonly id: string
  readonly userName: string
  readonly externalId: string | undefined
  readonly active: boolean
  readonly displayName: string
  readonly givenName: string | undefined
  readonly familyName: string | undefined
  /** Milliseconds since 1970. */
  readonly created: number
}

/** A tenant's users, by the same engine as the SCIM endpoints: the app's own edits take the same way. */
export interface Users {
  get(id: string): Promise<DirectoryUser | undefined>
  /** The first user that a SCIM filter matches. @throws ScimError invalidFilter */
  find(filter: string): Promise<DirectoryUser | undefined>
  /** All users that match, in order of id, page by page. */
  list(filter?: string): AsyncIterable<DirectoryUser>
  create(user: { readonly userName: string; readonly [attribute: string]: Json | undefined }): Promise<DirectoryUser>
  patch(id: string, operations: readonly UserPatchOperation[]): Promise<DirectoryUser>
  remove(id: string): Promise<void>
}

/** One operation of a PATCH: RFC 7644 §3.5.2. */
export interface UserPatchOperation {
  readonly op: 'add' | 'remove' | 'replace'
  readonly path?: string
  readonly value?: Json
}

/** Plain SQL for the app's own tables: bind only text, bigint or null; rows come back as objects, integers as bigint. */
export interface AppDatabase {
  /** Runs the statements in one transaction on the writer thread; answers how many rows each changed. */
  write(statements: readonly AppStatement[]): Promise<readonly number[]>
  read(statement: AppStatement): Promise<readonly AppRow[]>
}

/** One SQL statement with what its `?` bind. */
export interface AppStatement {
  readonly sql: string
  readonly parameters?: readonly (string | bigint | null)[]
}

/** A row by the names of its columns. */
export type AppRow = Readonly<Record<string, string | bigint | null>>
