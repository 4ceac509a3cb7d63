import { defineResourceType, defineSchema, type JsonObject, type ResourceType, string, User } from '@rollcall/scim'
import { Contended, type Grant, type ResourceStore, seatCounter } from '@rollcall/scim/storage'
import { ConfigurationMoved, type SqlDatabase, sqlStorage } from '@rollcall/sql'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CreateTestDatabase, TestDatabase } from './test-database.js'

let opened: TestDatabase
let database: SqlDatabase

/** What was judged by a tenant’s configuration is applied only while that stands. */
export function testConfigurationGuard(createDatabase: CreateTestDatabase): void {
  // A tenant whose configuration has the version 7.
  beforeEach(async () => {
    opened = await createDatabase()
    database = opened.database
    const sql = `INSERT INTO tenants (tenant_id, name, created, config_version, passwords, duplicate_group_names)
      VALUES (?, 't', 1, 7, 0, 0)`
    await database.write([{ sql, parameters: ['t'] }])
  })

  afterEach(() => opened.close())

  test('a grant that another configuration allowed is not applied, nor what is staged with it', async () => {
    const failed = create(storeAt(6), [grant])
    await expect(failed).rejects.toBeInstanceOf(ConfigurationMoved)
    await expect(failed).rejects.toBeInstanceOf(Contended)
    expect(await storeAt(7).get(User, 'u', show)).toBeUndefined()
  })

  test.each([
    ['the configuration that stands allowed it', 7, [grant]],
    ['nothing depends on a configuration', undefined, [grant]],
  ])('it is applied where %s', async (_where, configuration, grants) => {
    await create(storeAt(configuration), grants)
    expect((await storeAt(7).get(User, 'u', show))?.grants).toHaveLength(grants.length)
  })

  test('what is new was judged by the extensions that its type requires, and is not applied where those may have changed', async () => {
    await expect(create(storeAt(6), [])).rejects.toBeInstanceOf(ConfigurationMoved)
    expect(await storeAt(7).get(User, 'u', show)).toBeUndefined()
    await create(storeAt(7), [])
    expect(await storeAt(7).get(User, 'u', show)).toBeDefined()
  })

  test('what is taken back depends on no configuration', async () => {
    await create(storeAt(7), [grant])
    await revoke(storeAt(6))
    expect((await storeAt(7).get(User, 'u', show))?.grants).toEqual([])
  })

  test.each([
    ['what is taken back', revoke],
    ['the removal of whoever holds something', remove],
  ])('%s is not applied where the value has seats that the configuration did not have', async (_what, write) => {
    await create(storeAt(7), [grant])
    await bound(seatCounter(grant), 2)
    await expect(write(storeAt(6))).rejects.toBeInstanceOf(ConfigurationMoved)
    await expect(write(storeAt(6, new Set(), ['another']))).rejects.toBeInstanceOf(ConfigurationMoved)
    expect((await storeAt(7).get(User, 'u', show))?.grants).toHaveLength(1)
    await write(storeAt(6, new Set(), [seatCounter(grant)]))
    expect((await storeAt(7).get(User, 'u', show))?.grants ?? []).toEqual([])
  })

  test('what is taken back is not counted where the seats are gone that the configuration had', async () => {
    await create(storeAt(7), [grant])
    await revoke(storeAt(6, new Set(), [seatCounter(grant)]), seatCounter(grant))
    expect((await storeAt(7).get(User, 'u', show))?.grants).toEqual([])
    const sql = 'SELECT c.name FROM counters c WHERE c.tenant_id = ? AND c.name = ?'
    expect(await database.read({ sql, parameters: ['t', seatCounter(grant)] })).toEqual([])
  })

  test.each([
    ['an extension that the tenant defined', UserWithBadge, { userName: 'u', [badge]: { number: '1' } }, [badge]],
    ['an extension that was defined since', User, { userName: 'u', [badge]: { number: '1' } }, []],
    ['a type that the tenant defined', Room, { name: 'r' }, ['urn:example:Room']],
  ])(
    'a document with data of %s is written only while the configuration stands',
    async (_of, type, document, defined) => {
      const schemas = new Set(defined)
      await expect(put(storeAt(6, schemas), type, document)).rejects.toBeInstanceOf(ConfigurationMoved)
      expect(await storeAt(7).get(type, 'u', show)).toBeUndefined()
      await put(storeAt(7, schemas), type, document)
      expect(await storeAt(7).get(type, 'u', show)).toBeDefined()
    },
  )

  test('a change of a document without data of what the tenant defined depends on no configuration, nor does a removal', async () => {
    await create(storeAt(7), [])
    const earlier = storeAt(6, new Set([badge]))
    await earlier.transaction({ now: 2, writeSet: 'w2' }, async (draft) => {
      await draft.get(UserWithBadge, 'u', 'document')
      draft.put(UserWithBadge, { id: 'u', externalId: undefined, document: { userName: 'v' } })
    })
    expect(JSON.parse((await storeAt(7).get(User, 'u', show))?.text ?? '')).toEqual({ userName: 'v' })
    await earlier.transaction({ now: 3, writeSet: 'w3' }, async (draft) => {
      await draft.get(User, 'u', 'document')
      draft.remove(User, 'u')
    })
    expect(await storeAt(7).get(User, 'u', show)).toBeUndefined()
  })
}

const grant: Grant = { kind: 'role', value: 'r', type: undefined, display: undefined, primary: undefined }
const show = { grants: true, groups: false }

function storeAt(
  configuration: number | undefined,
  definedSchemas: ReadonlySet<string> = new Set(),
  seats: readonly string[] = [],
): ResourceStore {
  const known = { definedSchemas, seatCounters: new Set(seats) }
  const actor = { request: 'r', ...known, ...(configuration === undefined ? {} : { configuration }) }
  return sqlStorage(database).ofTenant('t', actor)
}

async function create(store: ResourceStore, grants: readonly Grant[]): Promise<void> {
  await store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    draft.create(User, { id: 'u', externalId: undefined, document: { userName: 'u' } })
    for (const each of grants) draft.grant('u', each)
  })
}

async function revoke(store: ResourceStore, counter?: string): Promise<void> {
  await store.transaction({ now: 2, writeSet: 'w2' }, async (draft) => {
    await draft.get(User, 'u', 'document')
    draft.revoke('u', grant)
    if (counter !== undefined) draft.count(counter, -1)
  })
}

async function remove(store: ResourceStore): Promise<void> {
  await store.transaction({ now: 2, writeSet: 'w2' }, async (draft) => {
    await draft.get(User, 'u', 'document')
    draft.remove(User, 'u')
  })
}

async function bound(counter: string, limit: number): Promise<void> {
  const sql = 'INSERT INTO counters (tenant_id, name, slot, used, bound) VALUES (?, ?, 0, 1, ?)'
  await database.write([{ sql, parameters: ['t', counter, BigInt(limit)] }])
}

const badge = 'urn:example:scim:schemas:extension:Badge'
const Badge = defineSchema(badge, { number: string() })
const UserWithBadge = defineResourceType({ ...User, schemaExtensions: [{ schema: Badge, required: false }] })
const Room = defineResourceType({ name: 'Room', endpoint: '/Rooms', schema: defineSchema('urn:example:Room', {}) })

function put(store: ResourceStore, type: ResourceType, document: JsonObject): Promise<unknown> {
  return store.transaction({ now: 1, writeSet: 'w' }, async (draft) => {
    draft.create(type, { id: 'u', externalId: undefined, document })
  })
}
