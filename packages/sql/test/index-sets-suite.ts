import {
  type AttributePath,
  defineResourceType,
  defineSchema,
  parseFilter,
  type ResourceType,
  string,
  User,
} from '@rollcall/scim'
import { memoryStorage, type ResourceStore } from '@rollcall/scim/storage'
import { fuzzStorage, testStorage } from '@rollcall/scim/storage-conformance'
import {
  changeIndexSet,
  explainQuery,
  type Finding,
  type KnownTypes,
  type ReindexProgress,
  readTenantIndexes,
  reindex,
  type SqlDatabase,
  sqlStorage,
  verifyDatabase,
} from '@rollcall/sql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { addTenant } from './add-tenant.js'
import { databaseHarness } from './database-harness.js'
import { cases, seed, shortfallsOf } from './fuzz-suite.js'
import { drawsOf, knownOf, movingIndexes, storageWithRandomSets } from './moving-indexes.js'
import { isWalk } from './plan-steps.js'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

const timeout = 60_000 + cases * 100
const users = knownOf([User])

const badgeUrn = 'urn:gridco:params:scim:schemas:extension:1.0:Badge'
const badge = defineSchema(badgeUrn, { color: string(), owner: string() }, { name: 'Badge', description: '' })
const badged: ResourceType = defineResourceType({
  ...User,
  schemaExtensions: [...User.schemaExtensions, { schema: badge, required: false }],
})

/** What an organisation has index rows of, and how that is changed while others read and write. */
export function testIndexSets(createDatabase: CreateTestDatabase): void {
  testStorage('a database with random sets', async () => {
    const opened = await createDatabase()
    const storage = storageWithRandomSets(opened.database, drawsOf(seed))
    return { ...(await databaseHarness(opened)), storage }
  })

  describe('A set', () => testSets(createDatabase))
}

