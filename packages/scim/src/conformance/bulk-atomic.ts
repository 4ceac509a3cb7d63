import { describe, expect, test } from 'vitest'
import {
  creatingGroup,
  creatingUser,
  errorUrn,
  idAt,
  membersOf,
  patching,
  sendBulk,
  statusesOf,
} from './bulk-bodies.js'
import type { OpenBench } from './protocol-bench.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'

/** `POST /Bulk?atomic=true`: all operations of a request, or none (docs/decisions/0008-atomic-bulk.md). */
export function testAtomicBulk(open: OpenBench): void {
  const path = '/Bulk?atomic=true'

  describe('Bulk as one write set', () => {
    test('all operations are applied together, each seeing what those before it did', async () => {
      const bench = open()
      const { id } = (await bench.post('/Users', userBody('old'))).body
      const before = (await bench.changeRecords()).length
      const operations = [
        creatingGroup('A', ['bulkId:B']),
        creatingGroup('B', ['bulkId:A']),
        creatingUser('ada'),
        patching('/Users/bulkId:ada', [{ op: 'replace', path: 'displayName', value: 'Ada' }]),
        patching('/Groups/bulkId:A', [{ op: 'add', path: 'members', value: [{ value: 'bulkId:ada' }] }]),
        { method: 'DELETE', path: `/Users/${id}` },
        creatingUser('old'),
        {
          method: 'PATCH',
          path: `/Groups/bulkId:B`,
          version: 'W/"1"',
          data: patching('', [{ op: 'replace', path: 'displayName', value: 'Bee' }]).data,
        },
      ]
      const answer = await sendBulk(bench, operations, {}, path)
      expect(statusesOf(answer)).toEqual(['201', '201', '201', '200', '204', '204', '201', '204'])
      expect((await bench.get(`/Users/${idAt(answer, 2)}`)).body.displayName).toBe('Ada')
      expect(new Set(await membersOf(bench, idAt(answer, 0)))).toEqual(new Set([idAt(answer, 1), idAt(answer, 2)]))
      expect((await bench.get(`/Groups/${idAt(answer, 1)}`)).body.displayName).toBe('Bee')
      expect((await bench.get(`/Users/${id}`)).status).toBe(404)
      const records = (await bench.changeRecords()).slice(before)
      expect(new Set(records.map(({ writeSet }) => writeSet)).size).toBe(1)
    })

    test('when one fails nothing is applied, and the answer is its error, which says so', async () => {
      const bench = open()
      const { id } = (await bench.post('/Groups', groupBody('Staff'))).body
      const records = await bench.changeRecords()
      const operations = [
        creatingUser('ada'),
        patching(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: 'bulkId:ada' }] }]),
      ]
      const failing: readonly (readonly [unknown, number, string | undefined, RegExp])[] = [
        [{ method: 'DELETE', path: '/Users/nobody' }, 404, undefined, /Operation 3: .*'nobody'/],
        [creatingGroup('A', ['bulkId:nobody']), 409, undefined, /Operation 3: .*'nobody'/],
        [{ ...creatingUser('bob'), data: { schemas: [userUrn] } }, 400, 'invalidValue', /Operation 3: .*userName/],
        [{ method: 'GET', path: '/Users' }, 400, 'invalidSyntax', /Operation 3: .*'GET'/],
        [{ ...creatingUser('ADA'), bulkId: 'ADA' }, 409, 'uniqueness', /userName/],
        [{ method: 'DELETE', path: `/Groups/${id}`, version: 'W/"7"' }, 412, undefined, /Operation 3: /],
      ]
      for (const [operation, status, scimType, detail] of failing) {
        const answer = await sendBulk(bench, [...operations, operation], { failOnErrors: 5 }, path)
        expect({ status: answer.status, ...answer.body }).toEqual({
          schemas: [errorUrn],
          status: String(status),
          ...(scimType === undefined ? {} : { scimType }),
          detail: expect.stringMatching(detail),
        })
        expect(answer.status).toBe(status)
        expect(answer.body.detail).toMatch(/^Nothing of this request was applied\. /)
      }
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
      expect((await bench.get(`/Groups/${id}`)).body).toMatchObject({
        displayName: 'Staff',
        meta: { version: 'W/"1"' },
      })
      expect(await bench.changeRecords()).toEqual(records)
    })

    test('a thousand creations are one write set', async () => {
      const bench = open()
      const operations = Array.from({ length: 1000 }, (_, n) => ({
        method: 'POST',
        path: '/Users',
        bulkId: `${n}`,
        data: { schemas: userBody('').schemas, userName: `user-${n}` },
      }))
      const answer = await sendBulk(bench, operations, {}, path)
      expect(new Set(statusesOf(answer))).toEqual(new Set(['201']))
      expect((await bench.get('/Users?count=0')).body.totalResults).toBe(1000)
      expect(new Set((await bench.changeRecords()).map(({ writeSet }) => writeSet)).size).toBe(1)
    })

    test('a password that is set and removed in one request is removed', async () => {
      const bench = open({ hashPassword: async (password) => `hash of ${password.length}` })
      const answer = await sendBulk(
        bench,
        [
          creatingUser('ada', { password: 'Tr1nity-secret' }),
          patching('/Users/bulkId:ada', [{ op: 'remove', path: 'password' }]),
        ],
        {},
        path,
      )
      expect(statusesOf(answer)).toEqual(['201', '200'])
      // Removing what is not there moves no version (D-70).
      const id = idAt(answer, 0)
      await bench.patch(`/Users/${id}`, [{ op: 'remove', path: 'password' }])
      expect((await bench.get(`/Users/${id}`)).body.meta.version).toMatch(/^W\/"1\b/)
    })

    test('atomic is true or false', async () => {
      const bench = open()
      for (const query of ['atomic=yes', 'atomic=', 'atomic=true&atomic=true']) {
        const { status, body } = await sendBulk(bench, [creatingUser('ada')], {}, `/Bulk?${query}`)
        expect([status, body.scimType]).toEqual([400, 'invalidValue'])
      }
      const partial = [{ method: 'DELETE', path: '/Users/nobody' }, creatingUser('ada')]
      expect(statusesOf(await sendBulk(bench, partial, {}, '/Bulk?atomic=false'))).toEqual(['404', '201'])
    })
  })
}
