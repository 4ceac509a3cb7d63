import { connect } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { TraceEntry } from '../../src/index.js'
import { groupBody, openRollcall, organisation, patchBody, userBody } from '../open-rollcall.js'
import { exchange, type OpenServer, openServer } from '../open-server.js'

// What clients do before their body is looked at, over a connection of their own (idp-clients §1.1, §7.1, Q1 to Q4, Q35, Q42).

const okta = {
  accept: 'application/scim+json',
  'accept-charset': 'utf-8',
  'accept-encoding': 'gzip,deflate',
  connection: 'close',
  'user-agent': 'Okta SCIM Client 1.0.0',
}
const oktaBody = { ...okta, 'content-type': 'application/scim+json; charset=utf-8' }

/** The body of §1.4. */
const jane = `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
 "userName":"jane@test.com",
 "name":{"givenName":"Jane","familyName":"Doe"},
 "emails":[{"primary":true,"value":"jane@test.com","type":"work"}],
 "displayName":"Jane Doe",
 "locale":"en-US",
 "externalId":"00u6a15d23T9AeHhF5d7",
 "groups":[],
 "password":"1mz050nq",
 "active":true}`

describe('credentials', () => {
  test('Q1 the pasted token is sent without a scheme: it is the key, and the log says so; strict: 401', async () => {
    const entries: TraceEntry[] = []
    const server = await openServer({ trace: (entry) => entries.push(entry) })
    for (const manner of ['compatible', 'strict'] as const) {
      const { key } = await server.organisation(`${manner}.example`, { manner })
      const get = (authorization: string) =>
        exchange(`${server.origin}/scim/v2/Users?startIndex=1&count=2`, { headers: { ...okta, authorization } })
      const basic = `Basic ${Buffer.from(`okta:${key}`).toString('base64')}`
      for (const authorization of [`Bearer ${key}`, `bearer ${key}`, basic]) {
        expect([manner, (await get(authorization)).status]).toEqual([manner, 200])
      }
      const raw = await get(key)
      expect(raw.status).toBe(manner === 'strict' ? 401 : 200)
      if (manner === 'strict')
        expect(raw.body).toMatchObject({ status: '401', detail: expect.stringMatching(/Bearer/) })
      const cut = await get(key.slice(0, -1))
      expect(cut).toMatchObject({ status: 401, body: { status: '401' } })
    }
    await expect.poll(() => entries.length).toBe(10)
    const tolerant = entries.filter(({ tolerances }) => tolerances.length > 0)
    expect(tolerant.map(({ tenant, tolerances }) => [tenant, tolerances])).toEqual([
      ['compatible.example', ['acceptRawToken']],
    ])
  })

  test('Q27 a password that comes with a create is dropped where none are kept, and is in no log', async () => {
    const entries: TraceEntry[] = []
    const server = await openServer({ trace: (entry) => entries.push(entry), traceBodies: true })
    const { key } = await server.organisation('a.example')
    const headers = { ...oktaBody, authorization: `Bearer ${key}` }
    const created = await exchange(`${server.origin}/scim/v2/Users`, { method: 'POST', headers }, jane)
    expect(created.status).toBe(201)
    expect(created.text).not.toContain('1mz050nq')
    await expect.poll(() => entries[0]?.tolerances).toEqual(['dropPassword'])
    expect(entries[0]?.requestBody).toContain('jane@test.com')
    expect(JSON.stringify(entries)).not.toContain('1mz050nq')
  })
})