function testSets(createDatabase: CreateTestDatabase): void {
  let opened: TestDatabase
  let database: SqlDatabase
  let store: ResourceStore
  beforeEach(async () => {
    opened = await createDatabase()
    database = opened.database
    await addTenant(database, 't')
    store = storeOf(database)
  })
  afterEach(() => opened.close())

  test(`${cases} random cases under sets that change all the time are answered as the memory store does`, {
    timeout,
  }, async () => {
    const moving = movingIndexes(database, drawsOf(seed))
    const report = await fuzzStorage(memoryStorage(), moving.storage, { cases, seed })
    expect(await moving.verify()).toEqual([])
    await moving.settle()
    expect(await moving.verify()).toEqual([])
    // A few cases, drawn again to look at a difference, may reach less by chance.
    if (cases < 1000) return
    expect(shortfallsOf(report)).toEqual([])
    for (const [what, count] of Object.entries(moving.reach)) expect(count, what).toBeGreaterThan(cases / 10)
  })

  test('what is added is found by its index once it is written, and not before', async () => {
    await createUsers(store, 300)
    expect(await explained(database, 'locale eq "nl-17"')).toMatchObject({
      rechecked: ['locale eq ?'],
      notIndexed: ['locale'],
    })
    await add(database, 'locale')
    expect(await explained(database, 'locale eq "nl-17"')).toMatchObject({ notIndexed: ['locale'] })
    await reindex(database, 't', users)
    expect(await explained(database, 'locale eq "nl-17"')).toMatchObject({ beginsWith: 'locale eq ?', rechecked: [] })
    expect(await found(store, 'locale eq "nl-17"')).toEqual(['u-017'])
    const locales = Array.from({ length: 300 }, (_, n) => ({ id: idOf(n), locale: `nl-${n}` }))
    const inOrder = locales.sort((a, b) => (a.locale < b.locale ? -1 : 1)).map(({ id }) => id)
    expect(await sorted(store, 'locale')).toEqual(inOrder)
    expect(await faults(database)).toEqual([])
  })

  test('what is added is found without looking at what it is not', async () => {
    await createUsers(store, 3000)
    const before = await visited(database, 'locale eq "nl-17"')
    await add(database, 'locale')
    await reindex(database, 't', users)
    await database.write([{ sql: 'ANALYZE', parameters: [] }])
    const after = await visited(database, 'locale eq "nl-17"')
    expect(after.walks).toEqual([])
    if (after.rows === undefined || before.rows === undefined) return
    expect(before.rows).toBeGreaterThan(3000)
    expect(after.rows).toBeLessThan(20)
  })

  test('what is left out has no rows any more, and is found all the same', async () => {
    await createUsers(store, 20)
    expect(await countRows(database, 'title')).toBe(20)
    await change(database, (names) => new Set([...names].filter((name) => name !== 'title')))
    await reindex(database, 't', users)
    expect(await countRows(database, 'title')).toBe(0)
    expect(await found(store, 'title eq "Title 7"')).toEqual(['u-007'])
    expect(await sorted(store, 'title')).toHaveLength(20)
    expect(await faults(database)).toEqual([])
  })

  test('a part of a complex attribute brings the rows of the whole, by which brackets look', async () => {
    await createUsers(store, 20)
    await add(database, 'phoneNumbers.value')
    await reindex(database, 't', users)
    expect(await countRows(database, 'phoneNumbers')).toBe(20)
    expect(await countRows(database, 'phoneNumbers.type')).toBe(0)
    expect(await found(store, 'phoneNumbers[type eq "work" and value eq "+31 3"]')).toEqual(['u-003'])
    expect(await found(store, 'phoneNumbers[type eq "home" and value eq "+31 3"]')).toEqual([])
  })

  test('a write that began before the change writes the rows of the new set', async () => {
    await createUsers(store, 3)
    const runs = { count: 0 }
    await store.transaction({ now: 5, writeSet: 'late' }, async (draft) => {
      const stored = await draft.get(User, 'u-001', 'document')
      if (runs.count++ === 0) {
        await add(database, 'locale')
        await reindex(database, 't', users)
      }
      draft.put(User, { ...userOf(1), id: stored?.id ?? '', document: { ...userOf(1).document, locale: 'de' } })
    })
    expect(runs.count).toBe(2)
    expect(await found(store, 'locale eq "de"')).toEqual(['u-001'])
    expect(await faults(database)).toEqual([])
  })

  test('a write that another one has overtaken reads the sets no more than they have moved', async () => {
    await createUsers(store, 3)
    let reads = 0
    const snapshot: SqlDatabase['snapshot'] = (work) => {
      reads++
      return database.snapshot(work)
    }
    const watched = storeOf({ ...database, snapshot })
    const put = (writer: ResourceStore, writeSet: string, meanwhile = async () => {}) =>
      writer.transaction({ now: 5, writeSet }, async (draft) => {
        await draft.get(User, 'u-001', 'document')
        await meanwhile()
        draft.put(User, { ...userOf(1), document: { ...userOf(1).document, locale: writeSet } })
      })
    await put(watched, 'before')
    reads = 0
    await put(watched, 'alone')
    const usual = reads
    reads = 0
    await put(
      watched,
      'overtaken',
      once(() => put(store, 'overtaking').then(() => {})),
    )
    expect(reads).toBe(usual * 2)
  })

  test('so does a creation', async () => {
    const runs = { count: 0 }
    const judged = sqlStorage(database).ofTenant('t', { request: 'r', configuration: 1 })
    await judged.transaction({ now: 5, writeSet: 'late' }, async (draft) => {
      draft.create(User, userOf(1))
      if (runs.count++ > 0) return
      // This process knows the older set.
      await found(judged, 'title eq "x"')
      await add(database, 'locale')
      await reindex(database, 't', users)
    })
    expect(runs.count).toBe(2)
    expect(await found(store, 'locale eq "nl-1"')).toEqual(['u-001'])
    expect(await faults(database)).toEqual([])
  })

  test('what is written while its page is brought in line has the rows of what was written last', async () => {
    await createUsers(store, 20)
    await add(database, 'locale')
    const meanwhile = once(async () => {
      await store.transaction({ now: 5, writeSet: 'between' }, async (draft) => {
        await draft.get(User, 'u-001', 'document')
        draft.put(User, { ...userOf(1), document: { ...userOf(1).document, locale: 'de' } })
      })
    })
    const write: SqlDatabase['write'] = async (statements) => {
      await meanwhile()
      return database.write(statements)
    }
    await reindex({ ...database, write }, 't', users)
    expect(await found(store, 'locale eq "de"')).toEqual(['u-001'])
    expect(await faults(database)).toEqual([])
  })

  test('a list whose rows are deleted before it reads them is answered by the documents', async () => {
    await createUsers(store, 20)
    const meanwhile = once(async () => {
      await change(database, () => new Set())
      await reindex(database, 't', users)
    })
    let isAsked = false
    const wideSnapshot: SqlDatabase['wideSnapshot'] = async (work, options) => {
      if (isAsked) await meanwhile()
      return database.wideSnapshot(work, options)
    }
    const late = storeOf({ ...database, wideSnapshot })
    await found(late, 'title eq "Title 3"')
    isAsked = true
    expect(await found(late, 'title eq "Title 3"')).toEqual(['u-003'])
    expect(await countRows(database, 'title')).toBe(0)
  })

  test('a list that a copy answers which lags behind is read where the rows are, after the copy was asked once', async () => {
    await createUsers(store, 20)
    const copy = await createDatabase()
    try {
      await addTenant(copy.database, 't')
      await createUsers(storeOf(copy.database), 20)
      await add(database, 'locale')
      await reindex(database, 't', users)
      const asked: string[] = []
      const behind = storeOf({
        ...database,
        wideSnapshot(work, options) {
          asked.push(options?.asOfNow ? 'as of now' : 'copy')
          return (options?.asOfNow ? database : copy.database).wideSnapshot(work, options)
        },
      })
      for (const filter of ['locale co "L-1"', 'locale co "L-1" and title eq "Title 1" and nickName ne "x"']) {
        asked.length = 0
        expect(await found(behind, filter)).toEqual(await found(store, filter))
        expect(new Set(asked.slice(1)), filter).toEqual(new Set(['as of now']))
        expect(asked[0]).toBe('copy')
      }
      expect(await found(behind, 'locale co "L-1"')).toHaveLength(11)
    } finally {
      await copy.close()
    }
  })

  test('a list that is read in batches from copies that lag differently misses nobody', async () => {
    await createUsers(store, 20)
    const copy = await createDatabase()
    try {
      // This one has the users, but not the rows of what was added.
      await addTenant(copy.database, 't')
      await createUsers(storeOf(copy.database), 20)
      await add(database, 'locale')
      await reindex(database, 't', users)
      const filter = 'locale co "L-1" and not (timezone eq "x")'
      for (const turn of [0, 1]) {
        let count = 0
        const behind = storeOf({
          ...database,
          wideSnapshot(work, options) {
            const isBehind = count++ % 2 === turn && !options?.asOfNow
            return (isBehind ? copy.database : database).wideSnapshot(work, options)
          },
        })
        expect(await found(behind, filter)).toEqual(await found(store, filter))
        expect(count).toBeGreaterThan(2)
      }
    } finally {
      await copy.close()
    }
  })

  test('rows of an extension stay that comes, and is written, while a page is brought in line', async () => {
    await createUsers(store, 200)
    await add(database, 'locale')
    let now: KnownTypes = { resourceTypes: [User], version: 1 }
    const comes = once(async () => {
      now = { resourceTypes: [badged], version: 2 }
      await database.write([
        { sql: 'UPDATE tenants SET config_version = 2 WHERE tenant_id = ?', parameters: ['t'], expect: 1 },
      ])
      for (const n of [1, 199]) await putBadge(store, n)
    })
    let asked = 0
    await reindex(database, 't', async () => {
      const known = now
      if (++asked === 2) await comes()
      return known
    })
    expect(await found(store, `${badgeUrn}:color eq "red"`, badged)).toEqual(['u-001', 'u-199'])
    expect(await found(store, `schemas eq "${badgeUrn}"`, badged)).toEqual(['u-001', 'u-199'])
    expect(await faults(database, badged)).toEqual([])
  })

  test('names of an extension that is away stay when others change, and change nothing by themselves', async () => {
    await changeIndexSet(
      database,
      't',
      badged,
      (names) => new Set([...names].filter((name) => !name.endsWith('owner'))),
    )
    await reindex(database, 't', knownOf([badged]))
    const before = await readTenantIndexes(database, 't')
    await change(database, (names) => names)
    expect((await readTenantIndexes(database, 't')).version).toBe(before.version)
    await add(database, 'locale')
    const { names } = (await readTenantIndexes(database, 't')).stateOf('User') ?? {}
    expect(names).toEqual({ added: ['locale'], omitted: [`${badgeUrn}:owner`] })
  })

  test('a change that is broken off is finished by the next one, and by several at once', async () => {
    await createUsers(store, 300)
    await change(
      database,
      (names) => new Set([...names, 'locale', 'phoneNumbers.value'].filter((name) => name !== 'title')),
    )
    const state = async () => (await readTenantIndexes(database, 't')).stateOf('User')?.state
    for (const isEnough of [
      ({ resources }: ReindexProgress) => resources >= 128,
      (progress: ReindexProgress) => progress.state === 'deleting',
    ]) {
      expect(await state()).toBe('writing')
      await reindexUntil(database, isEnough)
      expect(await faults(database)).toEqual([])
    }
    expect(await state()).toBe('deleting')
    await Promise.all([reindex(database, 't', users), reindex(database, 't', users), reindex(database, 't', users)])
    expect(await state()).toBe('settled')
    expect(await countRows(database, 'title')).toBe(0)
    expect(await countRows(database, 'locale')).toBe(300)
    expect(await faults(database)).toEqual([])
  })

  test('a set may be changed again while it is being changed', async () => {
    await createUsers(store, 200)
    await add(database, 'locale')
    await reindexUntil(database, ({ resources }) => resources >= 128)
    await change(database, (names) => new Set([...names, 'timezone'].filter((name) => name !== 'locale')))
    await reindex(database, 't', users)
    expect(await countRows(database, 'locale')).toBe(0)
    expect(await faults(database)).toEqual([])
  })

  test('a row that is wrong is found, and mended by the next change', async () => {
    await createUsers(store, 3)
    await add(database, 'locale')
    await reindex(database, 't', users)
    const sql = "DELETE FROM attribute_values WHERE tenant_id = ? AND attribute = 'locale' AND resource_id = 'u-001'"
    await database.write([{ sql, parameters: ['t'], expect: 1 }])
    expect(await faults(database)).toEqual(['indexRowMissing u-001 locale'])
    await add(database, 'timezone')
    await reindex(database, 't', users)
    expect(await faults(database)).toEqual([])
  })

  test('another tenant’s set stays as it is', async () => {
    await addTenant(database, 'other')
    await createUsers(sqlStorage(database).ofTenant('other', { request: 'r' }), 3)
    await add(database, 'locale')
    await reindex(database, 't', users)
    expect((await readTenantIndexes(database, 'other')).version).toBe(0)
    expect(await countRows(database, 'locale')).toBe(0)
  })
}

