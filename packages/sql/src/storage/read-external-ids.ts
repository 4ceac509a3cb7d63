import type { Id } from '@rollcall/scim'
import { cutText } from '../index-rows/index-value.js'
import type { SqlReader } from '../sql-database.js'
import { chunksOf, listOf, sql } from '../sql-text.js'
import type { Viewer } from './read-resources.js'

/** A resource that a connection knows by an external id. */
export interface KnownResource {
  readonly id: Id
  /** The resource type's name. */
  readonly type: string
}

/** What a connection calls by these external ids (D-53): nothing keeps it from calling two things by one. */
export async function readExternalIds(
  reader: SqlReader,
  { tenant, connection }: Viewer,
  values: readonly string[],
): Promise<ReadonlyMap<string, readonly KnownResource[]>> {
  const known = new Map<string, KnownResource[]>(values.map((value) => [value, []]))
  for (const chunk of chunksOf([...known.keys()])) {
    const rows = await reader.read<{ readonly value: string; readonly id: Id; readonly type: string }>(sql`
      SELECT x.value, r.id, r.type FROM external_ids x CROSS JOIN resources r
      WHERE x.tenant_id = ${tenant} AND r.tenant_id = ${tenant} AND r.id = x.resource_id
        AND x.connection_id = ${connection} AND x.value_key IN ${listOf(chunk.map((value) => cutText(value).text))}
      ORDER BY r.id`)
    // A key is the beginning of a value: several values may share one.
    for (const { value, id, type } of rows) known.get(value)?.push({ id, type })
  }
  return known
}
