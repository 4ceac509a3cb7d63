import { User } from '@rollcall/scim'
import { type Draft, type Grant, type ResourceStore, seatCounter } from '@rollcall/scim/storage'
import { ConfigurationMoved, sqlStorage } from '@rollcall/sql'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { testsOwn } from './audit/statement-recorder.js'
import { describePostgres } from './postgres-server.js'
import type { TestDatabase } from './test-database.js'

const grant: Grant = { kind: 'role', value: 'r', type: undefined, display: undefined, primary: undefined }
const counter = seatCounter(grant)

describePostgres('Seats that come while somebody gives theirs back', (createDatabase) => {
  let opened: TestDatabase
  /** Whoever sets the limit, in a transaction of their own. */
  let setter: pg.Client

  beforeEach(async () => {
    opened = await createDatabase()
    await opened.database.write([
      {
        sql: `INSERT INTO tenants (tenant_id, name, created, config_version, passwords, duplicate_group_names)
          VALUES (?, 't', 1, 7, 0, 0)`,
        parameters: ['t'],
      },
    ])
    await write(storeAt(), (draft) => {
      draft.create(User, { id: 'u', externalId: undefined, document: { userName: 'u' } })
      draft.grant('u', grant)
    })
    setter = new pg.Client({ connectionString: opened.place })
    await setter.connect()
    await setter.query('BEGIN')
    await setter.query(`${testsOwn} UPDATE tenants SET config_version = 8 WHERE tenant_id = 't'`)
  })

  afterEach(async () => {
    await setter.end()
    await opened.close()
  })

  test.each([
    ['is told to come again where it did not know of them', [], ConfigurationMoved],
    ['is counted where it knew of them', [counter], undefined],
  ])('a revocation waits for the count, and %s', async (_what, known, refusal) => {
    const revoked = revoke(storeAt(known), known)
    const settled = revoked.then(
      () => undefined,
      (error: unknown) => error,
    )
    await untilWaiting(settled)
    const count = `${testsOwn} INSERT INTO counters (tenant_id, name, slot, used, bound)
      SELECT 't', $1, 0, count(*), 5 FROM grants WHERE tenant_id = 't'`
    await setter.query(count, [counter])
    await setter.query('COMMIT')
    if (refusal) expect(await settled).toBeInstanceOf(refusal)
    else expect(await settled).toBeUndefined()
    const [row] = await opened.database.read<{ readonly used: bigint; readonly holders: bigint }>({
      sql: `SELECT c.used, (SELECT COUNT(*) FROM grants g WHERE g.tenant_id = ?) AS holders
        FROM counters c WHERE c.tenant_id = ? AND c.name = ?`,
      parameters: ['t', 't', counter],
    })
    expect(row).toEqual(refusal ? { used: 1n, holders: 1n } : { used: 0n, holders: 0n })
  })

  function storeAt(seats: readonly string[] = []): ResourceStore {
    return sqlStorage(opened.database).ofTenant('t', {
      ...{ request: 'r', configuration: 7, seatCounters: new Set(seats) },
    })
  }

  /** Until somebody waits for a lock; who waits for none has come to an end before. */
  async function untilWaiting(settled: Promise<unknown>): Promise<void> {
    let isSettled = false
    void settled.then(() => (isSettled = true))
    const sql = `${testsOwn} SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    while (!isSettled && (await setter.query(sql)).rowCount === 0)
      await new Promise((resolve) => setTimeout(resolve, 1))
  }
})

let drawn = 0

function write(store: ResourceStore, work: (draft: Draft) => Promise<void> | void): Promise<unknown> {
  return store.transaction({ now: 1, writeSet: `w-${++drawn}` }, async (draft) => work(draft))
}

function revoke(store: ResourceStore, counters: readonly string[]): Promise<unknown> {
  return write(store, async (draft) => {
    await draft.get(User, 'u', 'document')
    draft.revoke('u', grant)
    for (const each of counters) draft.count(each, -1)
  })
}
