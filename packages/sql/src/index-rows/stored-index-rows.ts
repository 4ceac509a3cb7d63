import { type SqlText, sql } from '../sql-text.js'
import type { IndexRow } from './index-rows.js'

/** An index row as the database has it. */
export interface StoredIndexRow {
  readonly resource_id: string
  readonly type: string
  readonly attribute: string
  readonly missing: bigint
  readonly value: string
  readonly element: bigint
  readonly is_sort_key: bigint
  readonly is_cut: bigint
}

/** Reads all of some resources. */
export function storedIndexRowsOf(tenant: string, ids: SqlText): SqlText {
  return sql`
    SELECT a.resource_id, a.type, a.attribute, a.missing, a.value, a.element, a.is_sort_key, a.is_cut
    FROM attribute_values a WHERE a.tenant_id = ${tenant} AND a.resource_id IN ${ids}`
}

/** The row, as it is made of a document. */
export function indexRowOf({ attribute, missing, value, element, is_sort_key, is_cut }: StoredIndexRow): IndexRow {
  return {
    attribute,
    value,
    element: Number(element),
    isMissing: missing === 1n,
    isSortKey: is_sort_key === 1n,
    isCut: is_cut === 1n,
  }
}
