import { describe, expect, test } from 'vitest'
import { createServiceProvider } from '../../src/http/create-service-provider.js'
import { Group } from '../../src/schema/group.js'
import { User } from '../../src/schema/user.js'
import { memoryStorage } from '../../src/storage/memory-storage.js'
import type { ResourceStore } from '../../src/storage/resource-store.js'
import { clientOf, createTestClient, userBody } from '../service-provider.js'

/** RFC 7644 §3.5, §3.14: what a write answers is what that write did. */

const groupBody = (members: readonly unknown[] = []) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
  displayName: 'Operators',
  members,
})

/** A client whose store lets something happen right after a commit, before the answer is made. */
function clientWithInterlude() {
  const store = memoryStorage().ofTenant('gridco.example', { request: 'test' })
  let interlude: (() => Promise<unknown>) | undefined
  const watched: ResourceStore = {
    ...store,
    async transaction(options, work) {
      const committed = await store.transaction(options, work)
      const run = interlude
      interlude = undefined
      await run?.()
      return committed
    },
  }
  const { fetch } = createServiceProvider({ resourceTypes: [User, Group], store: watched })
  const client = clientOf(fetch)
  return {
    client,
    next: (work: () => Promise<unknown>) => {
      interlude = work
    },
  }
}

test("a 204 carries the version of its own commit, not another writer's", async () => {
  const { client, next } = clientWithInterlude()
  const { body: group } = await client.post('/Groups', groupBody())
  const path = `/Groups/${group.id}`
  next(() => client.patch(path, [{ op: 'replace', path: 'displayName', value: 'Of another' }]))
  const mine = await client.patch(path, [{ op: 'replace', path: 'displayName', value: 'Mine' }])
  expect([mine.status, mine.headers.get('etag')]).toEqual([204, 'W/"2"'])
  const stale = { 'if-match': String(mine.headers.get('etag')) }
  expect((await client.put(path, groupBody(), stale)).status).toBe(412)
})

test.each([
  ['a group', '/Groups', groupBody(), { op: 'replace', path: 'displayName', value: 'X' }, 204],
  ['a user', '/Users', userBody('t@gridco.example'), { op: 'replace', path: 'title', value: 'X' }, 200],
])(
  'a change that was done is answered so, also when somebody removes %s right after',
  async (_what, endpoint, body, operation, status) => {
    const { client, next } = clientWithInterlude()
    const { body: made } = await client.post(endpoint, body)
    next(() => client.delete(`${endpoint}/${made.id}`))
    const answer = await client.patch(`${endpoint}/${made.id}`, [operation])
    expect(answer.status).toBe(status)
    if (status === 200) expect(answer.body).toMatchObject({ id: made.id, title: 'X' })
    expect((await client.get(`${endpoint}/${made.id}`)).status).toBe(404)
  },
)

describe('members by what they are called', () => {
  async function groupOfTwo() {
    const client = createTestClient()
    const people = [
      await client.post('/Users', userBody('babs@okta.local', { displayName: 'Babs' })),
      await client.post('/Users', userBody('jim@okta.local', { displayName: 'Jim' })),
    ]
    const { body } = await client.post('/Groups', groupBody(people.map((each) => ({ value: each.body.id }))))
    const names = async () =>
      ((await client.get(`/Groups/${body.id}`)).body.members ?? []).map((member: { display: string }) => member.display)
    return { client, path: `/Groups/${body.id}`, names }
  }

  test.each([
    ['members[display ne "Babs"]', ['Babs']],
    ['members[display eq "babs"]', ['Jim']],
    ['members[type eq "Group"]', ['Babs', 'Jim']],
  ])('remove %s leaves the others', async (path, left) => {
    const group = await groupOfTwo()
    expect((await group.client.patch(group.path, [{ op: 'remove', path }])).status).toBe(204)
    expect((await group.names()).sort()).toEqual(left)
  })
})

