import { expect, test } from 'vitest'
import { createTestClient, userBody } from '../service-provider.js'

/** RFC 7644 §3.14: versioning resources. */

async function clientWithUser() {
  const client = createTestClient()
  const { body, headers } = await client.post('/Users', userBody('t@gridco.example'))
  return { client, path: `/Users/${body.id}`, etag: String(headers.get('etag')) }
}

test('the ETag of an answer is its meta.version', async () => {
  const { client, path, etag } = await clientWithUser()
  const { headers, body } = await client.get(path)
  expect(headers.get('etag')).toBe(etag)
  expect(body.meta.version).toBe(etag)
})

test('a version that the client has already is 304, without a body', async () => {
  const { client, path, etag } = await clientWithUser()
  const { status, headers, body } = await client.get(path, { 'if-none-match': etag })
  expect({ status, etag: headers.get('etag'), body }).toEqual({ status: 304, etag, body: undefined })
  expect((await client.get(path, { 'if-none-match': 'W/"99"' })).status).toBe(200)
})

test.each(['put', 'patch', 'delete'] as const)(
  '%s with a version that has moved on is 412, and changes nothing',
  async (method) => {
    const { client, path, etag } = await clientWithUser()
    await client.patch(path, [{ op: 'add', path: 'title', value: 'Operator' }])
    const before = (await client.get(path)).body
    const stale = { 'if-match': etag }
    const answers = {
      put: () => client.put(path, userBody('t@gridco.example'), stale),
      patch: () => client.patch(path, [{ op: 'remove', path: 'title' }], stale),
      delete: () => client.delete(path, stale),
    }
    const { status, body } = await answers[method]()
    expect(status).toBe(412)
    expect(body.status).toBe('412')
    expect((await client.get(path)).body).toEqual(before)
  },
)

test('a change that changes nothing keeps version and lastModified (D-70)', async () => {
  const { client, path } = await clientWithUser()
  const before = (await client.get(path)).body
  for (const operation of [
    { op: 'replace', path: 'active', value: true },
    { op: 'add', path: 'emails', value: [{ value: 't@gridco.example', type: 'work', primary: true }] },
    { op: 'remove', path: 'title' },
    { op: 'replace', value: { displayName: 'Trinity JustTrinity' } },
  ]) {
    expect((await client.patch(path, [operation])).body).toEqual(before)
  }
  expect((await client.put(path, before)).body).toEqual(before)
})

test('joining a group moves what a user answer shows, and If-Match still speaks of the user', async () => {
  const { client, path, etag } = await clientWithUser()
  const id = path.slice('/Users/'.length)
  await client.post('/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: 'G',
    members: [{ value: id }],
  })
  expect((await client.get(path, { 'if-none-match': etag })).status).toBe(200)
  expect((await client.patch(path, [{ op: 'add', path: 'title', value: 'X' }], { 'if-match': etag })).status).toBe(200)
})
