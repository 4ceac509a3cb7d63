import { testStorage } from '@rollcall/scim/storage-conformance'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import { onEachStatement, testsOwn } from './audit/statement-recorder.js'
import { isOnTenantTable } from './audit/tenant-tables.js'
import { databaseHarness } from './database-harness.js'
import { describePartitions } from './postgres-server.js'
import type { TestDatabase } from './test-database.js'
import { findScattered, type SentStatement, touchedPartitions } from './touched-partitions.js'

describePartitions('The storage', (createDatabase) => {
  const sent = new Map<string, SentStatement>()
  let opened: TestDatabase
  let isRecording = true
  const stop = onEachStatement((sql, parameters) => {
    if (isRecording && !sent.has(sql)) sent.set(sql, { sql, parameters })
  })

  testStorage('PostgreSQL with partitions', async () => {
    opened = await createDatabase()
    sent.clear()
    return databaseHarness({ ...opened, close: async () => {} })
  })

  afterAll(async () => {
    stop()
    await opened.close()
  })

  test('each statement of a tenant touches one partition of each table, and those lie together', async () => {
    isRecording = false
    const statements = [...sent.values()].filter(({ sql }) => isOnTenantTable(sql))
    expect(statements.length).toBeGreaterThan(100)
    expect(await connected(opened, (client) => findScattered(client, statements))).toEqual([])
  })

  test('the tables that are looked up are all of a store’s', async () => {
    isRecording = false
    const touched = await connected(opened, async (client) => {
      const tables = new Set<string>()
      for (const statement of sent.values()) {
        if (!isOnTenantTable(statement.sql)) continue
        for (const table of (await touchedPartitions(client, statement)).keys()) tables.add(table)
      }
      return tables
    })
    const stores = ['resources', 'attribute_values', 'edges', 'grants', 'external_ids', 'unique_values', 'passwords']
    expect([...touched]).toEqual(expect.arrayContaining([...stores, 'change_records', 'counters', 'kept_answers']))
  })

  test.each([
    ['without its tenant', 'SELECT r.id FROM resources r WHERE r.id = $1 OR r.id = $2'],
    ['of two tenants', 'SELECT r.id FROM resources r WHERE r.tenant_id IN ($1, $2)'],
    [
      'with a table that is not joined on the tenant',
      'SELECT r.id FROM resources r JOIN edges e ON e.owner_id = r.id AND e.member_id <> $2 WHERE r.tenant_id = $1',
    ],
    ['with tables of two tenants', 'SELECT 1 FROM edges e, grants g WHERE e.tenant_id = $1 AND g.tenant_id = $2'],
  ])('a planted statement %s is found', async (_what, sql) => {
    const planted = { sql: `${testsOwn} ${sql}`, parameters: ['t', 'another'] }
    expect(await connected(opened, (client) => findScattered(client, [planted]))).toHaveLength(1)
  })
})

async function connected<T>({ place }: TestDatabase, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: place })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
