import type { Id } from '@rollcall/scim'
import { chunksOf, listOf, padded, rowsOf, sql } from '../sql-text.js'
import type { StagedResource } from '../storage/staged.js'
import { statementChunks } from './statement-chunks.js'
import type { Precondition, WriteSetDraft } from './write-set.js'

/**
 * Changes an owner's edges and answers which statements do. A link must be absent and an unlink present, unless the
 * owner's links were read as a whole: then what is done already is passed over, or a large replace would never end beside
 * other writers. A member that does not exist breaks the foreign key.
 */
export function addEdges(set: WriteSetDraft, owner: StagedResource): readonly number[] {
  if (owner.kind === 'removed') return []
  const isLenient = set.staged.scanned.has(owner.id)
  const precondition = (count: number): Precondition =>
    isLenient ? {} : { expect: count, miss: { kind: 'moved', id: owner.id } }
  const unlinks = chunksOf(idsOf(owner, 'unlink')).map((ids) =>
    set.add(
      sql`DELETE FROM edges WHERE tenant_id = ${set.tenant} AND owner_id = ${owner.id} AND member_id IN ${listOf(ids)}`,
      precondition(ids.length),
    ),
  )
  const links = statementChunks(set.dialect, idsOf(owner, 'link')).map((ids) =>
    set.add(
      sql`INSERT INTO edges (tenant_id, owner_id, member_id)
        VALUES ${rowsOf(padded(ids.map((id) => [set.tenant, owner.id, id])))} ON CONFLICT DO NOTHING`,
      precondition(ids.length),
    ),
  )
  return [...unlinks, ...links]
}

/** In order: everybody locks edges in one order. */
function idsOf({ links }: StagedResource, kind: 'link' | 'unlink'): readonly Id[] {
  return [...links].flatMap(([id, link]) => (link.kind === kind ? [id] : [])).sort()
}
