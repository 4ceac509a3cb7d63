import type { Id, JsonObject } from '@rollcall/scim'
import { joinSql, type SqlText, sql } from '../sql-text.js'
import { displayOf, movesDocument, type StagedResource } from '../storage/staged.js'
import type { WriteSetDraft } from './write-set.js'

/** Makes a new resource's row. */
export function addCreation(set: WriteSetDraft, resource: StagedResource): void {
  const { kind, id, type, written } = resource
  if (kind !== 'created' || !type || !written) return
  const now = BigInt(set.now)
  set.add(
    sql`INSERT INTO resources
      (tenant_id, id, type, document_version, version, created, last_modified, display, write_set_id, document,
        index_version)
      VALUES (${set.tenant}, ${id}, ${type.name}, 1, 1, ${now}, ${now}, ${displayText(written.document)},
        ${set.writeSet}, ${written.text}, ${BigInt(set.indexes.version)})
      ON CONFLICT DO NOTHING`,
    { expect: 1, miss: { kind: 'idTaken' } },
  )
}

/**
 * Moves the versions of a resource that was there before, once, and writes its new document. Where only links are staged
 * and they may turn out to be done already, the move waits for one of them to change something.
 */
export function addMove(set: WriteSetDraft, resource: StagedResource, edges: readonly number[]): void {
  if (resource.kind === 'created') return
  const wholly = movesDocument(resource)
  if (!wholly && edges.length === 0) return
  const isConditional = !wholly && set.staged.scanned.has(resource.id)
  set.add(
    sql`UPDATE resources SET ${joinSql(assignmentsOf(set, resource, wholly), ', ')}
      WHERE ${joinSql(guardsOf(set, resource, wholly), ' AND ')}
      RETURNING id, version, last_modified`,
    {
      expect: 1,
      miss: { kind: 'moved', id: resource.id },
      ...(isConditional ? { onlyIf: edges } : {}),
    },
  )
}

/** `lastModified = max(old + 1 ms, now)`: it never stands still. */
export function movedTime(now: number): SqlText {
  const instant = BigInt(now)
  return sql`last_modified = CASE WHEN last_modified < ${instant} THEN ${instant} ELSE last_modified + 1 END`
}

function assignmentsOf(set: WriteSetDraft, { written }: StagedResource, wholly: boolean): readonly SqlText[] {
  const assignments = [sql`version = version + 1`, movedTime(set.now), sql`write_set_id = ${set.writeSet}`]
  if (wholly) assignments.push(sql`document_version = document_version + 1`)
  if (written) {
    assignments.push(sql`display = ${displayText(written.document)}`, sql`document = ${written.text}`)
  }
  return assignments
}

/** The document version guards all but links; the client's version all, where it was asked to. */
function guardsOf(set: WriteSetDraft, resource: StagedResource, wholly: boolean): readonly SqlText[] {
  const read = set.staged.reads.get(resource.id)
  const guards = [sql`tenant_id = ${set.tenant}`, sql`id = ${resource.id}`]
  if (resource.type) guards.push(sql`type = ${resource.type.name}`)
  if (read && wholly) guards.push(sql`document_version = ${BigInt(read.stored.documentVersion)}`)
  // A document's index rows were made for the newest set already, which this writer does not know.
  if (resource.written) guards.push(sql`index_version <= ${BigInt(set.indexes.version)}`)
  if (read?.guardsVersion) guards.push(sql`version = ${BigInt(read.stored.version)}`)
  return guards
}

function displayText(document: JsonObject): string | null {
  return displayOf(document) ?? null
}

/** The ids that the write set removes. */
export function removedIds(set: WriteSetDraft): readonly Id[] {
  return set.resources.flatMap(({ kind, id }) => (kind === 'removed' ? [id] : []))
}
