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
    // Found in the index alone, then read by key: a database that knows nothing yet of what it holds would sooner look at
    // everything that the tenant has.
    const rows = await reader.read<{ readonly value: string; readonly id: Id; readonly type: string }>(sql`
      SELECT k.resource_id AS id,
        (SELECT x.value FROM external_ids x WHERE x.tenant_id = ${tenant} AND x.resource_id = k.resource_id
          AND x.connection_id = ${connection}) AS value,
        (SELECT r.type FROM resources r WHERE r.tenant_id = ${tenant} AND r.id = k.resource_id) AS type
      FROM external_ids k WHERE k.tenant_id = ${tenant} AND k.connection_id = ${connection}
        AND k.value_key IN ${listOf(chunk.map((value) => cutText(value).text))}
      ORDER BY k.value_key, k.resource_id`)
    // A key is the beginning of a value: several values may share one.
    for (const { value, id, type } of rows) known.get(value)?.push({ id, type })
  }
  return known
}
