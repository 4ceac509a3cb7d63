import { expect, test } from 'vitest'
import { User } from '../schema/user.js'
import { memoryStorage } from '../storage/memory-storage.js'
import type { ResourceStore, StoredResource } from '../storage/resource-store.js'
import { createServiceProvider } from './create-service-provider.js'

test('while a long page is printed, others are served', async () => {
  const store = memoryStorage().ofTenant('t', { request: 'r' })
  const nickName = 'x'.repeat(8 * 1024)
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    for (let n = 0; n < 400; n++) {
      draft.create(User, { id: `u-${n}`, externalId: undefined, document: { userName: `u-${n}`, nickName } })
    }
  })
  const provider = createServiceProvider({ resourceTypes: [User], store, baseUrl: 'https://app.example/scim/v2' })
  let turns = 0
  let isOver = false
  const count = () => {
    turns += 1
    if (!isOver) setTimeout(count, 0)
  }
  setTimeout(count, 0)
  const response = await provider.fetch(new Request('https://app.example/scim/v2/Users?count=400'))
  const { Resources } = await response.json()
  isOver = true
  expect(Resources).toHaveLength(400)
  // Between each 256 Ki characters of the 3 Mi.
  expect(turns).toBeGreaterThanOrEqual(6)
})

test('how long the documents of a page are is asked once, and not before each piece', async () => {
  const store = memoryStorage().ofTenant('t', { request: 'r' })
  const nickName = 'x'.repeat(300 * 1024)
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    for (let n = 0; n < 40; n++) {
      draft.create(User, { id: `u-${n}`, externalId: undefined, document: { userName: `u-${n}`, nickName } })
    }
  })
  let reads = 0
  const watched = (stored: StoredResource): StoredResource => ({
    ...stored,
    get text() {
      reads += 1
      return stored.text
    },
  })
  const watching: ResourceStore = {
    ...store,
    async query(targets, query) {
      const page = await store.query(targets, query)
      return { ...page, items: page.items.map(watched) }
    },
  }
  const provider = createServiceProvider({ resourceTypes: [User], store: watching })
  const response = await provider.fetch(new Request('https://app.example/scim/v2/Users?count=40'))
  const { Resources } = await response.json()
  expect(Resources).toHaveLength(40)
  // What is printed is read, too.
  expect(reads).toBeLessThanOrEqual(40 * 4)
})
