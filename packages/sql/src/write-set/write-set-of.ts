import type { Statement } from '../sql-database.js'
import type { Staged } from '../storage/staged.js'
import { addAttachments } from './attached-statements.js'
import { addClaims } from './claim-statements.js'
import { addConfigurationGuard } from './configuration-guard.js'
import { addCounts } from './counter-statements.js'
import { documentChangeOf } from './document-change.js'
import { addEdges } from './edge-statements.js'
import { addIndexRows } from './index-statements.js'
import { addKept } from './kept-statements.js'
import { proofOf } from './proof-of.js'
import { addRecords } from './record-statements.js'
import { addRemovalLocks, addRemovals } from './removal-statements.js'
import { addCreation, addMove } from './resource-statements.js'
import type { Circumstances, Miss, WriteSet, WriteSetDraft } from './write-set.js'

/**
 * The write set of what a draft staged, in the order that keeps writers from locking each other out: resources are created
 * before edges; edges change before their owner's row, whose move depends on them; what is removed is locked before it moves;
 * then what belongs to one resource alone, and counters, which belong to all.
 */
export function writeSetOf(staged: Staged, circumstances: Circumstances): WriteSet {
  const statements: Statement[] = []
  const misses: (Miss | undefined)[] = []
  const resources = [...staged.resources.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  const changes = new Map(resources.map((resource) => [resource, documentChangeOf(staged, resource)]))
  const set: WriteSetDraft = {
    staged,
    resources,
    changeOf: (resource) => changes.get(resource) ?? documentChangeOf(staged, resource),
    add(text, { miss, ...precondition } = {}) {
      misses.push(miss)
      return statements.push({ ...text, ...precondition }) - 1
    },
    ...circumstances,
  }
  addKept(set)
  addConfigurationGuard(set)
  for (const resource of set.resources) addCreation(set, resource)
  const edges = new Map(set.resources.map((resource) => [resource.id, addEdges(set, resource)]))
  addRemovalLocks(set)
  for (const resource of set.resources) addMove(set, resource, edges.get(resource.id) ?? [])
  addRecords(set, edges)
  addRemovals(set)
  addClaims(set)
  addIndexRows(set)
  for (const resource of set.resources) addAttachments(set, resource)
  // Last: whoever counts the same waits for the end of the transaction.
  addCounts(set)
  return { statements, misses, proof: proofOf(set) }
}
