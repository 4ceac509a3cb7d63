import { describe, expect, test } from 'vitest'
import type { Id } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import type { Draft, Link } from './resource-store.js'
import {
  groupLink,
  type OpenWorkbench,
  requireRead,
  userLink,
  type Workbench,
} from './storage-conformance-workbench.js'

/** A group's members: edges, each its own. */
export function testLinks(open: OpenWorkbench): void {
  describe('links', () => {
    test('members are answered in order of value, with their type and what they are called now', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada', displayName: 'Ada Lovelace' })
      const bob = await bench.createUser({ userName: 'bob' })
      const inner = await bench.createGroup('inner')
      const group = await bench.createGroup('outer', [groupLink(inner), userLink(bob), userLink(ada)])
      const page = await bench.store().links(group, { count: 10 })
      expect(page.items).toEqual([
        { value: ada, type: 'User', display: 'Ada Lovelace' },
        { value: bob, type: 'User', display: 'bob' },
        { value: inner, type: 'Group', display: 'inner' },
      ])
      expect(page.next).toBeUndefined()
      await bench.put(User, bob, { userName: 'bob', displayName: 'Bob' })
      expect((await bench.store().links(group, { count: 10 })).items[1]?.display).toBe('Bob')
    })

    test('links are paged after a value', async () => {
      const bench = open()
      const users = await createUsers(bench, 7)
      const group = await bench.createGroup('staff', users.map(userLink))
      const store = bench.store()
      const read: Id[] = []
      let [after, pages]: [Id | undefined, number] = [undefined, 0]
      do {
        const page = await store.links(group, after === undefined ? { count: 3 } : { after, count: 3 })
        read.push(...page.items.map(({ value }) => value))
        after = page.next?.id
        pages++
      } while (after !== undefined && pages < 10)
      expect(pages).toBe(3)
      expect(read).toEqual(users)
      const exact = await store.links(group, { count: 7 })
      expect([exact.items.length, exact.next]).toEqual([7, undefined])
      expect((await store.links(group, { after: users[6] ?? '', count: 3 })).items).toEqual([])
    })

    test('the first links are read with their owner, and say where the next are', async () => {
      const bench = open()
      const users = await createUsers(bench, 4)
      const group = await bench.createGroup('staff', users.map(userLink))
      const read = (count: number) =>
        bench.store().get(Group, group, { grants: false, groups: false, firstLinks: count })
      expect((await read(3))?.firstLinks).toEqual(await bench.store().links(group, { count: 3 }))
      expect((await read(4))?.firstLinks).toEqual(await bench.store().links(group, { count: 4 }))
      expect(await bench.store().get(Group, group, { grants: false, groups: false })).not.toHaveProperty('firstLinks')
    })

    test('a page of links begins after a value that is no member any more', async () => {
      const bench = open()
      const users = await createUsers(bench, 3)
      const group = await bench.createGroup('staff', users.map(userLink))
      await unlink(bench, group, users[1] ?? '')
      const page = await bench.store().links(group, { after: users[1] ?? '', count: 3 })
      expect(page.items.map(({ value }) => value)).toEqual([users[2]])
    })

    test('a group without members, or no group at all, has no links', async () => {
      const bench = open()
      const group = await bench.createGroup('empty')
      for (const owner of [group, bench.id()]) {
        expect(await bench.store().links(owner, { count: 5 })).toMatchObject({ items: [], next: undefined })
      }
    })

    test('a link moves its owner’s version and time, and neither the document version nor the member', async () => {
      const bench = open()
      const [user, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      const [member, before] = [await bench.stored(User, user), await bench.stored(Group, group)]
      const committed = await link(bench, group, userLink(user))
      const after = await bench.stored(Group, group)
      expect(after).toMatchObject({ version: 2, documentVersion: 1 })
      expect(after.lastModified).toBeGreaterThan(before.lastModified)
      expect([...committed.heads]).toEqual([[group, { version: 2, lastModified: after.lastModified }]])
      const { groups: _now, ...rest } = await bench.stored(User, user)
      const { groups: _then, ...unmoved } = member
      expect(rest).toEqual(unmoved)
      await unlink(bench, group, user)
      expect(await bench.stored(Group, group)).toMatchObject({ version: 3, documentVersion: 1 })
      expect(await bench.members(group)).toEqual([])
    })

    test('several links of one write set move the version once', async () => {
      const bench = open()
      const users = await createUsers(bench, 4)
      const group = await bench.createGroup('staff', [userLink(users[0] ?? '')])
      await bench.write(async (draft) => {
        await requireRead(draft, Group, group)
        draft.unlink(group, users[0] ?? '')
        for (const user of users.slice(1)) draft.link(group, userLink(user))
      })
      expect(await bench.stored(Group, group)).toMatchObject({ version: 2, documentVersion: 1 })
      expect(await bench.members(group)).toEqual(users.slice(1))
    })

    test('a group that is created with members has version 1', async () => {
      const bench = open()
      const group = await bench.createGroup('staff', (await createUsers(bench, 2)).map(userLink))
      expect(await bench.stored(Group, group)).toMatchObject({ version: 1, documentVersion: 1 })
    })

    test('an add that is redundant stages nothing and changes nothing', async () => {
      const bench = open()
      const user = await bench.createUser({ userName: 'ada' })
      const group = await bench.createGroup('staff', [userLink(user)])
      const before = await bench.stored(Group, group)
      const committed = await link(bench, group, userLink(user))
      expect(committed).toMatchObject({ changed: false, result: undefined })
      expect(committed.heads.size).toBe(0)
      expect(await bench.stored(Group, group)).toEqual(before)
    })

    test('a draft reads links with its own staged writes', async () => {
      const bench = open()
      const users = await createUsers(bench, 4)
      const [a = '', b = '', c = '', d = ''] = users
      const group = await bench.createGroup('staff', [userLink(a), userLink(b)])
      await bench.write(async (draft) => {
        expect(await draft.linked(group, users)).toEqual(new Set([a, b]))
        draft.unlink(group, a)
        draft.link(group, userLink(d))
        draft.link(group, userLink(c))
        expect(await draft.linked(group, users)).toEqual(new Set([b, c, d]))
        expect(await draft.linked(group, [a])).toEqual(new Set())
        expect((await scan(draft, group)).map(({ value }) => value)).toEqual([b, c, d])
      })
      expect(await bench.members(group)).toEqual([b, c, d])
    })

    test('scanLinks reads every link of a long list, in order', async () => {
      const bench = open()
      const users = Array.from({ length: 2500 }, () => bench.id())
      const group = bench.id()
      await bench.write((draft) => {
        for (const id of users) draft.create(User, { id, document: { userName: id }, externalId: undefined })
        draft.create(Group, { id: group, document: { displayName: 'many' }, externalId: undefined })
        for (const id of users.toReversed()) draft.link(group, userLink(id))
      })
      const read = await bench.write(async (draft) => {
        draft.unlink(group, users[1200] ?? '')
        return await scan(draft, group)
      })
      expect(read.result.map(({ value }) => value)).toEqual(users.filter((_id, index) => index !== 1200))
      expect(read.result[0]).toMatchObject({ type: 'User' })
    })

    test('typesOf names the types of what exists, staged writes included', async () => {
      const bench = open()
      const [user, doomed] = await createUsers(bench, 2)
      const [group, fresh, unknown] = [await bench.createGroup('staff'), bench.id(), bench.id()]
      await bench.write(async (draft) => {
        draft.create(User, { id: fresh, document: { userName: 'fresh' }, externalId: undefined })
        await requireRead(draft, User, doomed ?? '')
        draft.remove(User, doomed ?? '')
        const types = await draft.typesOf([user ?? '', doomed ?? '', group, fresh, unknown])
        expect([...types].sort()).toEqual(
          [
            [user, 'User'],
            [group, 'Group'],
            [fresh, 'User'],
          ].sort(),
        )
      })
    })
  })
}

/** Adds a member as a membership operation does: it reads just that link, and stages only what changes. */
export function link(bench: Workbench, group: Id, member: Link) {
  return bench.write(async (draft) => {
    await requireRead(draft, Group, group)
    if ((await draft.linked(group, [member.value])).size === 0) draft.link(group, member)
  })
}

/** Takes a member away in the same way. */
export function unlink(bench: Workbench, group: Id, member: Id) {
  return bench.write(async (draft) => {
    await requireRead(draft, Group, group)
    if ((await draft.linked(group, [member])).size > 0) draft.unlink(group, member)
  })
}

/** Makes users whose names nobody else has. */
export async function createUsers(bench: Workbench, count: number): Promise<readonly Id[]> {
  const ids = Array.from({ length: count }, () => bench.id())
  await bench.write((draft) => {
    for (const id of ids) draft.create(User, { id, document: { userName: `user-${id}` }, externalId: undefined })
  })
  return ids
}

async function scan(draft: Draft, owner: Id): Promise<readonly Link[]> {
  const links: Link[] = []
  for await (const found of draft.scanLinks(owner)) links.push(found)
  return links
}
