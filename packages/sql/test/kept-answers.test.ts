import type { Draft } from '@rollcall/scim/storage'
import { openSqliteDatabase, type SqlDatabase, sqlStorage } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'

let database: SqlDatabase

beforeEach(async () => {
  database = await openSqliteDatabase({ path: ':memory:' })
})

afterEach(() => database.close())

test('what is past its time is swept away a little with each answer that is kept', async () => {
  for (let n = 0; n < 20; n++) await keep('t', `old-${n}`, { now: 1, until: 5 })
  for (let n = 0; n < 3; n++) await keep('t', `new-${n}`, { now: 5, until: 9 })
  expect(await keysOf('t')).toHaveLength(20 - 3 * 4 + 3)
  for (let n = 3; n < 6; n++) await keep('t', `new-${n}`, { now: 5, until: 9 })
  expect(await keysOf('t')).toEqual(Array.from({ length: 6 }, (_, n) => `new-${n}`))
})

test('sweeping reaches no other tenant, and what a connection no longer uses', async () => {
  await keep('t', 'old', { now: 1, until: 5, connection: 'gone' })
  await keep('other', 'old', { now: 1, until: 5 })
  await keep('t', 'new', { now: 5, until: 9 })
  expect([await keysOf('t'), await keysOf('other')]).toEqual([['new'], ['old']])
})

test('a write that keeps nothing touches no kept answer', async () => {
  await keep('t', 'old', { now: 1, until: 5 })
  await transaction('t', 9, (draft) => draft.count('seats', 1))
  expect(await keysOf('t')).toEqual(['old'])
})

interface Keeping {
  readonly now: number
  readonly until: number
  readonly connection?: string
}

function keep(tenant: string, key: string, { now, until, connection = 'okta' }: Keeping): Promise<void> {
  return transaction(tenant, now, (draft) => draft.keep(key, { fingerprint: 'f', answer: '1', until }), connection)
}

async function transaction(tenant: string, now: number, work: (draft: Draft) => void, connection = 'okta') {
  const store = sqlStorage(database).ofTenant(tenant, { connection, request: 'r' })
  await store.transaction({ now, writeSet: 'w' }, async (draft) => work(draft))
}

async function keysOf(tenant: string): Promise<readonly string[]> {
  const query = database.build.selectFrom('kept_answers').select('answer_key').where('tenant_id', '=', tenant)
  return (await database.read(query.orderBy('answer_key'))).map(({ answer_key }) => answer_key)
}
