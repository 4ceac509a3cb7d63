import { describe, expect, test } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { parseDocument } from './resource-view.js'
import { createUsers, link } from './storage-conformance-links.js'
import { type OpenWorkbench, putDocument, requireRead, userLink } from './storage-conformance-workbench.js'

/** Many writers at once: nothing is lost, nothing is done twice. */
export function testConcurrency(open: OpenWorkbench): void {
  describe('concurrent links', () => {
    test('fifty parallel additions all apply, and the version is exact', async () => {
      const bench = open()
      const users = await createUsers(bench, 50)
      const group = await bench.createGroup('staff')
      await Promise.all(users.map((user) => link(bench, group, userLink(user))))
      expect(await bench.members(group)).toEqual(users)
      expect(await bench.stored(Group, group)).toMatchObject({ version: 51, documentVersion: 1 })
    })

    test('of many parallel additions of one member one applies', async () => {
      const bench = open()
      const [user, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => link(bench, group, userLink(user))))
      expect(outcomes.filter(({ changed }) => changed)).toHaveLength(1)
      expect(await bench.stored(Group, group)).toMatchObject({ version: 2 })
      expect(await bench.members(group)).toEqual([user])
    })

    test('parallel additions, removals and renames lose nothing', async () => {
      const bench = open()
      const users = await createUsers(bench, 20)
      const group = await bench.createGroup('staff', users.slice(0, 10).map(userLink))
      await Promise.all([
        ...users.slice(10).map((user) => link(bench, group, userLink(user))),
        ...users.slice(0, 10).map((user) => bench.remove(User, user)),
        ...['a', 'b', 'c'].map((displayName) => bench.put(Group, group, { displayName })),
      ])
      expect(await bench.members(group)).toEqual(users.slice(10))
      expect(await bench.stored(Group, group)).toMatchObject({ version: 24, documentVersion: 4 })
    })

    test('links that are read with their owner are as many as its version says, while others are added', async () => {
      const bench = open()
      const users = await createUsers(bench, 40)
      const group = await bench.createGroup('staff')
      const read = () => bench.store().get(Group, group, { grants: false, groups: false, firstLinks: 100 })
      const seen = await Promise.all(
        users.map(async (user) => {
          await link(bench, group, userLink(user))
          return read()
        }),
      )
      expect(seen.map((stored) => (stored?.firstLinks?.items.length ?? 0) + 1)).toEqual(
        seen.map((stored) => stored?.version),
      )
    })

    test('what is found to be done already is read at one moment with the version of its owner', async () => {
      const bench = open()
      const users = await createUsers(bench, 30)
      const group = await bench.createGroup('staff')
      const addedAgain = users.map(async (user) => {
        await link(bench, group, userLink(user))
        let seen: readonly [number | undefined, number] = [undefined, 0]
        const again = await bench.write(async (draft) => {
          const current = await draft.get(Group, group, 'document')
          seen = [current?.version, (await draft.linked(group, users)).size]
        })
        expect(again.changed).toBe(false)
        return seen
      })
      const seen = await Promise.all(addedAgain)
      expect(seen.map(([version]) => version)).toEqual(seen.map(([, members]) => members + 1))
    })

    test('a link that is there by now is not made twice', async () => {
      const bench = open()
      const [user, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      let runs = 0
      const committed = await bench.write(async (draft) => {
        const isLinked = (await draft.linked(group, [user])).has(user)
        if (++runs === 1) await link(bench, group, userLink(user))
        if (!isLinked) draft.link(group, userLink(user))
      })
      expect(committed.changed).toBe(false)
      expect(committed.heads.size).toBe(0)
      expect(await bench.stored(Group, group)).toMatchObject({ version: 2 })
      expect(await bench.members(group)).toEqual([user])
    })

    test('a link that is gone by now is not removed twice', async () => {
      const bench = open()
      const user = await bench.createUser({ userName: 'ada' })
      const group = await bench.createGroup('staff', [userLink(user)])
      let runs = 0
      const committed = await bench.write(async (draft) => {
        const isLinked = (await draft.linked(group, [user])).has(user)
        if (++runs === 1) await bench.remove(User, user)
        if (isLinked) draft.unlink(group, user)
      })
      expect(committed.changed).toBe(false)
      expect(await bench.stored(Group, group)).toMatchObject({ version: 2 })
    })
  })

  describe('writers of one resource', () => {
    test('queue up, so that nobody runs twice', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada', title: '0' })
      let runs = 0
      const increment = () =>
        bench.write(
          async (draft) => {
            runs++
            const { title } = parseDocument(await requireRead(draft, User, id))
            draft.put(User, {
              id,
              document: { userName: 'ada', title: String(Number(title) + 1) },
              externalId: undefined,
            })
          },
          { queueOn: id },
        )
      await Promise.all(Array.from({ length: 30 }, increment))
      expect(runs).toBe(30)
      expect(await bench.document(User, id)).toEqual({ userName: 'ada', title: '30' })
    })

    test('go on after one that failed', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      const failing = bench.write(() => Promise.reject(new Error('mine')), { queueOn: id })
      const next = bench.write((draft) => putDocument(draft, User, id, { userName: 'next' }), { queueOn: id })
      await expect(failing).rejects.toThrow('mine')
      await next
      expect(await bench.document(User, id)).toEqual({ userName: 'next' })
    })
  })
}
