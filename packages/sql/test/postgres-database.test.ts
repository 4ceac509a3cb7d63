import {
  openPostgresDatabase,
  postgresSchemaStatus,
  type SqlDatabase,
  statementOf,
  UnexpectedCount,
} from '@rollcall/sql'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { testsOwn } from './audit/statement-recorder.js'
import { describePostgres } from './postgres-server.js'
import type { TestDatabase } from './test-database.js'

describePostgres('A database', (createDatabase) => {
  let opened: TestDatabase
  let database: SqlDatabase
  const more: SqlDatabase[] = []

  beforeEach(async () => {
    opened = await createDatabase()
    database = opened.database
  })

  afterEach(async () => {
    for (const one of more.splice(0)) await one.close()
    await opened.close()
  })

  async function open(options: Partial<Parameters<typeof openPostgresDatabase>[0]> = {}): Promise<SqlDatabase> {
    const one = await openPostgresDatabase({ url: opened.place, ...options })
    more.push(one)
    return one
  }

  test('gives whole numbers as bigint, truth values as SQLite does, and text as it was', async () => {
    await database.write([counter('5', 2 ** 53 - 1), counter('6', 1)])
    const [row] = await database.read({
      sql: `SELECT c.name, c.used, c.bound, c.used > 1 AS is_more, count(*) OVER () AS found, 1 AS one,
        sum(c.used) OVER () AS total FROM counters c WHERE c.tenant_id = ? ORDER BY c.name`,
      parameters: ['t'],
    })
    expect(row).toEqual({
      name: '5',
      used: 9_007_199_254_740_991n,
      bound: null,
      is_more: 1n,
      found: 2n,
      one: 1n,
      total: 9_007_199_254_740_992n,
    })
  })

  test('leaves the parsers of whoever else uses the driver alone', async () => {
    const { rows } = await asking(opened.place, (client) => client.query(`${testsOwn} SELECT CAST(1 AS bigint) AS one`))
    expect(rows).toEqual([{ one: '1' }])
  })

  test('keeps the order of code points, whatever language the server speaks', async () => {
    const names = ['a', 'B', 'Z', 'ä', '\ue000', '🙂']
    await database.write(names.map((name) => counter(name)))
    expect(await counters()).toEqual(['B', 'Z', 'a', 'ä', '\ue000', '🙂'])
  })

  test('compiles no plan, on either of its servers: that takes longer than it saves', async () => {
    const both = await open({ replicaUrl: opened.place })
    const setting = { sql: "SELECT current_setting('jit') AS jit", parameters: [] }
    expect(await both.read(setting)).toEqual([{ jit: 'off' }])
    expect(await both.wideSnapshot((reader) => reader.read(setting))).toEqual([{ jit: 'off' }])
  })

  test('takes every form of a statement once and again, prepared or not', async () => {
    for (let form = 0; form < 30; form++) {
      const list = Array.from({ length: form + 1 }, (_, n) => `n-${n}`)
      const places = list.map(() => '?').join(', ')
      const sql = `SELECT count(*) AS found FROM counters c WHERE c.tenant_id = ? AND c.name IN (${places})`
      for (let time = 0; time < 3; time++) {
        expect(await database.read({ sql, parameters: ['t', ...list] })).toEqual([{ found: 0n }])
      }
    }
  })

  test('goes on with what it had prepared when a newer process has changed the schema', async () => {
    const all = database.build.selectFrom('counters').selectAll().where('tenant_id', '=', 't')
    await database.write([counter('a')])
    for (let time = 0; time < 3; time++) expect(await database.read(all)).toHaveLength(1)
    await asking(opened.place, (client) => client.query('ALTER TABLE counters ADD COLUMN newer bigint'))
    for (let time = 0; time < 3; time++) expect(await database.read(all)).toHaveLength(1)
  })

  test('is opened by many at once, and made by one of them', async () => {
    await asking(opened.place, (client) => client.query('DROP SCHEMA public CASCADE'))
    await asking(opened.place, (client) => client.query('CREATE SCHEMA public'))
    expect((await postgresSchemaStatus({ url: opened.place })).applied).toEqual([])
    await Promise.all(Array.from({ length: 6 }, () => open()))
    const { applied, pending } = await postgresSchemaStatus({ url: opened.place })
    expect([applied.length > 5, applied.every(({ at }) => at > 0), pending]).toEqual([true, true, []])
    expect(await counters()).toEqual([])
  })

  test('of a newer version is refused, with what to do', async () => {
    await database.write([{ sql: "INSERT INTO migrations (name, applied) VALUES ('9999-later', 0)", parameters: [] }])
    await expect(openPostgresDatabase({ url: opened.place })).rejects.toThrow(/'9999-later'.*update it/)
  })

  test('shows a snapshot as it was when it began', async () => {
    await database.write([counter('first')])
    const seen = await database.snapshot(async (reader) => {
      const before = await reader.read(names())
      await database.write([counter('second')])
      return [before, await reader.read(names())]
    })
    expect(seen).toEqual([[{ name: 'first' }], [{ name: 'first' }]])
    expect(await counters()).toEqual(['first', 'second'])
  })

  test('serves more snapshots than it has connections', async () => {
    const one = await open({ poolSize: 2 })
    const counts = Array.from({ length: 40 }, () => one.snapshot(async (reader) => (await reader.read(names())).length))
    expect(await Promise.all(counts)).toEqual(Array.from({ length: 40 }, () => 0))
  })

  test('reads wide snapshots from the copy, and everything else from where it writes', async () => {
    const copy = await createDatabase()
    const both = await open({ replicaUrl: copy.place })
    await both.write([counter('here')])
    expect(await both.snapshot((reader) => reader.read(names()))).toEqual([{ name: 'here' }])
    expect(await both.wideSnapshot((reader) => reader.read(names()))).toEqual([])
    for (const one of more.splice(0)) await one.close()
    await copy.close()
  })

  test('reads from where it writes what must be as of now, beside a copy that lags behind', async () => {
    const copy = await createDatabase()
    const both = await open({ replicaUrl: copy.place })
    await both.write([counter('here')])
    const asOfNow = { asOfNow: true }
    expect(await both.wideSnapshot((reader) => reader.read(names()), asOfNow)).toEqual([{ name: 'here' }])
    for (const one of more.splice(0)) await one.close()
    await copy.close()
  })

  test.each([
    ['without a copy', false],
    ['as of now, beside a copy', true],
  ])(
    'leaves connections to the requests while wide reads are under way, and refuses those too many: %s',
    async (_what, asOfNow) => {
      const one = await open({ poolSize: 2, ...(asOfNow ? { replicaUrl: opened.place } : {}) })
      let release = () => {}
      const held = new Promise<void>((resolve) => (release = resolve))
      const wide = () =>
        one.wideSnapshot(
          async (reader) => {
            await reader.read(names())
            await held
          },
          { asOfNow },
        )
      const outcomes = Promise.allSettled(Array.from({ length: 70 }, wide))
      await one.write([counter('a')])
      expect(await one.read(names())).toEqual([{ name: 'a' }])
      release()
      const refusals = (await outcomes).flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
      expect(refusals).toHaveLength(70 - 65)
      expect(refusals.every(({ status }) => status === 503)).toBe(true)
    },
  )

  describe('a write', () => {
    test('answers how many rows each statement changed', async () => {
      const all = statementOf(database.build.updateTable('counters').set({ used: 1 }).where('tenant_id', '=', 't'))
      expect(await database.write([counter('a'), counter('b'), all])).toEqual([1, 1, 2])
    })

    test('is undone as a whole when a count is not as expected', async () => {
      const failed = database.write([counter('a'), { ...none(), expect: 1 }, counter('b')])
      await expect(failed).rejects.toBeInstanceOf(UnexpectedCount)
      await expect(failed).rejects.toMatchObject({ index: 1, count: 0 })
      expect(await counters()).toEqual([])
    })

    test('leaves out a statement that waits for another to change something', async () => {
      const counts = await database.write([
        none(),
        { ...counter('a'), onlyIf: [0] },
        counter('b'),
        { ...counter('c'), onlyIf: [0, 2] },
      ])
      expect(counts).toEqual([0, 0, 1, 1])
      expect(await counters()).toEqual(['b', 'c'])
    })

    test('of many statements fails at the first of them that is not as it had to be', async () => {
      const many = Array.from({ length: 200 }, (_, n) => counter(`n-${n}`))
      const failed = database.write([...many, { ...none(), expect: 1 }, counter('n-0')])
      await expect(failed).rejects.toMatchObject({ index: 200, count: 0 })
      await database.write(many)
      expect(await counters()).toHaveLength(200)
    })

    test('after the database is closed is refused', async () => {
      const one = await openPostgresDatabase({ url: opened.place })
      const last = one.write([counter('last')])
      await last
      await one.close()
      await expect(one.write([counter('later')])).rejects.toThrow('closed')
      expect(await counters()).toEqual(['last'])
    })
  })

  function counter(name: string, used = 0) {
    return statementOf(database.build.insertInto('counters').values({ tenant_id: 't', name, slot: 0, used }), 1)
  }

  function none() {
    return statementOf(database.build.deleteFrom('counters').where('tenant_id', '=', 't').where('name', '=', 'nobody'))
  }

  function names() {
    return database.build.selectFrom('counters').select('name').where('tenant_id', '=', 't').orderBy('name')
  }

  async function counters(): Promise<readonly string[]> {
    return (await database.read(names())).map(({ name }) => name)
  }
})

/** On a connection of the test's own. */
async function asking<T>(url: string, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await ask(client)
  } finally {
    await client.end()
  }
}
