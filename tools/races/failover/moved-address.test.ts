import process from 'node:process'
import { openPostgresDatabase, type SqlDatabase } from '@rollcall/sql'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type PrimaryAndStandby, startPrimaryAndStandby } from './primary-and-standby.js'

const isInstalled = process.env.ROLLCALL_TEST_POSTGRES_URL !== undefined
const name = 'an address that leads to a server which only follows'

describe.skipIf(!isInstalled)(isInstalled ? name : `${name} (ROLLCALL_TEST_POSTGRES_URL names no server)`, () => {
  let servers: PrimaryAndStandby
  let database: SqlDatabase

  beforeEach(async () => {
    servers = await startPrimaryAndStandby()
    database = await openPostgresDatabase({ url: servers.address.url })
    await database.write([counter('before')])
    servers.address.leadTo(servers.standby.url)
    await servers.address.goAway(0)
  }, 60_000)

  afterEach(async () => {
    await database.close()
    await servers.remove()
  })

  test('is no place to read from or to write to, until that one is promoted', async () => {
    const under = Promise.all([names(), database.write([counter('meanwhile')])])
    await servers.standby.promote()
    await under
    expect(await names()).toEqual(['before', 'meanwhile'])
  }, 60_000)

  test('is told of with 503 where that is never promoted', async () => {
    const answers = await Promise.allSettled([names(), database.write([counter('never')])])
    expect(answers).toMatchObject([{ reason: { status: 503 } }, { reason: { status: 503 } }])
  }, 60_000)

  test('is asked anew where a pooler hides what it leads to and a write is refused as read-only', async () => {
    servers.address.hideStandby()
    // Each of its connections is there, and read-only.
    await Promise.all(Array.from({ length: 10 }, () => names()))
    const before = servers.address.connections()
    const written = database.write([counter('meanwhile')])
    let isOver = false
    written.then(
      () => (isOver = true),
      () => (isOver = true),
    )
    while (!isOver && servers.address.connections() < before + 2) await new Promise((resolve) => setTimeout(resolve, 1))
    await servers.standby.promote()
    servers.address.leadTo(servers.standby.url)
    await written
    expect(await names()).toEqual(['before', 'meanwhile'])
  }, 60_000)

  async function names(): Promise<readonly string[]> {
    const sql = 'SELECT c.name FROM counters c WHERE c.tenant_id = ? ORDER BY c.name'
    return (await database.read<{ readonly name: string }>({ sql, parameters: ['t'] })).map((row) => row.name)
  }
})

function counter(name: string) {
  const sql = 'INSERT INTO counters (tenant_id, name, slot, used, bound) VALUES (?, ?, 0, 0, NULL)'
  return { sql, parameters: ['t', name], expect: 1 }
}
