import { describe, expect, test } from 'vitest'
import { string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { deviceUrn } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { enterpriseUrn, userBody, userUrn } from './sample-bodies.js'

const invalidSyntax = { status: 400, body: { scimType: 'invalidSyntax' } }
const withTax = { [enterpriseUrn]: { department: 'Tax' } }

/** What becomes of attributes that no schema has, or that a service has left out of its own (D-38, D-12). */
export function testUnknownAttributes(open: OpenBench, strict: boolean): void {
  describe('D-38, attributes that no schema has', () => {
    const statement = strict ? 'is refused by its name' : 'is ignored, and counted'
    test(`D-38 an attribute that no schema has ${statement}`, async () => {
      const bench = open()
      const { body } = await bench.post('/Users', userBody('z@gridco.example', withTax))
      const unknown = [
        { shoeSize: 42 },
        { name: { givenName: 'A', shoeSize: 42 } },
        { emails: [{ value: 'a@x', shoeSize: 42 }] },
        { [enterpriseUrn]: { department: 'Tax', shoeSize: 42 } },
        { 'urn:example:unknown': { shoeSize: 42 } },
      ]
      for (const [index, more] of unknown.entries()) {
        const answers = [
          await bench.post('/Users', userBody(`${index}@gridco.example`, more)),
          await bench.put(`/Users/${body.id}`, userBody('z@gridco.example', more)),
        ]
        for (const answer of answers) {
          if (strict) expect(answer).toMatchObject(invalidSyntax)
          else expect(answer.status).toBeLessThan(300)
          expect(JSON.stringify(answer.body.detail ?? 'shoeSize urn:example:unknown')).toMatch(
            /shoeSize|urn:example:unknown/,
          )
        }
      }
      expect(bench.tolerated).toEqual(strict ? [] : Array.from({ length: 10 }, () => 'ignoreUnknownAttributes'))
      expect(JSON.stringify((await bench.get('/Users')).body)).not.toContain('shoeSize')
      expect((await bench.get('/Users')).body.totalResults).toBe(strict ? 1 : 6)
    })

    test('D-38 a PATCH path that no schema has is invalidPath', async () => {
      const bench = open()
      const { body } = await bench.post('/Users', userBody('a@gridco.example'))
      for (const path of ['shoeSize', 'name.shoeSize', `${enterpriseUrn}:shoeSize`, `${deviceUrn}:serial`]) {
        const answer = await bench.patch(`/Users/${body.id}`, [
          { op: 'replace', path: 'title', value: 'T' },
          { op: 'add', path, value: '42' },
        ])
        expect(answer, path).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } })
      }
      expect((await bench.get(`/Users/${body.id}`)).body).toEqual(body)
    })

    const standard = strict ? 'is invalidPath' : 'is passed over, and counted'
    test(`D-38 a PATCH of a standard attribute that the service does not have ${standard}`, async () => {
      const attributes = { userName: string({ required: true, uniqueness: 'server' }), title: string() }
      const SmallUser = defineResourceType({
        name: 'User',
        endpoint: '/Users',
        schema: defineSchema(userUrn, attributes),
      })
      const bench = open({ resourceTypes: [SmallUser] })
      const { body } = await bench.post('/Users', { schemas: [userUrn], userName: 'a@gridco.example' })
      const answer = await bench.patch(`/Users/${body.id}`, [
        { op: 'replace', path: 'nickName', value: 'N' },
        { op: 'replace', path: 'title', value: 'T' },
      ])
      if (strict) expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidPath' } })
      else expect(answer).toMatchObject({ status: 200, body: { title: 'T' } })
      expect((await bench.get(`/Users/${body.id}`)).body).toEqual(strict ? body : answer.body)
      expect(bench.tolerated).toEqual(strict ? [] : ['ignoreUnsupportedAttributes'])
    })
  })

  test('D-12 of one name written twice to the letter, the last one counts: JSON readers see no other', async () => {
    const bench = open()
    const text = JSON.stringify(userBody('a@gridco.example', { title: 'first' })).replace(/}$/, ',"title":"last"}')
    const { status, body } = await bench.send('POST', '/Users', text, { 'content-type': 'application/scim+json' })
    expect({ status, title: body.title }).toEqual({ status: 201, title: 'last' })
  })
}
