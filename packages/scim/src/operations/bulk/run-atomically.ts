import { ScimError } from '../../scim-error.js'
import type { PreparedWrite } from '../prepared-write.js'
import { type BulkOutcomes, type BulkRun, lengthOf, neededBy } from './bulk-run.js'
import { commitOperations, type PreparedOperation } from './commit-operations.js'
import { orderOperations } from './order-operations.js'
import { prepareOperation } from './prepare-operation.js'
import { createTurns } from './turns.js'

/**
 * Runs all operations as one write set, in the order in which they would run otherwise, each seeing what those before it
 * did. `failOnErrors` has no say: the first error is the last.
 *
 * @throws ScimError of the operation that failed, naming it: nothing of the request was applied then
 */
export async function runAtomically(run: BulkRun): Promise<BulkOutcomes> {
  const { context, plans } = run
  const groups = orderOperations(plans.map(neededBy))
  try {
    const prepared = await prepareAll({ ...run, context: { ...context, stagesPasswords: true } })
    return await commitOperations(
      run,
      groups.map((indexes) => indexes.flatMap((index) => prepared[index] ?? [])),
    )
  } catch (error) {
    throw reworded(error, (detail) => `Nothing of this request was applied. ${detail}`)
  }
}

async function prepareAll({ context, plans }: BulkRun): Promise<readonly PreparedOperation[]> {
  const operations: PreparedOperation[] = []
  const turns = createTurns()
  for (const [index, plan] of plans.entries()) {
    await turns.spend(lengthOf(plan))
    operations.push({ index, write: namedWrite(index, await named(index, () => prepareOperation(context, plan))) })
  }
  return operations
}

function namedWrite(index: number, write: PreparedWrite): PreparedWrite {
  return {
    ...write,
    stageResource: (draft, now) => named(index, () => write.stageResource(draft, now)),
    stageLinks: (draft) => named(index, () => write.stageLinks(draft)),
  }
}

/** Says in a refusal which operation it is about. */
async function named<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw reworded(error, (detail) => `Operation ${index + 1}: ${detail}`)
  }
}

function reworded(error: unknown, reword: (detail: string) => string): unknown {
  if (!(error instanceof ScimError)) return error
  const { status, message, scimType, headers } = error
  return new ScimError(status, reword(message), { ...(scimType === undefined ? {} : { scimType }), headers })
}
