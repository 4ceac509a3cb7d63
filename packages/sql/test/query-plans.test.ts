import { type AttributePath, Group, parseFilter, type ResourceType, User } from '@rollcall/scim'
import type { Query, QueryTarget, ResourceStore } from '@rollcall/scim/storage'
import { openSqliteDatabase, readExternalIds, type SqlDatabase, type Statement, sqlStorage } from '@rollcall/sql'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordingDatabase } from './audit/recording-database.js'
import { isWalk, stepsOf } from './plan-steps.js'

let database: SqlDatabase
let statements: Statement[]
let store: ResourceStore

beforeAll(async () => {
  database = await openSqliteDatabase({ path: ':memory:' })
  const recording = recordingDatabase(database)
  statements = recording.statements
  store = sqlStorage(recording.database).ofTenant('t', { connection: 'c', request: 'r' })
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    draft.create(User, {
      id: 'u',
      externalId: 'x',
      document: { userName: 'u', displayName: 'U', emails: [{ value: 'u' }] },
    })
    draft.create(Group, { id: 'g', externalId: undefined, document: { displayName: 'G' } })
    draft.link('g', { value: 'u', type: 'User' })
  })
})

afterAll(() => database.close())

const byKey = 'PRIMARY KEY (tenant_id=? AND type=? AND attribute=? AND missing=? AND value=?)'

/** What is asked, and how SQLite must begin to look it up. */
const filters: readonly (readonly [string, ResourceType, string])[] = [
  ['userName eq "u"', User, byKey],
  ['displayName eq "U"', User, byKey],
  ['title sw "a"', User, 'PRIMARY KEY (tenant_id=? AND type=? AND attribute=? AND missing=? AND value>? AND value<?)'],
  ['emails.value eq "u"', User, byKey],
  ['emails[type eq "work" and value eq "u"]', User, byKey],
  ['userName eq "u" and active eq true', User, byKey],
  ['active eq true and userName eq "u"', User, byKey],
  ['externalId eq "x"', User, 'external_ids_by_value (tenant_id=? AND connection_id=? AND value_key=?)'],
  ['id eq "u"', User, 'sqlite_autoindex_resources_1 (tenant_id=? AND id=?)'],
  ['id eq "u" and members.value eq "v"', Group, 'sqlite_autoindex_resources_1 (tenant_id=? AND id=?)'],
  ['userName eq "u" or emails.value eq "u"', User, byKey],
  [
    'externalId eq "x" or userName eq "u"',
    User,
    'external_ids_by_value (tenant_id=? AND connection_id=? AND value_key=?)',
  ],
  ['roles.value eq "r"', User, 'grants_by_value (tenant_id=? AND kind=? AND value_key=?)'],
  ['groups.value eq "g"', User, 'PRIMARY KEY (tenant_id=? AND owner_id=?)'],
  ['members.value eq "u"', Group, 'edges_by_member (tenant_id=? AND member_id=?)'],
  [
    'meta.lastModified gt "2026-01-01T00:00:00Z"',
    User,
    'resources_by_last_modified (tenant_id=? AND type=? AND last_modified>?)',
  ],
  ['displayName co "x"', User, 'resources_by_type (tenant_id=? AND type=?)'],
]

describe.each(filters)('%s', (filter, type, index) => {
  test('begins with its index, and walks no table', async () => {
    const plan = await planOf(() => store.query([targetOf(type, { filter: parseFilter(filter, type) })], query({})))
    expect(plan.find(isLookUp)).toContain(index)
    expect(plan.filter(isWalk)).toEqual([])
  })
})

test.each([1, 2, 40, 512])(
  '%d external ids are looked up by their index, not among all that the tenant has',
  async (count) => {
    const recording = recordingDatabase(database)
    const values = Array.from({ length: count }, (_, n) => `x${n}`)
    await readExternalIds(recording.database, { tenant: 't', connection: 'c' }, values)
    const plan = await stepsOf(database, recording.statements)
    expect(plan[0]).toContain('external_ids_by_value (tenant_id=? AND connection_id=? AND value_key=?)')
    expect(plan.filter(isWalk)).toEqual([])
  },
)

