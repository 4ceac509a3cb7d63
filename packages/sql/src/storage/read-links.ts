import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Id } from '@rollcall/scim'
import type { Link, Page } from '@rollcall/scim/storage'
import type { SqlReader } from '../sql-database.js'
import { chunksOf, listOf, sql } from '../sql-text.js'

interface LinkRow {
  readonly member_id: Id
  readonly type: string
  readonly display: string | null
}

/** A page of an owner's members in order of their ids, with what each is called now. */
export async function readLinks(
  reader: SqlReader,
  tenant: string,
  owner: Id,
  range: { readonly after?: Id; readonly count: number },
): Promise<Page<Link>> {
  const { after, count } = range
  const rows = await reader.read<LinkRow>(sql`
    SELECT e.member_id, m.type, m.display
    FROM edges e CROSS JOIN resources m
    WHERE m.tenant_id = ${tenant} AND m.id = e.member_id AND e.tenant_id = ${tenant} AND e.owner_id = ${owner} AND e.member_id > ${after ?? ''}
    ORDER BY e.member_id LIMIT CAST(${BigInt(count) + 1n} AS bigint)`)
  const items = rows.slice(0, count).map(linkOf)
  const last = rows.length > count ? items.at(-1) : undefined
  return { items, total: undefined, next: last && { key: undefined, id: last.value } }
}

/** Every member of an owner, in keyset pages; between two of them others have their turn. */
export async function* scanAllLinks(reader: SqlReader, tenant: string, owner: Id): AsyncIterable<Link> {
  let after: Id | undefined
  do {
    const page = await readLinks(reader, tenant, owner, {
      ...(after === undefined ? {} : { after }),
      count: scanLength,
    })
    yield* page.items
    after = page.next?.id
    if (after !== undefined) await nextTurn()
  } while (after !== undefined)
}

const scanLength = 1000

/** Which of the ids are members of the owner. */
export async function readLinked(
  reader: SqlReader,
  tenant: string,
  owner: Id,
  ids: readonly Id[],
): Promise<ReadonlySet<Id>> {
  const linked = new Set<Id>()
  for (const chunk of chunksOf(ids)) {
    const rows = await reader.read<Pick<LinkRow, 'member_id'>>(sql`
      SELECT e.member_id FROM edges e
      WHERE e.tenant_id = ${tenant} AND e.owner_id = ${owner} AND e.member_id IN ${listOf(chunk)}`)
    for (const row of rows) linked.add(row.member_id)
  }
  return linked
}

/** What exists of these ids: each with its type and how it is shown. */
export async function readKinds(
  reader: SqlReader,
  tenant: string,
  ids: readonly Id[],
): Promise<ReadonlyMap<Id, Omit<Link, 'value'>>> {
  const kinds = new Map<Id, Omit<Link, 'value'>>()
  for (const chunk of chunksOf(ids)) {
    const rows = await reader.read<LinkRow>(sql`
      SELECT r.id AS member_id, r.type, r.display FROM resources r
      WHERE r.tenant_id = ${tenant} AND r.id IN ${listOf(chunk)}`)
    for (const row of rows) kinds.set(row.member_id, { type: row.type, display: row.display ?? undefined })
  }
  return kinds
}

function linkOf({ member_id, type, display }: LinkRow): Link {
  return { value: member_id, type, display: display ?? undefined }
}
