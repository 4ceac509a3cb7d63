import { describe, expect, test } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { parseDocument } from './resource-view.js'
import { type OpenWorkbench, requireRead, role, showAll, showNone } from './storage-conformance-workbench.js'

/** Documents, their two versions and their times. */
export function testDocuments(open: OpenWorkbench): void {
  describe('documents', () => {
    test('a new resource has version 1 and the time of its write', async () => {
      const bench = open()
      const id = bench.id()
      const document = { userName: 'trinity@gridco.example', name: { givenName: 'Trinity' }, active: true }
      const committed = await bench.write((draft) => draft.create(User, { id, document, externalId: '32' }), {
        now: 1_700_000_000_123,
      })
      expect(committed.changed).toBe(true)
      expect([...committed.heads]).toEqual([[id, { version: 1, lastModified: 1_700_000_000_123 }]])
      const stored = await bench.stored(User, id)
      expect(parseDocument(stored)).toEqual(document)
      expect(stored).toMatchObject({
        type: 'User',
        id,
        version: 1,
        documentVersion: 1,
        created: 1_700_000_000_123,
        lastModified: 1_700_000_000_123,
        externalId: '32',
        grants: [],
        groups: [],
      })
    })

    test('what is kept apart is shown only when it is asked for', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'somnus' })
      const store = bench.store()
      const bare = await store.get(User, id, showNone)
      expect([bare?.grants, bare?.groups]).toEqual([undefined, undefined])
      const onlyGrants = await store.get(User, id, { grants: true, groups: false })
      expect([onlyGrants?.grants, onlyGrants?.groups]).toEqual([[], undefined])
      const onlyGroups = await store.get(User, id, { grants: false, groups: true })
      expect([onlyGroups?.grants, onlyGroups?.groups]).toEqual([undefined, []])
    })

    test('a resource type that keeps neither grants nor groups apart shows none of them', async () => {
      const bench = open()
      const inner = await bench.createGroup('inner')
      await bench.createGroup('outer', [{ value: inner, type: 'Group', display: undefined }])
      expect(await bench.stored(Group, inner)).toMatchObject({ grants: [], groups: [] })
    })

    test('an unknown id, or one of another type, reads as undefined', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'somnus' })
      expect(await bench.store().get(User, bench.id(), showAll)).toBeUndefined()
      expect(await bench.store().get(Group, id, showAll)).toBeUndefined()
      await bench.write(async (draft) => {
        expect(await draft.get(Group, id, 'document')).toBeUndefined()
        expect(await draft.get(User, bench.id(), 'document')).toBeUndefined()
      })
    })

    test('a put replaces the document and moves both versions by one', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'somnus', title: 'Dreamer', active: true })
      const before = await bench.stored(User, id)
      await bench.put(User, id, { userName: 'somnus', active: false })
      const after = await bench.stored(User, id)
      expect(parseDocument(after)).toEqual({ userName: 'somnus', active: false })
      expect(after).toMatchObject({ version: 2, documentVersion: 2, created: before.created })
      expect(after.lastModified).toBeGreaterThan(before.lastModified)
    })

    test('lastModified never stands still and never goes back', async () => {
      const bench = open()
      const id = bench.id()
      const put = (now: number) =>
        bench.write(
          async (draft) => {
            await requireRead(draft, User, id)
            draft.put(User, { id, document: { userName: 'somnus', title: String(now) }, externalId: undefined })
          },
          { now },
        )
      await bench.write(
        (draft) => draft.create(User, { id, document: { userName: 'somnus' }, externalId: undefined }),
        {
          now: 5000,
        },
      )
      expect((await put(5000)).heads.get(id)).toEqual({ version: 2, lastModified: 5001 })
      expect((await put(400)).heads.get(id)).toEqual({ version: 3, lastModified: 5002 })
      expect((await put(9000)).heads.get(id)).toEqual({ version: 4, lastModified: 9000 })
      expect(await bench.stored(User, id)).toMatchObject({ created: 5000, lastModified: 9000 })
    })

    test('a write set moves the versions of a resource once, whatever it stages on it', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'somnus' })
      const committed = await bench.write(async (draft) => {
        await requireRead(draft, User, id)
        draft.put(User, { id, document: { userName: 'somnus', title: 'a' }, externalId: undefined })
        draft.put(User, { id, document: { userName: 'somnus', title: 'b' }, externalId: undefined })
        draft.grant(id, role('todo-er'))
        draft.setPassword(id, 'hash')
      })
      expect(committed.heads.get(id)?.version).toBe(2)
      expect(await bench.stored(User, id)).toMatchObject({ version: 2, documentVersion: 2 })
      expect(await bench.document(User, id)).toEqual({ userName: 'somnus', title: 'b' })
    })

    test('a removed resource is gone, and has no head', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'somnus' })
      const committed = await bench.write(async (draft) => {
        await requireRead(draft, User, id)
        draft.remove(User, id)
      })
      expect(committed.changed).toBe(true)
      expect(committed.heads.has(id)).toBe(false)
      expect(await bench.store().get(User, id, showAll)).toBeUndefined()
    })

    test('the document that was staged is stored, whatever becomes of the object afterwards', async () => {
      const bench = open()
      const document: { userName: string; title?: string } = { userName: 'somnus' }
      const id = await bench.createUser(document)
      document.title = 'changed later'
      expect(await bench.document(User, id)).toEqual({ userName: 'somnus' })
    })
  })
}
