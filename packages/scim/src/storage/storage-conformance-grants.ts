import { describe, expect, test } from 'vitest'
import { User } from '../schema/user.js'
import { entitlement, type OpenWorkbench, requireRead, role } from './storage-conformance-workbench.js'

/** Roles and entitlements: rows of their own, keyed (kind, type, value). */
export function testGrants(open: OpenWorkbench): void {
  describe('grants', () => {
    test('are answered in the order of kind, type and value, whatever order they came in', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      const grants = [
        entitlement('Characteristic', 'is_tall'),
        entitlement('License', 'a'),
        entitlement('License', 'b', { display: 'License B', primary: false }),
        role('auditor'),
        role('todo-er', { display: 'Todo-er', primary: true }),
        role('auditor', { type: 'Team' }),
      ]
      await bench.write(async (draft) => {
        await requireRead(draft, User, id)
        for (const grant of grants.toReversed()) draft.grant(id, grant)
      })
      const stored = await bench.stored(User, id)
      expect(stored.grants).toEqual(grants)
      expect(stored).toMatchObject({ version: 2, documentVersion: 2 })
    })

    test('the same key again replaces display and primary', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      await bench.write((draft) => draft.grant(id, role('todo-er', { display: 'old', primary: true })))
      await bench.write((draft) => draft.grant(id, role('todo-er', { display: 'new' })))
      const stored = await bench.stored(User, id)
      expect(stored.grants).toEqual([role('todo-er', { display: 'new' })])
      expect(stored).toMatchObject({ version: 3, documentVersion: 3 })
    })

    test('the last grant of a key in a write set counts', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      await bench.write((draft) => {
        draft.grant(id, role('todo-er', { display: 'first' }))
        draft.grant(id, role('todo-er', { display: 'second', primary: true }))
        draft.grant(id, role('gone'))
        draft.revoke(id, role('gone'))
        draft.grant(id, role('back'))
        draft.revoke(id, role('back'))
        draft.grant(id, role('back', { primary: false }))
      })
      expect((await bench.stored(User, id)).grants).toEqual([
        role('back', { primary: false }),
        role('todo-er', { display: 'second', primary: true }),
      ])
    })

    test('a revoke takes exactly the grant of its key', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      const all = [entitlement('A', 'x'), entitlement('B', 'x'), role('x'), role('y')]
      await bench.write((draft) => {
        for (const grant of all) draft.grant(id, grant)
      })
      await bench.write(async (draft) => {
        await requireRead(draft, User, id)
        draft.revoke(id, { kind: 'entitlement', type: 'B', value: 'x' })
        draft.revoke(id, { kind: 'role', type: undefined, value: 'y' })
      })
      const stored = await bench.stored(User, id)
      expect(stored.grants).toEqual([entitlement('A', 'x'), role('x')])
      expect(stored).toMatchObject({ version: 3, documentVersion: 3 })
    })

    test('the catalogue’s display wins over the one that was sent, and follows its renaming', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      await bench.harness.setDisplay(bench.tenant, role('todo-er'), 'Todo-er')
      await bench.harness.setDisplay(bench.tenant, entitlement('Characteristic', 'is_tall'), 'Is tall')
      await bench.write((draft) => {
        draft.grant(id, role('todo-er', { display: 'sent' }))
        draft.grant(id, entitlement('Characteristic', 'is_tall'))
        draft.grant(id, entitlement('Other', 'is_tall', { display: 'as sent' }))
      })
      const shown = async () => (await bench.stored(User, id)).grants?.map(({ display }) => display)
      expect(await shown()).toEqual(['Is tall', 'as sent', 'Todo-er'])
      await bench.harness.setDisplay(bench.tenant, role('todo-er'), 'Doer')
      expect(await shown()).toEqual(['Is tall', 'as sent', 'Doer'])
      expect(await bench.stored(User, id)).toMatchObject({ version: 2 })
    })

    test('a draft reads grants with its own staged writes', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      await bench.write((draft) => draft.grant(id, role('a')))
      await bench.write(async (draft) => {
        expect((await requireRead(draft, User, id)).grants).toEqual([role('a')])
        draft.grant(id, role('b', { primary: true }))
        draft.revoke(id, role('a'))
        expect((await requireRead(draft, User, id)).grants).toEqual([role('b', { primary: true })])
      })
    })

    test('a user can be created with grants, at version 1', async () => {
      const bench = open()
      const id = bench.id()
      await bench.write((draft) => {
        draft.create(User, { id, document: { userName: 'ada' }, externalId: undefined })
        draft.grant(id, role('todo-er'))
        draft.setPassword(id, 'hash')
      })
      expect(await bench.stored(User, id)).toMatchObject({ version: 1, documentVersion: 1, grants: [role('todo-er')] })
      expect(await bench.store().passwordHash(id)).toBe('hash')
    })

    test('two write sets that each make their own grant the only primary do not leave two', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      const makePrimary = (value: string) =>
        bench.write(async (draft) => {
          for (const grant of (await requireRead(draft, User, id)).grants ?? [])
            if (grant.primary) draft.grant(id, { ...grant, primary: undefined })
          draft.grant(id, role(value, { primary: true }))
        })
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map(makePrimary))
      const grants = (await bench.stored(User, id)).grants ?? []
      expect(grants.map(({ value }) => value)).toEqual(['a', 'b', 'c', 'd', 'e'])
      expect(grants.filter(({ primary }) => primary)).toHaveLength(1)
      expect(await bench.stored(User, id)).toMatchObject({ version: 6 })
    })
  })

  describe('passwords', () => {
    test('are read by sign-in only, replaced and removed', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      const store = bench.store()
      expect(await store.passwordHash(id)).toBeUndefined()
      expect(await store.passwordHash(bench.id())).toBeUndefined()
      await bench.write((draft) => draft.setPassword(id, 'scrypt$1'))
      expect(await store.passwordHash(id)).toBe('scrypt$1')
      await bench.write((draft) => draft.setPassword(id, 'scrypt$2'))
      expect(await store.passwordHash(id)).toBe('scrypt$2')
      expect(JSON.stringify(await bench.stored(User, id))).not.toContain('scrypt')
      await bench.write((draft) => draft.setPassword(id, undefined))
      expect(await store.passwordHash(id)).toBeUndefined()
      expect(await bench.stored(User, id)).toMatchObject({ version: 4, documentVersion: 4 })
    })

    test('stay when the document is replaced, and go with the user', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      await bench.write((draft) => {
        draft.setPassword(id, 'hash')
        draft.grant(id, role('todo-er'))
      })
      await bench.put(User, id, { userName: 'ada', title: 'Countess' })
      expect(await bench.store().passwordHash(id)).toBe('hash')
      expect((await bench.stored(User, id)).grants).toEqual([role('todo-er')])
      await bench.remove(User, id)
      expect(await bench.store().passwordHash(id)).toBeUndefined()
    })
  })
}
