import { describe, expect, test } from 'vitest'
import { groupBody, patchBody, userBody } from './open-rollcall.js'
import { type HttpAnswer, manners, openServer } from './open-server.js'

const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'

describe.each(manners)('answers, %s', (manner) => {
  test('7644-8.1-a D-71 every answer with a body is application/scim+json, bare, refusals included', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example', { manner })
    const { body: user } = await client('POST', '/Users', { body: userBody('x@a.example') })
    const xml = { 'content-type': 'application/xml' }
    const answers: readonly (readonly [number, HttpAnswer])[] = [
      [200, await client('GET', '/Users')],
      [200, await client('GET', '/Users', { headers: { accept: 'application/json' } })],
      [200, await client('GET', '/Users', { headers: { accept: 'application/scim+json; charset=utf-8' } })],
      [200, await client('GET', `/Users/${user.id}`)],
      [200, await client('PUT', `/Users/${user.id}`, { body: userBody('y@a.example') })],
      [201, await client('POST', '/Groups', { body: groupBody('G') })],
      [200, await client('GET', '/ServiceProviderConfig')],
      [200, await client('GET', '/Schemas')],
      [200, await server.clientOf(undefined)('GET', '/ServiceProviderConfig')],
      [400, await client('POST', '/Users', { body: 'not JSON' })],
      [401, await server.clientOf(undefined)('GET', '/Users')],
      [404, await client('GET', '/Users/1')],
      [404, await client('GET', '/nothing')],
      [405, await client('DELETE', '/Users')],
      [409, await client('POST', '/Users', { body: userBody('Y@a.example') })],
      [415, await client('POST', '/Users', { body: '<user/>', headers: xml })],
      [501, await client('GET', '/Me')],
    ]
    for (const [status, { status: answered, headers, body }] of answers) {
      expect([answered, headers['content-type'], typeof body]).toEqual([status, 'application/scim+json', 'object'])
      if (status >= 400) expect(body).toMatchObject({ schemas: [errorUrn], status: String(status) })
    }
  })

  test('D-50 SCIM and plain JSON are read, with or without a charset; any other body is refused with 415', async () => {
    const { organisation } = await openServer()
    const { client } = await organisation('a.example', { manner })
    const send = (type: string, n: number) =>
      client('POST', '/Users', { body: userBody(`u${n}@a.example`), headers: { 'content-type': type } })
    const read = [
      'application/scim+json',
      'application/json',
      'application/json; charset=utf-8',
      'Application/SCIM+JSON;charset=UTF-8',
    ]
    for (const [n, type] of read.entries()) expect([type, (await send(type, n)).status]).toEqual([type, 201])
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const refused = await send(type, 9)
      expect([type, refused.status, refused.body.status]).toEqual([type, 415, '415'])
    }
    expect((await client('GET', '/Users')).body.totalResults).toBe(read.length)
  })

  test('D-50 an Accept header that leaves SCIM out: 406 when strict, answered all the same when compatible', async () => {
    const { organisation } = await openServer()
    const { client } = await organisation('a.example', { manner })
    const strict = manner === 'strict'
    for (const accept of ['text/html', 'application/xml, text/plain;q=0.5']) {
      const made = await client('POST', '/Users', { body: userBody(`${accept.length}@a.example`), headers: { accept } })
      expect([made.status, made.headers['content-type']]).toEqual([strict ? 406 : 201, 'application/scim+json'])
    }
    expect((await client('GET', '/Users')).body.totalResults).toBe(strict ? 0 : 2)
    for (const accept of ['*/*', 'application/*', 'text/html, application/json;q=0.1']) {
      expect((await client('GET', '/Users', { headers: { accept } })).status).toBe(200)
    }
  })

  test('D-42 what is deleted is deleted once: the second time it is not found', async () => {
    const { organisation } = await openServer()
    const { client } = await organisation('a.example', { manner })
    for (const [endpoint, body] of [
      ['/Users', userBody('x@a.example')],
      ['/Groups', groupBody('G')],
    ] as const) {
      const { id } = (await client('POST', endpoint, { body })).body
      const statuses = []
      for (let n = 0; n < 3; n++) statuses.push((await client('DELETE', `${endpoint}/${id}`)).status)
      expect(statuses).toEqual([204, 404, 404])
    }
  })

  test('7644-3.12-e D-69 a fault of the server is a SCIM error that names the request in its log, and nothing of the inside', async () => {
    const failed: [unknown, string][] = []
    const server = await openServer({ failed: (error, requestId) => failed.push([error, requestId]) })
    const { client } = await server.organisation('a.example', { manner })
    const { body: user } = await client('POST', '/Users', { body: userBody('x@a.example') })
    await server.rollcall.database.write([{ sql: 'DROP TABLE grants' }])
    const path = `/Users/${user.id}`
    const answers = [
      await client('GET', path),
      await client('PATCH', path, { body: patchBody({ op: 'replace', path: 'title', value: 'x' }) }),
    ]
    for (const [n, answer] of answers.entries()) {
      const requestId = answer.headers['x-request-id']
      expect([answer.status, answer.headers['content-type']]).toEqual([500, 'application/scim+json'])
      expect(answer.body).toEqual({
        schemas: [errorUrn],
        status: '500',
        detail: expect.stringContaining(String(requestId)),
      })
      expect(answer.text).not.toMatch(/grants|sqlite|select|at \/|\.js|node_modules/i)
      expect(failed[n]?.[1]).toBe(requestId)
    }
    expect(failed).toHaveLength(2)
    const logged = async () => {
      const rows = await server.rollcall.database.read({
        sql: '/* a test asks */ SELECT id FROM request_log WHERE status = 500 ORDER BY id',
      })
      return rows.map(({ id }) => id)
    }
    await expect.poll(logged).toEqual(failed.map(([, requestId]) => requestId))
  })
})
