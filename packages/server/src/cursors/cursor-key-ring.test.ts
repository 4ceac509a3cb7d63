import { openSqliteDatabase, type SqlDatabase } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createCursorKeyRing } from './cursor-key-ring.js'

const hour = 60 * 60 * 1000
const day = 24 * hour
const clock = { now: 0 }
let database: SqlDatabase

beforeEach(async () => {
  clock.now = 1000 * day
  database = await openSqliteDatabase({ path: ':memory:' })
})

afterEach(() => database.close())

/** A process of the deployment: each reads the same database. */
function startProcess() {
  return createCursorKeyRing(database, () => clock.now)
}

test('a key holds for 31 days in every process, those that know it among them, and not a moment longer', async () => {
  const knowing = startProcess()
  const { id } = await knowing.current()
  clock.now += 31 * day - 1
  for (const ring of [knowing, startProcess()]) expect((await ring.find(id))?.id).toBe(id)
  clock.now += 1
  for (const ring of [knowing, startProcess()]) expect(await ring.find(id)).toBeUndefined()
})

test('a key is used for 30 days', async () => {
  const ring = startProcess()
  const { id } = await ring.current()
  clock.now += 30 * day - 1
  expect((await ring.current()).id).toBe(id)
  clock.now += 1
  expect((await ring.current()).id).not.toBe(id)
})

test('of two processes that drew a key each, both use the newest within the hour', async () => {
  const first = startProcess()
  const older = await first.current()
  await drawn('newer', clock.now + 1)
  expect((await startProcess().current()).id).toBe('newer')
  expect((await first.current()).id).toBe(older.id)
  clock.now += hour
  expect((await first.current()).id).toBe('newer')
  expect((await first.find(older.id))?.id).toBe(older.id)
})

/** As another process draws a key. */
async function drawn(id: string, created: number): Promise<void> {
  const sql = "INSERT INTO key_ring (purpose, id, secret, created) VALUES ('cursor', ?, ?, ?)"
  await database.write([{ sql, parameters: [id, Buffer.alloc(32, 7).toString('base64url'), BigInt(created)] }])
}
