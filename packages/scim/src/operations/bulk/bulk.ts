import type { Id } from '../../resource/resource.js'
import type { ResourceType } from '../../schema/resource-type.js'
import { transact } from '../commit-writes.js'
import { type Idempotency, keptFor, readKept, stageKept } from '../idempotency.js'
import type { OperationContext } from '../operation-context.js'
import { type BulkOperation, parseBulkRequest } from './bulk-request.js'
import type { BulkOutcome, BulkRun } from './bulk-run.js'
import { dataLengthOf } from './data-length.js'
import { type BulkPlan, type DrawnIds, planOperation } from './plan-operation.js'
import { runAtomically } from './run-atomically.js'
import { runInSets } from './run-in-sets.js'
import { createTurns } from './turns.js'
import { createWorkBudget } from './work-budget.js'

/** How a Bulk request is carried out. */
export interface BulkOptions {
  /** All of it as one write set: `?atomic=true`. */
  readonly atomic: boolean
  readonly idempotency: Idempotency | undefined
}

/** What became of an operation that was processed. */
export interface BulkResult {
  readonly operation: BulkOperation
  readonly plan: BulkPlan
  readonly outcome: BulkOutcome
}

/**
 * Bulk: RFC 7644 §3.7. Every id is drawn before anything is written, so that a reference to a bulkId is an id at once
 * (§3.7.2). Answers what became of each operation that was processed, in the order of the request: those after `failOnErrors`
 * errors are not.
 *
 * With an idempotency key, the ids are kept under it, and what each write set did under the key and the id drawn for the
 * operation: a request that broke off and is sent again finishes the rest and repeats nothing. After a day the ids are forgotten,
 * and with them all that was done under them: what comes then is a new request.
 *
 * @throws ScimError invalidSyntax, invalidValue, 413, 422 for the request as a whole · whatever failed, when it is atomic
 */
export async function bulk(
  context: OperationContext,
  types: readonly ResourceType[],
  body: unknown,
  { atomic, idempotency }: BulkOptions,
): Promise<readonly BulkResult[]> {
  const { operations, failOnErrors } = parseBulkRequest(body, context.manner)
  const ids = await drawIds(context, operations, idempotency)
  const run: BulkRun = {
    context: { ...context, budget: createWorkBudget() },
    plans: await planOperations(operations, ids, types),
    ids,
    idempotency,
  }
  const outcomes = atomic ? await runAtomically(run) : await runInSets(run, failOnErrors)
  return operations.flatMap((operation, index) => {
    const [plan, outcome] = [run.plans[index], outcomes.get(index)]
    return plan && outcome ? [{ operation, plan, outcome }] : []
  })
}

/** An id for each operation; those of an earlier request under the same key, so that its references still hold. */
async function drawIds(
  context: OperationContext,
  operations: readonly BulkOperation[],
  idempotency: Idempotency | undefined,
): Promise<readonly Id[]> {
  const ids = operations.map(() => context.newId())
  if (!idempotency) return ids
  const { result } = await transact(context, [], async (draft, now) => {
    const kept = await readKept(draft, idempotency)
    if (kept !== undefined) return kept as readonly Id[]
    stageKept(draft, idempotency, ids, now + keptFor)
    return ids
  })
  return result
}

async function planOperations(
  operations: readonly BulkOperation[],
  ids: readonly Id[],
  types: readonly ResourceType[],
): Promise<readonly BulkPlan[]> {
  const drawn = drawnIdsOf(operations, ids)
  const plans: BulkPlan[] = []
  const turns = createTurns()
  for (const [index, operation] of operations.entries()) {
    const length = dataLengthOf(operation.data)
    await turns.spend(length)
    plans.push(planOperation(operation, { id: ids[index] ?? '', length }, types, drawn))
  }
  return plans
}

/** Only what is created has an id that others can refer to by its bulkId. */
function drawnIdsOf(operations: readonly BulkOperation[], ids: readonly Id[]): DrawnIds {
  const drawn = new Map<string, { readonly index: number; readonly id: Id }>()
  for (const [index, { bulkId, method }] of operations.entries()) {
    const id = ids[index]
    if (bulkId !== undefined && id !== undefined && method === 'POST') drawn.set(bulkId, { index, id })
  }
  return drawn
}
