import { commitWrites } from '../commit-writes.js'
import { type Idempotency, keptFor } from '../idempotency.js'
import type { PreparedWrite } from '../prepared-write.js'
import type { BulkOutcome, BulkRun } from './bulk-run.js'

/** A prepared operation, and which one of the request it is. */
export interface PreparedOperation {
  readonly index: number
  readonly write: PreparedWrite
}

/**
 * Commits operations as one write set, and answers what became of each. What was done before may have been changed or deleted
 * since: it is answered with the version that it has now, if any.
 *
 * @throws ScimError
 */
export async function commitOperations(
  run: BulkRun,
  groups: readonly (readonly PreparedOperation[])[],
): Promise<ReadonlyMap<number, BulkOutcome>> {
  const operations = groups.flat()
  const committed = await commitWrites(run.context, {
    groups: groups.map((group) => group.map(({ write }) => write)),
    keys: operations.flatMap(({ index }) => keyOf(run, index) ?? []),
    keptFor: keptFor + longestRun,
  })
  const outcomes = new Map<number, BulkOutcome>()
  for (const [place, { index, write }] of operations.entries()) {
    const stored =
      committed.kind === 'done'
        ? committed.written[place]
        : await run.context.store.get(write.type, write.id, { grants: false, groups: false })
    outcomes.set(index, { kind: 'done', stored: write.removes ? undefined : stored })
  }
  return outcomes
}

/**
 * Where it is kept that an operation was done: under the request's key and the id that was drawn for the operation. So it is
 * found by whoever finds the drawn ids, and by nobody else: new ids never meet what was done under earlier ones.
 */
function keyOf({ idempotency, ids }: BulkRun, index: number): Idempotency | undefined {
  return idempotency && { ...idempotency, key: `${idempotency.key} ${ids[index] ?? ''}` }
}

/** In milliseconds: an hour. A request that found the ids in their last moment must find what was done under them to its end. */
const longestRun = 60 * 60 * 1000
