import type { Id } from '@rollcall/scim'
import type { Statement } from '../sql-database.js'
import type { SqlText } from '../sql-text.js'
import type { Staged, StagedResource } from '../storage/staged.js'
import { addAttachments } from './attached-statements.js'
import { addClaims } from './claim-statements.js'
import { addCounts } from './counter-statements.js'
import { addEdges } from './edge-statements.js'
import { addIndexRows } from './index-statements.js'
import { addRecords } from './record-statements.js'
import { addRemovals } from './removal-statements.js'
import { addCreation, addMove } from './resource-statements.js'

/** A write set as data: what a backend applies whole or not at all. */
export interface WriteSet {
  readonly statements: readonly Statement[]
  /** For each statement, what it means when its precondition does not hold. */
  readonly misses: readonly (Miss | undefined)[]
}

/** What a precondition that does not hold says. Which of several reasons it is, a read tells. */
export type Miss =
  | { readonly kind: 'moved'; readonly id: Id }
  | { readonly kind: 'idTaken' }
  | {
      readonly kind: 'claimTaken'
      readonly schema: string
      readonly attribute: string
      readonly key: string
      readonly by: Id
    }
  | { readonly kind: 'limitReached'; readonly counter: string }

/** What a write set knows of its circumstances. */
export interface Circumstances {
  readonly tenant: string
  /** Empty for an actor without a connection. */
  readonly connection: string
  readonly request: string
  readonly now: number
  readonly writeSet: Id
  readonly idempotencyKey: string | undefined
}

/** A write set being put together. */
export interface WriteSetDraft extends Circumstances {
  readonly staged: Staged
  /** What is staged, in order of ids: everybody takes locks in one order. */
  readonly resources: readonly StagedResource[]
  /** Adds a statement and answers its index. */
  add(text: SqlText, more?: Precondition): number
}

export interface Precondition {
  readonly expect?: number
  readonly miss?: Miss
  readonly onlyIf?: readonly number[]
}

/**
 * The write set of what a draft staged, in the order that keeps writers from locking each other out: resources are created
 * before edges; edges change before their owner's row, whose move depends on them; then what belongs to one resource alone.
 */
export function writeSetOf(staged: Staged, circumstances: Circumstances): WriteSet {
  const statements: Statement[] = []
  const misses: (Miss | undefined)[] = []
  const set: WriteSetDraft = {
    ...circumstances,
    staged,
    resources: [...staged.resources.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    add(text, { miss, ...precondition } = {}) {
      misses.push(miss)
      return statements.push({ ...text, ...precondition }) - 1
    },
  }
  for (const resource of set.resources) addCreation(set, resource)
  const edges = new Map(set.resources.map((resource) => [resource.id, addEdges(set, resource)]))
  for (const resource of set.resources) addMove(set, resource, edges.get(resource.id) ?? [])
  addRecords(set, edges)
  addRemovals(set)
  addClaims(set)
  addCounts(set)
  for (const resource of set.resources) addIndexRows(set, resource)
  for (const resource of set.resources) addAttachments(set, resource)
  return { statements, misses }
}
