import { expect, test } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { memoryStorage } from '../storage/memory-storage.js'
import type { ResourceStore } from '../storage/resource-store.js'
import { readAnswer, readLinks } from './answer.js'

const shape = { links: true, grants: false, groups: false }

/** A group of so many users, in a storage of its own. */
async function openGroup(members: number): Promise<{ readonly store: ResourceStore; readonly ids: readonly string[] }> {
  const store = memoryStorage().ofTenant('a.example', { connection: 'okta', request: 'r-1' })
  const ids = Array.from({ length: members }, (_, n) => `user-${String(n).padStart(5, '0')}`)
  await write(store, (draft) => {
    draft.create(Group, { id: 'group', document: { displayName: 'Crew' }, externalId: undefined })
    for (const id of ids) {
      draft.create(User, { id, document: { userName: id }, externalId: undefined })
      draft.link('group', { value: id, type: 'User' })
    }
  })
  return { store, ids }
}

let now = Date.parse('2026-11-24T09:00:00.000Z')

function write(
  store: ResourceStore,
  work: (draft: Parameters<Parameters<ResourceStore['transaction']>[1]>[0]) => void,
) {
  now += 1000
  return store.transaction({ now, writeSet: `set-${now}` }, async (draft) => work(draft))
}

test('all members of a large group are read, page by page, in their order', async () => {
  const { store, ids } = await openGroup(2001)
  expect((await readLinks(store, 'group', 2001))?.map(({ value }) => value)).toEqual(ids)
  expect(await readLinks(store, 'group', 2000)).toBeUndefined()
})

test('a group that changes while its members are read is read again, so that the version is of these members', async () => {
  const { store } = await openGroup(3)
  let reads = 0
  const changing: ResourceStore = {
    ...store,
    links: async (owner, page) => {
      const links = await store.links(owner, page)
      if (++reads === 1) await write(store, (draft) => draft.unlink('group', 'user-00000'))
      return links
    },
  }
  const answer = await readAnswer(changing, Group, 'group', shape)
  expect(answer?.links?.map(({ value }) => value)).toEqual(['user-00001', 'user-00002'])
  expect([answer?.stored.version, reads]).toEqual([2, 2])
})

test('a group that never stands still is answered all the same', async () => {
  const { store } = await openGroup(9)
  let reads = 0
  const restless: ResourceStore = {
    ...store,
    links: async (owner, page) => {
      const links = await store.links(owner, page)
      await write(store, (draft) => draft.unlink('group', `user-0000${reads++}`))
      return links
    },
  }
  const answer = await readAnswer(restless, Group, 'group', shape)
  expect([answer?.stored.version, answer?.links?.length, reads]).toEqual([3, 7, 3])
})

test('what no storage can hold is the id of nothing', async () => {
  const { store } = await openGroup(0)
  for (const id of ['group\u0000', '\ud800', `e${'\u0301'.repeat(31)}`, 'nothing']) {
    expect(await readAnswer(store, Group, id, shape)).toBeUndefined()
  }
})
