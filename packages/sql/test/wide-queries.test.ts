import { type Filter, Group, parseFilter, type ResourceType, ScimError, User } from '@rollcall/scim'
import type { PageRequest, Query, QueryTarget, ResourceStore } from '@rollcall/scim/storage'
import { openSqliteDatabase, type SqlDatabase, type SqlReader, type Statement, sqlStorage } from '@rollcall/sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let database: SqlDatabase

beforeAll(async () => {
  database = await openSqliteDatabase({ path: ':memory:' })
  const store = sqlStorage(database).ofTenant('t', { request: 'r' })
  const ids = Array.from({ length: 3000 }, (_, n) => `u-${String(n).padStart(4, '0')}`)
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    for (const id of ids) draft.create(User, { id, externalId: undefined, document: { userName: id } })
    for (const owner of ['g-1', 'g-2', 'g-3', 'g-4']) {
      draft.create(Group, { id: owner, externalId: undefined, document: { displayName: owner } })
      for (const id of ids) draft.link(owner, { value: id, type: 'User' })
    }
  })
})

afterAll(() => database.close())

const firstPage: PageRequest = { kind: 'index', startIndex: 1, count: 10 }

function query(more: Partial<Query>): Query {
  return {
    order: 'ascending',
    page: firstPage,
    show: { grants: false, groups: false },
    total: true,
    ...more,
  }
}

function targetOf(type: ResourceType, filter: Filter | undefined): QueryTarget {
  return { type, filter, sortPath: undefined }
}

describe('what may visit many rows is read apart', () => {
  test.each([
    ['userName co "9"', true, true],
    ['userName ew "9"', true, true],
    ['userName sw "u"', true, true],
    ['not (title pr)', true, true],
    ['active eq true', true, true],
    ['title eq "x"', true, true],
    ['title eq "x"', false, false],
    ['userName eq "u-0001"', true, false],
    ['externalId eq "x"', true, false],
    ['emails.value eq "x"', true, false],
  ])('%s, with its total: %s', async (filter, total, expected) => {
    expect(await isReadApart(targetOf(User, parseFilter(filter, User)), query({ total }))).toBe(expected)
  })

  test.each([
    [1, false],
    [20_000, true],
  ])('a page at %i', async (startIndex, expected) => {
    const page: PageRequest = { kind: 'index', startIndex, count: 10 }
    expect(await isReadApart(targetOf(User, undefined), query({ page }))).toBe(expected)
  })
})

describe('the groups of many are read apart', () => {
  const shown = { show: { grants: false, groups: true }, total: false }
  const pageOf = (count: number): PageRequest => ({ kind: 'index', startIndex: 1, count })

  test.each([
    ['a few users', User, undefined, 20, false],
    ['many users', User, undefined, 21, true],
    ['many groups, which show none', Group, undefined, 1000, false],
    ['a user by its name, in a long page', User, 'userName eq "u-0001"', 1000, false],
    ['users by what their groups are called', User, 'title eq "x" and groups.display eq "x"', 10, true],
  ] as const)('%s', async (_what, type, filter, count, expected) => {
    const target = targetOf(type, filter && parseFilter(filter, type))
    expect(await isReadApart(target, query({ ...shown, page: pageOf(count) }))).toBe(expected)
  })

  test('a sort by what groups are called', async () => {
    const attribute = User.schema.attributes.find(({ name }) => name === 'groups')
    const subAttribute = attribute?.subAttributes.find(({ name }) => name === 'display')
    if (!attribute || !subAttribute) throw new Error('a user has groups with names')
    const sortPath = { schema: User.schema, extension: undefined, attribute, subAttribute }
    const few = { show: { grants: false, groups: false }, total: false, page: pageOf(1) }
    expect(await isReadApart({ ...targetOf(User, undefined), sortPath }, query(few))).toBe(true)
  })
})

test('no more groups are read than a page may show, and the page is refused', async () => {
  const other = await openSqliteDatabase({ path: ':memory:' })
  const { database: watched, rows } = countingRows(other)
  const store = sqlStorage(watched).ofTenant('t', { request: 'r' })
  await circleOfGroups(store, { groups: 450, users: 450 })
  const page = (count: number) => {
    rows.count = 0
    const asked = { page: { kind: 'index', startIndex: 1, count }, show: { grants: false, groups: true } } as const
    return store.query([targetOf(User, undefined)], query(asked))
  }
  await expect(page(450)).rejects.toMatchObject({ status: 400, scimType: 'tooMany' })
  expect((await page(444)).items.map(({ groups }) => groups?.length)).toEqual(Array(444).fill(450))
  // What contains a group is read once, not once for each user in it.
  expect(rows.count).toBeLessThan(450 * 10)
  expect((await store.get(User, 'u-0001', { grants: false, groups: true }))?.groups).toHaveLength(450)
  await other.close()
})

