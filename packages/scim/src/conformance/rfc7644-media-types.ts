import { describe, expect } from 'vitest'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'

const scimJson = 'application/scim+json'

/** RFC 7644 §3.8: request and response data formats. */
export function testMediaTypes(open: OpenBench): void {
  describe('RFC 7644 §3.8, data formats', () => {
    requirement(
      ['7644-3.8-a', '7644-3.8-b'],
      'JSON in UTF-8 goes in and comes out, with or without a charset',
      async () => {
        const bench = open()
        const displayName = 'Zoë Ünal 🙂 張'
        for (const [name, type] of [
          ['a', scimJson],
          ['b', `${scimJson}; charset=utf-8`],
        ] as const) {
          const text = JSON.stringify(userBody(name, { displayName }))
          const { status, headers, body } = await bench.send('POST', '/Users', text, { 'content-type': type })
          expect(status).toBe(201)
          expect(body.displayName).toBe(displayName)
          // Bare: JSON is UTF-8 by definition (D-71).
          expect(headers.get('content-type')).toBe(scimJson)
          expect((await bench.get(`/Users/${body.id}`)).body.displayName).toBe(displayName)
        }
        expect((await bench.get('/Users')).body.totalResults).toBe(2)
      },
    )
    requirement(
      ['7644-3.8-c', '7644-3.8-d', '7644-3.8-e'],
      'whatever a client accepts, it is sent SCIM’s JSON (D-50)',
      async () => {
        const bench = open()
        const { body } = await bench.post('/Users', userBody('ada'))
        const accepts = [scimJson, 'application/json', '*/*', `application/json, ${scimJson};q=0.5`]
        for (const path of [`/Users/${body.id}`, '/Users', '/Schemas', '/Users/nobody']) {
          for (const headers of [{}, ...accepts.map((accept) => ({ accept }))]) {
            const answer = await bench.get(path, headers)
            expect(answer.status).toBe(path === '/Users/nobody' ? 404 : 200)
            expect(answer.headers.get('content-type')).toBe(scimJson)
          }
        }
      },
    )
    requirement(
      '7644-3.8-f',
      'both media types are read, in any case and with parameters; another one is 415 (D-50)',
      async () => {
        const bench = open()
        const post = (name: string, type: string) =>
          bench.send('POST', '/Users', JSON.stringify(userBody(name)), { 'content-type': type })
        const accepted = [
          scimJson,
          'application/json',
          'application/json; charset=utf-8',
          'Application/SCIM+JSON;charset="UTF-8"',
        ]
        for (const [index, type] of accepted.entries())
          expect([type, (await post(`u${index}`, type)).status]).toEqual([type, 201])
        for (const type of ['text/xml', 'text/plain', 'application/x-www-form-urlencoded', 'application/jsonp']) {
          const answer = await post('x', type)
          expect([type, answer.status, answer.body.status]).toEqual([type, 415, '415'])
          expect(answer.body.detail).toContain(`'${type}'`)
        }
        expect((await bench.get('/Users')).body.totalResults).toBe(accepted.length)
      },
    )
    requirement(
      '7644-3.8-g',
      'the suffix .scim is not offered: it is part of the name, which nothing has',
      async () => {
        const bench = open()
        const { body } = await bench.post('/Users', userBody('ada'))
        expect((await bench.get('/Users.scim')).status).toBe(404)
        expect((await bench.get(`/Users/${body.id}.scim`)).status).toBe(404)
      },
    )
  })
}
