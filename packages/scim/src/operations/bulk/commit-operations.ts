import type { StoredResource } from '../../storage/resource-store.js'
import { commitWrites } from '../commit-writes.js'
import type { PreparedWrite } from '../prepared-write.js'
import type { BulkOutcome, BulkRun } from './bulk-run.js'

/** A prepared operation, and which one of the request it is. */
export interface PreparedOperation {
  readonly index: number
  readonly write: PreparedWrite
}

/**
 * Commits operations as one write set, and answers what became of each. What it did is kept under the request's idempotency
 * key and the index of the operation: a space is in no key of a client.
 *
 * @throws ScimError
 */
export async function commitOperations(
  { context, idempotency }: BulkRun,
  groups: readonly (readonly PreparedOperation[])[],
): Promise<ReadonlyMap<number, BulkOutcome>> {
  const operations = groups.flat()
  const { written, isReplay } = await commitWrites(context, {
    groups: groups.map((group) => group.map(({ write }) => write)),
    keys: idempotency ? operations.map(({ index }) => ({ ...idempotency, key: `${idempotency.key} ${index}` })) : [],
    keeps: headOf,
  })
  const outcomes = new Map<number, BulkOutcome>()
  for (const [place, { index, write }] of operations.entries()) {
    // What was done before may have been changed since: its version is the one that it has now.
    const stored = isReplay ? await context.store.get(write.type, write.id, showNone) : written[place]
    outcomes.set(index, { kind: 'done', stored: write.removes ? undefined : stored })
  }
  return outcomes
}

const showNone = { grants: false, groups: false }

/** The answer to a Bulk shows versions: what else was written need not be kept twice. */
function headOf(stored: StoredResource): StoredResource {
  return { ...stored, text: '{}', externalId: undefined, grants: undefined }
}
