import { beforeEach, expect, test } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { memoryStorage } from '../storage/memory-storage.js'
import type { Draft, ResourceStore } from '../storage/resource-store.js'
import { requireCurrent } from './require-current.js'
import type { Conditions } from './version.js'

let store: ResourceStore

beforeEach(async () => {
  store = memoryStorage().ofTenant('t', { request: 'r' })
  await write((draft) => {
    draft.create(Group, { id: 'g', document: { displayName: 'Staff' }, externalId: undefined })
    draft.create(User, { id: 'u', document: { userName: 'ada' }, externalId: undefined })
  })
})

// A new member moves the version of a group, and not what a change of its name depends on.
test.each<Conditions>([{ ifMatch: 'W/"1"' }, { ifNoneMatch: 'W/"2"' }, { ifMatch: '*', ifNoneMatch: 'W/"2", W/"3"' }])(
  'a condition that no longer holds at the commit is refused, and nothing is changed: %j',
  async (conditions) => {
    await expect(rename(conditions)).rejects.toMatchObject({ status: 412 })
    expect(await readGroup()).toMatchObject({ version: 2, text: '{"displayName":"Staff"}' })
  },
)

test.each<Conditions>([{}, { ifMatch: 'W/"1", W/"2"' }, { ifNoneMatch: 'W/"3"' }])(
  'a condition that still holds at the commit lets the change through: %j',
  async (conditions) => {
    await rename(conditions)
    expect(await readGroup()).toMatchObject({ version: 3, text: '{"displayName":"Crew"}' })
  },
)

/** Renames the group, while somebody adds a member to it. */
async function rename(conditions: Conditions): Promise<void> {
  let runs = 0
  await write(async (draft) => {
    await requireCurrent(draft, Group, 'g', conditions)
    if (++runs === 1) await write((other) => other.link('g', { value: 'u', type: 'User' }))
    draft.put(Group, { id: 'g', document: { displayName: 'Crew' }, externalId: undefined })
  })
}

async function write(work: (draft: Draft) => void | Promise<void>): Promise<void> {
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => work(draft))
}

function readGroup() {
  return store.get(Group, 'g', { grants: false, groups: false })
}
