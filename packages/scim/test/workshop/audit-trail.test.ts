import { expect, test } from 'vitest'
import { createServiceProvider } from '../../src/http/create-service-provider.js'
import { Group } from '../../src/schema/group.js'
import { User } from '../../src/schema/user.js'
import { memoryStorage } from '../../src/storage/memory-storage.js'
import { clientOf, userBody } from '../service-provider.js'

test('C35: every change leaves a record of what was changed, by which connection and request, and when', async () => {
  const storage = memoryStorage()
  const store = storage.ofTenant('gridco.example', { connection: 'okta', request: 'request-7' })
  const now = Date.parse('2026-11-24T10:00:00Z')
  const client = clientOf(createServiceProvider({ resourceTypes: [User, Group], store, now: () => now }).fetch)
  const { body } = await client.post('/Users', userBody('t@gridco.example'))
  await client.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'active', value: false }])
  await client.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'active', value: false }])
  await client.delete(`/Users/${body.id}`)
  const records = storage.changeRecords('gridco.example')
  expect(records.map(({ action, version }) => [action, version])).toEqual([
    ['create', 1],
    ['put', 2],
    ['remove', 3],
  ])
  for (const record of records) {
    expect(record).toMatchObject({ type: 'User', id: body.id, connection: 'okta', request: 'request-7' })
  }
  expect(new Set(records.map(({ writeSet }) => writeSet)).size).toBe(3)
})
