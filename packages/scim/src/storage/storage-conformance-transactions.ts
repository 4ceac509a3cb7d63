import { describe, expect, test } from 'vitest'
import type { Id } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { parseDocument } from './resource-view.js'
import { link } from './storage-conformance-links.js'
import {
  type OpenWorkbench,
  putDocument,
  requireRead,
  role,
  showAll,
  userLink,
  type Workbench,
} from './storage-conformance-workbench.js'
import { ClaimTaken, Contended } from './storage-refusals.js'

/** One conditional write set: reruns, guards, all or nothing. */
export function testTransactions(open: OpenWorkbench): void {
  describe('transactions', () => {
    test('an empty draft commits nothing', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      const before = await bench.stored(User, id)
      const records = await bench.harness.changeRecords(bench.tenant)
      const committed = await bench.write(async (draft) => (await requireRead(draft, User, id)).id)
      expect(committed).toMatchObject({ result: id, changed: false })
      expect(committed.heads.size).toBe(0)
      expect(await bench.stored(User, id)).toEqual(before)
      expect(await bench.harness.changeRecords(bench.tenant)).toHaveLength(records.length)
    })

    test('work that throws stages nothing, and its error arrives as it is', async () => {
      const bench = open()
      const [id, error] = [bench.id(), new Error('mine')]
      const write = bench.write((draft) => {
        draft.create(User, { id, document: { userName: 'ada' }, externalId: undefined })
        throw error
      })
      await expect(write).rejects.toBe(error)
      expect(await bench.store().get(User, id, showAll)).toBeUndefined()
    })

    test('the links of what a draft removes are read as gone, at both ends', async () => {
      const bench = open()
      const user = await bench.createUser({ userName: 'ada' })
      const [staff, gone] = [
        await bench.createGroup('staff', [userLink(user)]),
        await bench.createGroup('gone', [userLink(user)]),
      ]
      await bench.write(async (draft) => {
        await requireRead(draft, Group, gone)
        draft.remove(Group, gone)
        expect(await draft.linked(gone, [user])).toEqual(new Set())
        expect(await draft.linked(staff, [user])).toEqual(new Set([user]))
        await requireRead(draft, User, user)
        draft.remove(User, user)
        expect(await draft.linked(staff, [user])).toEqual(new Set())
        for await (const link of draft.scanLinks(staff)) expect(link).toBeUndefined()
      })
      expect(await bench.stored(Group, staff)).toMatchObject({ version: 2 })
    })

    test('what is staged is read by the draft, and by nobody else before the commit', async () => {
      const bench = open()
      const [old, fresh] = [await bench.createUser({ userName: 'old' }), bench.id()]
      await bench.write(async (draft) => {
        draft.create(User, { id: fresh, document: { userName: 'fresh' }, externalId: 'x' })
        await putDocument(draft, User, old, { userName: 'renamed' })
        expect(parseDocument(await requireRead(draft, User, fresh))).toEqual({ userName: 'fresh' })
        expect((await requireRead(draft, User, fresh)).externalId).toBe('x')
        expect(parseDocument(await requireRead(draft, User, old))).toEqual({ userName: 'renamed' })
        expect(await bench.store().get(User, fresh, showAll)).toBeUndefined()
        expect(await bench.document(User, old)).toEqual({ userName: 'old' })
        draft.remove(User, old)
        expect(await draft.get(User, old, 'document')).toBeUndefined()
      })
      expect(await bench.store().get(User, old, showAll)).toBeUndefined()
      expect(await bench.document(User, fresh)).toEqual({ userName: 'fresh' })
    })

    test('a refusal leaves nothing of the whole write set', async () => {
      const bench = open()
      const ada = await bench.createUser({ userName: 'ada' })
      const bob = await bench.createUser({ userName: 'bob' })
      const group = await bench.createGroup('staff', [userLink(ada)])
      const everything = async () => [
        await bench.stored(User, ada),
        await bench.stored(User, bob),
        await bench.stored(Group, group),
        await bench.members(group),
        await bench.store().passwordHash(ada),
        (await bench.harness.changeRecords(bench.tenant)).length,
      ]
      const [before, fresh] = [await everything(), bench.id()]
      const write = bench.write(async (draft) => {
        await putDocument(draft, User, ada, { userName: 'renamed' })
        draft.grant(ada, role('todo-er'))
        draft.setPassword(ada, 'hash')
        draft.link(group, userLink(bob))
        draft.unlink(group, ada)
        draft.create(User, { id: fresh, document: { userName: 'BOB' }, externalId: 'x' })
      })
      await expect(write).rejects.toBeInstanceOf(ClaimTaken)
      expect(await everything()).toEqual(before)
      expect(await bench.store().get(User, fresh, showAll)).toBeUndefined()
      await bench.createUser({ userName: 'renamed' })
    })

    test('work runs again, on fresh reads, when the document it read has moved', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada', title: '0' })
      const titles: unknown[] = []
      const committed = await bench.write(async (draft) => {
        const { title } = parseDocument(await requireRead(draft, User, id))
        titles.push(title)
        if (titles.length === 1) await bench.put(User, id, { userName: 'ada', title: '10' })
        draft.put(User, { id, document: { userName: 'ada', title: String(Number(title) + 1) }, externalId: undefined })
      })
      expect(titles).toEqual(['0', '10'])
      expect(committed.heads.get(id)?.version).toBe(3)
      expect(await bench.document(User, id)).toEqual({ userName: 'ada', title: '11' })
    })

    const moves: readonly (readonly [string, (bench: Workbench, id: Id) => Promise<unknown>])[] = [
      ['a grant', (bench, id) => bench.write((draft) => draft.grant(id, role('x')))],
      ['a password', (bench, id) => bench.write((draft) => draft.setPassword(id, 'x'))],
      ['a document', (bench, id) => bench.put(User, id, { userName: 'moved' })],
    ]
    test.each(moves)('%s moves what the document’s guard protects', async (_what, move) => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      expect(await runsBeside(bench, id, () => move(bench, id))).toBe(2)
    })

    test('a link does not move what the document’s guard protects', async () => {
      const bench = open()
      const [user, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      let runs = 0
      await bench.write(async (draft) => {
        runs++
        await requireRead(draft, Group, group)
        if (runs === 1) await link(bench, group, userLink(user))
        draft.put(Group, { id: group, document: { displayName: 'renamed' }, externalId: undefined })
      })
      expect(runs).toBe(1)
      expect(await bench.stored(Group, group)).toMatchObject({ version: 3, documentVersion: 2 })
      expect(await bench.members(group)).toEqual([user])
    })

    test('a link moves what the version’s guard protects (If-Match)', async () => {
      const bench = open()
      const [user, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      const versions: number[] = []
      const write = bench.write(async (draft) => {
        const current = await draft.get(Group, group, 'version')
        versions.push(current?.version ?? 0)
        if (current?.version !== 1) throw new Error('precondition failed')
        await link(bench, group, userLink(user))
        draft.put(Group, { id: group, document: { displayName: 'renamed' }, externalId: undefined })
      })
      await expect(write).rejects.toThrow('precondition failed')
      expect(versions).toEqual([1, 2])
      expect(await bench.document(Group, group)).toEqual({ displayName: 'staff' })
    })

    test('the version’s guard protects links too', async () => {
      const bench = open()
      const [ada, bob] = [await bench.createUser({ userName: 'ada' }), await bench.createUser({ userName: 'bob' })]
      const group = await bench.createGroup('staff')
      const versions: (number | undefined)[] = []
      await bench.write(async (draft) => {
        versions.push((await draft.get(Group, group, 'version'))?.version)
        if (versions.length === 1) await link(bench, group, userLink(ada))
        draft.link(group, userLink(bob))
      })
      expect(versions).toEqual([1, 2])
      expect(await bench.members(group)).toEqual([ada, bob])
    })

    test('a read without a staged write is no precondition', async () => {
      const bench = open()
      const [read, written] = [await bench.createUser({ userName: 'a' }), await bench.createUser({ userName: 'b' })]
      let runs = 0
      await bench.write(async (draft) => {
        runs++
        await requireRead(draft, User, read)
        await putDocument(draft, User, written, { userName: 'b', title: 'x' })
        await bench.put(User, read, { userName: 'a', title: String(runs) })
      })
      expect(runs).toBe(1)
    })

    test('work runs again when its resource is removed meanwhile, and finds it gone', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      const write = bench.write(async (draft) => {
        if (!(await draft.get(User, id, 'document'))) throw new Error('not found')
        await bench.remove(User, id)
        draft.put(User, { id, document: { userName: 'ada', title: 'x' }, externalId: undefined })
      })
      await expect(write).rejects.toThrow('not found')
    })

    test('work that links to a group removed meanwhile runs again', async () => {
      const bench = open()
      const [user, group] = [await bench.createUser({ userName: 'ada' }), await bench.createGroup('staff')]
      const write = bench.write(async (draft) => {
        if (!(await draft.get(Group, group, 'document'))) throw new Error('not found')
        await bench.remove(Group, group)
        draft.link(group, userLink(user))
      })
      await expect(write).rejects.toThrow('not found')
    })

    test('work that always finds its reads moved is given up as contended', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      let runs = 0
      const write = bench.write(async (draft) => {
        await requireRead(draft, User, id)
        await bench.put(User, id, { userName: 'ada', title: String(++runs) })
        draft.put(User, { id, document: { userName: 'ada', title: 'never' }, externalId: undefined })
      })
      await expect(write).rejects.toBeInstanceOf(Contended)
      expect(runs).toBeGreaterThan(1)
      expect(await bench.document(User, id)).toEqual({ userName: 'ada', title: String(runs) })
    })
  })
}

/** How often work that puts a user runs when `move` happens in its first run, between its read and its commit. */
async function runsBeside(bench: Workbench, id: Id, move: () => Promise<unknown>) {
  let runs = 0
  await bench.write(async (draft) => {
    await requireRead(draft, User, id)
    if (++runs === 1) await move()
    draft.put(User, { id, document: { userName: 'ada', title: String(runs) }, externalId: undefined })
  })
  return runs
}