function storeOf(database: SqlDatabase): ResourceStore {
  return sqlStorage(database).ofTenant('t', { request: 'r' })
}

function idOf(n: number): string {
  return `u-${String(n).padStart(3, '0')}`
}

function userOf(n: number) {
  const phoneNumbers = [{ type: 'work', value: `+31 ${n}` }]
  const document = { userName: `user ${n}`, title: `Title ${n}`, locale: `nl-${n}`, phoneNumbers }
  return { id: idOf(n), externalId: undefined, document }
}

async function createUsers(store: ResourceStore, count: number): Promise<void> {
  await store.transaction({ now: 1, writeSet: 'first' }, async (draft) => {
    for (let n = 0; n < count; n++) draft.create(User, userOf(n))
  })
}

async function putBadge(store: ResourceStore, n: number): Promise<void> {
  await store.transaction({ now: 5, writeSet: `badge-${n}` }, async (draft) => {
    await draft.get(badged, idOf(n), 'document')
    draft.put(badged, { ...userOf(n), document: { ...userOf(n).document, [badgeUrn]: { color: 'red' } } })
  })
}

type Change = Parameters<typeof changeIndexSet>[3]

function change(database: SqlDatabase, to: Change): Promise<void> {
  return changeIndexSet(database, 't', User, to)
}

