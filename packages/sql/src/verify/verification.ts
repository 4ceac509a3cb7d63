import type { ResourceType } from '@rollcall/scim'
import type { SqlDatabase } from '../sql-database.js'

/** What the check asks of its caller, and tells it. */
export interface VerifyOptions {
  /** The writable resource types of a tenant, as they are now; undefined where there is no such tenant. */
  readonly typesOf: (tenant: string) => Promise<readonly ResourceType[] | undefined>
  readonly onProgress?: (progress: VerifyProgress) => void
}

/** How far the check has come. */
export interface VerifyProgress {
  readonly tenant: string
  /** Which tenant it is, from 1. */
  readonly place: number
  readonly tenants: number
  /** How many resources were looked at, of all tenants. */
  readonly resources: number
}

/** What a step of the check is given. */
export interface Verification {
  readonly database: SqlDatabase
  readonly tenant: string
  readonly typesOf: VerifyOptions['typesOf']
  /** Told of so many resources more. */
  readonly looked: (resources: number) => void
}
