import type { Id } from '../../resource/resource.js'
import type { StoredResource } from '../../storage/resource-store.js'
import type { Idempotency } from '../idempotency.js'
import type { OperationContext } from '../operation-context.js'
import type { BulkPlan } from './plan-operation.js'

/** A Bulk request on its way. */
export interface BulkRun {
  readonly context: OperationContext
  readonly plans: readonly BulkPlan[]
  /** The id drawn for each operation. */
  readonly ids: readonly Id[]
  readonly idempotency: Idempotency | undefined
}

/** What became of an operation. */
export type BulkOutcome =
  /** The resource as the operation leaves it; undefined where it is gone. */
  | { readonly kind: 'done'; readonly stored: StoredResource | undefined }
  /** A ScimError, or a bug of ours. */
  | { readonly kind: 'failed'; readonly error: unknown }

/** What became of operations, by their index; those that were not processed are not in it. */
export type BulkOutcomes = ReadonlyMap<number, BulkOutcome>

/** The operations that must have run before this one. */
export function neededBy(plan: BulkPlan): ReadonlySet<number> {
  return plan.kind === 'ready' ? plan.references : new Set()
}

/** The length of what is still to be read of an operation. */
export function lengthOf(plan: BulkPlan): number {
  return plan.kind === 'ready' ? plan.length : 0
}
