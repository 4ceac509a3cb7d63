import { createHash } from 'node:crypto'
import { createServiceProvider, User } from '@rollcall/scim'
import type { Draft } from '@rollcall/scim/storage'
import { type SqlDatabase, sqlStorage } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { recordingDatabase } from './audit/recording-database.js'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

let opened: TestDatabase
let database: SqlDatabase

/** Answers that are kept under the keys of requests. */
export function testKeptAnswers(createDatabase: CreateTestDatabase): void {
  beforeEach(async () => {
    opened = await createDatabase()
    database = opened.database
  })

  afterEach(() => opened.close())

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

  test('a thousand answers are kept by few statements, of few kinds, and a key of any of them that is taken keeps none', async () => {
    const { database: recording, statements } = recordingDatabase(database)
    const keepAll = (count: number, connection?: string) =>
      transaction('t', 1, (draft) => keepMany(draft, count), connection, recording)
    await keepAll(1000)
    const inserts = () => statements.filter(({ sql }) => /INSERT INTO kept_answers/.test(sql))
    expect(inserts()).toHaveLength(2)
    expect(await keysOf('t')).toHaveLength(1000)
    for (const count of [997, 999]) await keepAll(count, `connection-${count}`)
    expect(new Set(inserts().map(({ sql }) => sql)).size).toBe(1)

    let runs = 0
    await transaction('t', 1, async (draft) => {
      if (++runs > 1) return
      draft.keep('another', answerUntil(5))
      draft.keep('k-700', answerUntil(5))
    })
    expect([runs, (await keysOf('t')).includes('another')]).toEqual([2, false])
  })

  test('what is kept of a request and of a Bulk request says nothing of what was sent', async () => {
    const one = personOf('trinity')
    const schemas = ['urn:ietf:params:scim:api:messages:2.0:BulkRequest']
    const many = { schemas, Operations: [{ method: 'POST', path: '/Users', bulkId: 'm', data: personOf('morpheus') }] }
    expect([await post('/Users', one, 'key-one'), await post('/Bulk', many, 'key-two')]).toEqual([201, 200])
    const rows = await database.read(database.build.selectFrom('kept_answers').selectAll().where('tenant_id', '=', 't'))
    expect(rows).toHaveLength(3)
    const kept = rows.map((row) => Object.values(row).join(' ')).join(' ')
    const guess = createHash('sha256')
      .update(`POST /scim/v2/Users\n${JSON.stringify(one)}`)
      .digest('hex')
    for (const secret of ['trinity', 'morpheus', 'correct horse', 'hashed', 'key-one', 'key-two', guess]) {
      expect(kept).not.toContain(secret)
    }
  })
}

function personOf(userName: string) {
  return { schemas: [User.schema.id], userName, externalId: `of-${userName}`, password: 'correct horse' }
}

async function post(path: string, body: object, key: string): Promise<number> {
  const store = sqlStorage(database).ofTenant('t', { connection: 'okta', request: 'r' })
  const { fetch } = createServiceProvider({ resourceTypes: [User], store, hashPassword: async () => 'hashed' })
  const headers = { 'content-type': 'application/scim+json', 'idempotency-key': key }
  const request = { method: 'POST', headers, body: JSON.stringify(body) }
  return (await fetch(new Request(`https://app.example/scim/v2${path}`, request))).status
}

function keepMany(draft: Draft, count: number): void {
  for (let n = 0; n < count; n++) draft.keep(`k-${n}`, answerUntil(5))
}

function answerUntil(until: number) {
  return { fingerprint: 'f', answer: '1', until }
}

interface Keeping {
  readonly now: number
  readonly until: number
  readonly connection?: string
}

function keep(tenant: string, key: string, { now, until, connection = 'okta' }: Keeping): Promise<void> {
  return transaction(tenant, now, (draft) => draft.keep(key, { fingerprint: 'f', answer: '1', until }), connection)
}

async function transaction(
  tenant: string,
  now: number,
  work: (draft: Draft) => void | Promise<void>,
  connection = 'okta',
  over: SqlDatabase = database,
) {
  const store = sqlStorage(over).ofTenant(tenant, { connection, request: 'r' })
  await store.transaction({ now, writeSet: 'w' }, async (draft) => work(draft))
}

async function keysOf(tenant: string): Promise<readonly string[]> {
  const query = database.build.selectFrom('kept_answers').select('answer_key').where('tenant_id', '=', tenant)
  return (await database.read(query.orderBy('answer_key'))).map(({ answer_key }) => answer_key)
}
