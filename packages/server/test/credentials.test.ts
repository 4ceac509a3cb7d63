import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { type Client, clientOf, openRollcall, organisation, userBody } from './open-rollcall.js'

const everyEndpoint = ['/Users', '/Groups', '/Roles', '/ResourceTypes', '/Schemas', '/Users/1', '/nothing', '']

test.each(everyEndpoint)("A12: '%s' needs a key", async (path) => {
  const { rollcall } = await openRollcall()
  const refused = await clientOf(rollcall, undefined)('GET', path)
  expect(refused.status).toBe(401)
  expect(refused.headers.get('www-authenticate')).toMatch(/^Bearer realm="scim"/)
  expect(refused.headers.get('content-type')).toBe('application/scim+json')
  expect(refused.body).toMatchObject({ status: '401', schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'] })
})

test.each([
  ['?access_token=KEY'],
  ['?access_token[not]=x'],
  ['?access_token[startsWith]=r'],
  ['?access_token='],
  ['?apikey=KEY&token=KEY'],
])('A1: a key in the query string opens nothing: %s', async (query) => {
  const { rollcall } = await openRollcall()
  const { key } = await organisation(rollcall, 'a.example')
  expect((await clientOf(rollcall, undefined)('GET', `/Users${query.replaceAll('KEY', key)}`)).status).toBe(401)
})

test('A1: a key in the body opens nothing', async () => {
  const { rollcall } = await openRollcall()
  const { key } = await organisation(rollcall, 'a.example')
  const send = clientOf(rollcall, undefined)
  expect((await send('POST', '/Users', { body: { access_token: key } })).status).toBe(401)
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  expect((await send('POST', '/Users', { body: `access_token=${key}`, headers })).status).toBe(401)
})

test('Q1: a key is taken with Bearer in any case, as Basic password, and without a scheme', async () => {
  const { rollcall } = await openRollcall()
  const { key } = await organisation(rollcall, 'a.example')
  const basic = `Basic ${Buffer.from(`anybody:${key}`).toString('base64')}`
  for (const authorization of [`Bearer ${key}`, `bearer ${key}`, `BEARER   ${key} `, basic, key]) {
    expect((await clientOf(rollcall, authorization)('GET', '/Users')).status).toBe(200)
  }
})

test.each([
  ['nothing after the scheme', 'Bearer '],
  ['another scheme', 'Digest KEY'],
  ['half a key', 'Bearer HALF'],
  ['a key with more behind it', 'Bearer KEYx'],
  ['two keys', 'Bearer KEY KEY'],
  ['Basic without a password', `Basic ${Buffer.from('KEY').toString('base64')}`],
  ['a wildcard', 'Bearer %'],
  ['an endless one', `Bearer ${'x'.repeat(100_000)}`],
  ['SQL', "Bearer rc_a.example_' OR '1'='1"],
])('%s is not a key', async (_name, authorization) => {
  const { rollcall } = await openRollcall()
  const { key } = await organisation(rollcall, 'a.example')
  const sent = authorization.replaceAll('KEY', key).replace('HALF', key.slice(0, -5))
  expect((await clientOf(rollcall, sent)('GET', '/Users')).status).toBe(401)
})

test('a strict connection takes no key without a scheme, and says how to send it', async () => {
  const { rollcall } = await openRollcall()
  const { key } = await organisation(rollcall, 'a.example', { manner: 'strict' })
  const refused = await clientOf(rollcall, key)('GET', '/Users')
  expect(refused).toMatchObject({ status: 401, body: { detail: expect.stringContaining('Authorization: Bearer') } })
  expect((await clientOf(rollcall, `Bearer ${key}`)('GET', '/Users')).status).toBe(200)
})

test('the key is checked before the body is read', async () => {
  const { rollcall } = await openRollcall()
  let read = false
  const body = new ReadableStream(
    {
      pull() {
        read = true
      },
    },
    { highWaterMark: 0 },
  )
  const request = new Request('http://localhost/scim/v2/Users', { method: 'POST', body, duplex: 'half' } as RequestInit)
  expect((await rollcall.fetch(request)).status).toBe(401)
  expect(read).toBe(false)
})

test('D-32: ServiceProviderConfig is there without a key, with the defaults of the server', async () => {
  const { rollcall } = await openRollcall()
  for (const path of ['/ServiceProviderConfig', '/serviceProviderConfig/', '/ServiceProviderConfigs']) {
    const open = await clientOf(rollcall, undefined)('GET', path)
    expect(open).toMatchObject({
      status: 200,
      body: { changePassword: { supported: false }, patch: { supported: true } },
    })
    expect(open.body.meta.location).toBe('http://localhost:3333/scim/v2/ServiceProviderConfig')
  }
  expect((await clientOf(rollcall, undefined)('POST', '/ServiceProviderConfig', { body: {} })).status).toBe(401)
  expect((await clientOf(rollcall, undefined)('GET', '/ServiceProviderConfig/Users')).status).toBe(401)
})

test("ServiceProviderConfig with a key is the tenant's own, and a wrong key is told so", async () => {
  const { rollcall } = await openRollcall()
  await rollcall.tenants.create('p.example', { passwords: true })
  const { client } = await organisation(rollcall, 'p.example')
  expect((await client('GET', '/ServiceProviderConfig')).body.changePassword).toEqual({ supported: true })
  expect((await clientOf(rollcall, 'Bearer wrong')('GET', '/ServiceProviderConfig')).status).toBe(401)
})

test('A2: a key is not a login: no answer sets a cookie, and a cookie opens nothing', async () => {
  const { rollcall } = await openRollcall()
  const { client } = await organisation(rollcall, 'a.example')
  const answered = await client('POST', '/Users', { body: userBody('x@a.example') })
  expect(answered.headers.get('set-cookie')).toBeNull()
  const headers = { cookie: 'connect.sid=1; session=1' }
  expect((await clientOf(rollcall, undefined)('GET', '/Users', { headers })).status).toBe(401)
})

test('A10: a key has 256 random bits, carries its tenant and is unlike any other', async () => {
  const { rollcall } = await openRollcall()
  const first = await organisation(rollcall, 'a.example')
  const second = await organisation(rollcall, 'a.example')
  expect(first.key).toMatch(/^rc_a\.example_[\w-]{43}$/)
  expect(second.key).not.toBe(first.key)
  expect(second.connection).not.toBe(first.connection)
})

test('A10: when a key was last used is known, to the minute', async () => {
  let now = 1_000_000
  const { rollcall } = await openRollcall({ now: () => now })
  const { client } = await organisation(rollcall, 'a.example')
  expect(await lastUsed()).toBe(null)
  await client('GET', '/Users')
  await expect.poll(lastUsed).toBe(1_000_000n)
  now += 30_000
  await client('GET', '/Users')
  now += 31_000
  await expect.poll(() => client('GET', '/Users').then(lastUsed)).toBe(1_061_000n)

  async function lastUsed() {
    const [row] = await rollcall.database.read({ sql: '/* a test asks */ SELECT last_used FROM credentials' })
    return row?.last_used
  }
})

test('A10: a key is revoked by its id, and opens nothing from the next request on', async () => {
  let now = 1_000_000
  const { rollcall } = await openRollcall({ now: () => now })
  const first = await organisation(rollcall, 'a.example')
  const second = await organisation(rollcall, 'a.example', { manner: 'strict', dialect: 'ietf' })
  const id = createHash('sha256').update(first.key).digest('hex').slice(0, 12)
  expect((await rollcall.tenants.listKeys('a.example'))[0]).toMatchObject({ id, revoked: undefined })
  now += 1
  await rollcall.tenants.revokeKey('a.example', id)
  expect((await first.client('GET', '/Users')).status).toBe(401)
  expect((await second.client('GET', '/Users')).status).toBe(200)
  now += 1
  await rollcall.tenants.revokeKey('a.example', id)
  expect((await rollcall.tenants.listKeys('a.example'))[0]).toMatchObject({ revoked: 1_000_001 })
})

test('A10: what is known of a key is listed, and never the key', async () => {
  const { rollcall } = await openRollcall({ now: () => 1_000_000 })
  const { client, key, connection } = await organisation(rollcall, 'a.example', {
    manner: 'strict',
    expires: 1_500_000,
  })
  await organisation(rollcall, 'b.example')
  await client('GET', '/Users')
  const list = () => rollcall.tenants.listKeys('a.example')
  await expect.poll(async () => (await list())[0]?.lastUsed).toBe(1_000_000)
  const [listed, ...others] = await list()
  expect(others).toEqual([])
  const times = { created: 1_000_000, lastUsed: 1_000_000, expires: 1_500_000, revoked: undefined }
  expect(listed).toEqual({ id: listed?.id, connection, manner: 'strict', dialect: 'okta', settings: {}, ...times })
  expect(key).not.toContain(listed?.id)
})

test('A10: a key opens nothing from the time on at which it expires', async () => {
  let now = 1_000_000
  const { rollcall } = await openRollcall({ now: () => now })
  const { client } = await organisation(rollcall, 'a.example', { expires: 1_000_500 })
  now = 1_000_499
  expect((await client('GET', '/Users')).status).toBe(200)
  now = 1_000_500
  expect((await client('GET', '/Users')).status).toBe(401)
})

test('a key of another organisation, or one that is not there, is not revoked', async () => {
  const { rollcall } = await openRollcall()
  const { client } = await organisation(rollcall, 'a.example')
  await organisation(rollcall, 'b.example')
  const [key] = await rollcall.tenants.listKeys('a.example')
  await expect(rollcall.tenants.revokeKey('b.example', key?.id ?? '')).rejects.toThrow("'b.example' has no key")
  await expect(rollcall.tenants.revokeKey('a.example', '%')).rejects.toThrow("'a.example' has no key '%'")
  await expect(rollcall.tenants.revokeKey('c.example', 'x')).rejects.toThrow("no organisation 'c.example'")
  await expect(rollcall.tenants.listKeys('c.example')).rejects.toThrow("no organisation 'c.example'")
  expect((await client('GET', '/Users')).status).toBe(200)
})

test('A10: a key that was revoked, or has expired, opens nothing from the next request on', async () => {
  let now = 1_000_000
  const { rollcall } = await openRollcall({ now: () => now })
  const revoked = await organisation(rollcall, 'a.example')
  const expiring = await organisation(rollcall, 'b.example')
  await rollcall.database.write([
    { sql: "/* a test asks */ UPDATE credentials SET revoked = 1 WHERE tenant_id = 'a.example'" },
    { sql: "/* a test asks */ UPDATE credentials SET expires = 1000500 WHERE tenant_id = 'b.example'" },
  ])
  expect((await revoked.client('GET', '/Users')).status).toBe(401)
  expect((await expiring.client('GET', '/Users')).status).toBe(200)
  now += 500
  expect((await expiring.client('GET', '/Users')).status).toBe(401)
})

test('a second key of one connection shares its manner, its dialect and its external ids', async () => {
  const { rollcall } = await openRollcall()
  const first = await organisation(rollcall, 'a.example', { dialect: 'ietf' })
  const { key, connection } = await rollcall.tenants.issueKey('a.example', { connection: first.connection })
  expect(connection).toBe(first.connection)
  await first.client('POST', '/Users', { body: userBody('x@a.example', { externalId: '31' }) })
  const second = clientOf(rollcall, `Bearer ${key}`)
  expect((await second('GET', '/Users?filter=externalId eq "31"')).body.totalResults).toBe(1)
  expect((await second('GET', '/ResourceTypes/Role')).body.schema).toBe('urn:ietf:params:scim:schemas:core:2.0:Role')
  const other = await organisation(rollcall, 'a.example')
  expect((await other.client('GET', '/Users?filter=externalId eq "31"')).body.totalResults).toBe(0)
})

test('a key of the demo is found without a tenant in it', async () => {
  const { rollcall } = await openRollcall()
  await organisation(rollcall, 'a.example', { fixedKey: '123123' })
  const demo = clientOf(rollcall, 'Bearer 123123')
  expect((await demo('GET', '/Users')).status).toBe(200)
  await expect(organisation(rollcall, 'b.example', { fixedKey: '123123' })).rejects.toThrow('in use')
  expect(await tenantOf(demo)).toBe(0)

  async function tenantOf(client: Client) {
    return (await client('GET', '/Users')).body.totalResults
  }
})

test.each([
  ['an unknown organisation', 'nobody.example', {}, "There is no organisation 'nobody.example'"],
  ['an unknown connection', 'a.example', { connection: 'nothing' }, "no connection 'nothing'"],
  ['a fixed key of our form', 'a.example', { fixedKey: 'rc_a.example_chosen' }, 'A key of your own choice'],
  ['a time that is past', 'a.example', { expires: 1 }, 'A key expires in the future'],
  ['a time that is none', 'a.example', { expires: Number.NaN }, 'A key expires in the future'],
  ['a short fixed key', 'a.example', { fixedKey: '12345' }, 'A key of your own choice'],
])('no key is issued for %s', async (_name, tenant, options, message) => {
  const { rollcall } = await openRollcall()
  await rollcall.tenants.create('a.example')
  await expect(rollcall.tenants.issueKey(tenant, options)).rejects.toThrow(message)
})
