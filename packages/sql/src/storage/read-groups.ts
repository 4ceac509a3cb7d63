import { type Id, tooMany } from '@rollcall/scim'
import type { GroupReference } from '@rollcall/scim/storage'
import { createTurns } from '../create-turns.js'
import type { SqlReader } from '../sql-database.js'
import { chunkLength, chunksOf, listOf, sql } from '../sql-text.js'
import { createGroupGraph, type GroupGraph } from './group-graph.js'
import { readKinds } from './read-links.js'

/** The most groups that the resources of one page show together: a page is held in memory while it is sent. */
export const mostGroups = 200_000

/**
 * The groups that contain each of the members, directly or through other groups, each once however they are nested, in order
 * of their ids (RFC 7643 §4.1.2). What contains a group is read once, however many of the members are in it.
 *
 * @throws ScimError tooMany where they have more than `most` together, of which no more are read then.
 */
export async function readGroups(
  reader: SqlReader,
  tenant: string,
  members: readonly Id[],
  most: number,
): Promise<ReadonlyMap<Id, readonly GroupReference[]>> {
  const references = new Map<Id, readonly GroupReference[]>()
  if (members.length === 0) return references
  const graph = (await readFew(reader, tenant, members)) ?? (await readMany(reader, tenant, members, most))
  const giveWay = createTurns()
  let count = 0
  for (const member of members) {
    const shown = graph.referencesTo(member)
    count += shown.length
    assertAtMost(count, most)
    references.set(member, shown)
    await giveWay()
  }
  return references
}

interface EdgeRow {
  readonly member_id: Id
  readonly owner_id: Id
}

/**
 * Nearly everybody is in few groups, which are in few others: the edges that lead up to them are one statement, and one more
 * for each level of nesting; undefined where there are more than a page of them, or many levels. Not one recursion: of what that
 * finds PostgreSQL expects ten times as much as there is, and would sooner read every edge of a small database.
 */
async function readFew(reader: SqlReader, tenant: string, members: readonly Id[]): Promise<GroupGraph | undefined> {
  const graph = createGroupGraph()
  if (members.length > chunkLength) return undefined
  const read = new Set(members)
  let count = 0
  let ids = members
  for (let level = 0; ids.length > 0; level++) {
    const rows = await readOwners(reader, tenant, ids)
    count += rows.length
    if (count >= edgesAPage || level === mostLevels) return undefined
    for (const { member_id, owner_id, display } of rows) {
      graph.add(member_id, owner_id)
      graph.name(owner_id, display ?? undefined)
    }
    ids = [...new Set(rows.filter((row) => row.is_nested === 1n).map((row) => row.owner_id))].filter(
      (id) => !read.has(id),
    )
    for (const id of ids) read.add(id)
  }
  return graph
}

const mostLevels = 8

interface OwnerRow extends EdgeRow {
  readonly display: string | null
  /** 1 where the owner is in a group itself. */
  readonly is_nested: bigint
}

/** The edges that lead up from some members, one level. */
function readOwners(reader: SqlReader, tenant: string, members: readonly Id[]): Promise<readonly OwnerRow[]> {
  return reader.read<OwnerRow>(sql`
    SELECT e.member_id, e.owner_id,
      (SELECT o.display FROM resources o WHERE o.tenant_id = ${tenant} AND o.id = e.owner_id LIMIT 1 OFFSET 0) AS display,
      EXISTS (
        SELECT 1 FROM edges u WHERE u.tenant_id = ${tenant} AND u.member_id = e.owner_id LIMIT 1 OFFSET 0
      ) AS is_nested
    FROM edges e WHERE e.tenant_id = ${tenant} AND e.member_id IN ${listOf(members)}
    LIMIT CAST(${BigInt(edgesAPage)} AS bigint)`)
}

const edgesAPage = 2000

/** The same step by step: others have their turn between two of them. */
async function readMany(reader: SqlReader, tenant: string, members: readonly Id[], most: number): Promise<GroupGraph> {
  const graph = createGroupGraph()
  await readDirect(reader, tenant, members, { graph, most })
  await readNesting(reader, tenant, graph, most)
  for (const [id, { display }] of await readKinds(reader, tenant, graph.groups())) graph.name(id, display)
  return graph
}

async function readDirect(
  reader: SqlReader,
  tenant: string,
  members: readonly Id[],
  { graph, most }: { readonly graph: GroupGraph; readonly most: number },
): Promise<void> {
  let count = 0
  for await (const rows of scanOwners(reader, tenant, members)) {
    count += rows.length
    assertAtMost(count, most)
    for (const { member_id, owner_id } of rows) graph.add(member_id, owner_id)
  }
}

/** Who the members belong to, in pages of a bounded length. */
async function* scanOwners(
  reader: SqlReader,
  tenant: string,
  members: readonly Id[],
): AsyncIterable<readonly EdgeRow[]> {
  const giveWay = createTurns()
  for (const chunk of chunksOf([...members].sort(), membersAPage)) {
    let last: EdgeRow = { member_id: '', owner_id: '' }
    for (let rest: readonly Id[] = chunk; rest.length > 0; ) {
      const rows = await reader.read<EdgeRow>(sql`
        SELECT e.member_id, e.owner_id FROM edges e
        WHERE e.tenant_id = ${tenant} AND e.member_id IN ${listOf(rest)}
          AND (e.member_id > ${last.member_id} OR e.owner_id > ${last.owner_id})
        ORDER BY e.member_id, e.owner_id LIMIT CAST(${BigInt(edgesAPage)} AS bigint)`)
      yield rows
      last = rows.at(-1) ?? last
      const { member_id } = last
      rest = rows.length < edgesAPage ? [] : rest.filter((id) => id >= member_id)
      await giveWay()
    }
  }
}

const membersAPage = 64

/**
 * Upwards along the edges. CROSS JOIN, here and elsewhere, keeps SQLite to the order that is written: without statistics it
 * would begin with all edges of the tenant.
 */
async function readNesting(reader: SqlReader, tenant: string, graph: GroupGraph, most: number): Promise<void> {
  const read = new Set<Id>()
  let count = 0
  for (const chunk of chunksOf(graph.groups())) {
    // What an earlier chunk has led to is known with all that contains it.
    const starts = chunk.filter((id) => !read.has(id))
    if (starts.length === 0) continue
    const rows = await reader.read<EdgeRow>(sql`
      WITH RECURSIVE up (id) AS (
        SELECT r.id FROM resources r WHERE r.tenant_id = ${tenant} AND r.id IN ${listOf(starts)}
        UNION
        SELECT e.owner_id FROM up CROSS JOIN edges e WHERE e.tenant_id = ${tenant} AND e.member_id = up.id
      )
      SELECT e.member_id, e.owner_id FROM up CROSS JOIN edges e WHERE e.tenant_id = ${tenant} AND e.member_id = up.id
      LIMIT CAST(${limitOf(most - count)} AS bigint)`)
    count += rows.length
    assertAtMost(count, most)
    const known = new Set(read)
    for (const { member_id, owner_id } of rows) {
      read.add(member_id).add(owner_id)
      if (!known.has(member_id)) graph.add(member_id, owner_id)
    }
  }
}

/** One more than is allowed tells that there are too many; to SQLite a negative limit is none. */
function limitOf(most: number): bigint {
  return Number.isFinite(most) ? BigInt(most) + 1n : BigInt(Number.MAX_SAFE_INTEGER)
}

function assertAtMost(count: number, most: number): void {
  if (count <= most) return
  throw tooMany(
    `The answer would have more than ${most} groups; ask for fewer resources, or leave them out with 'excludedAttributes=groups'.`,
  )
}
