import type { Id, Instant } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Committed, Draft, StoredResource } from '../storage/resource-store.js'
import { findCommitRefusal } from './commit-refusal.js'
import { type Idempotency, readKept, stageKept } from './idempotency.js'
import { nextTurn } from './next-turn.js'
import type { OperationContext } from './operation-context.js'
import type { PreparedWrite } from './prepared-write.js'

/** What became of writes that were committed as one write set. */
export interface CommittedWrites {
  /** One for each write, in their order, with the versions of this very commit. */
  readonly written: readonly StoredResource[]
  /** True where the same request did this before, and nothing was done now. */
  readonly isReplay: boolean
}

/** Writes of one write set, and how they are known when they come again. */
export interface WriteSet {
  /** Groups of writes, staged one after the other; within a group, every resource before any link. */
  readonly groups: readonly (readonly PreparedWrite[])[]
  /** One for each write, or none. */
  readonly keys: readonly Idempotency[]
  /** What is kept of a write. */
  readonly keeps: (stored: StoredResource) => StoredResource
}

/** Commits a write as a write set of its own. @throws ScimError of the write, uniqueness, invalidValue, 422, 503 */
export async function commitWrite(
  context: OperationContext,
  write: PreparedWrite,
  idempotency?: Idempotency,
): Promise<StoredResource> {
  const keys = idempotency ? [idempotency] : []
  const { written } = await commitWrites(context, { groups: [[write]], keys, keeps: (stored) => stored })
  const [stored] = written
  if (!stored) throw new Error('a write was committed and not answered')
  return stored
}

/**
 * Commits writes as one write set: all of them are applied, or none. The versions are those of this very commit, so that no
 * other writer's version is handed out as one's own.
 *
 * @throws ScimError of a write, uniqueness, invalidValue, 422, 503
 */
export async function commitWrites(context: OperationContext, set: WriteSet): Promise<CommittedWrites> {
  const writes = set.groups.flat()
  const { result, heads } = await transact(context, writes, async (draft, now) => {
    const kept = await readAllKept(draft, set.keys)
    if (kept) return { written: kept, isReplay: true }
    const written = await stageGroups(draft, now, set.groups)
    for (const [index, key] of set.keys.entries()) stageKept(draft, key, keptOf(set, written[index]), now)
    return { written, isReplay: false }
  })
  return { ...result, written: result.written.map((stored) => ({ ...stored, ...heads.get(stored.id) })) }
}

/** Runs work as one write set, and says in the protocol's words why it could not be committed. */
export async function transact<T>(
  context: OperationContext,
  writes: readonly { readonly type: ResourceType; readonly id: Id }[],
  work: (draft: Draft, now: Instant) => Promise<T>,
): Promise<Committed<T>> {
  const now = context.now()
  // Only a writer of one resource waits for others: nobody who waits holds another up.
  const [only, ...others] = writes
  const queueOn = only && others.length === 0 ? { queueOn: only.id } : {}
  try {
    return await context.store.transaction({ now, writeSet: context.newId(), ...queueOn }, (draft) => work(draft, now))
  } catch (error) {
    throw (
      findCommitRefusal(
        error,
        writes.map(({ type }) => type),
      ) ?? error
    )
  }
}

async function stageGroups(draft: Draft, now: Instant, groups: WriteSet['groups']): Promise<readonly StoredResource[]> {
  const written: StoredResource[] = []
  for (const writes of groups) {
    for (const write of writes) {
      written.push(await write.stageResource(draft, now))
      // A draft may answer at once: others have their turn between a few writes.
      if (written.length % writesATurn === 0) await nextTurn()
    }
    for (const [place, write] of writes.entries()) {
      await write.stageLinks(draft)
      if (place % writesATurn === writesATurn - 1) await nextTurn()
    }
  }
  return written
}

const writesATurn = 10

/** What a write set has kept, it has kept of all of its writes. */
async function readAllKept(draft: Draft, keys: readonly Idempotency[]): Promise<readonly StoredResource[] | undefined> {
  const kept: StoredResource[] = []
  for (const key of keys) {
    const stored = await readKept(draft, key)
    if (stored === undefined) return undefined
    kept.push(stored as StoredResource)
  }
  return kept.length === 0 ? undefined : kept
}

function keptOf({ keeps }: WriteSet, stored: StoredResource | undefined): StoredResource | undefined {
  return stored && keeps(stored)
}
