import { describe, expect, test } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'

const mutability = { status: 400, body: { scimType: 'mutability' } }

/** RFC 7643 §3.1: `id` and `externalId`, which every resource has. */
export function testCommonAttributes(open: OpenBench): void {
  describe('RFC 7643 §3.1, id', () => testIds(open))
  describe('RFC 7643 §3.1, id, as one asks for it', () => testAskingById(open))
  describe('RFC 7643 §3.1, externalId', () => testExternalIds(open))
}

function testIds(open: OpenBench): void {
  requirement('7643-3.1-a', 'every resource has an id and meta, and takes an externalId', async () => {
    const bench = open()
    for (const [endpoint, type, body] of samples()) {
      const { status, body: created } = await bench.post(endpoint, { ...body, externalId: 'e-1' })
      expect(status).toBe(201)
      expect(created).toMatchObject({ externalId: 'e-1', meta: { resourceType: type } })
      const path = `${endpoint}/${created.id}`
      await bench.patch(path, [{ op: 'replace', path: 'externalId', value: 'e-2' }])
      expect((await bench.get(path)).body).toMatchObject({ id: created.id, externalId: 'e-2' })
    }
  })

  requirement('7643-3.1-b', 'id and the parts of meta are given by the service provider', async () => {
    const bench = open()
    for (const [endpoint, type, body] of samples()) {
      const { body: created } = await bench.post(endpoint, body)
      expect(created.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
      expect(created.meta).toEqual({
        resourceType: type,
        created: expect.stringMatching(/^2026-11-24T09:00:00\.\d{3}Z$/),
        lastModified: created.meta.created,
        location: `${bench.baseUrl}${endpoint}/${created.id}`,
        version: expect.stringMatching(/^W\/"1(\.[0-9a-f]+)?"$/),
      })
    }
  })

  requirement(
    ['7643-3.1-d', '7643-3.1-e', '7643-3.1-h'],
    'ids are never empty, one of a kind, and no bulkId',
    async () => {
      const bench = open()
      for (let round = 0; round < 4; round++) {
        for (const [endpoint, , body] of samples(round)) await bench.post(endpoint, body)
      }
      const ids: unknown[] = []
      for (const endpoint of ['/Users', '/Groups', '/Devices']) {
        const { Resources } = (await bench.get(endpoint)).body
        for (const { id } of Resources) ids.push(id, (await bench.get(`${endpoint}/${id}?attributes=meta`)).body.id)
      }
      for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/)
      expect(ids).toHaveLength(24)
      expect(new Set(ids).size).toBe(12)
      expect(ids.join()).not.toMatch(/bulkid/i)
    },
  )

  requirement('7643-3.1-f', 'an id stays through every change, and is not used again after the end', async () => {
    const bench = open()
    const { id } = (await bench.post('/Users', userBody('a@gridco.example'))).body
    const path = `/Users/${id}`
    expect((await bench.put(path, userBody('b@gridco.example'))).body.id).toBe(id)
    const renamed = await bench.patch(path, [{ op: 'replace', path: 'userName', value: 'c@gridco.example' }])
    expect(renamed.body).toMatchObject({ id, userName: 'c@gridco.example' })
    expect((await bench.delete(path)).status).toBe(204)
    const next = (await bench.post('/Users', userBody('c@gridco.example'))).body
    expect(next.id).not.toBe(id)
    expect((await bench.get(path)).status).toBe(404)
  })

  requirement('7643-3.1-g', "a client's id is not used", async () => {
    const bench = open()
    const { status, body } = await bench.post('/Users', userBody('a@gridco.example', { id: 'mine' }))
    expect(status).toBe(201)
    expect(body.id).not.toBe('mine')
    expect((await bench.get('/Users/mine')).status).toBe(404)
    const replaced = await bench.put(`/Users/${body.id}`, userBody('a@gridco.example', { id: 'mine' }))
    expect(replaced).toMatchObject({ status: 200, body: { id: body.id } })
    expect(await bench.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'id', value: 'mine' }])).toMatchObject(
      mutability,
    )
  })
}

