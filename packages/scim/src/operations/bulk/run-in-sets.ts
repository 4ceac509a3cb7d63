import { conflict } from '../../scim-error.js'
import { type BulkOutcome, type BulkOutcomes, type BulkRun, lengthOf, neededBy } from './bulk-run.js'
import { commitOperations, type PreparedOperation } from './commit-operations.js'
import { orderOperations } from './order-operations.js'
import type { BulkPlan } from './plan-operation.js'
import { prepareOperation } from './prepare-operation.js'
import { createTurns, type Turns } from './turns.js'

/**
 * Runs each operation as a write set of its own, and operations that refer to each other in a circle as one: when that
 * fails, each of them reports the error (RFC 7644 §3.7.1).
 *
 * They run in the order of the request, but for what an operation refers to and is yet to come: that is drawn forward to
 * just before it. Errors are counted in the order in which operations run; once there are `failOnErrors` of them, nothing
 * more is begun. So an operation that was drawn forward may be in the answer while one before it is not.
 */
export async function runInSets(run: BulkRun, failOnErrors = Number.POSITIVE_INFINITY): Promise<BulkOutcomes> {
  const outcomes = new Map<number, BulkOutcome>()
  let errors = 0
  const turns = createTurns()
  for (const indexes of orderOperations(run.plans.map(neededBy))) {
    if (errors >= failOnErrors) break
    for (const [index, outcome] of await runSet(run, indexes, outcomes, turns)) {
      outcomes.set(index, outcome)
      if (outcome.kind === 'failed') errors++
    }
  }
  return outcomes
}

async function runSet(
  run: BulkRun,
  indexes: readonly number[],
  outcomes: BulkOutcomes,
  turns: Turns,
): Promise<BulkOutcomes> {
  try {
    const set = new Set(indexes)
    const operations: PreparedOperation[] = []
    for (const index of indexes) {
      const plan = requirePlan(run, index)
      await turns.spend(lengthOf(plan))
      assertReferencesDone(neededBy(plan), set, outcomes)
      operations.push({ index, write: await prepareOperation(run.context, plan) })
    }
    return await commitOperations(run, [operations])
  } catch (error) {
    return new Map(indexes.map((index) => [index, { kind: 'failed', error }]))
  }
}

function requirePlan({ plans }: BulkRun, index: number): BulkPlan {
  const plan = plans[index]
  if (!plan) throw new Error(`operation ${index} was not planned`)
  return plan
}

/** @throws ScimError 409 for what refers to an operation that failed, so that nothing is half created */
function assertReferencesDone(references: ReadonlySet<number>, set: ReadonlySet<number>, outcomes: BulkOutcomes): void {
  for (const index of references) {
    if (set.has(index) || outcomes.get(index)?.kind === 'done') continue
    throw conflict(`Operation ${index + 1}, to which this one refers, failed.`)
  }
}
