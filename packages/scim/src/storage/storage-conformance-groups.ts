import { describe, expect, test } from 'vitest'
import type { Id } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import type { GroupReference } from './resource-store.js'
import { link } from './storage-conformance-links.js'
import { queryOf, targetOf } from './storage-conformance-query.js'
import { groupLink, type OpenWorkbench, userLink, type Workbench } from './storage-conformance-workbench.js'

/** The groups of a user, computed from the edges (RFC 7643 §4.1.2). */
export function testGroups(open: OpenWorkbench): void {
  describe('groups of a user', () => {
    test('are the ones it is a member of, in order of value, by the names they have now', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const staff = await bench.createGroup('staff', [userLink(ada)])
      await bench.createGroup('others')
      const leads = await bench.createGroup('leads', [userLink(ada)])
      await bench.put(Group, staff, { displayName: 'All staff' })
      expect(await groupsOf(bench, ada)).toEqual([
        { value: staff, display: 'All staff', type: 'direct' },
        { value: leads, display: 'leads', type: 'direct' },
      ])
    })

    test('include groups that contain a group of the user, however deep', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const a = await bench.createGroup('a', [userLink(ada)])
      const b = await bench.createGroup('b', [groupLink(a)])
      const c = await bench.createGroup('c', [groupLink(b)])
      const d = await bench.createGroup('d', [groupLink(c)])
      expect(await groupsOf(bench, ada)).toEqual([
        { value: a, display: 'a', type: 'direct' },
        { value: b, display: 'b', type: 'indirect' },
        { value: c, display: 'c', type: 'indirect' },
        { value: d, display: 'd', type: 'indirect' },
      ])
    })

    test('name a group once, as direct where it is both', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const inner = await bench.createGroup('inner', [userLink(ada)])
      const outer = await bench.createGroup('outer', [groupLink(inner), userLink(ada)])
      expect(await groupsOf(bench, ada)).toEqual([
        { value: inner, display: 'inner', type: 'direct' },
        { value: outer, display: 'outer', type: 'direct' },
      ])
    })

    test('come to an end where groups contain each other', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const a = await bench.createGroup('a', [userLink(ada)])
      const b = await bench.createGroup('b', [groupLink(a)])
      const c = await bench.createGroup('c', [groupLink(b)])
      await link(bench, a, groupLink(c))
      await link(bench, c, groupLink(c))
      expect((await groupsOf(bench, ada)).map(({ value, type }) => [value, type])).toEqual([
        [a, 'direct'],
        [b, 'indirect'],
        [c, 'indirect'],
      ])
    })

    test('reach a user once by several ways', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const left = await bench.createGroup('left', [userLink(ada)])
      const right = await bench.createGroup('right', [userLink(ada)])
      const top = await bench.createGroup('top', [groupLink(left), groupLink(right)])
      expect((await groupsOf(bench, ada)).map(({ value, type }) => [value, type])).toEqual([
        [left, 'direct'],
        [right, 'direct'],
        [top, 'indirect'],
      ])
    })

    test('end with the group that linked them', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const inner = await bench.createGroup('inner', [userLink(ada)])
      const outer = await bench.createGroup('outer', [groupLink(inner)])
      await bench.remove(Group, inner)
      expect(await groupsOf(bench, ada)).toEqual([])
      expect(await bench.members(outer)).toEqual([])
    })

    test('are shown in the answers of a query as in those of a read', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      await bench.createGroup('staff', [userLink(ada)])
      const page = await bench.store().query([targetOf(User)], queryOf({ show: { grants: false, groups: true } }))
      expect(page.items).toEqual([await bench.store().get(User, ada, { grants: false, groups: true })])
      expect(page.items[0]?.groups).toHaveLength(1)
    })
  })
}

async function groupsOf(bench: Workbench, user: Id): Promise<readonly GroupReference[]> {
  return (await bench.stored(User, user)).groups ?? []
}
