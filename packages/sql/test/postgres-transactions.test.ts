import { openPostgresDatabase, type SqlDatabase, statementOf, UnexpectedCount } from '@rollcall/sql'
import { beforeEach, expect, test } from 'vitest'
import { describeBehindProxy } from './describe-behind-proxy.js'
import type { PostgresProxy } from './postgres-proxy.js'

describeBehindProxy('What begins and ends a transaction may fail', (opened) => {
  let proxy: PostgresProxy
  let database: SqlDatabase

  beforeEach(() => {
    ;({ proxy, database } = opened())
  })

  test('a write whose transaction could not begin leaves nothing half done, and is done again', async () => {
    proxy.garbleNext('READ WRITE')
    const nobody = { sql: "DELETE FROM counters WHERE tenant_id = ? AND name = 'nobody'", parameters: ['t'], expect: 1 }
    await expect(database.write([counter('a'), nobody])).rejects.toBeInstanceOf(UnexpectedCount)
    expect(await countersOf()).toEqual([])
    proxy.garbleNext('READ WRITE')
    await database.write([counter('a'), counter('b')])
    expect(await countersOf()).toEqual(['a', 'b'])
  })

  test('a snapshot that could not begin is not answered with several states', async () => {
    const one = { sql: 'SELECT 1 AS one', parameters: [] }
    proxy.garbleNext('READ ONLY')
    await expect(database.snapshot((reader) => reader.read(one))).rejects.toThrow('syntax')
    expect(await database.snapshot((reader) => reader.read(one))).toEqual([{ one: 1n }])
  })

  test('a transaction that could not end is nobody else’s', async () => {
    const small = await openPostgresDatabase({ url: proxy.url, poolSize: 1 })
    proxy.garbleNext('COMMIT')
    const broken = { sql: 'SELECT 1 / 0 AS nothing', parameters: [] }
    await expect(small.snapshot((reader) => reader.read(broken))).rejects.toThrow('division')
    expect(await small.read({ sql: 'SELECT 1 AS one', parameters: [] })).toEqual([{ one: 1n }])
    await small.close()
  })

  function counter(name: string) {
    return statementOf(database.build.insertInto('counters').values({ tenant_id: 't', name, slot: 0, used: 0 }), 1)
  }

  async function countersOf(): Promise<readonly string[]> {
    const counters = database.build.selectFrom('counters').select('name').where('tenant_id', '=', 't').orderBy('name')
    return (await database.read(counters)).map(({ name }) => name)
  }
})
