import { describe, expect } from 'vitest'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody, userUrn } from './sample-bodies.js'

/** RFC 7643 §2: attributes, their characteristics and their data types. */
export function testAttributes(open: OpenBench): void {
  describe('RFC 7643 §2.1, attributes', () => {
    requirement('7643-2.1-b', 'the names of attributes are read without regard to case', async () => {
      const bench = open()
      const { status, body } = await bench.post('/Users', {
        schemas: [userUrn],
        USERNAME: 'x1@gridco.example',
        DisplayName: 'A',
      })
      expect(status).toBe(201)
      expect(body).toMatchObject({ userName: 'x1@gridco.example', displayName: 'A' })
    })

    requirement('7643-2.1-c', 'two spellings of one attribute are refused, and nothing is created (D-12)', async () => {
      const bench = open()
      const { status, body } = await bench.post('/Users', { ...userBody('a@gridco.example'), username: 'b' })
      expect({ status, scimType: body.scimType }).toEqual({ status: 400, scimType: 'invalidSyntax' })
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
    })
  })
}
