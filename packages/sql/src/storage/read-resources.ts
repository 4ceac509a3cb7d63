import type { Id } from '@rollcall/scim'
import type { Grant, GroupReference, Show, StoredResource } from '@rollcall/scim/storage'
import type { SqlReader } from '../sql-database.js'
import { chunksOf, listOf, sql } from '../sql-text.js'

/** Whose eyes a store's reads are: the tenant's, through one of its connections. */
export interface Viewer {
  readonly tenant: string
  /** Empty for an actor without a connection. */
  readonly connection: string
}

/** The resources with these ids, of whatever type, with what is to be shown beside the document. One snapshot when the reader is one. */
export async function readResources(
  reader: SqlReader,
  viewer: Viewer,
  ids: readonly Id[],
  show: Show,
): Promise<ReadonlyMap<Id, StoredResource>> {
  const found = new Map<Id, StoredResource>()
  for (const chunk of chunksOf(ids)) {
    const rows = await reader.read<ResourceRow>(sql`
      SELECT r.type, r.id, r.version, r.document_version, r.created, r.last_modified, r.document, x.value AS external_id
      FROM resources r
      LEFT JOIN external_ids x
        ON x.tenant_id = ${viewer.tenant} AND x.resource_id = r.id AND x.connection_id = ${viewer.connection}
      WHERE r.tenant_id = ${viewer.tenant} AND r.id IN ${listOf(chunk)}`)
    const grants = show.grants ? await readGrants(reader, viewer.tenant, chunk) : undefined
    const groups = show.groups ? await readGroups(reader, viewer.tenant, chunk) : undefined
    for (const row of rows) {
      found.set(row.id, {
        ...storedOf(row),
        grants: grants && (grants.get(row.id) ?? []),
        groups: groups && (groups.get(row.id) ?? []),
      })
    }
  }
  return found
}

interface ResourceRow {
  readonly type: string
  readonly id: Id
  readonly version: bigint
  readonly document_version: bigint
  readonly created: bigint
  readonly last_modified: bigint
  readonly document: string
  readonly external_id: string | null
}

function storedOf(row: ResourceRow): Omit<StoredResource, 'grants' | 'groups'> {
  return {
    type: row.type,
    id: row.id,
    version: Number(row.version),
    documentVersion: Number(row.document_version),
    created: Number(row.created),
    lastModified: Number(row.last_modified),
    text: row.document,
    externalId: row.external_id ?? undefined,
  }
}

interface GrantRow {
  readonly user_id: Id
  readonly kind: Grant['kind']
  readonly type: string
  readonly value: string
  readonly is_primary: bigint | null
  readonly display: string | null
}

/** In key order; the catalogue's display goes before what a client sent. */
async function readGrants(
  reader: SqlReader,
  tenant: string,
  users: readonly Id[],
): Promise<ReadonlyMap<Id, readonly Grant[]>> {
  const rows = await reader.read<GrantRow>(sql`
    SELECT g.user_id, g.kind, g.type, g.value, g.is_primary, coalesce(v.display, g.display) AS display
    FROM grants g
    LEFT JOIN entitlement_values v
      ON v.tenant_id = ${tenant} AND v.kind = g.kind AND v.type = g.type AND v.value = g.value
    WHERE g.tenant_id = ${tenant} AND g.user_id IN ${listOf(users)}
    ORDER BY g.user_id, g.kind, g.type, g.value`)
  return grouped(rows, (row) => ({
    kind: row.kind,
    type: row.type === '' ? undefined : row.type,
    value: row.value,
    display: row.display ?? undefined,
    primary: row.is_primary === null ? undefined : row.is_primary === 1n,
  }))
}

interface GroupRow {
  readonly user_id: Id
  readonly owner_id: Id
  readonly display: string | null
  readonly is_direct: bigint
}

/**
 * Upwards along the edges, each group once however they are nested (RFC 7643 §4.1.2). CROSS JOIN, here and elsewhere, keeps
 * SQLite to the order that is written: without statistics it would begin with all edges of the tenant.
 */
async function readGroups(
  reader: SqlReader,
  tenant: string,
  users: readonly Id[],
): Promise<ReadonlyMap<Id, readonly GroupReference[]>> {
  const rows = await reader.read<GroupRow>(sql`
    WITH RECURSIVE up (user_id, owner_id) AS (
      SELECT e.member_id, e.owner_id FROM edges e WHERE e.tenant_id = ${tenant} AND e.member_id IN ${listOf(users)}
      UNION
      SELECT up.user_id, e.owner_id FROM up CROSS JOIN edges e
      WHERE e.tenant_id = ${tenant} AND e.member_id = up.owner_id
    )
    SELECT up.user_id, up.owner_id, g.display, CASE WHEN EXISTS (
      SELECT 1 FROM edges d WHERE d.tenant_id = ${tenant} AND d.owner_id = up.owner_id AND d.member_id = up.user_id
    ) THEN 1 ELSE 0 END AS is_direct
    FROM up CROSS JOIN resources g WHERE g.tenant_id = ${tenant} AND g.id = up.owner_id
    ORDER BY up.user_id, up.owner_id`)
  return grouped(rows, (row) => ({
    value: row.owner_id,
    display: row.display ?? undefined,
    type: row.is_direct === 1n ? 'direct' : 'indirect',
  }))
}

function grouped<Row extends { readonly user_id: Id }, Value>(
  rows: readonly Row[],
  toValue: (row: Row) => Value,
): ReadonlyMap<Id, readonly Value[]> {
  const groups = new Map<Id, Value[]>()
  for (const row of rows) {
    const values = groups.get(row.user_id)
    if (values) values.push(toValue(row))
    else groups.set(row.user_id, [toValue(row)])
  }
  return groups
}
