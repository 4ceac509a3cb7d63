import { describe, expect, expectTypeOf, test } from 'vitest'
import { createServiceProvider, type ServiceProvider } from './http/create-service-provider.js'
import { createCursorKeys } from './operations/cursor-keys.js'
import { string } from './schema/attribute.js'
import { Group } from './schema/group.js'
import { defineResourceType } from './schema/resource-type.js'
import { defineSchema } from './schema/schema.js'
import { User } from './schema/user.js'
import type { CursorOptions, Operations } from './service-provider.js'
import { memoryStorage } from './storage/memory-storage.js'
import type { Query, ResourceStore } from './storage/resource-store.js'

const openStore = () => memoryStorage().ofTenant('gridco.example', { request: 'r-1' })

async function addUsers(store: ResourceStore, ...names: readonly string[]): Promise<readonly string[]> {
  const provider = createServiceProvider({ resourceTypes: [User, Group], store })
  const ids: string[] = []
  for (const userName of names) ids.push((await provider.create(User, { schemas: [User.schema.id], userName })).id)
  return ids
}

async function get(fetch: (request: Request) => Promise<Response>, path: string) {
  const response = await fetch(new Request(`https://app.example/scim/v2${path}`))
  return { status: response.status, body: await response.json() }
}

test.each(['/Bulk', '/me', '/.search', '/SCHEMAS', '/ResourceTypes', '/ServiceProviderConfig', '/'])(
  'no resource type is at %s, where the protocol itself is',
  (endpoint) => {
    const type = defineResourceType({ name: 'Thing', endpoint, schema: User.schema })
    expect(() => createServiceProvider({ resourceTypes: [User, type], store: openStore() })).toThrow(
      `'Thing' is at '${endpoint}', which is the protocol's own`,
    )
  },
)

test('no resource type has an extension whose URN is also the name of an attribute: a path could mean either', () => {
  const named = (id: string) => ({ schema: defineSchema(id, { userName: string() }), required: false })
  const bind = (...urns: readonly string[]) => {
    const type = defineResourceType({ ...User, schemaExtensions: urns.map(named) })
    return () => createServiceProvider({ resourceTypes: [type, Group], store: openStore() })
  }
  const sentence = "'User': The URN 'urn:x:R2:username' also names the attribute 'userName' of 'urn:x:r2'."
  expect(bind('urn:x:r2', 'urn:x:R2:username')).toThrow(sentence)
  expect(bind('urn:x:R2:username', 'urn:x:r2')).toThrow(sentence)
  expect(bind(`${User.schema.id}:title`)).toThrow(`also names the attribute 'title' of '${User.schema.id}'.`)
  expect(bind('urn:x:r2', 'urn:x:r2:user')).not.toThrow()
})

describe('service providers that are made anew for each request', () => {
  const walk = async (cursors: readonly CursorOptions[]) => {
    const store = openStore()
    await addUsers(store, 'ada', 'bob')
    let cursor: string | undefined = ''
    const statuses: unknown[] = []
    for (const each of cursors) {
      const { fetch } = createServiceProvider({ resourceTypes: [User, Group], store, cursors: each })
      const { status, body } = await get(fetch, `/Users?count=1&cursor=${cursor}`)
      statuses.push(body.scimType ?? status)
      cursor = body.nextCursor
    }
    return statuses
  }

  test('go on where another one left off, by the same keys and for the same audience', async () => {
    const keys = createCursorKeys()
    const [a, b] = ['a', 'b'].map((audience) => ({ keys, audience }))
    expect(await walk([a ?? {}, a ?? {}])).toEqual([200, 200])
    expect(await walk([a ?? {}, b ?? {}])).toEqual([200, 'invalidCursor'])
    expect(await walk([{}, {}])).toEqual([200, 'invalidCursor'])
  })

  test('cannot share keys without saying among whom', () => {
    const keys = createCursorKeys()
    // @ts-expect-error one is worth nothing without the other
    const cursors: CursorOptions = { keys }
    expect(() => createServiceProvider({ resourceTypes: [User], store: openStore(), cursors })).toThrow(
      "'cursors.keys' are shared: 'cursors.audience' says by whom",
    )
  })
})

test('a threshold of the root costs no query of its own, and lets a walk end that it let begin', async () => {
  const store = openStore()
  await addUsers(store, 'ada', 'bob')
  const queries: Query[] = []
  const counting: ResourceStore = {
    ...store,
    query(targets, query) {
      queries.push(query)
      return store.query(targets, query)
    },
  }
  const { fetch } = createServiceProvider({ resourceTypes: [User, Group], store: counting, mostRootResults: 2 })
  const first = await get(fetch, '/?count=1&cursor=')
  expect([first.status, queries.length]).toEqual([200, 1])
  expect([(await get(fetch, '/?count=1')).status, queries.length]).toEqual([200, 2])
  await addUsers(store, 'cyd')
  expect((await get(fetch, '/?count=1')).body.scimType).toBe('tooMany')
  expect((await get(fetch, '/?count=1&cursor=')).body.scimType).toBe('tooMany')
  expect((await get(fetch, `/?count=1&cursor=${first.body.nextCursor}`)).status).toBe(200)
})

test('a service provider has the operations, and not what HTTP needs beside them', () => {
  type Plumbing = 'targets' | 'links' | 'cursors' | 'subject' | 'keepsPasswords' | 'rolesAndEntitlements'
  expectTypeOf<Extract<keyof ServiceProvider, Plumbing>>().toBeNever()
  expectTypeOf<ServiceProvider>().toExtend<Operations>()
})
