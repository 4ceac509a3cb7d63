import type { Id } from '@rollcall/scim'
import { chunksOf, listOf, sql } from '../sql-text.js'
import { movedTime, removedIds } from './resource-statements.js'
import type { WriteSetDraft } from './write-set.js'

/**
 * Removes resources with all that hangs on them; `addMove` has locked their rows and proved their guards, and their records
 * have listed the owners. Statement by statement, each seeing what the one before it did: in one statement an edge that was
 * added meanwhile would stay behind.
 */
export function addRemovals(set: WriteSetDraft): void {
  for (const ids of chunksOf(removedIds(set))) {
    moveOwners(set, ids)
    removeEdges(set, ids)
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

/** Those that lose a link move their version, but no version moves twice in a write set. */
function moveOwners(set: WriteSetDraft, ids: readonly Id[]): void {
  set.add(sql`
    UPDATE resources SET version = version + 1, ${movedTime(set.now)}, write_set_id = ${set.writeSet}
    WHERE tenant_id = ${set.tenant} AND write_set_id <> ${set.writeSet} AND id IN (
      SELECT e.owner_id FROM edges e WHERE e.tenant_id = ${set.tenant} AND e.member_id IN ${listOf(ids)}
    ) RETURNING id, version, last_modified`)
}

function removeEdges(set: WriteSetDraft, ids: readonly Id[]): void {
  set.add(sql`DELETE FROM edges WHERE tenant_id = ${set.tenant} AND member_id IN ${listOf(ids)}`)
  set.add(sql`DELETE FROM edges WHERE tenant_id = ${set.tenant} AND owner_id IN ${listOf(ids)}`)
}
