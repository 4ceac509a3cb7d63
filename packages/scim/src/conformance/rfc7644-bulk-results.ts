import { describe, expect, test } from 'vitest'
import { creatingGroup, creatingUser, errorUrn, idAt, patching, sendBulk, statusesOf } from './bulk-bodies.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'

/** RFC 7644 §3.7, §3.7.3: what the answer to a Bulk request says of each operation. */
export function testBulkResults(open: OpenBench): void {
  describe('RFC 7644 §3.7.3, response and error handling of Bulk', () => {
    requirement(
      ['7644-3.7-g', '7644-3.7.3-b'],
      'every operation of the answer has a location, but for a POST that failed',
      async () => {
        const bench = open()
        const { id } = (await bench.post('/Users', userBody('ada'))).body
        const { body } = await sendBulk(bench, [
          creatingUser('bob'),
          creatingUser('ada'),
          { method: 'PUT', path: `/Users/${id}`, data: { schemas: [userUrn] } },
          { method: 'PATCH', path: '/Users/nobody', data: {} },
          { method: 'DELETE', path: '/Users/nobody' },
          { method: 'DELETE', path: '/Gadgets/1' },
          { method: 'DELETE', path: `/Users/${id}` },
        ])
        const [created, ...others] = body.Operations.map(({ location }: { location: string }) => location)
        expect((await bench.get(new URL(created).pathname.replace('/scim/v2', ''))).body.userName).toBe('bob')
        const at = (path: string) => `${bench.baseUrl}${path}`
        expect(others).toEqual([
          undefined,
          at(`/Users/${id}`),
          at('/Users/nobody'),
          at('/Users/nobody'),
          at('/Gadgets/1'),
          at(`/Users/${id}`),
        ])
        expect('location' in body.Operations[1]).toBe(false)
      },
    )

    test('what is no method has no location, and a path that no resource can have is not repeated', async () => {
      const bench = open()
      const long = 'x'.repeat(5000)
      const answer = await sendBulk(bench, [
        { method: 'post', path: '/Users', bulkId: 'a', data: userBody('ada') },
        { method: 'GET', path: '/Users/1' },
        { method: 'DELETE', path: `/Users/${long}` },
        { method: 'DELETE', path: `/${long}` },
      ])
      expect(statusesOf(answer)).toEqual(['400', '400', '404', '404'])
      for (const operation of answer.body.Operations) {
        expect('location' in operation).toBe(false)
        expect(JSON.stringify(operation).length).toBeLessThan(400)
      }
    })

    requirement(
      ['7644-3.7-h', '7644-3.7.3-d'],
      'an operation that failed carries the error as a body, with a sentence that explains it',
      async () => {
        const bench = open()
        const { body } = await sendBulk(
          bench,
          [creatingUser('ada'), creatingUser('ADA'), creatingUser('')].map(renumber),
        )
        expect(body.Operations[0].response).toBeUndefined()
        for (const [index, scimType] of [
          [1, 'uniqueness'],
          [2, 'invalidValue'],
        ] as const) {
          const { status, response } = body.Operations[index]
          expect(response.schemas).toEqual([errorUrn])
          expect(response).toMatchObject({ status, scimType })
          expect(response.detail).toMatch(/userName/)
        }
      },
    )

    requirement(
      '7644-3.7-i',
      'a body is left out of what succeeded: the version and the location tell where it is',
      async () => {
        const bench = open()
        const answer = await sendBulk(bench, [creatingUser('ada')])
        const [operation] = answer.body.Operations
        expect(Object.keys(operation).sort()).toEqual(['bulkId', 'location', 'method', 'status', 'version'])
        expect((await bench.get(`/Users/${idAt(answer, 0)}`)).body.meta).toMatchObject({ location: operation.location })
      },
    )

    requirement('7644-3.7-j', 'the answer is 200, whatever its operations came to', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [creatingUser('ada'), { method: 'DELETE', path: '/Users/nobody' }])
      expect(answer.status).toBe(200)
      expect(statusesOf(answer)).toEqual(['201', '404'])
      expect((await sendBulk(bench, [{ method: 'DELETE', path: '/Users/nobody' }])).status).toBe(200)
    })

    requirement('7644-3.7-k', 'without failOnErrors as much is done as can be', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [creatingUser(''), creatingUser('ada'), creatingUser('ada2')].map(renumber))
      expect(statusesOf(answer)).toEqual(['400', '201', '201'])
      expect((await bench.get('/Users')).body.totalResults).toBe(2)
    })

    requirement('7644-3.7-m', 'a bulkId comes back with the resource that was created under it', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [creatingUser('ada'), creatingGroup('Staff')])
      for (const [index, bulkId, path] of [
        [0, 'ada', 'Users'],
        [1, 'Staff', 'Groups'],
      ] as const) {
        expect(answer.body.Operations[index]).toMatchObject({ method: 'POST', bulkId, status: '201' })
        const { status, headers } = await bench.get(`/${path}/${idAt(answer, index)}`)
        expect(status).toBe(200)
        expect(headers.get('etag')?.split('.')[0]?.replace(/"?$/, '"')).toBe(answer.body.Operations[index].version)
      }
    })

    requirement(
      '7644-3.7-o',
      'a version is honoured by PUT, PATCH and DELETE: a stale one is 412, and the resource stays',
      async () => {
        const bench = open()
        const { id } = (await bench.post('/Groups', groupBody('Staff'))).body
        const path = `/Groups/${id}`
        const rename = patching(path, [{ op: 'replace', path: 'displayName', value: 'Crew' }])
        const stale = await sendBulk(bench, [
          { method: 'PUT', path, version: 'W/"9"', data: groupBody('Other') },
          { ...rename, version: 'W/"9"' },
          { method: 'DELETE', path, version: 'W/"9"' },
          { method: 'DELETE', path, version: 1 },
        ])
        expect(statusesOf(stale)).toEqual(['412', '412', '412', '400'])
        expect((await bench.get(path)).body).toMatchObject({ displayName: 'Staff', meta: { version: 'W/"1"' } })
        const fresh = await sendBulk(bench, [
          { ...rename, version: 'W/"1"' },
          { method: 'DELETE', path, version: 'W/"1"' },
          { method: 'DELETE', path, version: 'W/"2"' },
        ])
        expect(statusesOf(fresh)).toEqual(['204', '412', '204'])
        expect(fresh.body.Operations[0].version).toBe('W/"2"')
        expect('version' in fresh.body.Operations[2]).toBe(false)
        expect((await bench.get(path)).status).toBe(404)
      },
    )

    requirement(
      ['7644-3.7.3-a', '7644-3.7.3-c'],
      'each operation has its result, in the order of the request, with its status as a string (erratum 7916, D-47)',
      async () => {
        const bench = open()
        const names = Array.from({ length: 25 }, (_, n) => `user-${n}`)
        const answer = await sendBulk(
          bench,
          names.map((name) => creatingUser(name)),
        )
        expect(answer.body.Operations.map(({ bulkId }: { bulkId: string }) => bulkId)).toEqual(names)
        expect(statusesOf(answer)).toEqual(names.map(() => '201'))
      },
    )

    test('D-47 the status of an operation is the code of the single request, as a string', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [creatingUser('ada'), creatingGroup('Staff')])
      const [user, group] = [`/Users/${idAt(answer, 0)}`, `/Groups/${idAt(answer, 1)}`]
      const operations = [{ op: 'replace', path: 'displayName', value: 'New' }]
      const more = await sendBulk(bench, [
        { method: 'PUT', path: user, data: userBody('ada') },
        patching(user, operations),
        patching(group, operations),
        { method: 'DELETE', path: user },
        { method: 'DELETE', path: user },
      ])
      expect([...statusesOf(answer), ...statusesOf(more)]).toEqual(['201', '201', '200', '200', '204', '204', '404'])
    })
  })
}

/** With a bulkId of its own, whatever it creates. */
function renumber(operation: ReturnType<typeof creatingUser>, index: number) {
  return { ...operation, bulkId: `operation-${index}` }
}