function add(database: SqlDatabase, name: string): Promise<void> {
  return change(database, (names) => new Set([...names, name]))
}

async function reindexUntil(database: SqlDatabase, isEnough: (progress: ReindexProgress) => boolean): Promise<void> {
  const killed = new AbortController()
  const progress = (now: ReindexProgress) => {
    if (isEnough(now)) killed.abort()
  }
  await expect(reindex(database, 't', users, { progress, signal: killed.signal })).rejects.toThrow('aborted')
}

const page = { kind: 'index', startIndex: 1, count: 500 } as const
const query = { order: 'ascending', page, show: { grants: false, groups: false }, total: true } as const

async function found(store: ResourceStore, filter: string, type: ResourceType = User): Promise<readonly string[]> {
  const { items, total } = await store.query([{ type, filter: parseFilter(filter, type), sortPath: undefined }], query)
  expect(total).toBe(items.length)
  return items.map(({ id }) => id)
}

async function sorted(store: ResourceStore, name: string): Promise<readonly string[]> {
  const { items } = await store.query([{ type: User, filter: undefined, sortPath: pathOf(name) }], query)
  return items.map(({ id }) => id)
}

function pathOf(name: string): AttributePath {
  const filter = parseFilter(`${name} pr`, User)
  if (filter.kind !== 'present') throw new Error(`'${name}' is no path`)
  return filter.path
}

