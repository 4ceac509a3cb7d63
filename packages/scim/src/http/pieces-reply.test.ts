import { expect, test } from 'vitest'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { contended } from '../scim-error.js'
import { memoryStorage } from '../storage/memory-storage.js'
import type { Link, ResourceStore } from '../storage/resource-store.js'
import { createServiceProvider } from './create-service-provider.js'

/** A group of so many pages of a thousand members, and which of these pages were read. */
async function openCrowd(pages: number, read: (page: number) => void = () => {}) {
  const store = memoryStorage().ofTenant('gridco.example', { request: 'r-1' })
  const links: ResourceStore['links'] = async (_owner, { after = '0', count }) => {
    const page = Number(after) + 1
    read(page)
    const items: Link[] = Array.from({ length: count }, (_, n) => {
      return { value: `u-${page}-${n}`, type: 'User', display: undefined }
    })
    return { items, total: undefined, next: page < pages ? { key: undefined, id: String(page) } : undefined }
  }
  const crowded: ResourceStore = {
    ...store,
    links,
    async get(type, id, { firstLinks: count, ...show }) {
      const stored = await store.get(type, id, show)
      return stored && count !== undefined ? { ...stored, firstLinks: await links(id, { count }) } : stored
    },
  }
  const told: string[] = []
  const { create, reply, fetch } = createServiceProvider({
    resourceTypes: [User, Group],
    store: crowded,
    refused: (error) => told.push(`refused: ${error.message}`),
    failed: (error) => told.push(`failed: ${error}`),
  })
  const group = (await create(Group, { schemas: [Group.schema.id], displayName: 'Crowd' })).id
  const request = (path: string, init?: RequestInit) => new Request(`https://app.example/scim/v2${path}`, init)
  const send = (path: string, init?: RequestInit) => fetch(request(path, init))
  return { path: `/Groups/${group}`, send, reply: (path: string) => reply(request(path)), told }
}

/** The members of a group as JSON. */
function membersIn(body: { readonly members: readonly { readonly value: string }[] }): readonly string[] {
  return body.members.map(({ value }) => value)
}

test('a group has all of its members, however many they are', async () => {
  const { path, send } = await openCrowd(201)
  expect(new Set(membersIn(await (await send(path)).json())).size).toBe(201_000)
})

test('it is the same on a page', async () => {
  const { path, send } = await openCrowd(20)
  const page = await (await send('/Groups')).json()
  expect(page).toMatchObject({ totalResults: 1, itemsPerPage: 1, startIndex: 1 })
  expect(page.Resources).toEqual([await (await send(path)).json()])
})

test('a write answers with all members too, where it is asked for them', async () => {
  const { path, send } = await openCrowd(20)
  const operation = { op: 'replace', path: 'displayName', value: 'Mob' }
  const response = await send(path, {
    method: 'PATCH',
    headers: { 'Content-Type': 'application/scim+json', Prefer: 'return=representation' },
    body: JSON.stringify({ schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] }),
  })
  const body = await response.json()
  expect([response.status, body.displayName, membersIn(body).length]).toEqual([200, 'Mob', 20_000])
})

test('an answer of up to a million characters is one text, a longer one comes in pieces, with the same headers', async () => {
  const short = await openCrowd(5)
  const long = await openCrowd(20)
  for (const list of [false, true]) {
    const [whole, inPieces] = [
      await short.reply(list ? '/Groups' : short.path),
      await long.reply(list ? '/Groups' : long.path),
    ]
    expect([typeof whole.body, typeof inPieces.body]).toEqual(['string', 'object'])
    expect(Object.keys(inPieces.headers)).toEqual(Object.keys(whole.headers))
  }
})

test('a long answer is read while it is taken, and no further', async () => {
  const read: number[] = []
  const { path, reply } = await openCrowd(100, (page) => read.push(page))
  const { body } = await reply(path)
  const begun = read.length
  expect(begun).toBeLessThan(20)
  if (typeof body !== 'object') throw new Error('the answer is no stream')
  const pieces = body[Symbol.asyncIterator]()
  for (let n = 0; n < 3; n++) await pieces.next()
  expect(read.length).toBe(begun + 2)
  await pieces.return?.()
  expect(await pieces.next()).toEqual({ done: true, value: undefined })
  expect(read.length).toBe(begun + 2)
})

test('so is one by fetch, whose body is let go of', async () => {
  const read: number[] = []
  const { path, send } = await openCrowd(100, (page) => read.push(page))
  const reader = (await send(path)).body?.getReader()
  await reader?.read()
  await reader?.cancel()
  const last = read.length
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([read.length, last < 30]).toEqual([last, true])
})

test('HEAD and 304 read no more than they need', async () => {
  const read: number[] = []
  const { path, send } = await openCrowd(100, (page) => read.push(page))
  const { status, headers, body } = await send(path, { method: 'HEAD' })
  expect([status, headers.get('content-type'), body]).toEqual([200, 'application/scim+json', null])
  expect(read.length).toBeLessThan(20)
  const tag = headers.get('etag') ?? ''
  read.length = 0
  expect((await send(path, { headers: { 'If-None-Match': tag } })).status).toBe(304)
  expect(read).toEqual([1])
})

test('a fault among the first pages is an answer of its own; a later one breaks the answer off, and is told', async () => {
  for (const [error, message] of [
    [contended('The database is away.', 5), 'refused: The database is away.'],
    [new TypeError('no such row'), 'failed: TypeError: no such row'],
  ] as const) {
    let faultAt = 3
    const { path, send, told } = await openCrowd(100, (page) => {
      if (page === faultAt) throw error
    })
    expect((await send(path)).status).toBeGreaterThanOrEqual(500)
    faultAt = 50
    const response = await send(path)
    expect(response.status).toBe(200)
    await expect(response.text()).rejects.toThrow()
    expect(told).toEqual([message, message])
  }
})