describe('headers and URLs', () => {
  test.each(['compatible', 'strict'] as const)(
    'Q2 a GET and a DELETE without a media type, a POST with any of the three, %s',
    async (manner) => {
      const server = await openServer()
      const { key } = await server.organisation('a.example', { manner })
      const authorization = `Bearer ${key}`
      const url = `${server.origin}/scim/v2/Users`
      const ids: string[] = []
      for (const [n, type] of ['application/scim+json; charset=utf-8', 'application/json', undefined].entries()) {
        const headers = { authorization, ...(type === undefined ? {} : { 'content-type': type }) }
        const created = await exchange(url, { method: 'POST', headers }, JSON.stringify(userBody(`u${n}`)))
        expect([type, created.status]).toEqual([type, 201])
        ids.push(created.body.id)
      }
      const foreign = { authorization, 'content-type': 'text/xml' }
      expect(await exchange(url, { method: 'POST', headers: foreign }, '<user/>')).toMatchObject({
        status: 415,
        body: { status: '415' },
      })
      for (const id of ids) {
        expect((await exchange(`${url}/${id}`, { headers: { authorization } })).status).toBe(200)
        expect((await exchange(`${url}/${id}`, { method: 'DELETE', headers: { authorization } })).status).toBe(204)
      }
      expect((await exchange(url, { headers: { authorization } })).body.totalResults).toBe(0)
    },
  )

  test("Q3 Okta's Accept and Accept-Charset are answered with application/scim+json, bare, refusals too", async () => {
    const server = await openServer()
    for (const manner of ['compatible', 'strict'] as const) {
      const { key } = await server.organisation(`${manner}.example`, { manner })
      const headers = { ...okta, authorization: `Bearer ${key}` }
      for (const [path, status] of [
        ['/Users?startIndex=1&count=2', 200],
        ['/Users?filter=x', 400],
        ['/Users/unknown', 404],
      ] as const) {
        const answer = await exchange(`${server.origin}/scim/v2${path}`, { headers })
        expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/scim+json'])
      }
    }
  })

  test.each(['compatible', 'strict'] as const)(
    'Q4 the flag in the query and slashes of any number, %s',
    async (manner) => {
      const server = await openServer()
      const { key, client } = await server.organisation('a.example', { manner })
      const { id } = (await client('POST', '/Users', { body: userBody('x') })).body
      const headers = { authorization: `Bearer ${key}`, adscimversion: '2' }
      for (const path of [
        '/scim/v2/Users/?aadOptscim062020&filter=userName+eq+"x"',
        '/scim/v2//Users?aadOptscim062020',
        '//scim//v2/Users//',
        `/scim/v2/Users/${id}/?aadOptscim062020`,
      ]) {
        const { status, body } = await exchange(server.origin + path, { headers })
        expect([path, status, body.Resources?.[0]?.id ?? body.id]).toEqual([path, 200, id])
      }
      const flagged = `${server.origin}/scim/v2/Users/${id}?aadOptscim062020`
      const patched = await exchange(
        flagged,
        { method: 'PATCH', headers: { ...headers, 'content-type': 'application/scim+json; charset=utf-8' } },
        JSON.stringify(patchBody({ op: 'replace', path: 'active', value: false })),
      )
      expect(patched).toMatchObject({ status: 200, body: { active: false } })
    },
  )

  test('Q31 names of headers, of the scheme, of endpoints and of attributes in any case', async () => {
    const server = await openServer()
    const { key } = await server.organisation('a.example')
    const created = await exchange(
      `${server.origin}/scim/v2/users`,
      { method: 'POST', headers: { AUTHORIZATION: `BEARER ${key}`, 'CONTENT-TYPE': 'APPLICATION/SCIM+JSON' } },
      '{"SCHEMAS":["urn:ietf:params:scim:schemas:core:2.0:User"],"USERNAME":"x","Name":{"GIVENNAME":"A"}}',
    )
    expect(created).toMatchObject({ status: 201, body: { userName: 'x', name: { givenName: 'A' } } })
  })

  test('Q33 a group is read without its members, whole and in a list', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example')
    const ids: string[] = []
    for (let n = 0; n < 40; n++) ids.push((await client('POST', '/Users', { body: userBody(`u${n}`) })).body.id)
    const members = ids.map((value) => ({ value }))
    const { id } = (await client('POST', '/Groups', { body: groupBody('All', { members }) })).body
    const bare = await client('GET', `/Groups/${id}?excludedAttributes=members`)
    expect(bare).toMatchObject({ status: 200, body: { id, displayName: 'All' } })
    expect(bare.body).not.toHaveProperty('members')
    expect(bare.text.length).toBeLessThan(500)
    const list = await client('GET', '/Groups?excludedAttributes=members&filter=displayName+eq+"All"')
    expect(list.body.Resources[0]).not.toHaveProperty('members')
    expect((await client('GET', `/Groups/${id}`)).body.members).toHaveLength(40)
  })
})