async function explained(database: SqlDatabase, filter: string) {
  const target = { type: User, filter: parseFilter(filter, User), sortPath: undefined }
  const { types } = await explainQuery(database, { tenant: 't', connection: '' }, [target], query)
  return types[0]
}

/** How many rows all statements of a list visited, where the database tells; else the steps that walk a table. */
async function visited(database: SqlDatabase, filter: string) {
  const target = { type: User, filter: parseFilter(filter, User), sortPath: undefined }
  const { statements } = await explainQuery(database, { tenant: 't', connection: '' }, [target], query)
  const rows = statements.reduce<number | undefined>(
    (sum, { rowsVisited }) => (sum === undefined || rowsVisited === undefined ? undefined : sum + rowsVisited),
    0,
  )
  return { rows, walks: statements.flatMap(({ plan }) => plan).filter(isWalk) }
}

async function countRows(database: SqlDatabase, attribute: string): Promise<number> {
  const sql = 'SELECT count(*) AS count FROM attribute_values WHERE tenant_id = ? AND attribute = ?'
  const [row] = await database.read<{ readonly count: bigint }>({ sql, parameters: ['t', attribute] })
  return Number(row?.count)
}

async function faults(database: SqlDatabase, type: ResourceType = User): Promise<readonly string[]> {
  const findings: Finding[] = []
  for await (const finding of verifyDatabase(database, { typesOf: async () => [type] })) findings.push(finding)
  return findings.map(({ kind, resource, detail }) => `${kind} ${resource} ${detail}`)
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined
  return () => (done ??= work())
}
