import { User } from '@rollcall/scim'
import { openPostgresDatabase, type SqlDatabase, sequenceRecords, sqlStorage, statementOf } from '@rollcall/sql'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testsOwn } from './audit/statement-recorder.js'
import { describePostgres } from './postgres-server.js'
import type { TestDatabase } from './test-database.js'

describePostgres('The numbers of change records', (createDatabase) => {
  let opened: TestDatabase
  let database: SqlDatabase

  beforeEach(async () => {
    opened = await createDatabase()
    database = opened.database
  })

  afterEach(() => opened.close())

  test('are given soon after the write, without being asked for', async () => {
    const store = sqlStorage(database).ofTenant('t', { request: 'r' })
    for (const id of ['a', 'b', 'c']) {
      await store.transaction({ now: 1, writeSet: `w-${id}` }, async (draft) => {
        draft.create(User, { id, externalId: undefined, document: { userName: id } })
      })
    }
    while ((await records()).some(({ seq }) => seq === null)) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await records()).map(({ seq }) => Number(seq))).toEqual([1, 2, 3])
  })

  test('that cannot be given are told of, ever more rarely, and given when they can be, and other tenants do not wait', async () => {
    const told: number[] = []
    const storage = sqlStorage(database, (error) => {
      expect(error).toMatchObject({ code: '23514' })
      told.push(performance.now())
    })
    const create = (tenant: string, id: string) =>
      storage.ofTenant(tenant, { request: 'r' }).transaction({ now: 1, writeSet: `w-${id}` }, async (draft) => {
        draft.create(User, { id, externalId: undefined, document: { userName: id } })
      })
    await asking('ALTER TABLE change_records ADD CONSTRAINT none CHECK (seq IS NULL OR tenant_id <> $$t$$)')
    await create('t', 'a')
    await create('t', 'b')
    while (told.length < 4) await new Promise((resolve) => setTimeout(resolve, 5))
    const [, second = 0, third = 0, fourth = 0] = told
    expect([third - second >= 200, fourth - third >= 400]).toEqual([true, true])
    await create('other', 'c')
    while ((await records('other')).some(({ seq }) => seq === null))
      await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await records()).map(({ seq }) => seq)).toEqual([null, null])
    await asking('ALTER TABLE change_records DROP CONSTRAINT none')
    while ((await records()).some(({ seq }) => seq === null)) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await records()).map(({ seq }) => Number(seq))).toEqual([1, 2])
  })

  test('are given to others, and tried again, when the app that is told of an error throws one itself', async () => {
    let told = 0
    const storage = sqlStorage(database, () => {
      told += 1
      throw new Error('the app does not like it')
    })
    const create = (tenant: string, id: string) =>
      storage.ofTenant(tenant, { request: 'r' }).transaction({ now: 1, writeSet: `w-${id}` }, async (draft) => {
        draft.create(User, { id, externalId: undefined, document: { userName: id } })
      })
    await asking('ALTER TABLE change_records ADD CONSTRAINT none CHECK (seq IS NULL OR tenant_id <> $$t$$)')
    await create('t', 'a')
    while (told < 2) await new Promise((resolve) => setTimeout(resolve, 5))
    await create('other', 'b')
    while ((await records('other')).some(({ seq }) => seq === null))
      await new Promise((resolve) => setTimeout(resolve, 5))
    await asking('ALTER TABLE change_records DROP CONSTRAINT none')
    while ((await records()).some(({ seq }) => seq === null)) await new Promise((resolve) => setTimeout(resolve, 5))
    expect((await records()).map(({ seq }) => Number(seq))).toEqual([1])
  })

  test('have no gap, and follow the versions of each resource, whatever the clocks say and whoever numbers', async () => {
    const other = await openPostgresDatabase({ url: opened.place })
    // One resource has more records than are numbered at once, and its clock runs backwards.
    await plant('a', 400, (version) => 10_000 - version)
    await plant('b', 150, (version) => version)
    await plant('c', 150, (version) => (version * 7919) % 10_007)
    await Promise.all([database, other, database, other].map((each) => sequenceRecords(each, 't')))
    await plant('b', 5, (version) => version, 151)
    await Promise.all([database, other].map((each) => sequenceRecords(each, 't')))
    const found = await records()
    expect(found.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 705 }, (_, n) => n + 1))
    for (const [id, count] of [
      ['a', 400],
      ['b', 155],
      ['c', 150],
    ] as const) {
      const versions = found.filter(({ resource_id }) => resource_id === id).map(({ version }) => Number(version))
      expect(versions).toEqual(Array.from({ length: count }, (_, n) => n + 1))
    }
    await other.close()
  })

  test('that a process left behind are given when the next one opens the database', async () => {
    const tenant = { tenant_id: 't', name: 't', created: 1, config_version: 1, passwords: 0, duplicate_group_names: 0 }
    await database.write([statementOf(database.build.insertInto('tenants').values(tenant))])
    await plant('a', 3, (version) => version)
    await (await openPostgresDatabase({ url: opened.place })).close()
    expect((await records()).map(({ seq }) => Number(seq))).toEqual([1, 2, 3])
  })

  async function plant(id: string, count: number, at: (version: number) => number, first = 1): Promise<void> {
    const rows = Array.from({ length: count }, (_, n) => ({
      tenant_id: 't',
      write_set_id: `${id}-${first + n}`,
      n: 0,
      type: 'User',
      resource_id: id,
      action: 'put' as const,
      version: first + n,
      owners: '',
      changes: '{}',
      request_id: 'r',
      recorded: at(first + n),
    }))
    await database.write(rows.map((row) => statementOf(database.build.insertInto('change_records').values(row), 1)))
  }

  async function asking(sql: string): Promise<void> {
    const client = new pg.Client({ connectionString: opened.place })
    await client.connect()
    await client.query(`${testsOwn} ${sql}`)
    await client.end()
  }

  function records(tenant = 't') {
    return database.read(
      database.build
        .selectFrom('change_records')
        .select(['seq', 'resource_id', 'version'])
        .where('tenant_id', '=', tenant)
        .orderBy('seq'),
    )
  }
})
