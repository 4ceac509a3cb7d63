import type { Id, Instant } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { notFound } from '../scim-error.js'
import type { Committed, Draft, StoredResource } from '../storage/resource-store.js'
import { findCommitRefusal } from './commit-refusal.js'
import { type Idempotency, keptFor, readKept, stageKept } from './idempotency.js'
import { nextTurn } from './next-turn.js'
import type { OperationContext } from './operation-context.js'
import type { PreparedWrite } from './prepared-write.js'

/** What became of writes that were committed as one write set: one for each write, in their order. */
export type CommittedWrites =
  /** With the versions of this very commit. */
  | { readonly kind: 'done'; readonly written: readonly StoredResource[] }
  /** The same request did this before, and nothing was done now. */
  | { readonly kind: 'repeated'; readonly kept: readonly KeptWrite[] }

/** What is kept of a write: nothing of what the resource says, which may be deleted, and then must be gone. */
export type KeptWrite = Pick<StoredResource, 'type' | 'id'>

/** Writes of one write set, and how they are known when they come again. */
export interface WriteSet {
  /** Groups of writes, staged one after the other; within a group, every resource before any link. */
  readonly groups: readonly (readonly PreparedWrite[])[]
  /** One for each write, or none. */
  readonly keys: readonly Idempotency[]
  /** For how many milliseconds the writes are kept under their keys. */
  readonly keptFor: number
}

/**
 * Commits a write as a write set of its own. One that comes again is answered with the resource as it is now.
 *
 * @throws ScimError of the write, uniqueness, invalidValue, 422, 503 · 404 for one that comes again, and its resource is gone
 */
export async function commitWrite(
  context: OperationContext,
  write: PreparedWrite,
  idempotency?: Idempotency,
): Promise<StoredResource> {
  const keys = idempotency ? [idempotency] : []
  const committed = await commitWrites(context, { groups: [[write]], keys, keptFor })
  const stored =
    committed.kind === 'done' ? committed.written[0] : await requireKept(context, write.type, committed.kept[0])
  if (!stored) throw new Error('a write was committed and not answered')
  return stored
}

async function requireKept(
  { store }: OperationContext,
  type: ResourceType,
  kept: KeptWrite | undefined,
): Promise<StoredResource | undefined> {
  if (!kept) return undefined
  const stored = await store.get(type, kept.id, { grants: true, groups: false })
  if (!stored) throw notFound(`This request created ${type.name} '${kept.id}', which is gone since.`)
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
    if (kept) return { kind: 'repeated', kept } as const
    const written = await stageGroups(draft, now, set.groups)
    for (const [index, { type, id }] of writes.entries()) {
      const key = set.keys[index]
      if (key) stageKept(draft, key, { type: type.name, id } satisfies KeptWrite, now + set.keptFor)
    }
    return { kind: 'done', written } as const
  })
  if (result.kind === 'repeated') return result
  return { kind: 'done', written: result.written.map((stored) => ({ ...stored, ...heads.get(stored.id) })) }
}

/** Commits prepared writes as one write set, with nothing kept of them. @throws as `commitWrites` */
export async function commitPrepared(
  context: OperationContext,
  writes: readonly PreparedWrite[],
): Promise<readonly StoredResource[]> {
  const committed = await commitWrites(context, { groups: [writes], keys: [], keptFor })
  if (committed.kind === 'repeated') throw new Error('a write set without a key was taken for one that came before')
  return committed.written
}

/** Judges by how much a rehearsal would change counters. @throws LimitReached */
export type AssertCounts = (counts: ReadonlyMap<string, number>) => Promise<void>

/**
 * Does with writes all that `commitWrites` does up to the commit, and writes nothing: what only the commit tells, such as a
 * unique value that is taken, is not told; but for counters, where somebody is asked about them.
 *
 * @throws ScimError of a write, invalidValue, 503
 */
export async function rehearseWrites(
  context: OperationContext,
  writes: readonly PreparedWrite[],
  assertCounts?: AssertCounts,
): Promise<void> {
  const rehearsed = new Error('a rehearsal ends before its commit')
  try {
    await transact(context, writes, async (draft, now) => {
      const counts = new Map<string, number>()
      const count: Draft['count'] = (counter, delta) => void counts.set(counter, (counts.get(counter) ?? 0) + delta)
      await stageGroups({ ...draft, count }, now, [writes])
      await assertCounts?.(counts)
      throw rehearsed
    })
  } catch (error) {
    if (error !== rehearsed) throw error
  }
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
        context.resourceTypes,
        context.assignments.seats,
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
async function readAllKept(draft: Draft, keys: readonly Idempotency[]): Promise<readonly KeptWrite[] | undefined> {
  const kept: KeptWrite[] = []
  for (const key of keys) {
    const stored = await readKept(draft, key)
    if (stored === undefined) return undefined
    kept.push(stored as KeptWrite)
  }
  return kept.length === 0 ? undefined : kept
}
