import type { Id, Instant } from '../resource/resource.js'

/** What a write set did to one resource: written in the set itself, keyed (tenant, write set, n). */
export interface ChangeRecord {
  readonly tenant: string
  readonly writeSet: Id
  /** Distinct within the write set. */
  readonly n: number
  /** The resource type's name. */
  readonly type: string
  readonly id: Id
  /** `put`: any change of a resource that was there and stays, membership changes included. */
  readonly action: 'create' | 'put' | 'remove'
  /** The version that the change made; for a removal the last one plus one, so that a resource's records stay in order. */
  readonly version: number
  /** Of a removal: whose links to the resource went with it. They have no record of their own for that. */
  readonly owners: readonly Id[]
  readonly connection: string | undefined
  readonly request: string
  readonly at: Instant
}
