import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import { invalidValue, refusalIn } from './found-names.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'

/** RFC 7644 §3.3: creating resources with POST. */
export function testCreating(open: OpenBench): void {
  const total = async (bench: ProtocolBench) => (await bench.get('/Users')).body.totalResults

  describe('RFC 7644 §3.3, creating', () => {
    requirement('7644-3.3-a', 'what is read-only in the body is ignored', async () => {
      const bench = open()
      const meta = { created: '1999-01-01T00:00:00Z', version: 'W/"9"', location: 'https://elsewhere.example' }
      const groups = [{ value: 'g-1', display: 'admins' }]
      const { status, body } = await bench.post('/Users', userBody('ada', { id: 'mine', meta, groups }))
      expect(status).toBe(201)
      expect(body.id).not.toBe('mine')
      expect(body.groups).toBeUndefined()
      expect(body.meta.created.slice(0, 10)).toBe('2026-11-24')
      expect(body.meta).toMatchObject({ location: `${bench.baseUrl}/Users/${body.id}` })
      expect(body.meta.version).toMatch(/^W\/"1\b/)
      expect((await bench.get('/Users/mine')).status).toBe(404)
      const device = await bench.post('/Devices', deviceBody('d1', { health: 'excellent' }))
      expect(device.status).toBe(201)
      expect(device.body.health).toBeUndefined()
    })
    requirement('7644-3.3-b', 'a user who is not said to be active is', async () => {
      const bench = open()
      const { body } = await bench.post('/Users', { schemas: [userUrn], userName: 'ada' })
      expect(body.active).toBe(true)
      expect((await bench.get(`/Users/${body.id}`)).body.active).toBe(true)
    })
    requirement(
      '7644-3.3-c',
      'null and [] leave an attribute without a value; active always has one, its default',
      async () => {
        const bench = open()
        const nothing = { active: null, title: null, emails: [], phoneNumbers: null }
        const { status, body } = await bench.post('/Users', userBody('ada', nothing))
        expect(status).toBe(201)
        expect(body.active).toBe(true)
        const stored = (await bench.get(`/Users/${body.id}`)).body
        for (const name of ['title', 'emails', 'phoneNumbers']) expect(Object.keys(stored)).not.toContain(name)
      },
    )
    requirement(
      ['7644-3.3-d', '7644-3.3-e', '7644-3.3-f'],
      '201, with the representation that a GET of its location gives',
      async () => {
        const bench = open()
        for (const [endpoint, sent] of [
          ['/Users', userBody('ada', { title: 'Countess' })],
          ['/Groups', groupBody('staff')],
          ['/Devices', deviceBody('d1', { label: 'one' })],
        ] as const) {
          const { status, headers, body } = await bench.post(endpoint, sent)
          expect(status).toBe(201)
          expect(headers.get('location')).toBe(`${bench.baseUrl}${endpoint}/${body.id}`)
          expect(body.meta.location).toBe(headers.get('location'))
          const read = await bench.get(body.meta.location.slice(bench.baseUrl.length))
          expect(read.status).toBe(200)
          expect(read.body).toEqual(body)
        }
      },
    )
    requirement('7644-3.3-g', 'what is taken already is 409 uniqueness, and changes nothing', async () => {
      const bench = open()
      await bench.post('/Users', userBody('ada@gridco.example', { title: 'first' }))
      const second = await bench.post('/Users', userBody('ADA@gridco.example', { title: 'second' }))
      expect(refusalIn(second)).toEqual({ status: 409, scimType: 'uniqueness' })
      expect(second.body.detail).toContain("'userName'")
      const { body } = await bench.get('/Users')
      expect(body).toMatchObject({ totalResults: 1, Resources: [{ title: 'first' }] })
    })
    requirement('7644-3.3-g', 'of twenty who ask for one name at once, one gets it', async () => {
      const bench = open()
      const answers = await Promise.all(Array.from({ length: 20 }, () => bench.post('/Users', userBody('ada'))))
      const statuses = answers.map(({ status }) => status).sort()
      expect(statuses).toEqual([201, ...Array(19).fill(409)])
      expect(await total(bench)).toBe(1)
    })
    requirement('7644-3.3-h', 'a body that is not an object of JSON is invalidSyntax', async () => {
      const bench = open()
      for (const body of ['{', '[]', '', '"ada"', 'null', '42', '{"userName":"ada"}}', '[{"userName":"ada"}]']) {
        const answer = await bench.send('POST', '/Users', body, { 'content-type': 'application/scim+json' })
        expect([body, refusalIn(answer)]).toEqual([body, { status: 400, scimType: 'invalidSyntax' }])
      }
      expect(await total(bench)).toBe(0)
    })
    requirement('7644-3.3-i', 'a missing or ill-typed value is invalidValue, by its name', async () => {
      const bench = open()
      const bodies: readonly (readonly [string, Record<string, unknown>])[] = [
        ['userName', { schemas: [userUrn] }],
        ['userName', userBody('')],
        ['name', userBody('ada', { name: 'x' })],
        ['userName', userBody('ada', { userName: { first: 'ada' } })],
        ['active', userBody('ada', { active: 'perhaps' })],
        ['emails', userBody('ada', { emails: [{ value: { work: 'a@x' } }] })],
      ]
      for (const [name, body] of bodies) {
        const answer = await bench.post('/Users', body)
        expect([body, refusalIn(answer)]).toEqual([body, invalidValue])
        expect(answer.body.detail).toContain(`'${name}`)
      }
      expect(await total(bench)).toBe(0)
    })
    requirement(
      '7644-3.3-i',
      'a number for a text is refused to the letter, and read from Okta’s samples (D-08, Q30)',
      async () => {
        const bench = open()
        const answer = await bench.post('/Users', { schemas: [userUrn], userName: 123 })
        if (bench.strict) expect(refusalIn(answer)).toEqual(invalidValue)
        else expect(answer).toMatchObject({ status: 201, body: { userName: '123' } })
        expect(await total(bench)).toBe(bench.strict ? 0 : 1)
      },
    )
  })

  describe('RFC 7644 §3.3.1, resource types', () => {
    requirement('7644-3.3.1-a', 'meta.resourceType follows from the endpoint, whatever the client says', async () => {
      const bench = open()
      const meta = { resourceType: 'Robot' }
      const user = await bench.post('/Users', userBody('ada', { meta }))
      const group = await bench.post('/Groups', groupBody('staff', [], { meta }))
      const device = await bench.post('/Devices', deviceBody('d1', { meta }))
      expect([user, group, device].map(({ status }) => status)).toEqual([201, 201, 201])
      expect(user.body.meta.resourceType).toBe('User')
      expect(group.body.meta.resourceType).toBe('Group')
      expect(device.body.meta.resourceType).toBe('Device')
      expect((await bench.get(`/Devices/${device.body.id}`)).body.meta.resourceType).toBe('Device')
    })
  })
}
