import { compareText } from '../filter/compare.js'
import type { Id, Instant } from '../resource/resource.js'
import type { ChangeRecord } from './memory-change-record.js'
import type { MemoryWriteSet } from './memory-draft.js'
import { keepAnswers, keptAnswer } from './memory-kept-answers.js'
import { applyOperation, type Circumstances, changesDocument, type MemoryOperation } from './memory-operation.js'
import { copyOf, type Member, type MemoryResource, type MemoryTenant, type WorkingCopy } from './memory-tenant.js'
import type { Actor } from './resource-store.js'
import { ClaimTaken, LimitReached, ReferenceMissing } from './storage-refusals.js'

/** Something that the work depended on has moved: it must run again. */
export class Moved extends Error {
  override readonly name = 'Moved'
}

/** What a commit did. */
export interface Outcome {
  readonly changed: boolean
  readonly heads: Map<Id, { readonly version: number; readonly lastModified: Instant }>
}

/**
 * Applies a write set to the tenant as it is now, all or nothing: everything is done to a copy, and the copy is taken over
 * when nothing stands against it. Runs without a pause, so nobody sees half of it.
 *
 * @throws Moved, ReferenceMissing, ClaimTaken or LimitReached; then nothing has changed.
 */
export function commitWriteSet(
  tenant: MemoryTenant,
  writeSet: MemoryWriteSet,
  circumstances: Circumstances & { readonly writeSet: Id; readonly actor: Actor },
): Outcome {
  assertKeysAreFree(tenant, writeSet, circumstances.now)
  const copy = copyOf(tenant.resources)
  for (const operation of writeSet.operations) {
    if (!isStillToBeDone(copy, operation, tenant, writeSet)) continue
    applyOperation(copy, operation, circumstances)
  }
  assertReferences(copy, writeSet.operations)
  assertClaims(copy)
  const counters = countersAfter(tenant, writeSet.counts)
  const changes = changesOf(tenant, copy, writeSet.operations)

  const heads = takeOver(tenant, changes, circumstances.now)
  for (const [name, counter] of counters) tenant.counters.set(name, counter)
  keepAnswers(tenant.keptAnswers, writeSet.answers, circumstances.now)
  tenant.changeRecords.push(...recordsOf(changes, heads, { tenant: tenant.name, ...circumstances }))
  return { changed: changes.length > 0 || [...writeSet.counts.values()].some((delta) => delta !== 0), heads }
}

/** Nothing stands against it: the resources are what they became. Answers their versions. */
function takeOver({ resources }: MemoryTenant, changes: readonly Change[], now: Instant): Outcome['heads'] {
  const heads: Outcome['heads'] = new Map()
  for (const change of changes) {
    const after = change.after && moveVersions(change, change.after, now)
    if (!after) {
      resources.delete(change.id)
      continue
    }
    resources.set(change.id, after)
    heads.set(change.id, { version: after.version, lastModified: after.lastModified })
  }
  return heads
}

/** Before all else: what is taken may be taken by the same request, whose answer is kept. */
function assertKeysAreFree({ keptAnswers }: MemoryTenant, { answers }: MemoryWriteSet, now: Instant): void {
  for (const place of answers.keys()) if (keptAnswer(keptAnswers, place, now)) throw new Moved()
}

/** Checks what an operation presupposes. False for what a replace of all links finds done already by somebody else. */
function isStillToBeDone(
  copy: WorkingCopy,
  operation: MemoryOperation,
  tenant: MemoryTenant,
  { guards, scanned }: MemoryWriteSet,
): boolean {
  const { kind, id } = operation
  if (kind === 'create') {
    if (copy.get(id)) throw new ClaimTaken('id')
    return true
  }
  const resource = copy.get(id)
  if (!resource || (kind === 'remove' && resource.type !== operation.type.name)) throw new Moved()
  const guard = guards.get(id)
  const live = tenant.resources.get(id)
  // A resource that this write set creates has nobody else to move it.
  if (guard && live) {
    if (changesDocument(operation) && live.documentVersion !== guard.documentVersion) throw new Moved()
    if (guard.version !== undefined && live.version !== guard.version) throw new Moved()
  }
  if (kind !== 'link' && kind !== 'unlink') return true
  const member = kind === 'link' ? operation.member.value : operation.member
  const isLinked = resource.members.some(({ value }) => value === member)
  if (isLinked === (kind === 'unlink')) return true
  if (!scanned.has(id)) throw new Moved()
  return false
}

