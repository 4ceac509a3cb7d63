import type { Manner } from '../manner.js'
import type { Id, Instant } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Grant, ResourceStore } from '../storage/resource-store.js'
import type { CursorKeys } from './cursor-keys.js'

/** What every operation is given: one tenant's store, the manner of the connection, and what would otherwise be global. */
export interface OperationContext {
  readonly store: ResourceStore
  /** All that the store holds for this tenant: what is unique in a schema is so in each type that has it. */
  readonly resourceTypes: readonly ResourceType[]
  readonly manner: Manner
  readonly now: () => Instant
  readonly newId: () => Id
  /** Undefined where passwords are not kept: they are dropped, since Okta sends one with every create (Q27). */
  readonly hashPassword: ((password: string) => Promise<string>) | undefined
  readonly assignments: AssignmentRules
  readonly cursors: CursorSettings
  /** True where an earlier write of the same draft may have set a password, which the store does not know of yet. */
  readonly stagesPasswords?: boolean
  /** Shared by the operations of one request; a request of a single operation is bounded by that. */
  readonly budget?: WorkBudget
}

/** How much work may still be done on what is stored. */
export interface WorkBudget {
  /**
   * Counts a change of a stored document, before it is made; `looks` are the times that all values of an attribute are looked at.
   *
   * @throws ScimError tooMany
   */
  spend(document: string, looks: number): void
}

/** How lists are read by cursor (RFC 9865). */
export interface CursorSettings {
  readonly keys: CursorKeys
  /** Who may use the cursors: all who would see the same lists. */
  readonly audience: string
  /** For how many seconds a cursor holds. */
  readonly timeout: number
}

/** What may be granted. The engine asks; who answers is the caller's (an entitlement catalogue, or nobody). */
export interface AssignmentRules {
  /**
   * The grants as they are to be stored, in place of those that a client asked for. Those already held are always allowed.
   *
   * @throws ScimError invalidValue for a value that cannot be granted, naming it.
   */
  assign(wanted: readonly Grant[], held: readonly Grant[], manner: Manner): readonly Grant[]
  /** Absent: any number of users may hold anything. */
  readonly seats?: SeatRules
}

/** What only so many users may hold. The storage counts them and keeps to the counters' bounds. */
export interface SeatRules {
  /** The counter of the users who hold what the grant says; undefined where any number may. */
  counterOf(grant: Pick<Grant, 'kind' | 'type' | 'value'>): string | undefined
  /** Says that a counter is full; undefined for one that counts no seats. */
  sentenceOf(counter: string): string | undefined
}

/** Where there is no catalogue, any value is taken and its display kept. */
export const anyAssignment: AssignmentRules = { assign: (wanted) => wanted }
