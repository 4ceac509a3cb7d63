import { describe, expect, test } from 'vitest'
import { parseFilter } from '../filter/parser.js'
import type { Id } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { idsFound, idsOf, pathOf, queryOf, targetOf } from './storage-conformance-query.js'
import {
  type OpenWorkbench,
  requireRead,
  role,
  showAll,
  userLink,
  type Workbench,
} from './storage-conformance-workbench.js'
import { LimitReached, ReferenceMissing } from './storage-refusals.js'

/** No call on a tenant's store reaches another tenant's data. */
export function testIsolation(open: OpenWorkbench): void {
  describe('tenants', () => {
    test('do not read each other’s resources', async () => {
      const [mine, other] = [open(), open()]
      const { user, group } = await furnish(other)
      const store = mine.store()
      expect(await store.get(User, user, showAll)).toBeUndefined()
      expect(await store.get(Group, group, showAll)).toBeUndefined()
      expect(await store.links(group, { count: 10 })).toMatchObject({ items: [], next: undefined })
      expect(await store.passwordHash(user)).toBeUndefined()
      await mine.write(async (draft) => {
        expect(await draft.get(User, user, 'document')).toBeUndefined()
        expect(await draft.typesOf([user, group])).toEqual(new Map())
        expect(await draft.linked(group, [user])).toEqual(new Set())
        for await (const link of draft.scanLinks(group)) expect(link).toBe('a link of another tenant')
      })
    })

    test('do not find each other’s resources', async () => {
      const [mine, other] = [open(), openAhead(open)]
      await furnish(other)
      const own = await mine.createUser({ userName: 'mine' })
      const found = async (filter: string) => await idsFound(mine, User, filter)
      for (const filter of ['userName pr', 'not (userName eq "x")', 'userName ne "x"', 'roles.value ne "todo-er"'])
        expect([filter, await found(filter)]).toEqual([filter, [own]])
      for (const filter of ['externalId pr', 'groups pr', 'roles.value eq "todo-er"', 'userName eq "ada"'])
        expect([filter, await found(filter)]).toEqual([filter, []])
      const byName = [targetOf(User, { sortPath: pathOf('userName', User) }), targetOf(Group)]
      expect(idsOf(await mine.store().query(byName, queryOf()))).toEqual([own])
      const page = await mine.store().query([targetOf(User), targetOf(Group)], queryOf({ total: true }))
      expect([idsOf(page), page.total]).toEqual([[own], 1])
    })

    test('may have the same ids, names and external ids', async () => {
      const [mine, other] = [open(), open()]
      const [a, b] = [await furnish(mine), await furnish(other)]
      expect(a).toEqual(b)
      await other.put(User, b.user, { userName: 'other' })
      await other.write((draft) => draft.grant(b.user, role('auditor')))
      expect(await mine.document(User, a.user)).toEqual({ userName: 'ada' })
      expect(await mine.stored(User, a.user)).toMatchObject({ externalId: 'x-1', grants: [role('todo-er')] })
      const filter = parseFilter('userName eq "ada"', User)
      expect((await mine.store().query([targetOf(User, { filter })], queryOf({ total: true }))).total).toBe(1)
      expect((await other.store().query([targetOf(User, { filter })], queryOf({ total: true }))).total).toBe(0)
    })

    test('do not write each other’s resources', async () => {
      const [mine, other] = [open(), openAhead(open)]
      const { user, group } = await furnish(other)
      const before = [await other.stored(User, user), await other.stored(Group, group), await other.members(group)]
      const attempts = [
        mine.write((draft) => draft.remove(User, user)),
        mine.write((draft) => draft.grant(user, role('auditor'))),
        mine.write((draft) => draft.revoke(user, role('todo-er'))),
        mine.write((draft) => draft.setPassword(user, 'mine')),
        mine.write((draft) => draft.unlink(group, user)),
        mine.write((draft) => draft.link(group, userLink(user))),
      ]
      for (const { status } of await Promise.allSettled(attempts)) expect(status).toBe('rejected')
      expect([await other.stored(User, user), await other.stored(Group, group), await other.members(group)]).toEqual(
        before,
      )
      expect(await other.store().passwordHash(user)).toBe('hash')
    })

    test('cannot link to each other’s resources', async () => {
      const [mine, other] = [open(), openAhead(open)]
      const own = await mine.createGroup('mine')
      const { user } = await furnish(other)
      const write = mine.write((draft) => draft.link(own, userLink(user)))
      await expect(write).rejects.toSatisfy((error) => error instanceof ReferenceMissing && error.ids.join() === user)
      expect(await other.stored(User, user)).toMatchObject({ groups: [{ display: 'staff' }] })
    })

    test('keep their own when the other removes the same id', async () => {
      const [mine, other] = [open(), open()]
      const { user, group } = await furnish(mine)
      await furnish(other)
      await other.write(async (draft) => {
        await requireRead(draft, User, user)
        draft.remove(User, user)
      })
      expect(await mine.members(group)).toEqual([user])
      expect(await mine.stored(User, user)).toMatchObject({ version: 1, grants: [role('todo-er')] })
      expect(await mine.store().passwordHash(user)).toBe('hash')
      expect(await other.members(group)).toEqual([])
    })

    test('have catalogues and change records of their own', async () => {
      const [mine, other] = [open(), open()]
      const { user } = await furnish(mine)
      await furnish(other)
      await other.harness.setDisplay(other.tenant, role('todo-er'), 'Other')
      expect((await mine.stored(User, user)).grants).toEqual([role('todo-er')])
      expect((await other.stored(User, user)).grants).toEqual([role('todo-er', { display: 'Other' })])
      const before = await mine.harness.changeRecords(mine.tenant)
      await other.put(User, user, { userName: 'other' })
      expect(await mine.harness.changeRecords(mine.tenant)).toHaveLength(before.length)
      expect(before.every(({ tenant }) => tenant === mine.tenant)).toBe(true)
    })

    test('have counters of their own', async (context) => {
      const [mine, other] = [open(), open()]
      if (!mine.harness.setBound) return context.skip('this harness sets no bounds')
      await mine.harness.setBound(mine.tenant, 'seats', 1)
      await other.harness.setBound?.(other.tenant, 'seats', 1)
      await other.write((draft) => draft.count('seats', 1))
      await mine.write((draft) => draft.count('seats', 1))
      await expect(mine.write((draft) => draft.count('seats', 1))).rejects.toBeInstanceOf(LimitReached)
    })
  })
}

/** A workbench whose next ids no fresh one draws soon. */
function openAhead(open: OpenWorkbench): Workbench {
  const bench = open()
  for (let drawn = 0; drawn < 100; drawn++) bench.id()
  return bench
}

/** A user with all that can be kept apart. */
async function furnish(bench: Workbench): Promise<{ readonly user: Id; readonly group: Id }> {
  const [user, group] = [bench.id(), bench.id()]
  await bench.write((draft) => {
    draft.create(User, { id: user, document: { userName: 'ada' }, externalId: 'x-1' })
    draft.create(Group, { id: group, document: { displayName: 'staff' }, externalId: undefined })
    draft.link(group, userLink(user))
    draft.grant(user, role('todo-er'))
    draft.setPassword(user, 'hash')
  })
  return { user, group }
}
