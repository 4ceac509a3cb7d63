import { describe, expect, test } from 'vitest'
import { runCommand } from '../src/cli/run-command.js'
import { userBody } from './open-rollcall.js'
import { type HttpAnswer, manners, openServer } from './open-server.js'

const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'
const endpoints = ['/Users', '/Groups', '/Roles', '/ResourceTypes', '/Schemas', '/Users/1', '/Me', '/nothing']
const invalidToken = 'Bearer realm="scim", error="invalid_token"'

/** A refusal as SCIM words it, with nothing but what belongs there. */
function expectRefusal(answer: HttpAnswer, status: number, challenge: string | undefined): void {
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toBe('application/scim+json')
  expect(answer.headers['www-authenticate']).toBe(challenge)
  expect(answer.body).toEqual({ schemas: [errorUrn], status: String(status), detail: expect.any(String) })
}

describe('RFC 7644 §2, without a key', () => {
  test.each(endpoints)('7644-2-a 7644-3.12-f D-44 %s is refused with 401 and the scheme to use', async (path) => {
    const { clientOf } = await openServer()
    expectRefusal(await clientOf(undefined)('GET', path), 401, 'Bearer realm="scim"')
  })

  test('7644-7.6-a an anonymous request creates nothing and reads nothing', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example')
    const anonymous = server.clientOf(undefined)
    for (const method of ['POST', 'GET', 'PUT', 'PATCH', 'DELETE']) {
      const body = method === 'GET' ? undefined : userBody('x@a.example')
      expectRefusal(await anonymous(method, '/Users', { body }), 401, 'Bearer realm="scim"')
    }
    expect((await client('GET', '/Users')).body.totalResults).toBe(0)
  })

  test('7644-2-c neither a cookie nor a signed-in user is a subject: only a key is', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example')
    const made = await client('POST', '/Users', { body: userBody('x@a.example') })
    expect([made.status, made.headers['set-cookie']]).toEqual([201, undefined])
    const headers = { cookie: 'todo-session=1; connect.sid=1', 'x-client-cert': 'CN=a.example' }
    expectRefusal(await server.clientOf(undefined)('GET', '/Users', { headers }), 401, 'Bearer realm="scim"')
  })
})

describe.each(manners)('RFC 7644 §2, a key of a %s connection', (manner) => {
  test('7644-3.12-f D-44 a key that is unknown, revoked or expired is refused with 401 invalid_token', async () => {
    let now = Date.parse('2026-11-24T09:00:00Z')
    const server = await openServer({ now: () => now })
    const revoked = await server.organisation('a.example', { manner })
    const expiring = await server.organisation('b.example', { manner, expires: now + 500 })
    for (const { client } of [revoked, expiring]) expect((await client('GET', '/Users')).status).toBe(200)
    const [known] = await server.rollcall.tenants.listKeys('a.example')
    await server.rollcall.tenants.revokeKey('a.example', known?.id ?? '')
    now += 500
    expectRefusal(await revoked.client('GET', '/Users'), 401, invalidToken)
    expectRefusal(await expiring.client('GET', '/Users'), 401, invalidToken)
    expectRefusal(await server.clientOf(`Bearer ${expiring.key}x`)('GET', '/Users'), 401, invalidToken)
  })

  test('D-44 the key is judged before the body: what is wrong with that, a stranger is not told', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example', { manner })
    const bodies = [
      { body: 'not JSON', status: 400 },
      { body: '{}', headers: { 'content-type': 'text/plain' }, status: 415 },
      { body: ' '.repeat(17 * 1024 * 1024), status: 413 },
    ]
    for (const { status, ...sending } of bodies) {
      expect((await server.clientOf('Bearer unknown')('POST', '/Users', sending)).status).toBe(401)
      expect((await client('POST', '/Users', sending)).status).toBe(status)
    }
  })

  test('7644-7.4-c a lifetime is limited, known to the server, and over from its last millisecond on', async () => {
    let now = Date.parse('2026-11-24T09:00:00Z')
    const server = await openServer({ now: () => now })
    const { client } = await server.organisation('a.example', { manner, expires: now + 86_400_000 })
    expect(await server.rollcall.tenants.listKeys('a.example')).toMatchObject([{ expires: now + 86_400_000 }])
    now += 86_399_999
    expect((await client('GET', '/Users')).status).toBe(200)
    now += 1
    expectRefusal(await client('GET', '/Users'), 401, invalidToken)
  })

  test("7644-2-e Basic takes no person's password: only a key of 256 random bits in its place", async () => {
    const server = await openServer()
    await server.rollcall.tenants.create('a.example', { passwords: true })
    const { client, key } = await server.organisation('a.example', { manner })
    const body = userBody('x@a.example', { password: 'Correct-Horse-7' })
    expect((await client('POST', '/Users', { body })).status).toBe(201)
    expect(await server.rollcall.ofTenant('a.example').authenticate('x@a.example', 'Correct-Horse-7')).toBeDefined()
    const basic = (user: string, password: string) =>
      server.clientOf(`Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`)('GET', '/Users')
    expectRefusal(await basic('x@a.example', 'Correct-Horse-7'), 401, invalidToken)
    expect((await basic('x@a.example', key)).status).toBe(200)
  })

  test('7644-7.7-b a key acts for a client application and for nobody in person: self-service is another door', async () => {
    const server = await openServer()
    await server.rollcall.tenants.create('a.example', { passwords: true })
    const { client } = await server.organisation('a.example', { manner })
    await client('POST', '/Users', { body: userBody('x@a.example', { password: 'Correct-Horse-7' }) })
    expectRefusal(await client('GET', '/Me'), 501, undefined)
    expectRefusal(await server.clientOf('Bearer Correct-Horse-7')('GET', '/Users'), 401, invalidToken)
    expect(await server.rollcall.ofTenant('a.example').authenticate('x@a.example', 'Correct-Horse-7')).toBeDefined()
  })

  test('7644-2-b 7644-2-f subject, action and resource decide, at each request anew', async () => {
    const server = await openServer()
    const ours = await server.organisation('ours.example', { manner })
    const theirs = await server.organisation('theirs.example', { manner })
    await server.rollcall.tenants.addRole('ours.example', 'boss', { display: 'Boss', allows: [] })
    const { body: user } = await ours.client('POST', '/Users', { body: userBody('x@ours.example') })
    const path = `/Users/${user.id}`
    const change = userBody('changed@ours.example')
    expect((await ours.client('GET', path)).status).toBe(200)
    // Another subject, the same action and resource.
    expect((await theirs.client('PUT', path, { body: change })).status).toBe(404)
    // The same subject, an action that the resource does not take.
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const refused = await ours.client(method, '/Roles/boss', { body: change })
      expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD'])
    }
    // The same subject, action and resource, when its right has ended.
    const [known] = await server.rollcall.tenants.listKeys('ours.example')
    await server.rollcall.tenants.revokeKey('ours.example', known?.id ?? '')
    expect((await ours.client('PUT', path, { body: change })).status).toBe(401)
    const { key } = await server.rollcall.tenants.issueKey('ours.example', { connection: ours.connection })
    expect((await server.clientOf(`Bearer ${key}`)('GET', path)).body).toEqual(user)
  })

  test('7644-3.12-g what no client may do is refused with 403: a filter over definitions', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example', { manner })
    expectRefusal(await client('GET', '/Schemas?filter=id%20pr'), 403, undefined)
    expect((await client('GET', '/Schemas')).status).toBe(200)
  })
})

