import type { JsonObject, ResourceType } from '@rollcall/scim'
import {
  type BoundIndexRow,
  boundIndexRow,
  deleteIndexRow,
  insertIndexRows,
} from '../index-rows/index-row-statements.js'
import { type IndexRow, indexRowsOf, isSameRow, rowKey } from '../index-rows/index-rows.js'
import type { StagedResource } from '../storage/staged.js'
import { statementChunks } from './statement-chunks.js'
import type { WriteSetDraft } from './write-set.js'

/**
 * Brings the index rows of the written documents up to date: only those that differ are touched. What is added is added for all
 * of them together: an import writes a hundred people at once.
 */
export function addIndexRows(set: WriteSetDraft): void {
  const added = set.resources.flatMap((resource) => changeIndexRows(set, resource))
  for (const rows of statementChunks(set.dialect, added, rowsAStatement)) {
    set.add(insertIndexRows(rows))
  }
}

const rowsAStatement = 128

/** Deletes the rows that a document no longer has, and answers those that are to be added. */
function changeIndexRows(set: WriteSetDraft, resource: StagedResource): readonly BoundIndexRow[] {
  const { id, kind, type, written } = resource
  if (kind === 'removed' || !type || !written) return []
  const { before, after } = rowsAround(set, resource, type)
  for (const [key, row] of before) {
    if (!isSameRow(row, after.get(key))) set.add(deleteIndexRow(set.tenant, type.name, id, row))
  }
  const added = [...after].filter(([key, row]) => !isSameRow(row, before.get(key)))
  return added.map(([, row]) => boundIndexRow(set.tenant, type.name, id, row))
}

type IndexRows = ReadonlyMap<string, IndexRow>

/** The rows of what changes, before and after. The move of the resource proves that the document is the one that was read. */
function rowsAround(set: WriteSetDraft, resource: StagedResource, type: ResourceType) {
  const { names, before, after } = set.changeOf(resource)
  const indexes = set.indexes.written(type)
  if (resource.kind === 'created') return { before: noRows, after: byKey(indexRowsOf(type, after, indexes)) }
  const rowsOfChanged = (document: JsonObject) => byKey(indexRowsOf(type, document, indexes, names))
  return { before: rowsOfChanged(before), after: rowsOfChanged(after) }
}

const noRows: IndexRows = new Map()

function byKey(rows: readonly IndexRow[]): IndexRows {
  return new Map(rows.map((row) => [rowKey(row), row]))
}
