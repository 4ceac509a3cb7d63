import { type StoredIndexRow, storedIndexRowsOf } from '../index-rows/stored-index-rows.js'
import type { SqlReader } from '../sql-database.js'
import { listOf, type SqlText, sql } from '../sql-text.js'

/** A resource with everything that is kept beside it. */
export interface StoredParts extends ResourceParts {
  readonly indexRows: readonly StoredIndexRow[]
  readonly claims: readonly ClaimParts[]
  readonly externalIds: readonly ExternalIdParts[]
  readonly grants: readonly GrantParts[]
  /** Of the write set that touched it last, also those of other resources. */
  readonly records: readonly RecordParts[]
}

interface ResourceParts {
  readonly id: string
  readonly type: string
  readonly document_version: bigint
  readonly version: bigint
  readonly display: string | null
  readonly document: string
  readonly write_set_id: string
  readonly index_version: bigint
}

interface ClaimParts {
  readonly resource_id: string
  readonly schema_id: string
  readonly attribute: string
  readonly value_key: string
}

interface ExternalIdParts {
  readonly resource_id: string
  readonly connection_id: string
  readonly value: string
  readonly value_key: string
}

interface GrantParts {
  readonly resource_id: string
  readonly kind: string
  readonly type: string
  readonly value: string
  readonly type_key: string
  readonly value_key: string
}

interface RecordParts {
  readonly write_set_id: string
  readonly resource_id: string
  readonly version: bigint
  /** Separated by spaces. */
  readonly owners: string
}

/** One of the usual lengths of a list, and few enough for a snapshot to be short. */
const pageLength = 256n

/** A page of a tenant's resources after an id, in order, with all that hangs on each: one snapshot when the reader is one. */
export async function readStoredParts(
  reader: SqlReader,
  tenant: string,
  after: string,
): Promise<readonly StoredParts[]> {
  const rows = await reader.read<ResourceParts>(sql`
    SELECT r.id, r.type, r.document_version, r.version, r.display, r.document, r.write_set_id,
      r.index_version FROM resources r
    WHERE r.tenant_id = ${tenant} AND r.id > ${after} ORDER BY r.id
    LIMIT CAST(${pageLength} AS bigint)`)
  if (rows.length === 0) return []
  const ids = listOf(rows.map(({ id }) => id))
  const indexRows = await groupedRows<StoredIndexRow>(reader, storedIndexRowsOf(tenant, ids))
  const claims = await groupedRows<ClaimParts>(reader, claimsOf(tenant, ids))
  const externalIds = await groupedRows<ExternalIdParts>(reader, externalIdsOf(tenant, ids))
  const grants = await groupedRows<GrantParts>(reader, grantsOf(tenant, ids))
  const writeSets = listOf([...new Set(rows.map((row) => row.write_set_id))])
  const records = grouped(
    await reader.read<RecordParts>(recordsOf(tenant, writeSets)),
    ({ write_set_id }) => write_set_id,
  )
  return rows.map((row) => ({
    ...row,
    indexRows: indexRows.get(row.id) ?? [],
    claims: claims.get(row.id) ?? [],
    externalIds: externalIds.get(row.id) ?? [],
    grants: grants.get(row.id) ?? [],
    records: records.get(row.write_set_id) ?? [],
  }))
}

function claimsOf(tenant: string, ids: SqlText): SqlText {
  return sql`
    SELECT u.resource_id, u.schema_id, u.attribute, u.value_key
    FROM unique_values u WHERE u.tenant_id = ${tenant} AND u.resource_id IN ${ids}`
}

function externalIdsOf(tenant: string, ids: SqlText): SqlText {
  return sql`
    SELECT x.resource_id, x.connection_id, x.value, x.value_key
    FROM external_ids x WHERE x.tenant_id = ${tenant} AND x.resource_id IN ${ids}`
}

function grantsOf(tenant: string, ids: SqlText): SqlText {
  return sql`
    SELECT g.user_id AS resource_id, g.kind, g.type, g.value, g.type_key, g.value_key
    FROM grants g WHERE g.tenant_id = ${tenant} AND g.user_id IN ${ids}`
}

function recordsOf(tenant: string, writeSets: SqlText): SqlText {
  return sql`
    SELECT c.write_set_id, c.resource_id, c.version, c.owners
    FROM change_records c WHERE c.tenant_id = ${tenant} AND c.write_set_id IN ${writeSets}`
}

async function groupedRows<Row extends { readonly resource_id: string }>(
  reader: SqlReader,
  query: SqlText,
): Promise<ReadonlyMap<string, readonly Row[]>> {
  return grouped(await reader.read<Row>(query), ({ resource_id }) => resource_id)
}

function grouped<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const group = groups.get(keyOf(row))
    if (group) group.push(row)
    else groups.set(keyOf(row), [row])
  }
  return groups
}
