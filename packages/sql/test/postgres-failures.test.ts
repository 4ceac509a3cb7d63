import { Group, User } from '@rollcall/scim'
import { parseDocument, type ResourceStore } from '@rollcall/scim/storage'
import {
  DatabaseBusy,
  OutcomeUnknown,
  openPostgresDatabase,
  type SqlDatabase,
  sequenceRecords,
  sqlStorage,
  statementOf,
} from '@rollcall/sql'
import pg from 'pg'
import { beforeEach, expect, test } from 'vitest'
import { testsOwn } from './audit/statement-recorder.js'
import { describeBehindProxy } from './describe-behind-proxy.js'
import type { PostgresProxy } from './postgres-proxy.js'

describeBehindProxy('What fails', (opened) => {
  let proxy: PostgresProxy
  let database: SqlDatabase
  let place: string
  let store: ResourceStore

  beforeEach(() => {
    ;({ proxy, database, place } = opened())
    store = sqlStorage(database).ofTenant('t', { request: 'r' })
  })

  test.each(['swallow', 'drop'] as const)(
    'a commit that is not answered (%s) is asked about, and done once',
    async (how) => {
      await create('u')
      proxy.breakNextCommit(how)
      const committed = await append('u')
      expect(proxy.broken()).toBe(1)
      expect(committed.heads.get('u')?.version).toBe(2)
      expect(await titleOf('u')).toEqual(['x', 2])
      expect(await recordsOf('u')).toBe(2)
    },
  )

  test.each(['swallow', 'drop'] as const)('so is one that makes a resource (%s)', async (how) => {
    proxy.breakNextCommit(how)
    await create('u')
    expect(proxy.broken()).toBe(1)
    expect([await titleOf('u'), await recordsOf('u')]).toEqual([['', 1], 1])
  })

  test.each(['swallow', 'drop'] as const)(
    'so is one that keeps an answer and changes nothing else (%s)',
    async (how) => {
      proxy.breakNextCommit(how)
      let runs = 0
      await store.transaction(options(), async (draft) => {
        runs += 1
        if (!(await draft.kept('k'))) draft.keep('k', { fingerprint: 'f', answer: '1', until: 9000 })
      })
      expect([proxy.broken(), runs]).toEqual([1, 1])
      expect(
        await database.read(database.build.selectFrom('kept_answers').select('answer').where('tenant_id', '=', 't')),
      ).toEqual([{ answer: '1' }])
    },
  )

  test.each(['swallow', 'drop'] as const)(
    'so is one that changes links which may be there already (%s)',
    async (how) => {
      await create('u')
      await store.transaction(options(), async (draft) => {
        draft.create(Group, { id: 'g', externalId: undefined, document: { displayName: 'G' } })
      })
      await numbered()
      proxy.breakNextCommit(how)
      const committed = await store.transaction(options(), async (draft) => {
        for await (const _ of draft.scanLinks('g'));
        draft.link('g', { value: 'u', type: 'User' })
      })
      expect([proxy.broken(), committed.heads.get('g')?.version, await recordsOf('g')]).toEqual([1, 2, 2])
    },
  )

  test('a write that leaves no trace to ask for says that its outcome is not known', async () => {
    proxy.breakNextCommit('swallow')
    await expect(store.transaction(options(), async (draft) => draft.count('seats', 1))).rejects.toBeInstanceOf(
      OutcomeUnknown,
    )
  })

  test('a commit about which nobody can be asked is told of with 503, and not taken for one that was not done', async () => {
    await create('u')
    proxy.breakNextCommit('swallow')
    const appended = append('u')
    const refused = expect(appended).rejects.toMatchObject({ status: 503, message: expect.stringContaining('whether') })
    while (proxy.broken() === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await proxy.close()
    await refused
    await expect(appended).rejects.toBeInstanceOf(OutcomeUnknown)
  })

  test('a server that goes away and comes back is waited for, by reads and by writes', async () => {
    await create('u')
    const away = proxy.goAway(1000)
    const appended = Promise.all(Array.from({ length: 10 }, () => append('u')))
    const read = Promise.all(Array.from({ length: 20 }, () => titleOf('u')))
    await away
    await appended
    expect((await read).every((found) => typeof found?.[0] === 'string')).toBe(true)
    expect(await titleOf('u')).toEqual(['x'.repeat(10), 11])
  })

  test('a server that does not come back is told of with 503, and an idle process lives on', async () => {
    await create('u')
    await proxy.close()
    await expect(titleOf('u')).rejects.toMatchObject({ status: 503 })
    await expect(append('u')).rejects.toMatchObject({ status: 503 })
  })

  test('connections that the server ends in the midst of reads and writes lose nothing and repeat nothing', async () => {
    await create('u')
    const killer = new pg.Client({ connectionString: place })
    await killer.connect()
    let isOver = false
    const killing = (async () => {
      for (let round = 0; !isOver; round++) {
        await killer.query(`${testsOwn} SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'rollcall' AND pid % 3 = ${round % 3}`)
        await new Promise((resolve) => setTimeout(resolve, 15))
      }
    })()
    const read = async () => {
      for (let n = 0; n < 40; n++) await titleOf('u')
    }
    const write = async () => {
      for (let n = 0; n < 10; n++) await append('u')
    }
    await Promise.all([read(), read(), write(), write(), write()])
    isOver = true
    await killing
    await killer.end()
    expect(await titleOf('u')).toEqual(['x'.repeat(30), 31])
    expect(await recordsOf('u')).toBe(31)
  })

  test('a write that another transaction and it would wait for for ever is done again', async () => {
    await database.write([counter('a'), counter('b')])
    const other = new pg.Client({ connectionString: place })
    await other.connect()
    await other.query(`${testsOwn} SET deadlock_timeout = '60s'`)
    await other.query('BEGIN')
    await other.query(`${testsOwn} UPDATE counters SET used = used + 10 WHERE name = 'a'`)
    const written = database.write([add('b'), add('a')])
    while ((await waiting(other)) === 0) await new Promise((resolve) => setTimeout(resolve, 1))
    await other.query(`${testsOwn} UPDATE counters SET used = used + 10 WHERE name = 'b'`)
    await other.query('COMMIT')
    await other.end()
    expect(await written).toEqual([1, 1])
    const rows = await database.read(
      database.build.selectFrom('counters').select('used').where('tenant_id', '=', 't').where('name', 'in', ['a', 'b']),
    )
    expect(rows).toEqual([{ used: 11n }, { used: 11n }])
  })

  test('a statement that takes too long is ended, and answered with 503', async () => {
    const hasty = await openPostgresDatabase({ url: place, statementTimeoutMs: 100 })
    const failed = hasty.read({ sql: 'SELECT pg_sleep(20)', parameters: [] })
    await expect(failed).rejects.toBeInstanceOf(DatabaseBusy)
    expect(await hasty.read({ sql: 'SELECT 1 AS one', parameters: [] })).toEqual([{ one: 1n }])
    await hasty.close()
  })

  test('where no limit is wanted a statement takes as long as it takes, whatever its user is limited to', async () => {
    const operator = new pg.Client({ connectionString: place })
    await operator.connect()
    await operator.query(`${testsOwn} ALTER DATABASE ${operator.database} SET statement_timeout = '50ms'`)
    await operator.end()
    const patient = await openPostgresDatabase({ url: place, statementTimeoutMs: 'none' })
    const slow = { sql: 'SELECT 1 AS done FROM pg_sleep(0.2)', parameters: [] }
    expect(await patient.read(slow)).toEqual([{ done: 1n }])
    expect(await patient.wideSnapshot((reader) => reader.read(slow))).toEqual([{ done: 1n }])
    await patient.close()
  })

  test('who finds every connection in use waits for a while, and is answered with 503', async () => {
    const small = await openPostgresDatabase({ url: place, poolSize: 1 })
    const one = { sql: 'SELECT 1 AS one', parameters: [] }
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    const holder = small.snapshot(async (reader) => {
      await reader.read(one)
      await held
    })
    await expect(small.read(one)).rejects.toBeInstanceOf(DatabaseBusy)
    release()
    await holder
    expect(await small.read(one)).toEqual([{ one: 1n }])
    await small.close()
  })

  test('a value that no index can hold is refused as the caller’s, and nothing is stored', async () => {
    const value = Array.from({ length: 3000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join('')
    const failed = store.transaction(options(), async (draft) => {
      draft.create(User, { id: 'u', externalId: undefined, document: { userName: 'u' } })
      draft.grant('u', { kind: 'role', value, type: undefined, display: undefined, primary: undefined })
    })
    await expect(failed).rejects.toMatchObject({ status: 400, scimType: 'invalidValue' })
    expect(await titleOf('u')).toBeUndefined()
  })

  let drawn = 0
  function options() {
    return { now: 1000, writeSet: `w-${++drawn}` }
  }

  async function create(id: string): Promise<void> {
    await store.transaction(options(), async (draft) => {
      draft.create(User, { id, externalId: undefined, document: { userName: id, title: '' } })
    })
    await numbered()
  }

  /** From then on no commit is the numbering's, which comes by itself. */
  function numbered(): Promise<void> {
    return sequenceRecords(database, 't')
  }

  function append(id: string) {
    return store.transaction({ ...options(), queueOn: id }, async (draft) => {
      const stored = await draft.get(User, id, 'document')
      if (!stored) throw new Error('the user is there')
      const document = parseDocument(stored)
      draft.put(User, { id, externalId: undefined, document: { ...document, title: `${document.title}x` } })
    })
  }

  async function titleOf(id: string) {
    const stored = await store.get(User, id, { grants: false, groups: false })
    return stored && [parseDocument(stored).title, stored.version]
  }

  async function recordsOf(id: string): Promise<number> {
    const records = database.build.selectFrom('change_records').select('version').where('tenant_id', '=', 't')
    return (await database.read(records.where('resource_id', '=', id))).length
  }

  function counter(name: string) {
    return statementOf(database.build.insertInto('counters').values({ tenant_id: 't', name, slot: 0, used: 0 }), 1)
  }

  function add(name: string) {
    return { sql: 'UPDATE counters SET used = used + 1 WHERE tenant_id = ? AND name = ?', parameters: ['t', name] }
  }
})

async function waiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{
    readonly count: string
  }>(`${testsOwn} SELECT count(*) AS count FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`)
  return Number(rows[0]?.count)
}
