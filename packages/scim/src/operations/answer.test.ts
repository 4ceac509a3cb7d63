import { expect, test } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { memoryStorage } from '../storage/memory-storage.js'
import type { ResourceStore } from '../storage/resource-store.js'
import { type AnswerLinks, readAnswer, readLinks } from './answer.js'

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

/** The pages of an answer's links, the first one included. */
async function pagesOf({ links = [], furtherLinks }: AnswerLinks): Promise<readonly (readonly string[])[]> {
  const pages = [links.map(({ value }) => value)]
  if (furtherLinks) for await (const page of furtherLinks) pages.push(page.map(({ value }) => value))
  return pages
}

test('the members of a large group are read page by page, in their order', async () => {
  const { store, ids } = await openGroup(2001)
  const pages = [ids.slice(0, 1000), ids.slice(1000, 2000), ids.slice(2000)]
  expect(await pagesOf(await readLinks(store, Group, 'group'))).toEqual(pages)
  const answer = await readAnswer(store, Group, 'group', shape)
  expect(answer && (await pagesOf(answer))).toEqual(pages)
})

test('members that fit a page are read at once', async () => {
  const { store, ids } = await openGroup(1000)
  const answer = await readAnswer(store, Group, 'group', shape)
  expect(answer).not.toHaveProperty('furtherLinks')
  expect(answer?.links?.map(({ value }) => value)).toEqual(ids)
})

test('a page of members is read when it is asked for, and others are served before', async () => {
  const { store } = await openGroup(3500)
  const seen: string[] = []
  const watched: ResourceStore = {
    ...store,
    async links(owner, range) {
      seen.push(`after ${range.after}`)
      return store.links(owner, range)
    },
  }
  const answer = await readAnswer(watched, Group, 'group', shape)
  expect(seen).toEqual([])
  for await (const [first] of answer?.furtherLinks ?? []) {
    seen.push(`told ${first?.value}`)
    if (first?.value === 'user-02000') break
    setTimeout(() => seen.push('another'), 0)
  }
  await new Promise((resolve) => setTimeout(resolve, 5))
  expect(seen).toEqual([...['after user-00999', 'told user-01000', 'another', 'after user-01999', 'told user-02000']])
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
  expect(answer && (await pagesOf(answer)).flat()).toEqual(ids.filter((id) => id !== 'user-01500'))
})

test.each([
  ['before its second page', 2500, 'user-00999'],
  ['before its last page', 2500, 'user-01999'],
])('a group that is deleted %s does not end as if it were whole', async (_when, members, last) => {
  const { store } = await openGroup(members)
  const changing: ResourceStore = {
    ...store,
    async links(owner, range) {
      if (range.after === last) await write(store, (draft) => draft.remove(Group, 'group'))
      return store.links(owner, range)
    },
  }
  const answer = await readAnswer(changing, Group, 'group', shape)
  if (!answer) throw new Error('there is no group')
  await expect(pagesOf(answer)).rejects.toMatchObject({ status: 404, message: "Group 'group' does not exist." })
})

test('a group whose later members all go meanwhile ends as it is', async () => {
  const { store, ids } = await openGroup(1500)
  const changing: ResourceStore = {
    ...store,
    async links(owner, range) {
      const gone = range.after === undefined ? [] : ids.slice(1000)
      await write(store, (draft) => gone.forEach((id) => void draft.unlink('group', id)))
      return store.links(owner, range)
    },
  }
  const answer = await readAnswer(changing, Group, 'group', shape)
  expect(answer && (await pagesOf(answer))).toEqual([ids.slice(0, 1000), []])
})

test('what no storage can hold is the id of nothing', async () => {
  const { store } = await openGroup(0)
  for (const id of ['group\u0000', '\ud800', `e${'\u0301'.repeat(31)}`, 'nothing']) {
    expect(await readAnswer(store, Group, id, shape)).toBeUndefined()
  }
})
