import type { Id } from '../resource/resource.js'
import type { KeptAnswer } from './kept-answer.js'
import { keptAnswer, keptPlace } from './memory-kept-answers.js'
import { applyOperation, type Circumstances, type MemoryOperation, writtenOf } from './memory-operation.js'
import { copyOf, type MemoryTenant, type WorkingCopy } from './memory-tenant.js'
import { linksOf, storedOf, type Viewer } from './memory-view.js'
import type { Draft } from './resource-store.js'

/** What a run of the work has read and staged: all that the commit looks at. */
export interface MemoryWriteSet {
  readonly operations: readonly MemoryOperation[]
  readonly counts: ReadonlyMap<string, number>
  /** Of each resource read through `get`: what must not have moved. */
  readonly guards: ReadonlyMap<Id, Guard>
  /** Owners whose links were read as a whole, to be replaced. */
  readonly scanned: ReadonlySet<Id>
  /** Answers to keep, each with its place. */
  readonly answers: ReadonlyMap<string, KeptAnswer>
}

/** The versions that were read; the client's only where it guards. */
export interface Guard {
  readonly documentVersion: number
  readonly version: number | undefined
}

/** A draft over a tenant as it is now: reads are remembered, writes staged and seen by the draft alone. */
export function createMemoryDraft(
  tenant: MemoryTenant,
  circumstances: Circumstances,
  viewer: Viewer,
): { readonly draft: Draft; readonly writeSet: MemoryWriteSet } {
  const run: Run = {
    tenant,
    circumstances,
    viewer,
    copy: copyOf(tenant.resources),
    operations: [],
    counts: new Map(),
    guards: new Map(),
    scanned: new Set(),
    answers: new Map(),
  }
  return { draft: { ...readsOf(run), ...writesOf(run), ...keepingOf(run) }, writeSet: run }
}

/** A run of the work: the write set as it grows, and what it is made from. */
interface Run extends MemoryWriteSet {
  readonly tenant: MemoryTenant
  readonly circumstances: Circumstances
  readonly viewer: Viewer
  readonly copy: WorkingCopy
  readonly operations: MemoryOperation[]
  readonly counts: Map<string, number>
  readonly guards: Map<Id, Guard>
  readonly scanned: Set<Id>
  readonly answers: Map<string, KeptAnswer>
}

function readsOf({ copy, guards, scanned, viewer }: Run): Pick<Draft, 'get' | 'typesOf' | 'linked' | 'scanLinks'> {
  return {
    async get(type, id, guard) {
      const resource = copy.get(id)
      if (resource?.type !== type.name) return undefined
      const { documentVersion, version } = resource
      guards.set(id, { documentVersion, version: guard === 'version' ? version : guards.get(id)?.version })
      return storedOf(resource, type, { grants: true, groups: false }, viewer, copy.all)
    },
    async typesOf(ids) {
      return new Map(ids.flatMap((id) => copy.get(id) ?? []).map((resource) => [resource.id, resource.type]))
    },
    async linked(owner, ids) {
      const members = new Set(copy.get(owner)?.members.map(({ value }) => value))
      return new Set(ids.filter((id) => members.has(id)))
    },
    async *scanLinks(owner) {
      scanned.add(owner)
      const resource = copy.get(owner)
      if (resource) yield* linksOf(resource, copy.get)
    },
  }
}

function writesOf({ copy, operations, circumstances }: Run) {
  function stage(operation: MemoryOperation): void {
    operations.push(operation)
    applyOperation(copy, operation, circumstances)
  }
  return {
    create: (type, resource) => stage({ kind: 'create', type, id: resource.id, written: writtenOf(type, resource) }),
    put(type, resource) {
      if (!copy.get(resource.id)) throw new Error(`a put of '${resource.id}', which was not read`)
      stage({ kind: 'put', id: resource.id, written: writtenOf(type, resource) })
    },
    remove: (type, id) => stage({ kind: 'remove', type, id }),
    link: (owner, { value, type }) => stage({ kind: 'link', id: owner, member: { value, type } }),
    unlink: (owner, id) => stage({ kind: 'unlink', id: owner, member: id }),
    grant: (user, grant) => stage({ kind: 'grant', id: user, grant: { ...grant } }),
    revoke: (user, grant) => stage({ kind: 'revoke', id: user, grant: { ...grant } }),
    setPassword: (user, hash) => stage({ kind: 'setPassword', id: user, hash }),
  } satisfies Partial<Draft>
}

function keepingOf({ tenant, circumstances, counts, answers }: Run): Pick<Draft, 'count' | 'kept' | 'keep'> {
  const placeOf = (key: string) => keptPlace(circumstances.connection, key)
  return {
    count: (counter, delta) => void counts.set(counter, (counts.get(counter) ?? 0) + delta),
    async kept(key) {
      const place = placeOf(key)
      return answers.get(place) ?? keptAnswer(tenant.keptAnswers, place, circumstances.now)
    },
    keep: (key, answer) => void answers.set(placeOf(key), { ...answer }),
  }
}
