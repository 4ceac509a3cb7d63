import { parseFilter, User } from '@rollcall/scim'
import { memoryStorage } from '@rollcall/scim/storage'
import { fuzzStorage } from '@rollcall/scim/storage-conformance'
import { openSqliteDatabase, type Statement, sqlStorage } from '@rollcall/sql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditStatement, recordingDatabase } from './statement-audit.js'

const recorded = new Map<string, Statement>()

beforeAll(async () => {
  const database = await openSqliteDatabase({ path: ':memory:' })
  const recording = recordingDatabase(database)
  // 30 cases are one tenant: all of its statements carry that name.
  await fuzzStorage(memoryStorage(), sqlStorage(recording.database), { cases: 30, seed: 3 })
  for (const statement of recording.statements) recorded.set(statement.sql, statement)
  await database.close()
})

afterAll(() => recorded.clear())

test('every statement on a tenant’s table binds its tenant, and no other', () => {
  expect(recorded.size).toBeGreaterThan(50)
  const faults = [...recorded.values()].flatMap((statement) =>
    auditStatement(statement, 'fuzz-3').map((fault) => `${fault}: ${statement.sql}`),
  )
  expect(faults).toEqual([])
})

test('the statements that were looked at read and write every table of a store', () => {
  const all = [...recorded.keys()].join('\n')
  const tables = ['resources', 'attribute_values', 'edges', 'grants', 'external_ids', 'unique_values', 'counters']
  for (const table of [...tables, 'kept_answers'])
    expect([table, new RegExp(`INTO ${table}\\b`).test(all), new RegExp(`FROM ${table}\\b`).test(all)]).toEqual([
      table,
      true,
      true,
    ])
})

test.each([
  ['an alias without its tenant', 'SELECT r.id FROM resources r WHERE r.id = ?', ['a']],
  ['one of two', 'SELECT 1 FROM edges e CROSS JOIN resources r WHERE e.tenant_id = ? AND r.id = e.owner_id', ['t']],
  [
    'an inner alias',
    'SELECT 1 FROM grants g WHERE g.tenant_id = ? AND EXISTS (SELECT 1 FROM edges e WHERE e.a = 1)',
    ['t'],
  ],
  ['another tenant', 'DELETE FROM edges WHERE tenant_id = ? AND owner_id = ?', ['other', 'a']],
  ['an update of all tenants', 'UPDATE resources SET version = version + 1 WHERE id = ?', ['a']],
  ['an insert for another tenant', 'INSERT INTO edges (tenant_id, owner_id) VALUES (?, ?)', ['other', 'a']],
  ['an insert that begins otherwise', 'INSERT INTO edges (owner_id, tenant_id) VALUES (?, ?)', ['t', 'a']],
])('the audit finds %s', (_fault, sql, parameters) => {
  expect(auditStatement({ sql, parameters }, 't')).toHaveLength(1)
})

test('a filter of the greatest depth grows its statement no faster than itself', async () => {
  const database = await openSqliteDatabase({ path: ':memory:' })
  const { database: recording, statements } = recordingDatabase(database)
  const store = sqlStorage(recording).ofTenant('t', { request: 'r' })
  const lengthOf = async (terms: number) => {
    const pairs = Array.from({ length: terms }, (_, n) => `(title eq "a${n}" or nickName eq "b${n}")`)
    statements.length = 0
    const filter = parseFilter(pairs.join(' and '), User)
    await store.query([{ type: User, filter, sortPath: undefined }], {
      order: 'ascending',
      page: { kind: 'index', startIndex: 1, count: 10 },
      show: { grants: false, groups: false },
      total: false,
    })
    return Math.max(...statements.map(({ sql }) => sql.length))
  }
  expect((await lengthOf(16)) / (await lengthOf(8))).toBeLessThan(2.1)
  await database.close()
})
