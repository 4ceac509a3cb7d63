import { expect, test } from 'vitest'
import type { TraceEntry } from '../src/index.js'
import { keptEntries } from '../src/request-log/request-log.js'
import { clientOf, openRollcall, organisation, patchBody, userBody } from './open-rollcall.js'

test('each request has one entry, with what it was and what came of it', async () => {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry) })
  const { client, connection } = await organisation(rollcall, 'a.example')
  const user = (await client('POST', '/Users', { body: userBody('x@a.example') })).body
  await client('PATCH', `/Users/${user.id}`, { body: patchBody({ op: 'Replace', path: 'active', value: 'False' }) })
  await client('GET', '/Users?filter=nothing eq 1')
  await clientOf(rollcall, undefined)('GET', '/Users')
  await expect.poll(() => entries.length).toBe(4)
  const about = { tenant: 'a.example', connection, requestBody: undefined, responseBody: undefined }
  expect(entries[0]).toMatchObject({ ...about, method: 'POST', path: '/scim/v2/Users', status: 201, tolerances: [] })
  expect(entries[1]).toMatchObject({ ...about, status: 200, tolerances: ['acceptStringBooleans'] })
  expect(entries[2]).toMatchObject({ ...about, status: 400, scimType: 'invalidFilter' })
  expect(entries[2]?.detail).toContain("'nothing'")
  expect(entries[3]).toMatchObject({ tenant: undefined, connection: undefined, status: 401 })
})

test('a refusal that lists everything a client sent is cut in its entry', async () => {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry) })
  const { client } = await organisation(rollcall, 'a.example')
  const members = Array.from({ length: 500 }, (_, n) => ({ value: `nobody-${n}` }))
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'G', members }
  expect((await client('POST', '/Groups', { body })).status).toBe(400)
  await expect.poll(() => entries[0]?.detail?.length).toBeLessThanOrEqual(301)
})

test('Q1: a key without a scheme is noted as tolerated', async () => {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry) })
  const { key } = await organisation(rollcall, 'a.example')
  await clientOf(rollcall, key)('GET', '/Users')
  await expect.poll(() => entries[0]?.tolerances).toEqual(['acceptRawToken'])
})

test('bodies are handed to the trace when they are asked for, without secrets', async () => {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry), traceBodies: true })
  const { client } = await organisation(rollcall, 'a.example')
  await client('POST', '/Users', { body: userBody('x@a.example', { password: 'secret-1' }) })
  await client('GET', '/Users?filter=userName eq "x@a.example"')
  await expect.poll(() => entries.length).toBe(2)
  expect(JSON.parse(entries[0]?.requestBody ?? '')).toMatchObject({ userName: 'x@a.example', password: '[redacted]' })
  expect(JSON.parse(entries[0]?.responseBody ?? '')).toMatchObject({ userName: 'x@a.example' })
  expect(entries[1]?.path).toBe('/scim/v2/Users?filter=userName eq "x@a.example"')
})

test('what a schema of the organisation never returns is in no entry, wherever it stands', async () => {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry), traceBodies: true })
  const { client } = await organisation(rollcall, 'a.example')
  const stranger = await organisation(rollcall, 'b.example')
  const urn = 'urn:a:scim:schemas:extension:1.0:Door'
  const attributes = [{ name: 'label' }, { name: 'pin', type: 'integer', returned: 'never' }]
  await rollcall.tenants.addSchema('a.example', { id: urn, attributes }, { extends: ['User'] })
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:User', urn]
  const door = { label: 'front', pin: 4711 }
  const { id } = (await client('POST', '/Users', { body: { schemas, userName: 'x', [urn]: door } })).body
  const path = `${urn}:pin`
  const sent = [
    await client('PATCH', `/Users/${id}`, { body: patchBody({ op: 'replace', path, value: 4711 }) }),
    await client('PATCH', `/Users/${id}`, { body: patchBody({ op: 'replace', path, value: 'PIN 4711' }) }),
    await client('GET', `/Users?filter=${encodeURIComponent(`${path} eq 4711`)}`),
    await client('POST', '/Users/.search', { body: { schemas: [searchUrn], filter: `${path} eq 4711` } }),
  ]
  expect(sent.map(({ status }) => status)).toEqual([200, 400, 400, 400])
  await stranger.client('GET', '/Users?filter=pin eq 4711')
  await expect.poll(() => entries.length).toBe(6)
  expect(entries.pop()?.path).toBe('/scim/v2/Users?filter=pin eq 4711')
  expect(JSON.stringify(entries)).toContain('front')
  expect(JSON.stringify(entries)).not.toContain('4711')
})

