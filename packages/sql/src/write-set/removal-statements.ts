import type { Id } from '@rollcall/scim'
import { chunksOf, listOf, literal, sql } from '../sql-text.js'
import { movedTime, removedIds } from './resource-statements.js'
import type { WriteSetDraft } from './write-set.js'

/**
 * Makes sure that what is removed, and the edges to it, stay as they are until it is. Edges go before their owner's row, as
 * everywhere: a member's edges are those of others, which nobody adds to once its own row is locked.
 */
export function addRemovalLocks(set: WriteSetDraft): void {
  const { removalLock } = set.dialect
  const chunks = chunksOf(removedIds(set))
  for (const ids of chunks) removeOwnEdges(set, ids)
  if (removalLock === '') return
  for (const ids of chunks) {
    set.add(sql`
      SELECT r.id FROM resources r WHERE r.tenant_id = ${set.tenant} AND r.id IN ${listOf(ids)}
      ORDER BY r.id${literal(removalLock)}`)
    set.add(sql`
      SELECT e.owner_id FROM edges e WHERE e.tenant_id = ${set.tenant} AND e.member_id IN ${listOf(ids)}
      ORDER BY e.owner_id, e.member_id${literal(removalLock)}`)
  }
}

/**
 * Removes resources with all that hangs on them; `addMove` has proved their guards, and their records have listed the
 * owners. Statement by statement, each seeing what the one before it did: in one statement an edge that was added meanwhile
 * would stay behind.
 */
export function addRemovals(set: WriteSetDraft): void {
  for (const ids of chunksOf(removedIds(set))) {
    moveOwners(set, ids)
    set.add(sql`DELETE FROM edges WHERE tenant_id = ${set.tenant} AND member_id IN ${listOf(ids)}`)
    // Those that were added until the owner's row was locked.
    removeOwnEdges(set, ids)
    for (const table of tablesByResource) {
      set.add(
        sql`DELETE FROM ${{ sql: table, parameters: [] }} WHERE tenant_id = ${set.tenant} AND resource_id IN ${listOf(ids)}`,
      )
    }
    for (const table of tablesByUser) {
      set.add(
        sql`DELETE FROM ${{ sql: table, parameters: [] }} WHERE tenant_id = ${set.tenant} AND user_id IN ${listOf(ids)}`,
      )
    }
    set.add(sql`DELETE FROM resources WHERE tenant_id = ${set.tenant} AND id IN ${listOf(ids)}`)
  }
}

const tablesByResource = ['unique_values', 'external_ids', 'attribute_values']
const tablesByUser = ['grants', 'passwords']

/** Those that lose a link move their version, in order of their ids, but no version moves twice in a write set. */
function moveOwners(set: WriteSetDraft, ids: readonly Id[]): void {
  set.add(sql`
    UPDATE resources SET version = version + 1, ${movedTime(set.now)}, write_set_id = ${set.writeSet}
    WHERE tenant_id = ${set.tenant} AND write_set_id <> ${set.writeSet} AND id IN (
      SELECT o.id FROM resources o WHERE o.tenant_id = ${set.tenant} AND o.id IN (
        SELECT e.owner_id FROM edges e WHERE e.tenant_id = ${set.tenant} AND e.member_id IN ${listOf(ids)}
      ) ORDER BY o.id${literal(set.dialect.changeLock)}
    ) RETURNING id, version, last_modified`)
}

function removeOwnEdges(set: WriteSetDraft, ids: readonly Id[]): void {
  set.add(sql`DELETE FROM edges WHERE tenant_id = ${set.tenant} AND owner_id IN ${listOf(ids)}`)
}
