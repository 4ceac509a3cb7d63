import process from 'node:process'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createDatabaseFrom, dropForgotten } from './postgres-databases.js'
import { describePostgres } from './postgres-server.js'

describePostgres('The databases of tests', () => {
  const server = process.env.ROLLCALL_TEST_POSTGRES_URL ?? ''
  let client: pg.Client

  beforeEach(async () => {
    client = new pg.Client({ connectionString: server })
    await client.connect()
  })

  afterEach(() => client.end())

  test('are made side by side, each with the schema and nothing of another, and gone when they are dropped', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => createDatabaseFrom(server, 'plain')))
    expect(new Set(made.map(({ url }) => url)).size).toBe(4)
    for (const { url, drop } of made) {
      expect(await countIn(url, 'resources')).toBe(0)
      await drop()
      expect(await names(url)).toEqual([])
    }
  })

  test('are swept away when their run is dead, and only then', async () => {
    const forgotten = `rollcall_test_forgotten_${process.pid}`
    await client.query(`CREATE DATABASE ${forgotten}`)
    const { url, drop } = await createDatabaseFrom(server, 'plain')
    await dropForgotten(client, 'none')
    expect([await names(forgotten), await names(url)]).toEqual([[], [nameOf(url)]])
    expect(await countIn(url, 'resources')).toBe(0)
    await drop()
  })

  async function names(database: string): Promise<readonly string[]> {
    const sql = 'SELECT datname FROM pg_database WHERE datname = $1'
    const { rows } = await client.query<{ readonly datname: string }>(sql, [nameOf(database)])
    return rows.map(({ datname }) => datname)
  }
})

function nameOf(database: string): string {
  return database.includes('/') ? new URL(database).pathname.slice(1) : database
}

async function countIn(url: string, table: string): Promise<number> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query<{ readonly count: string }>(`/* a test asks */ SELECT count(*) FROM ${table}`)
  await client.end()
  return Number(rows[0]?.count)
}
