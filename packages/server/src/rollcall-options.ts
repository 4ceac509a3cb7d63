import type { AttributeDeclaration, Json } from '@rollcall/scim'

/** Where everything is kept. */
export interface DatabaseSettings {
  /** A SQLite file (`app.db`), `:memory:` for a test, or a PostgreSQL URL (`postgres://user:password@host/name`), which is a secret. */
  readonly database: string
  /** PostgreSQL: the URL of a copy that may lag behind. Lists are read from it; what is asked for by key is not. */
  readonly databaseReplica?: string
  /** PostgreSQL: how many connections this process opens at most, to each of the two. Default: 10. */
  readonly databasePoolSize?: number
  /** PostgreSQL: how long a statement may run; `none` is for who reads everything. Default: 30,000. */
  readonly databaseStatementTimeoutMs?: number | 'none'
  /** SQLite: how long a statement waits for another process to let go of the file. Default: 10,000. */
  readonly databaseBusyTimeoutMs?: number
}

/** What an app says once about itself; every organisation starts with these roles and entitlement types. */
export interface RollcallOptions<Permission extends string = string> extends DatabaseSettings {
  /** The base of every location in answers, as clients see it: `https://app.example`. Unset: the request's own host. */
  readonly publicUrl?: string
  /** Where the SCIM endpoints are mounted; default `/scim/v2`. */
  readonly basePath?: string
  /** Believe `X-Forwarded-Proto` and `X-Forwarded-Host` of the proxy or tunnel in front. Default: no. */
  readonly trustForwarded?: boolean
  /** Role values to what they mean; permissions are typed from `allows`. */
  readonly roles?: Readonly<Record<string, RoleDefinition<Permission>>>
  readonly entitlementTypes?: readonly EntitlementTypeDefinition[]
  /** Receives one entry a SCIM request, after its answer. Default: nothing is printed. */
  readonly trace?: (entry: TraceEntry) => void
  /** Also hand the bodies to `trace`, without secrets and without what an organisation's schemas never return. Default: no. */
  readonly traceBodies?: boolean
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly now?: () => number
  /** Told of each bug, with the id of the request that met it; the client learns nothing of it. Default: standard error. */
  readonly failed?: (error: unknown, requestId: string) => void
}

/** What a role is called, and what it allows in the app. */
export interface RoleDefinition<Permission extends string = string> {
  readonly display: string
  readonly description?: string
  readonly allows: readonly Permission[]
  /** How many users of an organisation may hold it, in those that get the role from now on. Default: any number. */
  readonly seats?: number
}

/** A kind of entitlement beside roles: a resource type of its own at its own endpoint. */
export interface EntitlementTypeDefinition {
  /** The resource type's name, and the `type` of a user's entitlements: `License`. */
  readonly name: string
  /** `/Licenses` */
  readonly endpoint: string
  readonly description?: string
  /** The URN of the extension schema that the values carry, and its attributes. */
  readonly extension?: string
  readonly attributes?: Readonly<Record<string, AttributeDeclaration>>
  readonly values: Readonly<Record<string, EntitlementValueDefinition>>
  /** Values to how many users of an organisation may hold each, in those that get the value from now on. Default: any number. */
  readonly seats?: Readonly<Record<string, number>>
}

/** One value that can be granted. Members beside display and description are the extension's attributes. */
export interface EntitlementValueDefinition {
  readonly display: string
  readonly description?: string
  readonly [attribute: string]: Json | undefined
}

/** One SCIM request as the terminal and the request log show it. Never a secret. */
export interface TraceEntry {
  readonly requestId: string
  readonly at: number
  readonly method: string
  /** Path and query; filter values are shown only with `traceBodies`. */
  readonly path: string
  /** Of a long answer that broke off after its head had gone out: what it would have been had that been known. */
  readonly status: number
  /** Until the answer was ready; of one that is written in pieces, until the last of them was. */
  readonly ms: number
  readonly tenant: string | undefined
  readonly connection: string | undefined
  readonly scimType: string | undefined
  /** Names of the vendor habits that were tolerated. */
  readonly tolerances: readonly string[]
  /** The refusal's sentence, or how a long answer broke off. */
  readonly detail: string | undefined
  readonly requestBody: string | undefined
  readonly responseBody: string | undefined
}
