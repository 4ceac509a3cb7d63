import { describe, expect, test } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { link } from './storage-conformance-links.js'
import {
  groupLink,
  type OpenWorkbench,
  putDocument,
  requireRead,
  showAll,
  userLink,
} from './storage-conformance-workbench.js'
import { ReferenceMissing } from './storage-refusals.js'

/** What links point at: it exists, and takes its links with it when it is removed. */
export function testReferences(open: OpenWorkbench): void {
  describe('references', () => {
    test('a link to what does not exist is refused and names every such id', async () => {
      const bench = open()
      const [user, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      const missing = [bench.id(), bench.id()]
      const write = bench.write(async (draft) => {
        await putDocument(draft, Group, group, { displayName: 'renamed' })
        for (const id of [missing[1] ?? '', user, missing[0] ?? '']) draft.link(group, userLink(id))
      })
      await expect(write).rejects.toSatisfy(
        (error) => error instanceof ReferenceMissing && error.ids.toSorted().join() === missing.join(),
      )
      expect(await bench.stored(Group, group)).toMatchObject({ version: 1 })
      expect(await bench.document(Group, group)).toEqual({ displayName: 'staff' })
      expect(await bench.members(group)).toEqual([])
    })

    test('a link to what was removed meanwhile is refused', async () => {
      const bench = open()
      const [user, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      const write = bench.write(async (draft) => {
        expect((await draft.typesOf([user])).size).toBeLessThanOrEqual(1)
        if (await bench.store().get(User, user, showAll)) await bench.remove(User, user)
        draft.link(group, userLink(user))
      })
      await expect(write).rejects.toSatisfy((error) => error instanceof ReferenceMissing && error.ids.join() === user)
    })

    test('what ids lead to is read in one go: its type and its name, as links show it; what is not there is left out', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada', displayName: 'Ada' })
      const bob = await bench.createUser({ userName: 'bob' })
      const staff = await bench.createGroup('staff')
      const gone = await bench.createUser({ userName: 'gone' })
      await bench.remove(User, gone)
      const stranger = bench.harness.storage.ofTenant(`${bench.tenant}-other`, { request: 'r-1' })
      expect([...(await bench.store().kinds([staff, gone, ada, bob, ada, 'no id'])).entries()].sort()).toEqual([
        [ada, { type: 'User', display: 'Ada' }],
        [bob, { type: 'User', display: 'bob' }],
        [staff, { type: 'Group', display: 'staff' }],
      ])
      expect((await bench.store().kinds([])).size).toBe(0)
      expect((await stranger.kinds([ada])).size).toBe(0)
    })

    test('a removed member leaves its groups, whose versions move', async () => {
      const bench = open()
      const [ada, bob] = [await bench.createUser({ userName: 'ada' }), await bench.createUser({ userName: 'bob' })]
      const [first, second] = [
        await bench.createGroup('a', [ada, bob].map(userLink)),
        await bench.createGroup('b', [userLink(ada)]),
      ]
      const untouched = await bench.createGroup('c', [userLink(bob)])
      const before = await bench.stored(Group, first)
      const committed = await bench.write(async (draft) => {
        await requireRead(draft, User, ada)
        draft.remove(User, ada)
      })
      expect([await bench.members(first), await bench.members(second), await bench.members(untouched)]).toEqual([
        [bob],
        [],
        [bob],
      ])
      const after = await bench.stored(Group, first)
      expect(after).toMatchObject({ version: 2, documentVersion: 1 })
      expect(after.lastModified).toBeGreaterThan(before.lastModified)
      expect(await bench.stored(Group, second)).toMatchObject({ version: 2 })
      expect(await bench.stored(Group, untouched)).toMatchObject({ version: 1 })
      expect([...committed.heads.keys()].sort()).toEqual([first, second])
      expect(committed.heads.get(first)).toEqual({ version: 2, lastModified: after.lastModified })
    })

    test('a removed group takes its links with it and leaves its members alone', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const group = await bench.createGroup('a', [userLink(ada)])
      await bench.remove(Group, group)
      expect(await bench.members(group)).toEqual([])
      expect(await bench.stored(User, ada)).toMatchObject({ version: 1, groups: [] })
    })

    test('resources of one write set may refer to each other in a circle', async () => {
      const bench = open()
      const [a, b] = [bench.id(), bench.id()]
      await bench.write((draft) => {
        draft.create(Group, { id: a, document: { displayName: 'a' }, externalId: undefined })
        draft.link(a, groupLink(b))
        draft.create(Group, { id: b, document: { displayName: 'b' }, externalId: undefined })
        draft.link(b, groupLink(a))
      })
      expect([await bench.members(a), await bench.members(b)]).toEqual([[b], [a]])
      await bench.remove(Group, a)
      expect(await bench.members(b)).toEqual([])
    })

    test('a group that contains itself can be removed', async () => {
      const bench = open()
      const group = await bench.createGroup('self')
      await link(bench, group, groupLink(group))
      expect(await bench.members(group)).toEqual([group])
      const committed = await bench.write(async (draft) => {
        await requireRead(draft, Group, group)
        draft.remove(Group, group)
      })
      expect(committed.heads.size).toBe(0)
      expect(await bench.store().get(Group, group, showAll)).toBeUndefined()
    })
  })
}