const searchUrn = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

test('what stood in a request without a good key is not shown, filter values among it', async () => {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry), traceBodies: true })
  await clientOf(rollcall, 'Bearer nobody')('GET', '/Users?filter=pin eq 4711')
  await expect.poll(() => entries[0]?.path).toBe('/scim/v2/Users?filter=pin eq …')
})

test('a body that is never sent to the end does not keep the answer waiting', async () => {
  const entries: TraceEntry[] = []
  const { rollcall } = await openRollcall({ trace: (entry) => entries.push(entry), traceBodies: true })
  const { key } = await organisation(rollcall, 'a.example')
  const request = new Request('http://localhost/scim/v2/Roles', {
    method: 'POST',
    headers: { authorization: `Bearer ${key}` },
    body: new ReadableStream({}),
    duplex: 'half',
  } as RequestInit)
  expect((await rollcall.fetch(request)).status).toBe(405)
  await expect.poll(() => entries.length, { timeout: 5_000 }).toBe(1)
})

test('the log is written by the time the service has closed, and read by an operator', async () => {
  const { rollcall, file } = await openRollcall()
  const { client, connection } = await organisation(rollcall, 'a.example')
  for (let count = 0; count < 5; count++) await client('GET', `/Users?startIndex=${count + 1}`)
  await rollcall.close()
  const again = (await openRollcall({ database: file })).rollcall
  const rows = await again.database.read({ sql: '/* a test asks */ SELECT * FROM request_log ORDER BY id' })
  expect(rows.map(({ path }) => path)).toEqual([1, 2, 3, 4, 5].map((index) => `/scim/v2/Users?startIndex=${index}`))
  expect(rows[0]).toMatchObject({ tenant_id: 'a.example', connection_id: connection, status: 200n, bodies: null })
})

test(`a tenant keeps its newest ${keptEntries} entries or little more`, async () => {
  const { rollcall, file } = await openRollcall()
  const { client } = await organisation(rollcall, 'a.example')
  await rollcall.database.write([
    {
      sql: `/* a test asks */ WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
        INSERT INTO request_log (tenant_id, id, received, method, path, status, milliseconds, tolerances)
        SELECT 'a.example', '0000-' || CAST(100000 + i AS TEXT), i, 'GET', '/', 200, 1, '[]' FROM n`,
    },
  ])
  for (let count = 0; count < 500; count++) await client('GET', '/Roles')
  await rollcall.close()
  const again = (await openRollcall({ database: file })).rollcall
  const [row] = await again.database.read({
    sql: '/* a test asks */ SELECT COUNT(*) AS count, MIN(received) AS oldest FROM request_log',
  })
  expect(row).toEqual({ count: BigInt(keptEntries), oldest: 2501n })
})

test('a watcher that throws harms no request', async () => {
  const failures: unknown[] = []
  const { rollcall } = await openRollcall({
    trace: () => {
      throw new Error('the terminal is gone')
    },
    failed: (error) => failures.push(error),
  })
  const { client } = await organisation(rollcall, 'a.example')
  expect((await client('GET', '/Users')).status).toBe(200)
  await expect.poll(() => failures.length).toBe(1)
})
