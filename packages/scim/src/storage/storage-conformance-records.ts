import { describe, expect, test } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import type { ChangeRecord } from './memory-change-record.js'
import {
  type OpenWorkbench,
  putDocument,
  requireRead,
  role,
  userLink,
  type Workbench,
} from './storage-conformance-workbench.js'

/** Change records: written in the write set that makes the change. */
export function testRecords(open: OpenWorkbench): void {
  describe('change records', () => {
    test('say who did what, when, in which write set', async () => {
      const bench = open()
      const [id, writeSet] = [bench.id(), bench.id()]
      await bench.write((draft) => draft.create(User, { id, document: { userName: 'ada' }, externalId: undefined }), {
        writeSet,
        now: 1_700_000_000_000,
        actor: { connection: 'entra', request: 'r-77' },
      })
      expect(await recordsOf(bench, writeSet)).toEqual([
        {
          tenant: bench.tenant,
          writeSet,
          n: expect.any(Number),
          type: 'User',
          id,
          action: 'create',
          version: 1,
          owners: [],
          connection: 'entra',
          request: 'r-77',
          at: 1_700_000_000_000,
        },
      ])
    })

    test('say nothing of a connection where there is none', async () => {
      const bench = open()
      const [id, writeSet] = [await bench.createUser({ userName: 'ada' }), bench.id()]
      await bench.write((draft) => draft.grant(id, role('x')), { writeSet, actor: { request: 'r-1' } })
      expect((await recordsOf(bench, writeSet)).map(({ connection }) => connection)).toEqual([undefined])
    })

    test('are one a resource and write set, whatever it stages, with the version it makes', async () => {
      const bench = open()
      const [ada, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      const [fresh, writeSet] = [bench.id(), bench.id()]
      const work = async () =>
        bench.write(
          async (draft) => {
            await putDocument(draft, User, ada, { userName: 'ada', title: 'x' })
            draft.grant(ada, role('todo-er'))
            draft.setPassword(ada, 'hash')
            draft.create(User, { id: fresh, document: { userName: 'fresh' }, externalId: undefined })
            draft.link(group, userLink(ada))
            draft.link(group, userLink(fresh))
          },
          { writeSet },
        )
      const committed = await work()
      const records = await recordsOf(bench, writeSet)
      expect(records.map(({ id, action, version }) => [id, action, version])).toEqual([
        [ada, 'put', 2],
        [group, 'put', 2],
        [fresh, 'create', 1],
      ])
      expect(new Set(records.map(({ n }) => n)).size).toBe(3)
      for (const { id, version } of records) expect(committed.heads.get(id)?.version).toBe(version)
    })

    test('of a removal name the owners that lost a link', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const groups = [await bench.createGroup('a', [userLink(ada)]), await bench.createGroup('b', [userLink(ada)])]
      const writeSet = bench.id()
      await bench.write(
        async (draft) => {
          await requireRead(draft, User, ada)
          draft.remove(User, ada)
        },
        { writeSet },
      )
      const records = await recordsOf(bench, writeSet)
      expect(records.map(({ id, type, action, version }) => [id, type, action, version])).toEqual([
        [ada, 'User', 'remove', 2],
      ])
      expect(records[0]?.owners.toSorted()).toEqual(groups)
    })

    test('are as many as the versions that a resource had, without a gap', async () => {
      const bench = open()
      const users = [await bench.createUser({ userName: 'a' }), await bench.createUser({ userName: 'b' })]
      const group = await bench.createGroup('staff')
      await Promise.all([
        ...users.map((user) => bench.write((draft) => draft.link(group, userLink(user)))),
        bench.put(Group, group, { displayName: 'renamed' }),
        bench.put(Group, group, { displayName: 'again' }),
      ])
      const records = (await bench.harness.changeRecords(bench.tenant)).filter(({ id }) => id === group)
      expect(records.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4, 5])
    })

    test('are not written for a write set that was refused', async () => {
      const bench = open()
      await bench.createUser({ userName: 'ada' })
      const writeSet = bench.id()
      const write = bench.write(
        (draft) => {
          draft.create(Group, { id: bench.id(), document: { displayName: 'staff' }, externalId: undefined })
          draft.create(User, { id: bench.id(), document: { userName: 'ADA' }, externalId: undefined })
        },
        { writeSet },
      )
      await expect(write).rejects.toThrow()
      expect(await recordsOf(bench, writeSet)).toEqual([])
    })
  })
}

/** The records of a write set in order of id. */
async function recordsOf(bench: Workbench, writeSet: string): Promise<readonly ChangeRecord[]> {
  const records = await bench.harness.changeRecords(bench.tenant)
  return records.filter((record) => record.writeSet === writeSet).toSorted((a, b) => (a.id < b.id ? -1 : 1))
}
