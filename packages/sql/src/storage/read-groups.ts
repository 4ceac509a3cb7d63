import { type Id, tooMany } from '@rollcall/scim'
import type { GroupReference } from '@rollcall/scim/storage'
import { createTurns } from '../create-turns.js'
import type { SqlReader } from '../sql-database.js'
import { chunksOf, listOf, sql } from '../sql-text.js'
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
  const groups = createGroups()
  const direct = await readDirect(reader, tenant, members, { groups, most })
  await readNesting(reader, tenant, groups, most)
  await readDisplays(reader, tenant, groups.all)
  const references = new Map<Id, readonly GroupReference[]>()
  const giveWay = createTurns()
  let count = 0
  for (const [member, owners] of direct) {
    const shown = referencesTo(owners)
    count += shown.length
    assertAtMost(count, most)
    references.set(member, shown)
    await giveWay()
  }
  return references
}

/** A group, and those that it is a member of. The references to it are shared by whoever shows them. */
interface Group {
  readonly owners: Group[]
  readonly id: Id
  /** Its place in the order of ids. */
  place: number
  direct: GroupReference
  indirect: GroupReference
}

interface Groups {
  readonly all: Map<Id, Group>
  /** The group of this id, the same each time. */
  of(id: Id): Group
}

function createGroups(): Groups {
  const all = new Map<Id, Group>()
  return {
    all,
    of(id) {
      const known = all.get(id)
      if (known) return known
      const made: Group = { id, owners: [], place: 0, ...referencesOf(id, undefined) }
      all.set(id, made)
      return made
    },
  }
}

function referencesOf(value: Id, display: string | undefined): Pick<Group, 'direct' | 'indirect'> {
  return { direct: { value, display, type: 'direct' }, indirect: { value, display, type: 'indirect' } }
}

interface EdgeRow {
  readonly member_id: Id
  readonly owner_id: Id
}

async function readDirect(
  reader: SqlReader,
  tenant: string,
  members: readonly Id[],
  { groups, most }: { readonly groups: Groups; readonly most: number },
): Promise<ReadonlyMap<Id, readonly Group[]>> {
  const direct = new Map<Id, Group[]>()
  let count = 0
  for await (const rows of scanOwners(reader, tenant, members)) {
    count += rows.length
    assertAtMost(count, most)
    for (const { member_id, owner_id } of rows) {
      const owners = direct.get(member_id)
      if (owners) owners.push(groups.of(owner_id))
      else direct.set(member_id, [groups.of(owner_id)])
    }
  }
  return direct
}

/** Who the members belong to, in pages of a bounded length: between two of them others have their turn. */
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
        ORDER BY e.member_id, e.owner_id LIMIT ${BigInt(edgesAPage)}`)
      yield rows
      last = rows.at(-1) ?? last
      const { member_id } = last
      rest = rows.length < edgesAPage ? [] : rest.filter((id) => id >= member_id)
      await giveWay()
    }
  }
}

const membersAPage = 64
const edgesAPage = 2000

/**
 * Upwards along the edges. CROSS JOIN, here and elsewhere, keeps SQLite to the order that is written: without statistics it
 * would begin with all edges of the tenant.
 */
async function readNesting(reader: SqlReader, tenant: string, groups: Groups, most: number): Promise<void> {
  const read = new Set<Id>()
  let count = 0
  for (const chunk of chunksOf([...groups.all.keys()])) {
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
      LIMIT ${limitOf(most - count)}`)
    count += rows.length
    assertAtMost(count, most)
    const known = new Set(read)
    for (const { member_id, owner_id } of rows) {
      read.add(member_id).add(owner_id)
      if (!known.has(member_id)) groups.of(member_id).owners.push(groups.of(owner_id))
    }
  }
}

/** One more than is allowed tells that there are too many; to SQLite a negative limit is none. */
function limitOf(most: number): bigint {
  return Number.isFinite(most) ? BigInt(most) + 1n : BigInt(Number.MAX_SAFE_INTEGER)
}

/** What they are called, and their places: ids are compared as the database compares them. */
async function readDisplays(reader: SqlReader, tenant: string, all: ReadonlyMap<Id, Group>): Promise<void> {
  const kinds = await readKinds(reader, tenant, [...all.keys()])
  const sorted = [...all.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
  for (const [place, group] of sorted.entries()) {
    Object.assign(group, { place, ...referencesOf(group.id, kinds.get(group.id)?.display) })
  }
}

function referencesTo(direct: readonly Group[]): readonly GroupReference[] {
  const isDirect = new Set(direct)
  const reached = new Set(direct)
  // A set is walked in the order in which it grows: what is added meanwhile has its turn, too.
  for (const group of reached) for (const owner of group.owners) reached.add(owner)
  return [...reached]
    .sort((a, b) => a.place - b.place)
    .map((group) => (isDirect.has(group) ? group.direct : group.indirect))
}

function assertAtMost(count: number, most: number): void {
  if (count <= most) return
  throw tooMany(
    `The answer would have more than ${most} groups; ask for fewer resources, or leave them out with 'excludedAttributes=groups'.`,
  )
}
