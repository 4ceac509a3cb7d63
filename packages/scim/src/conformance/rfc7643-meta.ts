import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'
import type { ScimAnswer } from './scim-client.js'

const dateTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** RFC 7643 §3.1: `meta`. */
export function testMeta(open: OpenBench): void {
  describe('RFC 7643 §3.1, when and what a resource is', () => testDates(open))
  describe('RFC 7643 §3.1, where a resource is, and its version', () => testLocations(open))
}

function testDates(open: OpenBench): void {
  requirement('7643-3.1-n', 'meta in a body is ignored', async () => {
    const bench = open()
    const meta = {
      resourceType: 'X',
      created: '1970-01-01T00:00:00Z',
      location: 'https://evil.example',
      version: '"x"',
    }
    const { status, body } = await bench.post('/Users', userBody('a@gridco.example', { meta }))
    expect(status).toBe(201)
    expect(body.meta).toMatchObject({ resourceType: 'User', location: `${bench.baseUrl}/Users/${body.id}` })
    expect(body.meta.created).toMatch(/^2026-11-24T/)
    for (const ignored of [meta, null, 'nonsense', []]) {
      const replaced = await bench.put(`/Users/${body.id}`, userBody('a@gridco.example', { meta: ignored }))
      expect(replaced).toMatchObject({ status: 200, body: { meta: body.meta } })
    }
  })

  requirement(
    ['7643-3.1-o', '7643-3.1-p'],
    'lastModified is created until something changes, and later then',
    async () => {
      const bench = open()
      const { body } = await bench.post('/Users', userBody('a@gridco.example'))
      const path = `/Users/${body.id}`
      expect(body.meta.created).toMatch(dateTime)
      expect(body.meta.lastModified).toBe(body.meta.created)
      bench.advance(60_000)
      const idle = [{ op: 'replace', path: 'displayName', value: body.displayName }]
      expect((await bench.patch(path, idle)).body.meta).toEqual(body.meta)
      expect((await bench.get(path)).body.meta).toEqual(body.meta)
      const changed = await bench.patch(path, [{ op: 'replace', path: 'displayName', value: 'Neo' }])
      expect(changed.body.meta.created).toBe(body.meta.created)
      expect(changed.body.meta.lastModified).toMatch(dateTime)
      const elapsed = Date.parse(changed.body.meta.lastModified) - Date.parse(body.meta.created)
      expect(elapsed).toBeGreaterThanOrEqual(60_000)
      expect((await bench.get(path)).body.meta).toEqual(changed.body.meta)
    },
  )

  requirement('7643-3.1-t', 'meta is read-only and returned by default', async () => {
    const bench = open()
    const { body } = await bench.post('/Users', userBody('a@gridco.example'))
    const path = `/Users/${body.id}`
    expect((await bench.get(`${path}?attributes=userName`)).body).not.toHaveProperty('meta')
    expect((await bench.get(`${path}?attributes=meta.location`)).body).toEqual({
      schemas: [userUrn],
      id: body.id,
      meta: { location: body.meta.location },
    })
    expect((await bench.get(`${path}?excludedAttributes=meta`)).body).not.toHaveProperty('meta')
    for (const name of ['created', 'lastModified', 'location', 'version', 'resourceType']) {
      for (const op of ['add', 'replace', 'remove']) {
        const operation = { op, path: `meta.${name}`, ...(op === 'remove' ? {} : { value: '1970-01-01T00:00:00Z' }) }
        const answer = await bench.patch(path, [operation])
        expect(answer, `${op} ${name}`).toMatchObject({ status: 400, body: { scimType: 'mutability' } })
      }
    }
    expect((await bench.get(path)).body).toEqual(body)
  })

  requirement('7643-3.1-u', "meta.resourceType is the resource type's name, to the letter", async () => {
    const bench = open()
    const types = (await bench.get('/ResourceTypes')).body.Resources
    const bodies: Record<string, unknown> = {
      User: userBody('a@gridco.example'),
      Group: groupBody('Auditors'),
      Device: deviceBody('S-1'),
    }
    expect(types).toHaveLength(3)
    for (const { name, endpoint } of types) {
      expect((await bench.post(endpoint, bodies[name])).body.meta.resourceType).toBe(name)
      const count = async (filter: string) =>
        (await bench.get(`${endpoint}?filter=${encodeURIComponent(filter)}`)).body.totalResults
      expect(await count(`meta.resourceType eq "${name}"`)).toBe(1)
      expect(await count(`meta.resourceType eq "${name.toLowerCase()}"`)).toBe(0)
    }
  })
}

function testLocations(open: OpenBench): void {
  requirement('7643-3.1-q', 'meta.location is the Location of every answer, and leads back (D-55)', async () => {
    const bench = open()
    for (const [endpoint, body] of [
      ['/Users', userBody('a@gridco.example')],
      ['/Groups', groupBody('Auditors')],
      ['/Devices', deviceBody('S-1')],
    ] as const) {
      const created = await bench.post(endpoint, body)
      const location = `${bench.baseUrl}${endpoint}/${created.body.id}`
      const path = `${endpoint}/${created.body.id}`
      const patch = [{ op: 'add', path: 'externalId', value: 'x' }]
      const answers = [created, await bench.get(path), await bench.put(path, body), await bench.patch(path, patch)]
      for (const answer of answers) assertLocation(answer, location)
      expect((await bench.get(endpoint)).body.Resources[0].meta.location).toBe(location)
    }
  })

  requirement('7643-3.1-r', 'meta.version is the entity tag', async () => {
    const bench = open()
    const user = await bench.post('/Users', userBody('a@gridco.example'))
    await bench.post('/Groups', groupBody('Auditors', [user.body.id]))
    const path = `/Users/${user.body.id}`
    const answers = [
      user,
      await bench.get(path),
      await bench.put(path, userBody('a@gridco.example', { title: 'T' })),
      await bench.patch(path, [{ op: 'replace', path: 'title', value: 'U' }]),
    ]
    for (const { headers, body } of answers) {
      expect(body.meta.version).toMatch(/^W\/".+"$/)
      expect(headers.get('etag')).toBe(body.meta.version)
    }
    expect(new Set(answers.map(({ body }) => body.meta.version)).size).toBe(4)
  })

  requirement('7643-3.1-s', 'a version that several representations share is marked as weak', async () => {
    const bench = open()
    const { body } = await bench.post('/Devices', deviceBody('S-1', { model: 'M' }))
    const whole = await bench.get(`/Devices/${body.id}`)
    const part = await bench.get(`/Devices/${body.id}?attributes=meta`)
    expect(part.body).not.toEqual(whole.body)
    expect(part.headers.get('etag')).toBe(whole.headers.get('etag'))
    for (const version of [whole.headers.get('etag'), whole.body.meta.version, part.body.meta.version]) {
      expect(version).toMatch(/^W\/"[^"]+"$/)
    }
  })
}

function assertLocation({ status, headers, body }: ScimAnswer, location: string): void {
  expect(headers.get('location')).toBe(location)
  expect(headers.get('content-location') ?? location).toBe(location)
  if (status !== 204) expect(body.meta.location).toBe(location)
}