test('groups are read of those resources only that show them', async () => {
  const { database: watched, rows } = countingRows(database)
  const store = sqlStorage(watched).ofTenant('t', { request: 'r' })
  const shown = { show: { grants: false, groups: true }, total: false }
  const page = await store.query([targetOf(Group, undefined), targetOf(User, parseFilter('userName eq "-"', User))], {
    ...query(shown),
    page: { kind: 'index', startIndex: 1, count: 4 },
  })
  expect(page.items.map(({ id, groups }) => [id, groups])).toEqual(['g-1', 'g-2', 'g-3', 'g-4'].map((id) => [id, []]))
  expect(rows.edges).toBe(0)
})

test('what is read apart is what is there', async () => {
  const store = sqlStorage(database).ofTenant('t', { request: 'r' })
  const filter = parseFilter('userName co "99" and active ne false', User)
  const page = await store.query([targetOf(User, filter)], query({}))
  expect([page.items.length, page.items[0]?.id, page.total]).toEqual([10, 'u-0099', 57])
})

test('a wide read holds up nobody', async () => {
  const sql =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT count(*) AS c FROM n'
  const { result, turns } = await turnsDuring(() =>
    database.wideSnapshot((reader) => reader.read({ sql, parameters: [] })),
  )
  expect(result).toEqual([{ c: 1_000_000n }])
  expect(turns).toBeGreaterThan(50)
})

test('a filter that looks at all members of large groups gives others their turn between them', async () => {
  const store = sqlStorage(database).ofTenant('t', { request: 'r' })
  const filter = parseFilter('members.display eq "nobody"', Group)
  const { result, turns } = await turnsDuring(() => store.query([targetOf(Group, filter)], query({ total: false })))
  expect(result.items).toEqual([])
  expect(turns).toBeGreaterThanOrEqual(8)
})

test('a failed wide read says why, and the next one works', async () => {
  const read = (sql: string) => database.wideSnapshot((reader) => reader.read({ sql, parameters: [] }))
  await expect(read('SELECT nothing')).rejects.toThrow('nothing')
  expect(await read('SELECT 1 AS one')).toEqual([{ one: 1n }])
})

test('beyond what may wait, a search is refused for a while, and those that wait are served', async () => {
  const store = sqlStorage(database).ofTenant('t', { request: 'r' })
  const filter = parseFilter('userName co "zz"', User)
  const search = () => store.query([targetOf(User, filter)], query({}))
  const outcomes = await Promise.allSettled(Array.from({ length: 100 }, search))
  const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
  expect(refusals).toHaveLength(100 - 66)
  expect(refusals.every((refusal) => refusal instanceof ScimError && refusal.status === 503)).toBe(true)
})

test('closing ends what waits for its turn', async () => {
  const other = await openSqliteDatabase({ path: ':memory:' })
  const read = () => other.wideSnapshot((reader) => reader.read({ sql: 'SELECT 1 AS one', parameters: [] }))
  const outcomes = Promise.allSettled([read(), read(), read()])
  await other.close()
  expect((await outcomes).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected'])
  await expect(read()).rejects.toThrow('closed')
})

async function isReadApart(target: QueryTarget, asked: Query): Promise<boolean> {
  let isApart = false
  const wideSnapshot: SqlDatabase['wideSnapshot'] = (work, options) => {
    isApart = true
    return database.wideSnapshot(work, options)
  }
  const store = sqlStorage({ ...database, wideSnapshot }).ofTenant('t', { request: 'r' })
  await store.query([target], asked)
  return isApart
}

/** A database that counts the rows it is asked for, and the reads of edges. */
function countingRows(inner: SqlDatabase) {
  const rows = { count: 0, edges: 0 }
  const counting = (reader: SqlReader): SqlReader => ({
    async read<Row>(asked: Parameters<SqlReader['read']>[0]) {
      const found = await reader.read<Row>(asked as Statement)
      rows.count += found.length
      if ('sql' in asked && asked.sql.includes('edges')) rows.edges += 1
      return found
    },
  })
  const snapshot: SqlDatabase['snapshot'] = (work) => inner.snapshot((reader) => work(counting(reader)))
  const wideSnapshot: SqlDatabase['wideSnapshot'] = (work, options) =>
    inner.wideSnapshot((reader) => work(counting(reader)), options)
  return { rows, database: { ...inner, ...counting(inner), snapshot, wideSnapshot } }
}

/** Each group is in the next one, the last in the first; each user is in one. */
async function circleOfGroups(store: ResourceStore, size: { readonly groups: number; readonly users: number }) {
  const groups = Array.from({ length: size.groups }, (_, n) => `g-${String(n).padStart(4, '0')}`)
  const users = Array.from({ length: size.users }, (_, n) => `u-${String(n).padStart(4, '0')}`)
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    for (const id of groups) draft.create(Group, { id, externalId: undefined, document: { displayName: id } })
    for (const id of users) draft.create(User, { id, externalId: undefined, document: { userName: id } })
    for (const [n, id] of groups.entries()) {
      draft.link(groups[(n + 1) % groups.length] ?? id, { value: id, type: 'Group' })
    }
    for (const [n, id] of users.entries()) {
      draft.link(groups[n % groups.length] ?? '', { value: id, type: 'User' })
    }
  })
}

/** How often the event loop goes round meanwhile. */
async function turnsDuring<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly turns: number }> {
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setImmediate(count)
  }
  setImmediate(count)
  const result = await work()
  isOver = true
  return { result, turns }
}