test('a refusal names some of the unknown members, not a hundred thousand', async () => {
  const client = createTestClient()
  const members = Array.from({ length: 5000 }, (_, n) => ({ value: `nobody-${n}` }))
  const { status, body } = await client.post('/Groups', groupBody(members))
  expect(status).toBe(400)
  expect(body.detail).toContain("'nobody-0'")
  expect(body.detail).toContain('nor 4990 others')
  expect(body.detail.length).toBeLessThan(500)
})

test.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
  "'/%s' is an endpoint that does not exist, like any other",
  async (name) => {
    const client = createTestClient()
    expect((await client.get(`/${name}`)).status).toBe(404)
    expect((await client.get(`/${name}/x`)).status).toBe(404)
    expect((await client.get(`/Users/${name}`)).status).toBe(404)
  },
)

test('If-Match: * asks for existence (D-41)', async () => {
  const client = createTestClient()
  const any = { 'if-match': '*' }
  expect((await client.put('/Users/nobody', userBody('x'), any)).status).toBe(412)
  const { body } = await client.post('/Users', userBody('t@gridco.example'))
  expect((await client.patch(`/Users/${body.id}`, [{ op: 'add', path: 'title', value: 'X' }], any)).status).toBe(200)
})

test('removing a password that is not there changes nothing (D-70)', async () => {
  const client = createTestClient()
  const { body } = await client.post('/Users', userBody('t@gridco.example'))
  const remove = [{ op: 'remove', path: 'password' }]
  expect((await client.patch(`/Users/${body.id}`, remove)).body.meta.version).toBe(body.meta.version)
  await client.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'password', value: 'S3cret!' }])
  expect((await client.patch(`/Users/${body.id}`, remove)).body.meta.version).not.toBe(body.meta.version)
})

test.each([null, '', []])('unassigning active leaves who was deactivated deactivated: %j', async (value) => {
  const client = createTestClient()
  const { body } = await client.post('/Users', userBody('t@gridco.example', { active: false }))
  await client.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'active', value }])
  await client.patch(`/Users/${body.id}`, [{ op: 'replace', value: { active: value } }])
  await client.patch(`/Users/${body.id}`, [{ op: 'remove', path: 'active' }])
  expect((await client.get(`/Users/${body.id}`)).body.active).toBe(false)
})

test('a PATCH that would look at every member many times is refused, and changes nothing', async () => {
  const client = createTestClient()
  const { body: group } = await client.post('/Groups', groupBody())
  const operations = Array.from({ length: 300 }, () => ({ op: 'remove', path: 'members[type co "zz"]' }))
  const { status, body } = await client.patch(`/Groups/${group.id}`, operations)
  expect([status, body.scimType]).toEqual([400, 'tooMany'])
})

const photosOf = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ value: `https://x.example/${n}/${'a'.repeat(30_000)}`, type: `t${n}` }))

test('a resource that is too long to hold is refused, whole or in parts', async () => {
  const client = createTestClient()
  const refused = await client.post('/Users', userBody('a@gridco.example', { photos: photosOf(40) }))
  expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidValue'])
  const { body } = await client.post('/Users', userBody('b@gridco.example', { photos: photosOf(30) }))
  const more = await client.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'photos', value: photosOf(40) }])
  expect([more.status, more.body.scimType]).toEqual([400, 'invalidValue'])
  expect((await client.get(`/Users/${body.id}`)).body.photos).toHaveLength(30)
})

test('a page that is too long to hold is refused with the cure', async () => {
  const client = createTestClient()
  for (let n = 0; n < 40; n++) {
    expect((await client.post('/Users', userBody(`u${n}@gridco.example`, { photos: photosOf(30) }))).status).toBe(201)
  }
  const { status, body } = await client.get('/Users')
  expect([status, body.scimType]).toEqual([400, 'tooMany'])
  expect(body.detail).toContain("'count'")
  expect((await client.get('/Users?count=5')).status).toBe(200)
  expect((await client.get('/Users?attributes=userName')).body.Resources).toHaveLength(40)
})
