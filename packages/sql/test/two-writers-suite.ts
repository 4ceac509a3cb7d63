import { Group, User } from '@rollcall/scim'
import { ClaimTaken, parseDocument, ReferenceMissing, type ResourceStore } from '@rollcall/scim/storage'
import { type SqlDatabase, sequenceRecords, sqlStorage } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

/** Two databases over one place know nothing of each other, as two processes do. */
export function testTwoWriters(
  createDatabase: CreateTestDatabase,
  openAgain: (place: string) => Promise<SqlDatabase>,
): void {
  let opened: TestDatabase
  let other: SqlDatabase
  let databases: readonly SqlDatabase[]
  let stores: readonly ResourceStore[]

  beforeEach(async () => {
    opened = await createDatabase()
    other = await openAgain(opened.place)
    databases = [opened.database, other]
    stores = databases.map((database) => sqlStorage(database).ofTenant('t', { request: 'r' }))
  })

  function storeOf(n: number): ResourceStore {
    const store = stores[n]
    if (!store) throw new Error('there are two stores')
    return store
  }

  afterEach(async () => {
    await other.close()
    await opened.close()
  })

  test('lose no change of one document', async () => {
    await stores[0]?.transaction(options(), async (draft) => {
      draft.create(User, { id: 'u', externalId: undefined, document: { userName: 'u', title: '' } })
    })
    const addLetter = (store: ResourceStore) =>
      store.transaction({ ...options(), queueOn: 'u' }, async (draft) => {
        const stored = await draft.get(User, 'u', 'document')
        if (!stored) throw new Error('the user is there')
        const { title } = parseDocument(stored)
        draft.put(User, { id: 'u', externalId: undefined, document: { userName: 'u', title: `${title}x` } })
      })
    await Promise.all(stores.flatMap((store) => Array.from({ length: 15 }, () => addLetter(store))))
    const stored = await stores[1]?.get(User, 'u', { grants: false, groups: false })
    expect(stored && [parseDocument(stored).title, stored.version]).toEqual(['x'.repeat(30), 31])
  })

  test('lose no member of one group', async () => {
    const members = Array.from({ length: 50 }, (_, n) => `u-${n}`)
    await stores[0]?.transaction(options(), async (draft) => {
      draft.create(Group, { id: 'g', externalId: undefined, document: { displayName: 'G' } })
      for (const id of members) draft.create(User, { id, externalId: undefined, document: { userName: id } })
    })
    const add = (store: ResourceStore, id: string) =>
      store.transaction(options(), async (draft) => {
        if (!(await draft.linked('g', [id])).has(id)) draft.link('g', { value: id, type: 'User' })
      })
    const committed = await Promise.all(members.flatMap((id) => stores.map((store) => add(store, id))))
    expect(committed.filter(({ changed }) => changed)).toHaveLength(50)
    const links = await stores[0]?.links('g', { count: 100 })
    expect(links?.items.map(({ value }) => value)).toEqual([...members].sort())
    const group = await stores[1]?.get(Group, 'g', { grants: false, groups: false })
    expect(group?.version).toBe(51)
  })

  test('give a unique value to one of them', async () => {
    const create = (store: ResourceStore, id: string) =>
      store.transaction(options(), async (draft) => {
        draft.create(User, { id, externalId: undefined, document: { userName: 'Trinity' } })
      })
    const outcomes = await Promise.allSettled(
      stores.flatMap((store, n) => [create(store, `a-${n}`), create(store, `b-${n}`)]),
    )
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refusals).toHaveLength(3)
    expect(refusals.every((refusal) => refusal instanceof ClaimTaken)).toBe(true)
  })

  test('leave no edge of a user that one removes while the other adds it', async () => {
    const [groups, users] = [['g-1', 'g-2', 'g-3'], Array.from({ length: 10 }, (_, n) => `u-${n}`)]
    await stores[0]?.transaction(options(), async (draft) => {
      for (const id of groups) draft.create(Group, { id, externalId: undefined, document: { displayName: id } })
      for (const id of users) draft.create(User, { id, externalId: undefined, document: { userName: id } })
    })
    const add = (store: ResourceStore, owner: string, value: string) =>
      store.transaction(options(), async (draft) => {
        if ((await draft.typesOf([value])).size === 0) return
        draft.link(owner, { value, type: 'User' })
      })
    const remove = (store: ResourceStore, id: string) =>
      store.transaction(options(), async (draft) => {
        if (await draft.get(User, id, 'document')) draft.remove(User, id)
      })
    const outcomes = await Promise.allSettled(
      users.flatMap((user, n) => {
        const [one = storeOf(0), another = storeOf(1)] = n % 2 === 0 ? stores : [...stores].reverse()
        return [...groups.map((group) => add(one, group, user)), remove(another, user)]
      }),
    )
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(refusals.filter((refusal) => !(refusal instanceof ReferenceMissing))).toEqual([])
    const edges = await opened.database.read({
      sql: 'SELECT owner_id FROM edges WHERE tenant_id = ?',
      parameters: ['t'],
    })
    expect(edges).toEqual([])
    for (const group of groups) {
      const records = await opened.database.read<{ readonly version: bigint }>({
        sql: `SELECT version FROM change_records
          WHERE tenant_id = ? AND (resource_id = ? OR ' ' || owners || ' ' LIKE ?)`,
        parameters: ['t', group, `% ${group} %`],
      })
      const stored = await stores[0]?.get(Group, group, { grants: false, groups: false })
      expect(records).toHaveLength(stored?.version ?? 0)
    }
  })

  test('move a group once for a member that one takes out while the other removes it', async () => {
    const users = Array.from({ length: 20 }, (_, n) => `u-${n}`)
    await stores[0]?.transaction(options(), async (draft) => {
      draft.create(Group, { id: 'g', externalId: undefined, document: { displayName: 'G' } })
      for (const id of users) draft.create(User, { id, externalId: undefined, document: { userName: id } })
      for (const value of users) draft.link('g', { value, type: 'User' })
    })
    const takeOut = (id: string) =>
      storeOf(0).transaction(options(), async (draft) => {
        if ((await draft.linked('g', [id])).has(id)) draft.unlink('g', id)
      })
    const remove = (id: string) =>
      storeOf(1).transaction(options(), async (draft) => {
        if (await draft.get(User, id, 'document')) draft.remove(User, id)
      })
    await Promise.all(users.flatMap((id) => [takeOut(id), remove(id)]))
    const group = await stores[0]?.get(Group, 'g', { grants: false, groups: false })
    expect(group?.version).toBe(1 + users.length)
  })

  test('number the change records of a tenant without gaps', async () => {
    const create = (store: ResourceStore, id: string) =>
      store.transaction(options(), async (draft) => {
        draft.create(User, { id, externalId: undefined, document: { userName: id } })
      })
    await Promise.all(stores.flatMap((store, n) => Array.from({ length: 20 }, (_, m) => create(store, `u-${n}-${m}`))))
    for (const database of databases) await sequenceRecords(database, 't')
    const [database] = databases
    const rows = await database?.read<{ readonly seq: bigint }>({
      sql: 'SELECT seq FROM change_records WHERE tenant_id = ? ORDER BY seq',
      parameters: ['t'],
    })
    expect(rows?.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
  })
}

let drawn = 0
const options = () => ({ now: 1000, writeSet: `w-${++drawn}` })
