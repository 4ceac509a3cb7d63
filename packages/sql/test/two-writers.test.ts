import { join } from 'node:path'
import { Group, User } from '@rollcall/scim'
import { ClaimTaken, parseDocument, type ResourceStore } from '@rollcall/scim/storage'
import { openSqliteDatabase, type SqlDatabase, sqlStorage } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createFolder } from './sqlite-harness.js'

/** Two databases over one file have a writer thread each and know nothing of each other, as two processes do. */
let folder: Awaited<ReturnType<typeof createFolder>>
let databases: readonly SqlDatabase[]
let stores: readonly ResourceStore[]

beforeEach(async () => {
  folder = await createFolder()
  const path = join(folder.path, 'shared.db')
  databases = [await openSqliteDatabase({ path }), await openSqliteDatabase({ path })]
  stores = databases.map((database) => sqlStorage(database).ofTenant('t', { request: 'r' }))
})

afterEach(async () => {
  for (const database of databases) await database.close()
  await folder.remove()
})

let drawn = 0
const options = () => ({ now: 1000, writeSet: `w-${++drawn}` })

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

test('number the change records of a tenant without gaps', async () => {
  const create = (store: ResourceStore, id: string) =>
    store.transaction(options(), async (draft) => {
      draft.create(User, { id, externalId: undefined, document: { userName: id } })
    })
  await Promise.all(stores.flatMap((store, n) => Array.from({ length: 20 }, (_, m) => create(store, `u-${n}-${m}`))))
  const [database] = databases
  const rows = await database?.read<{ readonly seq: bigint }>({
    sql: 'SELECT seq FROM change_records ORDER BY seq',
    parameters: [],
  })
  expect(rows?.map(({ seq }) => Number(seq))).toEqual(Array.from({ length: 40 }, (_, n) => n + 1))
})
