import { describe, expect, test } from 'vitest'
import { bulkRequestUrn, creatingUser, idAt, patching, sendBulk, statusesOf } from './bulk-bodies.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'

const maxOperations = 1000
const maxPayloadSize = 1024 * 1024

/** RFC 7644 §3.7.4: how much one Bulk request may hold. */
export function testBulkLimits(open: OpenBench): void {
  describe('RFC 7644 §3.7.4, maximum operations', () => {
    requirement('7644-3.7.4-a', 'both limits are positive integers in ServiceProviderConfig', async () => {
      const { bulk } = (await open().get('/ServiceProviderConfig')).body
      expect(bulk).toEqual({ supported: true, maxOperations, maxPayloadSize })
    })

    requirement(
      ['7644-3.7.4-b', '7644-3.7.4-c'],
      'one operation too many is 413, which names the limit, and nothing is done',
      async () => {
        const bench = open()
        const operations = Array.from({ length: maxOperations + 1 }, (_, n) => creatingUser(`u${n}`))
        const { status, body } = await sendBulk(bench, operations)
        expect(status).toBe(413)
        expect(body.detail).toContain(String(maxOperations))
        expect((await bench.get('/Users')).body.totalResults).toBe(0)
      },
    )

    test('D-49 a body that says it is too long is refused before any of it is read', async () => {
      const bench = open()
      const headers = { 'content-type': 'application/scim+json', 'content-length': String(maxPayloadSize + 1) }
      const { status, body } = await bench.send('POST', '/Bulk', 'this is not JSON', headers)
      expect(status).toBe(413)
      expect(body.detail).toContain(String(maxPayloadSize))
    })

    test('D-49 a body is counted while it is read, in bytes, and 413 at the first too many', async () => {
      const bench = open()
      const text = (length: number) => {
        const request = { schemas: [bulkRequestUrn], Operations: [creatingUser('ada')], padding: '' }
        const rest = length - JSON.stringify(request).length
        return JSON.stringify({ ...request, padding: 'é'.repeat(Math.floor(rest / 2)) + 'e'.repeat(rest % 2) })
      }
      const headers = { 'content-type': 'application/scim+json' }
      const refused = await bench.send('POST', '/Bulk', text(maxPayloadSize + 1), headers)
      expect(refused.status).toBe(413)
      expect(refused.body.detail).toContain(String(maxPayloadSize))
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
      expect((await bench.send('POST', '/Bulk', text(maxPayloadSize), headers)).status).toBe(200)
    })

    test('D-49 as many operations as are allowed are done, and others are served between them', async () => {
      const bench = open()
      const { id } = (await bench.post('/Users', userBody('ada'))).body
      const path = `/Users/${id}`
      const operations = Array.from({ length: maxOperations }, (_, n) =>
        patching(path, [{ op: 'replace', path: 'displayName', value: `Name ${n}` }]),
      )
      let answered = false
      const sent = sendBulk(bench, operations).finally(() => {
        answered = true
      })
      const seen = new Set<string>()
      while (!answered) {
        seen.add((await bench.get(path)).body.displayName)
        await new Promise((resolve) => setTimeout(resolve, 0))
      }
      expect(new Set(statusesOf(await sent))).toEqual(new Set(['200']))
      expect((await bench.get(path)).body).toMatchObject({ displayName: `Name ${maxOperations - 1}` })
      // Each write was seen on its own, some of them while the rest was still to come.
      expect(seen.size).toBeGreaterThan(10)
    })

    test('a Bulk request is posted, to /Bulk and nowhere else', async () => {
      const bench = open()
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
        const { status, headers } = await bench.send(method, '/Bulk')
        expect([status, headers.get('allow')]).toEqual([405, 'POST'])
      }
      expect((await sendBulk(bench, [creatingUser('ada')], {}, '/Bulk/1')).status).toBe(404)
      expect((await sendBulk(bench, [creatingUser('ada')], {}, '/bulk/')).status).toBe(200)
    })

    test('names that JavaScript gives a meaning to are refused where they are names of attributes, and harmless elsewhere', async () => {
      const bench = open()
      const poisoned = JSON.stringify({
        schemas: [bulkRequestUrn],
        Operations: [
          { ...creatingUser('ada'), bulkId: '__proto__' },
          { ...creatingUser('bob'), data: 'DATA' },
          { method: 'PATCH', path: '/Users/bulkId:__proto__', data: 'DATA' },
          { method: 'PATCH', path: '/constructor/1', data: {} },
        ],
      }).replaceAll('"DATA"', '{"__proto__":{"polluted":true},"userName":"bob"}')
      const answer = await bench.send('POST', '/Bulk', poisoned, { 'content-type': 'application/scim+json' })
      expect(statusesOf(answer)).toEqual(['201', '400', '400', '404'])
      expect(idAt(answer, 0)).toMatch(/^[0-9a-f-]{36}$/)
      expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
    })
  })
}