test.each([
  'groups.value eq "g"',
  'groups[value eq "g"] and active eq true',
  'title pr and (active eq true and groups.value eq "g")',
])('%s: the members of the group are found once, not again for each of them', async (filter) => {
  statements.length = 0
  await store.query([targetOf(User, { filter: parseFilter(filter, User) })], query({}))
  const findings = statements.map(({ sql }) => sql.split('WITH RECURSIVE down').length - 1)
  expect(Math.max(...findings)).toBe(1)
})

test('several types are each looked up by the index of their own filter', async () => {
  const targets = [
    targetOf(User, { filter: parseFilter('userName eq "u"', User) }),
    targetOf(Group, { filter: parseFilter('displayName eq "G"', Group) }),
  ]
  const plan = await planOf(() => store.query(targets, query({})))
  const lookUps = plan.filter((step) => step.includes(byKey))
  // A page that is not full tells the total.
  expect(lookUps).toHaveLength(2)
  expect(plan.filter(isWalk)).toEqual([])
})

test.each([
  ['the first page', undefined],
  ['a page after a key', { key: 'u', id: 'u' }],
  ['a page after what has no key', { key: undefined, id: 'u' }],
])('%s sorted by an attribute comes in the order of an index', async (_page, position) => {
  const target = targetOf(User, { sortPath: pathOf('displayName') })
  const plan = await planOf(() => store.query([target], query({ page: { kind: 'after', position, count: 100 } })))
  expect(plan.find(isLookUp)).toContain('s USING PRIMARY KEY (tenant_id=? AND type=? AND attribute=? AND missing=?')
  expect(plan.filter(isWalk)).toEqual([])
  expect(plan.slice(0, 4).filter((step) => step.includes('TEMP B-TREE'))).toEqual([])
})

test('a page by position, without a sort, comes in the order of the ids', async () => {
  const page = { kind: 'after', position: { key: undefined, id: 'u' }, count: 100 } as const
  const plan = await planOf(() => store.query([targetOf(User, {})], query({ page })))
  expect(plan.find(isLookUp)).toContain('resources_by_type (tenant_id=? AND type=? AND id>?)')
})

test('reads by key and the links of a group use indexes', async () => {
  const plan = await planOf(async () => {
    await store.get(User, 'u', { grants: true, groups: true })
    await store.links('g', { after: 'a', count: 10 })
    await store.transaction({ now: 2, writeSet: 'w2' }, async (draft) => void (await draft.linked('g', ['u', 'v'])))
  })
  expect(plan.filter(isWalk)).toEqual([])
  expect(plan.some((step) => step.includes('tenant_id=? AND owner_id=? AND member_id>?'))).toBe(true)
})

/** The steps of every statement that something runs, as SQLite plans them without statistics. */
async function planOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  statements.length = 0
  await work()
  return stepsOf(database, [...statements])
}

function isLookUp(step: string): boolean {
  // What is indexed, and whether any value is longer than the index keeps, is asked before.
  return step.startsWith('SEARCH ') && !/attribute_values_cut|_tenants_/.test(step)
}

function pathOf(name: string): AttributePath {
  const attribute = User.schema.attributes.find((one) => one.name === name)
  if (!attribute) throw new Error(`there is no '${name}'`)
  return { schema: User.schema, extension: undefined, attribute, subAttribute: undefined }
}

function query(more: Partial<Query>): Query {
  const page = { kind: 'index', startIndex: 1, count: 100 } as const
  return { order: 'ascending', page, show: { grants: true, groups: true }, total: true, ...more }
}

function targetOf(type: ResourceType, more: Partial<QueryTarget>): QueryTarget {
  return { type, filter: undefined, sortPath: undefined, ...more }
}
