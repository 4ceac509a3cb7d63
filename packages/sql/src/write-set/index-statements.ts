import type { ResourceType } from '@rollcall/scim'
import type { Bound } from '../bind-value.js'
import { type IndexRow, indexRowsOf, rowKey } from '../index-rows/index-rows.js'
import { chunksOf, padded, rowsOf, sql } from '../sql-text.js'
import type { StagedResource } from '../storage/staged.js'
import type { WriteSetDraft } from './write-set.js'

/** Brings the index rows of a written document up to date: only those that differ are touched. */
export function addIndexRows(set: WriteSetDraft, resource: StagedResource): void {
  const { id, kind, type, written } = resource
  if (kind === 'removed' || !type || !written) return
  const { before, after } = rowsAround(set, resource, type)
  for (const [key, row] of before) {
    if (isSame(row, after.get(key))) continue
    set.add(sql`
      DELETE FROM attribute_values WHERE tenant_id = ${set.tenant} AND type = ${type.name}
        AND attribute = ${row.attribute} AND missing = ${flag(row.isMissing)} AND value = ${row.value}
        AND resource_id = ${id} AND element = ${BigInt(row.element)}`)
  }
  const added = [...after].filter(([key, row]) => !isSame(row, before.get(key))).map(([, row]) => row)
  for (const rows of chunksOf(added, rowsAStatement)) {
    set.add(sql`
      INSERT INTO attribute_values
        (tenant_id, type, attribute, missing, value, resource_id, element, is_sort_key, is_cut)
      VALUES ${rowsOf(padded(rows.map((row) => valuesOf(set.tenant, type.name, id, row))))}
      ON CONFLICT DO NOTHING`)
  }
}

const rowsAStatement = 64

type IndexRows = ReadonlyMap<string, IndexRow>

/** The rows of what changes, before and after. The move of the resource proves that the document is the one that was read. */
function rowsAround(set: WriteSetDraft, resource: StagedResource, type: ResourceType) {
  const { names, before, after } = set.changeOf(resource)
  if (resource.kind === 'created') return { before: noRows, after: byKey(indexRowsOf(type, after)) }
  return { before: byKey(indexRowsOf(type, before, names)), after: byKey(indexRowsOf(type, after, names)) }
}

const noRows: IndexRows = new Map()

function byKey(rows: readonly IndexRow[]): IndexRows {
  return new Map(rows.map((row) => [rowKey(row), row]))
}

function isSame(row: IndexRow, other: IndexRow | undefined): boolean {
  return other !== undefined && other.isSortKey === row.isSortKey && other.isCut === row.isCut
}

function valuesOf(tenant: string, type: string, id: string, row: IndexRow): readonly Bound[] {
  const { attribute, isMissing, value, element, isSortKey, isCut } = row
  return [tenant, type, attribute, flag(isMissing), value, id, BigInt(element), flag(isSortKey), flag(isCut)]
}

function flag(value: boolean): bigint {
  return value ? 1n : 0n
}
