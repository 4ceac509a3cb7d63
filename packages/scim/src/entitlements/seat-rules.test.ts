import { expect, test } from 'vitest'
import { createServiceProvider } from '../http/create-service-provider.js'
import type { JsonObject } from '../json.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { memoryStorage } from '../storage/memory-storage.js'
import type { Catalogue, CatalogueValue } from './catalogue.js'
import { catalogueAssignments } from './catalogue-assignments.js'
import { seatLimits } from './seat-rules.js'

const value = (name: string, seats?: number): CatalogueValue => ({
  ...{
    value: name,
    display: name,
    description: undefined,
    attributes: {},
    supported: true,
    created: 0,
    lastModified: 0,
  },
  ...(seats === undefined ? {} : { seats }),
})
const catalogue: Catalogue = {
  roles: [value('admin', 1), value('member')],
  entitlementTypes: [
    { name: 'License', endpoint: '/Licenses', description: '', extension: undefined, values: [value('pro', 2)] },
    { name: 'Support', endpoint: '/Support', description: '', extension: undefined, values: [value('pro')] },
  ],
}
const { seats } = catalogueAssignments(catalogue)
const license = { kind: 'entitlement', type: 'License', value: 'pro' } as const

test('what has seats is counted by its value and type; a role whatever label it has; the rest is not', () => {
  const counter = seats?.counterOf(license)
  expect(counter).toBeDefined()
  expect(seats?.counterOf({ ...license, type: 'license' })).toBe(counter)
  expect(seats?.counterOf({ ...license, type: 'Support' })).toBeUndefined()
  expect(seats?.counterOf({ ...license, type: undefined })).toBeUndefined()
  const admin = seats?.counterOf({ kind: 'role', type: undefined, value: 'admin' })
  expect(admin).not.toBe(counter)
  expect(seats?.counterOf({ kind: 'role', type: 'Team', value: 'admin' })).toBe(admin)
  expect(seats?.counterOf({ kind: 'role', type: undefined, value: 'member' })).toBeUndefined()
  expect(seats?.counterOf({ kind: 'role', type: 'License', value: 'pro' })).toBeUndefined()
})

test('a full counter is named by its value and its limit, and another counter not at all', () => {
  const sentences = seatLimits(catalogue).map(({ counter }) => seats?.sentenceOf(counter))
  expect(sentences).toEqual([
    "At most 1 user may hold the role 'admin', and not enough of these seats are free.",
    "At most 2 users may hold the entitlement 'pro' of type 'License', and not enough of these seats are free.",
  ])
  expect(seats?.sentenceOf('total/User')).toBeUndefined()
})

test('a service provider with a storage that has the limits sells no seat twice, and frees those of the deleted', async () => {
  const storage = memoryStorage()
  for (const { counter, limit } of seatLimits(catalogue)) storage.setBound('t', counter, limit)
  const { fetch } = createServiceProvider({
    resourceTypes: [User, Group],
    store: storage.ofTenant('t', { request: 'r' }),
    assignments: catalogueAssignments(catalogue),
  })
  const send = async (method: string, path: string, body?: JsonObject) =>
    fetch(
      new Request(`http://scim.example${path}`, {
        method,
        ...(body === undefined
          ? {}
          : { body: JSON.stringify(body), headers: { 'content-type': 'application/scim+json' } }),
      }),
    )
  const post = (n: number) =>
    send('POST', '/Users', {
      schemas: [User.schema.id],
      userName: `u${n}`,
      entitlements: [{ value: 'pro', type: 'License' }],
    })
  const answers = await Promise.all([1, 2, 3, 4].map(post))
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 400, 400])
  const refused = await answers.find(({ status }) => status === 400)?.json()
  expect(refused).toMatchObject({
    scimType: 'invalidValue',
    detail: expect.stringMatching(/^At most 2 users may hold/),
  })
  const created = await answers.find(({ status }) => status === 201)?.json()
  expect((await send('DELETE', `/Users/${created.id}`)).status).toBe(204)
  expect((await post(5)).status).toBe(201)
  expect((await post(6)).status).toBe(400)
})
