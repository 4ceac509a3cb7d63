import type { CursorKeys, Id, Instant } from '@rollcall/scim'
import type { Storage } from '@rollcall/scim/storage'
import type { SqlDatabase } from '@rollcall/sql'
import type { PasswordHasher } from './passwords/password-hasher.js'
import type { TenantConfigurations } from './tenants/tenant-configurations.js'

/** What everything in this package stands on: made once by the composition root, and handed down. */
export interface Service {
  readonly database: SqlDatabase
  readonly storage: Storage
  readonly configurations: TenantConfigurations
  readonly passwords: PasswordHasher
  readonly cursorKeys: CursorKeys
  readonly now: () => Instant
  readonly newId: () => Id
  /** Told of each bug, with the id of the request that met it. */
  readonly failed: (error: unknown, requestId: string) => void
}
