import type { Id, Instant } from '../resource/resource.js'
import type { KeptAnswer } from './kept-answer.js'
import type { ChangeRecord } from './memory-change-record.js'
import type { Grant, Link } from './resource-store.js'

/** All that the memory store keeps of a tenant. Resources are replaced as a whole, never changed in place. */
export interface MemoryTenant {
  readonly name: string
  readonly resources: Map<Id, MemoryResource>
  readonly counters: Map<string, MemoryCounter>
  readonly changeRecords: ChangeRecord[]
  /** By connection and key, the oldest first. */
  readonly keptAnswers: Map<string, KeptAnswer>
  /** The last writer of each resource that writers queue up for. */
  readonly queues: Map<Id, Promise<unknown>>
}

/** A whole resource: document, members and grants inside. */
export interface MemoryResource {
  readonly type: string
  readonly id: Id
  readonly version: number
  readonly documentVersion: number
  readonly created: Instant
  readonly lastModified: Instant
  readonly text: string
  /** What the document claims for itself alone, each with the attribute's name. */
  readonly claims: ReadonlyMap<string, string>
  /** By connection; what came without a connection is under undefined (D-53). */
  readonly externalIds: ReadonlyMap<string | undefined, string>
  readonly members: readonly Member[]
  readonly grants: readonly Grant[]
  readonly passwordHash: string | undefined
}

/** A member without what is derived. */
export type Member = Pick<Link, 'value' | 'type'>

/** How much of something is used, and how much may be. */
export interface MemoryCounter {
  readonly used: number
  readonly limit: number | undefined
}

/** A tenant that holds nothing yet. */
export function emptyTenant(name: string): MemoryTenant {
  return {
    name,
    resources: new Map(),
    counters: new Map(),
    changeRecords: [],
    keptAnswers: new Map(),
    queues: new Map(),
  }
}

/** The resources as somebody sees them who has read some and changed some. */
export interface WorkingCopy {
  /** What was read once stays as it was read. */
  get(id: Id): MemoryResource | undefined
  set(id: Id, resource: MemoryResource | undefined): void
  all(): Iterable<MemoryResource>
  /** The ids that were set. */
  readonly touched: ReadonlySet<Id>
}

/** A working copy over resources that others may go on to change. */
export function copyOf(live: ReadonlyMap<Id, MemoryResource>): WorkingCopy {
  const seen = new Map<Id, MemoryResource | undefined>()
  const touched = new Set<Id>()
  function get(id: Id) {
    if (!seen.has(id)) seen.set(id, live.get(id))
    return seen.get(id)
  }
  return {
    get,
    set(id, resource) {
      seen.set(id, resource)
      touched.add(id)
    },
    all: () => [...new Set([...live.keys(), ...seen.keys()])].flatMap((id) => get(id) ?? []),
    touched,
  }
}