function testAskingById(open: OpenBench): void {
  requirement('7643-3.1-i', 'id is compared exactly, is read-only, and is always returned', async () => {
    const bench = open()
    // An id of digits alone has no case: draw until there is a letter.
    const id: string = (await bench.post('/Users', userBody('a@gridco.example'))).body.id
    const flipped = id.toUpperCase()
    expect(flipped).not.toBe(id)
    expect((await bench.get(`/Users/${flipped}`)).status).toBe(404)
    const filtered = async (text: string) =>
      (await bench.get(`/Users?filter=${encodeURIComponent(`id eq "${text}"`)}`)).body.totalResults
    expect(await filtered(id)).toBe(1)
    expect(await filtered(flipped)).toBe(0)
    expect((await bench.get(`/Users/${id}?excludedAttributes=id`)).body.id).toBe(id)
    expect((await bench.get(`/Users/${id}?attributes=userName`)).body.id).toBe(id)
    expect(await bench.patch(`/Users/${id}`, [{ op: 'remove', path: 'id' }])).toMatchObject(mutability)
  })

  test('D-51 what cannot be an id is 404, with every method', async () => {
    const bench = open()
    const marks = `e${'%CC%81'.repeat(31)}`
    for (const id of [
      '1',
      'not-a-uuid',
      '..%2FGroups',
      '%00',
      'x'.repeat(5000),
      '%F0%9F%99%82',
      "'%20or%201=1",
      marks,
    ]) {
      const operations = [{ op: 'replace', path: 'title', value: 'T' }]
      const answers = [
        await bench.get(`/Users/${id}`),
        await bench.put(`/Users/${id}`, userBody('a@gridco.example')),
        await bench.patch(`/Users/${id}`, operations),
        await bench.delete(`/Users/${id}`),
      ]
      for (const { status, body } of answers) {
        expect({ id, status, said: body.status, scimType: body.scimType }).toEqual({ id, status: 404, said: '404' })
      }
    }
    expect((await bench.get('/Users')).body.totalResults).toBe(0)
  })
}

function testExternalIds(open: OpenBench): void {
  requirement(['7643-3.1-j', '7643-7-h'], 'externalId is never made up, and is kept to the letter', async () => {
    const bench = open()
    const { body } = await bench.post('/Users', userBody('a@gridco.example'))
    expect(body).not.toHaveProperty('externalId')
    const path = `/Users/${body.id}`
    expect((await bench.get(path)).body).not.toHaveProperty('externalId')
    for (const externalId of ['AbC', ' 00u1Ab ', 'ＡＢＣ e\u0301', '{"a":1}']) {
      const patched = await bench.patch(path, [{ op: 'replace', path: 'externalId', value: externalId }])
      expect(patched.body.externalId).toBe(externalId)
      expect((await bench.put(path, userBody('a@gridco.example', { externalId }))).body.externalId).toBe(externalId)
      expect((await bench.get(path)).body.externalId).toBe(externalId)
    }
    expect((await bench.put(path, userBody('a@gridco.example'))).body).not.toHaveProperty('externalId')
  })

  requirement(
    '7643-3.1-k',
    "externalId is the connection's own: another's is neither seen nor changed (D-53)",
    async () => {
      const okta = open()
      const entra = okta.another({ connection: 'entra' })
      const stranger = open()
      const { body } = await okta.post('/Users', userBody('a@gridco.example', { externalId: 'e-1' }))
      const path = `/Users/${body.id}`
      expect((await entra.get(path)).body).not.toHaveProperty('externalId')
      expect(await withExternalId(entra, 'e-1')).toBe(0)
      await entra.patch(path, [{ op: 'add', path: 'externalId', value: 'other' }])
      expect((await entra.get(path)).body.externalId).toBe('other')
      expect((await okta.get(path)).body.externalId).toBe('e-1')
      expect(await withExternalId(okta, 'e-1')).toBe(1)
      const elsewhere = await stranger.post('/Users', userBody('a@gridco.example', { externalId: 'e-1' }))
      expect(elsewhere).toMatchObject({ status: 201, body: { externalId: 'e-1' } })
    },
  )

  requirement('7643-3.1-l', 'two resources may have one externalId (D-53)', async () => {
    const bench = open()
    for (const name of ['a', 'b']) {
      const answer = await bench.post('/Users', userBody(`${name}@gridco.example`, { externalId: 'e-1' }))
      expect(answer).toMatchObject({ status: 201, body: { externalId: 'e-1' } })
    }
    expect(await withExternalId(bench, 'e-1')).toBe(2)
  })

  requirement('7643-3.1-m', 'externalId is compared exactly, and clients change it', async () => {
    const bench = open()
    const { body } = await bench.post('/Users', userBody('a@gridco.example', { externalId: 'ABC' }))
    expect(await withExternalId(bench, 'ABC')).toBe(1)
    expect(await withExternalId(bench, 'abc')).toBe(0)
    const path = `/Users/${body.id}`
    const replaced = await bench.patch(path, [{ op: 'replace', path: 'externalId', value: 'abc' }])
    expect(replaced.body.externalId).toBe('abc')
    expect(await withExternalId(bench, 'abc')).toBe(1)
    expect((await bench.patch(path, [{ op: 'remove', path: 'externalId' }])).body).not.toHaveProperty('externalId')
  })
}

async function withExternalId(bench: ProtocolBench, externalId: string): Promise<number> {
  return (await bench.get(`/Users?filter=${encodeURIComponent(`externalId eq "${externalId}"`)}`)).body.totalResults
}

/** Endpoint, resource type and body of one resource of each type. */
function samples(round = 0) {
  return [
    ['/Users', 'User', userBody(`${round}@gridco.example`)],
    ['/Groups', 'Group', groupBody(`Group ${round}`)],
    ['/Devices', 'Device', deviceBody(`S-${round}`)],
  ] as const
}