describe('refusals', () => {
  test('Q35 ROSTR every layer answers JSON with a status that is text, and a sentence', async () => {
    const server = await openServer()
    const { key, client } = await server.organisation('a.example')
    await client('POST', '/Users', { body: userBody('x') })
    const authorization = `Bearer ${key}`
    const at = (method: string, path: string, headers: object = {}, body?: string) =>
      exchange(server.origin + path, { method, headers: { authorization, ...headers } }, body)
    const json = { 'content-type': 'application/scim+json' }
    const answers = [
      [400, 'invalidSyntax', await at('POST', '/scim/v2/Users', json, '{"userName":')],
      [400, 'invalidFilter', await at('GET', '/scim/v2/Users?filter=x')],
      [401, undefined, await exchange(`${server.origin}/scim/v2/Users`, {})],
      [401, undefined, await exchange(`${server.origin}/elsewhere`, {})],
      [403, undefined, await at('GET', '/scim/v2/Schemas?filter=id+pr')],
      [404, undefined, await at('GET', '/scim/v2/Users/unknown')],
      [404, undefined, await at('GET', '/scim/v1/Users')],
      [404, undefined, await at('GET', '/elsewhere')],
      [405, undefined, await at('PUT', '/scim/v2/Users')],
      [409, 'uniqueness', await at('POST', '/scim/v2/Users', json, JSON.stringify(userBody('X')))],
      [415, undefined, await at('POST', '/scim/v2/Users', { 'content-type': 'text/plain' }, 'x')],
    ] as const
    for (const [status, scimType, { status: answered, headers, body }] of answers) {
      expect([answered, headers['content-type']]).toEqual([status, 'application/scim+json'])
      expect(body).toMatchObject({
        schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
        status: String(status),
        detail: expect.stringMatching(/^[A-Z'].{10,}\.$/),
      })
      expect(body.scimType).toBe(scimType)
    }
  })

  test('Q35 a fault of the server is JSON too, and tells nothing', async () => {
    const failures: unknown[] = []
    const { rollcall } = await openRollcall({ failed: (error) => failures.push(error) })
    const { client } = await organisation(rollcall, 'a.example')
    await rollcall.close()
    const failed = await client('GET', '/Users')
    expect(failed.status).toBe(500)
    expect(failed.headers.get('content-type')).toBe('application/scim+json')
    expect(failed.body).toMatchObject({ status: '500', detail: expect.any(String) })
    expect(JSON.stringify(failed.body)).not.toMatch(/database|sqlite|node_modules/i)
    expect(failures).toHaveLength(1)
  })

  test.each([
    [400, 'no HTTP at all', 'hello\r\n\r\n'],
    [400, 'a blank in the target', 'GET /scim/v2/Users?filter=userName eq "x" HTTP/1.1\r\nHost: a\r\n\r\n'],
    [400, 'a malformed Host', 'GET /scim/v2/Users HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n'],
    [
      413,
      'a body that is announced too long',
      'POST /scim/v2/Users HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer KEY\r\nConnection: close\r\nContent-Length: 99999999\r\n\r\n',
    ],
    [431, 'headers without end', `GET /scim/v2/Users HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`],
  ])('Q35 %i in JSON for %s', async (status, _name, bytes) => {
    const server = await openServer()
    const { key } = await server.organisation('a.example')
    const text = await sendRaw(server, bytes.replace('KEY', key))
    expect(text).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(text).toMatch(/\r\ncontent-type: application\/scim\+json\r\n/i)
    const body = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
    expect(body).toMatchObject({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
      status: String(status),
      detail: expect.any(String),
    })
  })

  test('Q42 what is to be sent again says when in whole seconds, never as a date', async () => {
    const { rollcall } = await openRollcall({
      entitlementTypes: [{ name: 'License', endpoint: '/Licenses', values: { 'lic-1': { display: 'Pro' } } }],
    })
    const { client, key } = await organisation(rollcall, 'a.example')
    const { id } = (await client('POST', '/Users', { body: userBody('x') })).body
    // The catalogue changes after the request's head has been read and before its body is.
    const body = new ReadableStream({
      async pull(controller) {
        await rollcall.tenants.removeEntitlementType('a.example', 'License')
        const add = { op: 'add', path: 'entitlements', value: [{ value: 'lic-1', type: 'License' }] }
        controller.enqueue(new TextEncoder().encode(JSON.stringify(patchBody(add))))
        controller.close()
      },
    })
    const answer = await rollcall.fetch(
      new Request(`http://localhost/scim/v2/Users/${id}`, {
        method: 'PATCH',
        headers: { ...oktaBody, authorization: `Bearer ${key}` },
        body,
        duplex: 'half',
      } as RequestInit),
    )
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9][0-9]*$/)
    expect(await answer.json()).toMatchObject({ status: '503' })
    expect((await client('GET', `/Users/${id}`)).body).not.toHaveProperty('entitlements')
  })
})

