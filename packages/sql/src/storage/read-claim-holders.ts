import type { Id } from '@rollcall/scim'
import type { Claim } from '../index-rows/unique-claims.js'
import type { SqlReader } from '../sql-database.js'
import { chunksOf, listOf, sql } from '../sql-text.js'

/**
 * Who holds unique values now, for whoever wants to know of many before writing any: by the claims' keys in the map that
 * `uniqueClaimsOf` gives. It promises nothing of the moment after: only a commit does.
 */
export async function readClaimHolders(
  reader: SqlReader,
  tenant: string,
  claims: ReadonlyMap<string, Claim>,
): Promise<ReadonlyMap<string, Id>> {
  const holders = new Map<string, Id>()
  for (const [, alike] of groupBy(claims, ([, { schema, attribute }]) => JSON.stringify([schema, attribute]))) {
    for (const chunk of chunksOf(alike)) await readChunk(reader, tenant, chunk, holders)
  }
  return holders
}

type NamedClaim = readonly [name: string, claim: Claim]

/** All of one attribute. */
async function readChunk(
  reader: SqlReader,
  tenant: string,
  claims: readonly NamedClaim[],
  holders: Map<string, Id>,
): Promise<void> {
  const names = new Map(claims.map(([name, { key }]) => [key, name]))
  const { schema = '', attribute = '' } = claims[0]?.[1] ?? {}
  const rows = await reader.read<{ readonly value_key: string; readonly resource_id: Id }>(sql`
    SELECT u.value_key, u.resource_id FROM unique_values u
    WHERE u.tenant_id = ${tenant} AND u.schema_id = ${schema} AND u.attribute = ${attribute}
      AND u.value_key IN ${listOf([...names.keys()])}`)
  for (const { value_key, resource_id } of rows) {
    const name = names.get(value_key)
    if (name !== undefined) holders.set(name, resource_id)
  }
}

function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group) group.push(item)
    else groups.set(keyOf(item), [item])
  }
  return groups
}
