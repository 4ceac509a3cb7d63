import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import process from 'node:process'
import { openPostgresDatabase, type SqlDatabase, type SqlReader, type Statement } from '@rollcall/sql'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openAddress, type PostgresAddress } from './postgres-address.js'
import { asking, type PrimaryAndStandby, startPrimaryAndStandby } from './primary-and-standby.js'

const isInstalled = process.env.ROLLCALL_TEST_POSTGRES_URL !== undefined
const name = 'wide reads from a copy'

describe.skipIf(!isInstalled)(isInstalled ? name : `${name} (ROLLCALL_TEST_POSTGRES_URL names no server)`, () => {
  let servers: PrimaryAndStandby
  /** Of the copy. */
  let address: PostgresAddress
  let database: SqlDatabase

  beforeAll(async () => {
    servers = await startPrimaryAndStandby()
    address = await openAddress(servers.standby.url)
    database = await openPostgresDatabase({ url: servers.primary.url, replicaUrl: address.url })
  }, 60_000)

  afterAll(async () => {
    await database.close()
    address.close()
    await servers.remove()
  })

  beforeEach(async () => {
    await database.write([{ sql: 'DELETE FROM counters WHERE tenant_id = ?', parameters: ['t'] }])
    await fromCopyAgain()
  }, 60_000)

  test('that lags behind tell what it has; what is not wide tells what was written', async () => {
    await asking(servers.standby.url, 'SELECT pg_wal_replay_pause()')
    await database.write([counter('a')])
    expect(await database.read(names)).toEqual([{ name: 'a' }])
    expect(await database.snapshot((reader) => reader.read(names))).toEqual([{ name: 'a' }])
    expect(await wide(names)).toEqual([])
    await asking(servers.standby.url, 'SELECT pg_wal_replay_resume()')
    while ((await wide(names)).length === 0) await pause()
    expect(await isCopy()).toBe(true)
  })

  test('whose schema is not there yet are answered by the primary', async () => {
    await asking(servers.standby.url, 'SELECT pg_wal_replay_pause()')
    await asking(servers.primary.url, 'CREATE TABLE newer AS SELECT 1 AS one')
    const newer = statement('SELECT n.one FROM newer n')
    expect(await wide(newer)).toEqual([{ one: 1n }])
    await asking(servers.standby.url, 'SELECT pg_wal_replay_resume()')
    await expect(wide(statement('SELECT n.one FROM no_such_table n'))).rejects.toThrow('no_such_table')
    expect(await isCopy()).toBe(true)
  })

  test('that goes away and comes back are all answered, by the primary meanwhile', async () => {
    let isOver = false
    const seen = { copy: 0, primary: 0 }
    const reading = Array.from({ length: 8 }, async () => {
      while (!isOver) seen[(await isCopy()) ? 'copy' : 'primary'] += 1
    })
    while (seen.copy < 20) await pause()
    await address.goAway(500)
    while (seen.primary < 20) await pause()
    seen.copy = 0
    while (seen.copy < 20) await pause()
    isOver = true
    await Promise.all(reading)
  })

  test('that dies in the midst of one begin again at the primary', async () => {
    const reading = database.wideSnapshot(async (reader) => [await slowly(reader), await isCopyOf(reader)])
    while ((await asking(servers.standby.url, sleeping)).length === 0) await pause()
    await servers.standby.crash()
    expect(await reading).toEqual([[{ done: 1n }], false])
    await servers.standby.restart('fast')
    await fromCopyAgain()
  }, 60_000)

  test('that is replayed over in the midst of one begin again at the primary', async () => {
    await asking(servers.standby.url, 'ALTER SYSTEM SET max_standby_streaming_delay = 0')
    await asking(servers.standby.url, 'SELECT pg_reload_conf()')
    await database.write([counter('a')])
    while ((await wide(names)).length === 0) await pause()
    const reading = database.wideSnapshot(async (reader) => [
      await reader.read(names),
      await slowly(reader),
      await isCopyOf(reader),
    ])
    while ((await asking(servers.standby.url, sleeping)).length === 0) await pause()
    await database.write([{ sql: 'DELETE FROM counters WHERE tenant_id = ?', parameters: ['t'], expect: 1 }])
    await asking(servers.primary.url, 'VACUUM counters')
    expect(await reading).toEqual([[], [{ done: 1n }], false])
    expect(await isCopy()).toBe(true)
  })

  test('that take too long are refused, and no burden to the primary', async () => {
    const options = { url: servers.primary.url, replicaUrl: servers.standby.url, statementTimeoutMs: 100 }
    const hasty = await openPostgresDatabase(options)
    onTestFinished(() => hasty.close())
    let runs = 0
    const reading = hasty.wideSnapshot((reader) => {
      runs += 1
      return slowly(reader)
    })
    await expect(reading).rejects.toMatchObject({ status: 503 })
    expect(runs).toBe(1)
  })

  test('that takes connections and never answers wait once, and not each for itself', async () => {
    let connections = 0
    const silent = createServer(() => {
      connections += 1
    })
    silent.listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => void silent.close())
    const replicaUrl = `postgresql://nobody@127.0.0.1:${(silent.address() as AddressInfo).port}/none`
    const both = await openPostgresDatabase({ url: servers.primary.url, replicaUrl, poolSize: 4 })
    onTestFinished(() => both.close())
    const one = statement('SELECT 1 AS one')
    const reads = Array.from({ length: 40 }, () => both.wideSnapshot((reader) => reader.read(one)))
    expect(await Promise.all(reads)).toEqual(Array(40).fill([{ one: 1n }]))
    expect(connections).toBe(4)
  }, 30_000)

  const sleeping = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'"
  const names = statement('SELECT c.name FROM counters c WHERE c.tenant_id = ?', 't')

  function wide(asked: Statement): Promise<readonly object[]> {
    return database.wideSnapshot((reader) => reader.read<object>(asked))
  }

  function isCopy(): Promise<boolean> {
    return database.wideSnapshot(isCopyOf)
  }

  /** The primary has answered where the copy could not: it is tried again after a while. */
  async function fromCopyAgain(): Promise<void> {
    while (!(await isCopy()) || (await wide(names)).length > 0) await pause()
  }
})

async function isCopyOf(reader: SqlReader): Promise<boolean> {
  const [row] = await reader.read<{ readonly is_copy: bigint }>(statement('SELECT pg_is_in_recovery() AS is_copy'))
  return row?.is_copy === 1n
}

function slowly(reader: SqlReader): Promise<readonly object[]> {
  return reader.read(statement('SELECT 1 AS done FROM pg_sleep(2)'))
}

function counter(name: string): Statement {
  const sql = 'INSERT INTO counters (tenant_id, name, slot, used, bound) VALUES (?, ?, 0, 0, NULL)'
  return { sql, parameters: ['t', name], expect: 1 }
}

function statement(sql: string, ...parameters: readonly string[]): Statement {
  return { sql, parameters }
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5))
}
