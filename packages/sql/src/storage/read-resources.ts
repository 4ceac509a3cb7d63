import type { Id, ResourceType } from '@rollcall/scim'
import type { Grant, StoredResource } from '@rollcall/scim/storage'
import type { SqlReader } from '../sql-database.js'
import { chunksOf, listOf, sql } from '../sql-text.js'
import { readGroups } from './read-groups.js'

/** Whose eyes a store's reads are: the tenant's, through one of its connections. */
export interface Viewer {
  readonly tenant: string
  /** Empty for an actor without a connection. */
  readonly connection: string
}

/** What is read beside the documents. */
export interface Beside {
  readonly grants: boolean
  /** The names of the types whose resources show their groups; those of others have none to read. */
  readonly groupsOf: readonly string[]
  /** How many groups they may show together. Default: any number. */
  readonly mostGroups?: number
}

/**
 * The resources with these ids, of whatever type, with what is to be shown beside the document. One snapshot when the reader
 * is one.
 *
 * @throws ScimError tooMany for more groups than are allowed.
 */
export async function readResources(
  reader: SqlReader,
  viewer: Viewer,
  ids: readonly Id[],
  { grants: showsGrants, groupsOf, mostGroups = Number.POSITIVE_INFINITY }: Beside,
): Promise<ReadonlyMap<Id, StoredResource>> {
  const found: FoundResource[] = []
  for (const chunk of chunksOf(ids)) {
    // Neither waits for the other: on a network that is one round trip less.
    const reading = reader.read<ResourceRow>(sql`
      SELECT r.type, r.id, r.version, r.document_version, r.created, r.last_modified, r.document, x.value AS external_id
      FROM resources r
      LEFT JOIN external_ids x
        ON x.tenant_id = ${viewer.tenant} AND x.resource_id = r.id AND x.connection_id = ${viewer.connection}
      WHERE r.tenant_id = ${viewer.tenant} AND r.id IN ${listOf(chunk)}`)
    const readingGrants = showsGrants ? readGrants(reader, viewer.tenant, chunk) : undefined
    const [rows, grants] = await Promise.all([reading, readingGrants])
    for (const row of rows) found.push({ row, grants: grants && (grants.get(row.id) ?? []) })
  }
  const members = found.filter(({ row }) => groupsOf.includes(row.type)).map(({ row }) => row.id)
  const groups = await readGroups(reader, viewer.tenant, members, mostGroups)
  return new Map(
    found.map(({ row, grants }) => {
      const shown = groupsOf.includes(row.type) ? (groups.get(row.id) ?? []) : undefined
      return [row.id, storedOf(row, grants, shown)]
    }),
  )
}

interface FoundResource {
  readonly row: ResourceRow
  readonly grants: StoredResource['grants']
}

/** The names of those types that keep the groups of their resources apart. */
export function typesWithGroups(types: readonly ResourceType[]): readonly string[] {
  return types.filter(({ keptApart }) => keptApart.groups !== undefined).map(({ name }) => name)
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

function storedOf(
  row: ResourceRow,
  grants: StoredResource['grants'],
  groups: StoredResource['groups'],
): StoredResource {
  return {
    type: row.type,
    id: row.id,
    version: Number(row.version),
    documentVersion: Number(row.document_version),
    created: Number(row.created),
    lastModified: Number(row.last_modified),
    text: row.document,
    externalId: row.external_id ?? undefined,
    grants,
    groups,
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
