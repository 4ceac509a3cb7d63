import type { AttributeExpression, Filter, ResourceType } from '@rollcall/scim'
import { indexedName } from '../index-rows/indexed-attributes.js'
import type { SqlReader } from '../sql-database.js'
import { sql } from '../sql-text.js'
import type { Viewer } from '../storage/read-resources.js'

/**
 * Those of a filter's attributes that have a value longer than the index keeps, as far as it matters: only the parts of a
 * text that are searched from its middle or its end may lie beyond.
 */
export async function findCutAttributes(
  reader: SqlReader,
  { tenant }: Viewer,
  type: ResourceType,
  filter: Filter,
): Promise<ReadonlySet<string>> {
  const names = new Set(searchesOf(filter).map(({ path }) => indexedName(path)))
  const cut = new Set<string>()
  for (const name of names) {
    const rows = await reader.read(sql`
      SELECT v.attribute FROM attribute_values v
      WHERE v.tenant_id = ${tenant} AND v.type = ${type.name} AND v.attribute = ${name} AND v.is_cut = 1 LIMIT 1`)
    if (rows.length > 0) cut.add(name)
  }
  return cut
}

function searchesOf(filter: Filter): readonly AttributeExpression[] {
  switch (filter.kind) {
    case 'compare':
      return filter.operator === 'co' || filter.operator === 'ew' ? [filter] : []
    case 'present':
      return []
    case 'not':
      return searchesOf(filter.operand)
    case 'logical':
      return filter.operands.flatMap(searchesOf)
    case 'valuePath':
      return searchesOf(filter.filter)
  }
}