test('7644-7.4-a a key has 256 random bits, and no two share a part of them', async () => {
  const { organisation } = await openServer()
  const secrets = new Set<string>()
  for (let n = 0; n < 50; n++) {
    const { key } = await organisation('a.example')
    const secret = /^rc_a\.example_([\w-]{43})$/.exec(key)?.[1] ?? ''
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    secrets.add(secret.slice(0, 11)).add(secret.slice(-11))
  }
  expect(secrets.size).toBe(100)
})

test('7644-7.4-c a strict connection has no key without an end: 365 days unless it is told otherwise', async () => {
  let now = Date.parse('2026-11-24T09:00:00Z')
  const server = await openServer({ now: () => now })
  const { client, connection } = await server.organisation('a.example', { manner: 'strict' })
  await server.rollcall.tenants.issueKey('a.example', { connection })
  await server.organisation('a.example', { manner: 'compatible' })
  const year = 365 * 86_400_000
  const listed = await server.rollcall.tenants.listKeys('a.example')
  expect(listed.map(({ expires }) => expires)).toEqual([now + year, now + year, undefined])
  now += year
  expectRefusal(await client('GET', '/Users'), 401, invalidToken)
})

test('D-73 the manner is chosen when a connection is made, compatible by default, and shared by all of its keys', async () => {
  const server = await openServer()
  await server.rollcall.tenants.create('a.example')
  const issue = async (...more: readonly string[]) => {
    let out = ''
    const print = (text: string) => {
      out += text
    }
    const terminal = {
      environment: { ROLLCALL_DATABASE: server.file },
      out: print,
      err: print,
      stopped: async () => {},
    }
    const code = await runCommand(['key', 'issue', 'a.example', '--json', ...more], terminal)
    return code === 0 ? JSON.parse(out) : { code, out }
  }
  const [usual, compatible, strict] = [
    await issue(),
    await issue('--manner', 'compatible'),
    await issue('--manner', 'strict'),
  ]
  const second = await issue('--connection', strict.connection)
  expect(await issue('--connection', strict.connection, '--manner', 'compatible')).toEqual({
    code: 1,
    out: expect.stringContaining('are chosen when it is made'),
  })
  const statuses: number[] = []
  for (const { key } of [usual, compatible, strict, second]) {
    const body = { ...userBody(`${statuses.length}@a.example`), favouriteColour: 'green' }
    statuses.push((await server.clientOf(`Bearer ${key}`)('POST', '/Users', { body })).status)
  }
  expect(statuses).toEqual([201, 201, 400, 400])
})
