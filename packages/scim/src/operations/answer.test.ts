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

test('the members of a group are of the moment of its version, whatever happens while they are read', async () => {
  const { store } = await openGroup(3)
  const changing: ResourceStore = {
    ...store,
    async get(type, id, show) {
      const stored = await store.get(type, id, show)
      await write(store, (draft) => draft.unlink('group', 'user-00000'))
      return stored
    },
  }
  const answer = await readAnswer(changing, Group, 'group', shape)
  expect(answer?.links?.map(({ value }) => value)).toEqual(['user-00000', 'user-00001', 'user-00002'])
  expect(answer?.stored.version).toBe(1)
})

test('of a group of more than a thousand, each further page is true when it is read', async () => {
  const { store, ids } = await openGroup(2500)
  const changing: ResourceStore = {
    ...store,
    async links(owner, range) {
      const gone = range.after === ids[999] ? ['user-00001', 'user-01500'] : []
      if (gone.length > 0) await write(store, (draft) => gone.forEach((id) => void draft.unlink('group', id)))
      return store.links(owner, range)
    },
  }
  const answer = await readAnswer(changing, Group, 'group', shape)
  expect(answer?.links?.map(({ value }) => value)).toEqual(ids.filter((id) => id !== 'user-01500'))
})

test('what no storage can hold is the id of nothing', async () => {
  const { store } = await openGroup(0)
  for (const id of ['group\u0000', '\ud800', `e${'\u0301'.repeat(31)}`, 'nothing']) {
    expect(await readAnswer(store, Group, id, shape)).toBeUndefined()
  }
})
