import type { Bound } from '../bind-value.js'
import { padded, rowsOf, type SqlText, sql } from '../sql-text.js'
import type { IndexRow } from './index-rows.js'

/** A resource's index row, as a statement binds it. */
export type BoundIndexRow = readonly Bound[]

/** Adds rows, as many as one statement takes. */
export function insertIndexRows(rows: readonly BoundIndexRow[]): SqlText {
  return sql`
    INSERT INTO attribute_values
      (tenant_id, type, attribute, missing, value, resource_id, element, is_sort_key, is_cut)
    VALUES ${rowsOf(padded(rows))}
    ON CONFLICT DO NOTHING`
}

/** Takes one row away, by its key. */
export function deleteIndexRow(tenant: string, type: string, id: string, row: IndexRow): SqlText {
  return sql`
    DELETE FROM attribute_values WHERE tenant_id = ${tenant} AND type = ${type}
      AND attribute = ${row.attribute} AND missing = ${flag(row.isMissing)} AND value = ${row.value}
      AND resource_id = ${id} AND element = ${BigInt(row.element)}`
}

/** A row of a resource with its type and its tenant. */
export function boundIndexRow(tenant: string, type: string, id: string, row: IndexRow): BoundIndexRow {
  const { attribute, isMissing, value, element, isSortKey, isCut } = row
  return [tenant, type, attribute, flag(isMissing), value, id, BigInt(element), flag(isSortKey), flag(isCut)]
}

function flag(value: boolean): bigint {
  return value ? 1n : 0n
}
