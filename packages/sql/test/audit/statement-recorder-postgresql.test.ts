import { Group, User } from '@rollcall/scim'
import { sqlStorage } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { describePostgres } from '../postgres-server.js'
import type { TestDatabase } from '../test-database.js'
import { recordStatements, type StatementRecorder, testsOwn } from './statement-recorder.js'

describePostgres('The record of what is sent', (createDatabase) => {
  let opened: TestDatabase
  let recorder: StatementRecorder

  beforeEach(async () => {
    opened = await createDatabase()
    recorder = recordStatements(() => false)
  })

  afterEach(async () => {
    recorder.stop()
    await opened.close()
  })

  test('has every statement of a store, and no fault', async () => {
    const store = sqlStorage(opened.database).ofTenant('t', { request: 'r' })
    await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
      draft.create(User, { id: 'u', externalId: undefined, document: { userName: 'u' } })
      draft.create(Group, { id: 'g', externalId: undefined, document: { displayName: 'g' } })
      draft.link('g', { value: 'u', type: 'User' })
    })
    const before = recorder.count()
    expect(before).toBeGreaterThan(5)
    await store.links('g', { count: 10 })
    expect(recorder.count()).toBe(before + 1)
    expect(recorder.faults()).toEqual([])
  })

  test.each([
    ['without its tenant', 'SELECT r.id FROM resources r WHERE r.id = ?'],
    ['with two tenants', 'SELECT 1 FROM edges e JOIN grants g ON g.tenant_id = ? WHERE e.tenant_id = ?'],
    [
      'with an unnest insert',
      'INSERT INTO passwords (tenant_id, user_id, hash) SELECT ?, u, u FROM unnest(ARRAY[?]) u ON CONFLICT DO NOTHING',
    ],
  ])('has a planted statement %s as a fault, once', async (_what, sql) => {
    const parameters = ['t', 'a'].slice(0, sql.split('?').length - 1)
    for (let time = 1; time <= 2; time++) await opened.database.write([{ sql: `${testsOwn} ${sql}`, parameters }])
    const faults = recorder.faults()
    expect(faults).toHaveLength(1)
    expect(faults[0]?.sql).toContain(testsOwn)
  })
})
