import type { SqlReader } from '../sql-database.js'
import { listOf, sql } from '../sql-text.js'
import type { Finding, FindingKind } from './finding.js'
import type { Verification } from './verification.js'

/** Rows about resources that do not exist. */
export async function* findOrphans({ database, tenant }: Verification): AsyncIterable<Finding> {
  for (const place of places) {
    for (let after = ''; ; ) {
      const page = await database.wideSnapshot((reader) => readPage(reader, tenant, place, after))
      for (const resource of page.missing) yield { kind: place.kind, tenant, resource, detail: '' }
      if (page.last === undefined) break
      after = page.last
    }
  }
}

/** Where a table names a resource, by a column that an index of it has next to the tenant. */
interface Place {
  readonly table: string
  readonly column: string
  readonly kind: FindingKind
}

const places: readonly Place[] = [
  { table: 'attribute_values', column: 'resource_id', kind: 'indexRowOfNothing' },
  { table: 'unique_values', column: 'resource_id', kind: 'claimOfNothing' },
  { table: 'external_ids', column: 'resource_id', kind: 'externalIdOfNothing' },
  { table: 'edges', column: 'owner_id', kind: 'edgeWithoutOwner' },
  { table: 'edges', column: 'member_id', kind: 'edgeWithoutMember' },
  { table: 'grants', column: 'user_id', kind: 'grantOfNobody' },
  { table: 'passwords', column: 'user_id', kind: 'passwordOfNobody' },
]

const pageLength = 256

interface Orphans {
  readonly missing: readonly string[]
  /** Undefined where there are no more. */
  readonly last: string | undefined
}

/** The next ids that a table names, and which of them are no resource. */
async function readPage(reader: SqlReader, tenant: string, { table, column }: Place, after: string): Promise<Orphans> {
  const [from, named] = [table, column].map((text) => ({ sql: text, parameters: [] }))
  if (!from || !named) return { missing: [], last: undefined }
  const rows = await reader.read<{ readonly id: string }>(sql`
    SELECT DISTINCT t.${named} AS id FROM ${from} t
    WHERE t.tenant_id = ${tenant} AND t.${named} > ${after}
    ORDER BY t.${named} LIMIT CAST(${BigInt(pageLength)} AS bigint)`)
  if (rows.length === 0) return { missing: [], last: undefined }
  const ids = rows.map(({ id }) => id)
  const there = await reader.read<{ readonly id: string }>(sql`
    SELECT r.id FROM resources r WHERE r.tenant_id = ${tenant} AND r.id IN ${listOf(ids)}`)
  const known = new Set(there.map(({ id }) => id))
  return { missing: ids.filter((id) => !known.has(id)), last: ids.at(-1) }
}