test('Q36 D-72 groups of one name: 409 by default, both kept where the organisation allows it', async () => {
  const server = await openServer()
  await server.rollcall.tenants.create('many.example', { duplicateGroupNames: true })
  for (const [tenant, status, total] of [
    ['one.example', 409, 1],
    ['many.example', 201, 2],
  ] as const) {
    const { client } = await server.organisation(tenant)
    expect((await client('POST', '/Groups', { body: groupBody('Sales') })).status).toBe(201)
    const second = await client('POST', '/Groups', { body: groupBody('SALES') })
    expect(second.status).toBe(status)
    if (status === 409) expect(second.body.scimType).toBe('uniqueness')
    expect((await client('GET', '/Groups?filter=displayName+eq+"sales"')).body.totalResults).toBe(total)
  }
})

test('Q40 fifty members that are added at once over fifty connections are all kept, and are read at once', async () => {
  const server = await openServer()
  const { client } = await server.organisation('a.example')
  const ids: string[] = []
  for (let n = 0; n < 50; n++) ids.push((await client('POST', '/Users', { body: userBody(`u${n}`) })).body.id)
  const { id } = (await client('POST', '/Groups', { body: groupBody('All') })).body
  await Promise.all(
    ids.map(async (value) => {
      const added = await client('PATCH', `/Groups/${id}`, {
        body: patchBody({ op: 'Add', path: 'members', value: [{ value }] }),
      })
      expect(added.status).toBe(204)
      const member = `/Groups?filter=id+eq+"${id}"+and+members+eq+"${value}"&attributes=id`
      expect((await client('GET', member)).body.totalResults).toBe(1)
    }),
  )
  const { body } = await client('GET', `/Groups/${id}`)
  expect(body.members.map(({ value }: { value: string }) => value).sort()).toEqual([...ids].sort())
})

/** Sends bytes and reads what comes back until the other side has ended. */
function sendRaw(server: OpenServer, bytes: string): Promise<string> {
  const { hostname, port } = new URL(server.origin)
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = connect(Number(port), hostname, () => socket.write(bytes))
    socket.setEncoding('utf8')
    socket.on('data', (part: string) => (text += part))
    socket.on('error', reject)
    socket.on('end', () => resolve(text))
  })
}