/** Looked at when all is done, so that operations of one write set may refer to each other in a circle. */
function assertReferences(copy: WorkingCopy, operations: readonly MemoryOperation[]): void {
  const missing = new Set<Id>()
  for (const operation of operations) {
    if (operation.kind !== 'link') continue
    const members = copy.get(operation.id)?.members ?? []
    const value = operation.member.value
    if (members.some((member) => member.value === value) && !copy.get(value)) missing.add(value)
  }
  if (missing.size > 0) throw new ReferenceMissing([...missing].sort(compareText))
}

/** Decided on what all would hold together, so that two resources may swap their values in one write set. */
function assertClaims(copy: WorkingCopy): void {
  const claimants = [...copy.touched].flatMap((id) => copy.get(id) ?? []).filter(({ claims }) => claims.size > 0)
  if (claimants.length === 0) return
  const holders = [...copy.all()]
  for (const { id, claims } of claimants)
    for (const [claim, attribute] of claims)
      if (holders.some((holder) => holder.id !== id && holder.claims.has(claim))) throw new ClaimTaken(attribute)
}

function countersAfter(tenant: MemoryTenant, counts: ReadonlyMap<string, number>): MemoryTenant['counters'] {
  const after: MemoryTenant['counters'] = new Map()
  for (const [name, delta] of [...counts].sort(([a], [b]) => compareText(a, b))) {
    if (delta === 0) continue
    const counter = tenant.counters.get(name)
    if (delta < 0 && !counter) continue
    const { used, limit } = counter ?? { used: 0, limit: undefined }
    // What falls may fall, even where the bound has been lowered below it meanwhile.
    if (delta > 0 && limit !== undefined && used + delta > limit) throw new LimitReached(name)
    after.set(name, { used: used + delta, limit })
  }
  return after
}

/** One resource's part of a write set; `isRecorded` is false where only the removal of a member moved it. */
interface Change {
  readonly id: Id
  readonly before: MemoryResource | undefined
  readonly after: MemoryResource | undefined
  /** `after`, and where that is nothing, `before`. */
  readonly last: MemoryResource
  readonly movesDocument: boolean
  readonly isRecorded: boolean
  readonly owners: readonly Id[]
}

function changesOf(tenant: MemoryTenant, copy: WorkingCopy, operations: readonly MemoryOperation[]): readonly Change[] {
  const documents = new Set(operations.filter(changesDocument).map(({ id }) => id))
  const removed = [...copy.touched].filter((id) => tenant.resources.has(id) && !copy.get(id))
  return [...copy.touched].sort(compareText).flatMap((id) => {
    const [before, after] = [tenant.resources.get(id), copy.get(id)]
    const last = after ?? before
    if (!last) return []
    const movesDocument = documents.has(id)
    if (before && after && !movesDocument && hasSameMembers(before.members, after.members)) return []
    const kept = (before?.members ?? []).filter(({ value }) => !removed.includes(value))
    const isRecorded = !before || !after || movesDocument || !hasSameMembers(kept, after.members)
    return [{ id, before, after, last, movesDocument, isRecorded, owners: after ? [] : ownersOf(tenant, copy, id) }]
  })
}

/** Those that stay and lost a link to the removed resource. */
function ownersOf(tenant: MemoryTenant, copy: WorkingCopy, removed: Id): readonly Id[] {
  return [...tenant.resources.values()]
    .filter(({ id, members }) => copy.get(id) && members.some(({ value }) => value === removed))
    .map(({ id }) => id)
    .sort(compareText)
}

function hasSameMembers(a: readonly Member[], b: readonly Member[]): boolean {
  const values = new Set(a.map(({ value }) => value))
  return a.length === b.length && b.every(({ value }) => values.has(value))
}

/** Once a write set, whatever it stages on the resource. */
function moveVersions({ before, movesDocument }: Change, after: MemoryResource, now: Instant): MemoryResource {
  if (!before) return after
  return {
    ...after,
    version: before.version + 1,
    documentVersion: before.documentVersion + (movesDocument ? 1 : 0),
    lastModified: Math.max(before.lastModified + 1, now),
  }
}

function recordsOf(
  changes: readonly Change[],
  heads: Outcome['heads'],
  set: { readonly tenant: string; readonly writeSet: Id; readonly actor: Actor; readonly now: Instant },
): readonly ChangeRecord[] {
  return changes
    .filter(({ isRecorded }) => isRecorded)
    .map(({ id, before, after, last, owners }, n) => ({
      tenant: set.tenant,
      writeSet: set.writeSet,
      n,
      type: last.type,
      id,
      action: !before ? 'create' : after ? 'put' : 'remove',
      version: heads.get(id)?.version ?? last.version + 1,
      owners,
      connection: set.actor.connection,
      request: set.actor.request,
      at: set.now,
    }))
}
