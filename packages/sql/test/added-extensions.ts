import { defineResourceType, defineSchema, integer, parseFilter, type ResourceType, string, User } from '@rollcall/scim'
import type { Draft, ResourceStore } from '@rollcall/scim/storage'
import { sqlStorage, verifyDatabase } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

const badgeUrn = 'urn:gridco:params:scim:schemas:extension:1.0:Badge'
const enterpriseUrn = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const badge = defineSchema(badgeUrn, { number: integer(), color: string() }, { name: 'Badge', description: '' })
const extended = defineResourceType({
  ...User,
  schemaExtensions: [...User.schemaExtensions, { schema: badge, required: false }],
})

/** A tenant may extend a resource type while there are resources of it. */
export function testAddedExtensions(createDatabase: CreateTestDatabase): void {
  let opened: TestDatabase
  let store: ResourceStore
  beforeEach(async () => {
    opened = await createDatabase()
    store = sqlStorage(opened.database).ofTenant('t', { request: 'r' })
  })
  afterEach(() => opened.close())

  let drawn = 0
  const write = (work: (draft: Draft) => Promise<void> | void) =>
    store.transaction({ now: 1000, writeSet: `w-${++drawn}` }, async (draft) => work(draft))
  const put = (id: string, document: object) =>
    write(async (draft) => {
      await draft.get(extended, id, 'document')
      draft.put(extended, { id, externalId: undefined, document: { userName: id, ...document } })
    })

  test('whoever was there before is in a list that is sorted by an attribute of it', async () => {
    await write((draft) => {
      for (const id of ['a', 'b', 'c']) draft.create(User, { id, externalId: undefined, document: { userName: id } })
    })
    await put('b', { [badgeUrn]: { number: 2 } })
    await put('c', { [badgeUrn]: { number: 1 } })
    expect(await sortedBy(store, 'ascending')).toEqual(['c', 'b', 'a'])
    expect(await sortedBy(store, 'descending')).toEqual(['a', 'b', 'c'])
    expect(await faultsOf(opened, extended)).toEqual([])
  })

  test('data under it is found by its URN until it is taken away, beside data of another', async () => {
    await write((draft) => {
      const document = { userName: 'a', [enterpriseUrn]: { department: 'Ops' }, [badgeUrn]: { number: 1 } }
      draft.create(extended, { id: 'a', externalId: undefined, document })
    })
    expect(await foundBy(store, `schemas eq "${badgeUrn}"`)).toEqual(['a'])
    await put('a', { [enterpriseUrn]: { department: 'Ops' } })
    expect(await foundBy(store, `schemas eq "${badgeUrn}"`)).toEqual([])
    expect(await foundBy(store, `schemas eq "${enterpriseUrn}"`)).toEqual(['a'])
    await put('a', { [enterpriseUrn]: { department: 'Ops' }, [badgeUrn]: { number: 1 } })
    expect(await foundBy(store, `schemas eq "${badgeUrn}"`)).toEqual(['a'])
    expect(await faultsOf(opened, extended)).toEqual([])
    await put('a', {})
    expect(await faultsOf(opened, User)).toEqual([])
  })
}

const listed = { page: { kind: 'index', startIndex: 1, count: 10 }, show: { grants: false, groups: false } } as const

async function sortedBy(store: ResourceStore, order: 'ascending' | 'descending'): Promise<readonly string[]> {
  const filter = parseFilter(`${badgeUrn}:number pr`, extended)
  if (filter.kind !== 'present') throw new Error('it is one attribute')
  const target = { type: extended, filter: undefined, sortPath: filter.path }
  const page = await store.query([target], { ...listed, order, total: true })
  expect(page.total).toBe(page.items.length)
  return page.items.map(({ id }) => id)
}

async function foundBy(store: ResourceStore, filter: string): Promise<readonly string[]> {
  const target = { type: extended, filter: parseFilter(filter, extended), sortPath: undefined }
  const { items } = await store.query([target], { ...listed, order: 'ascending', total: false })
  return items.map(({ id }) => id)
}

async function faultsOf({ database }: TestDatabase, type: ResourceType): Promise<readonly string[]> {
  const faults: string[] = []
  for await (const { kind, detail } of verifyDatabase(database, { typesOf: async () => [type] })) {
    faults.push(`${kind} ${detail}`)
  }
  return faults
}
