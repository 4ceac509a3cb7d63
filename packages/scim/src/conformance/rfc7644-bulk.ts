import { describe, expect, test } from 'vitest'
import type { Catalogue } from '../entitlements/catalogue.js'
import { bulkResponseUrn, creatingUser, patching, sendBulk, statusesOf } from './bulk-bodies.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'
import { patchOpUrn } from './scim-client.js'

/** RFC 7644 §3.7: a Bulk request, and what its operations are made of. */
export function testBulk(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §3.7, Bulk', () => {
    requirement(
      '7644-3.7-a',
      'ServiceProviderConfig says that Bulk is supported; a message of another kind is refused, and nothing is done',
      async () => {
        const bench = open()
        expect((await bench.get('/ServiceProviderConfig')).body.bulk.supported).toBe(true)
        const refused = await bench.post('/Bulk', { schemas: [patchOpUrn], Operations: [creatingUser('ada')] })
        expect({ status: refused.status, scimType: refused.body.scimType }).toEqual({
          status: 400,
          scimType: 'invalidSyntax',
        })
        expect((await bench.get('/Users')).body.totalResults).toBe(0)
        expect((await sendBulk(bench, [creatingUser('ada')])).body.schemas).toEqual([bulkResponseUrn])
      },
    )

    test(`D-66 a Bulk request without schemas is ${strict ? 'refused' : 'taken for one'}`, async () => {
      const bench = open()
      const { status, body } = await bench.post('/Bulk', { Operations: [creatingUser('ada')] })
      expect([status, body.scimType]).toEqual(strict ? [400, 'invalidSyntax'] : [200, undefined])
    })

    requirement('7644-3.7-b', 'Operations is required, and holds one operation at least', async () => {
      const bench = open()
      for (const Operations of [undefined, null, [], {}, 'POST', [null], ['POST']]) {
        const { status, body } = await sendBulk(bench, [], { Operations })
        const answer = Operations === undefined ? await bench.post('/Bulk', { schemas: [] }) : { status, body }
        expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidSyntax'])
      }
      for (const message of [[], 'Operations', 7]) {
        const refused = await bench.post('/Bulk', message)
        expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidSyntax'])
      }
      const { status, body } = await bench.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
      })
      expect([status, body.scimType]).toEqual([400, 'invalidSyntax'])
    })

    requirement(
      '7644-3.7-c',
      'the method of an operation is POST, PUT, PATCH or DELETE, in these letters (RFC 9110 §9.1)',
      async () => {
        const bench = open()
        const { id } = (await bench.post('/Users', userBody('ada'))).body
        const methods = ['GET', 'post', 'Delete', undefined, 7, '__proto__']
        const answer = await sendBulk(
          bench,
          methods.map((method) => ({ method, path: `/Users/${id}`, data: userBody('eve') })),
        )
        expect(answer.status).toBe(200)
        expect(answer.body.Operations).toHaveLength(methods.length)
        for (const { status, response } of answer.body.Operations) {
          expect([status, response.status, response.scimType]).toEqual(['400', '400', 'invalidSyntax'])
        }
        expect(
          (await bench.get('/Users')).body.Resources.map(({ userName }: { userName: string }) => userName),
        ).toEqual(['ada'])
      },
    )

    requirement('7644-3.7-d', 'a POST has a bulkId; without one it is refused, and the rest is done', async () => {
      const bench = open()
      const answer = await sendBulk(bench, [{ ...creatingUser('ada'), bulkId: undefined }, creatingUser('bob')])
      expect(statusesOf(answer)).toEqual(['400', '201'])
      expect(answer.body.Operations[0].response.scimType).toBe('invalidValue')
      expect((await bench.get('/Users')).body.totalResults).toBe(1)
    })

    requirement(
      '7644-3.7-e',
      'a path is required: POST goes to a collection, the others to a resource, and none anywhere else',
      async () => {
        const bench = open()
        const { id } = (await bench.post('/Users', userBody('ada'))).body
        const data = userBody('eve')
        const refusals: readonly (readonly [object, string])[] = [
          [{ method: 'DELETE', path: '/Users' }, '405'],
          [{ method: 'PUT', path: '/Users/', data }, '405'],
          [{ method: 'POST', path: `/Users/${id}`, bulkId: 'a', data }, '405'],
          [{ method: 'DELETE' }, '400'],
          [{ method: 'DELETE', path: 7 }, '400'],
          [{ method: 'DELETE', path: `/Users/${id}?filter=x` }, '400'],
          [{ method: 'DELETE', path: `/Users/${id}/emails` }, '404'],
          [{ method: 'DELETE', path: '/Gadgets/1' }, '404'],
          [{ method: 'DELETE', path: '/Users/%E0%A4%A' }, '404'],
          [{ method: 'DELETE', path: '/Users/\ud800' }, '404'],
          [{ method: 'DELETE', path: '' }, '404'],
          [{ method: 'POST', path: '/Bulk', bulkId: 'b', data }, '400'],
          [{ method: 'POST', path: '/Users/.search', bulkId: 'c', data }, '400'],
          [{ method: 'POST', path: '/.search', bulkId: 'd', data }, '400'],
          [{ method: 'PATCH', path: '/Me', data }, '400'],
          [{ method: 'PUT', path: '/Schemas/x', data }, '400'],
          [{ method: 'PUT', path: '/ResourceTypes/User', data }, '400'],
          [{ method: 'PUT', path: '/ServiceProviderConfig', data }, '400'],
        ]
        const answer = await sendBulk(
          bench,
          refusals.map(([operation]) => operation),
        )
        expect(statusesOf(answer)).toEqual(refusals.map(([, status]) => status))
        expect((await bench.get('/Users')).body.totalResults).toBe(1)
        expect((await bench.get(`/Users/${id}`)).body.userName).toBe('ada')
        // Slashes count for nothing, and names of endpoints have no case, as in a URL.
        expect(statusesOf(await sendBulk(bench, [{ method: 'DELETE', path: `users//${id}/` }]))).toEqual(['204'])
      },
    )

    test('what is published and never written refuses every operation, whatever its data (D-46)', async () => {
      const bench = open({ catalogue })
      const answer = await sendBulk(bench, [
        { method: 'POST', path: '/Roles', bulkId: 'r' },
        { method: 'PUT', path: '/Roles/admin', data: {} },
        { method: 'PATCH', path: '/Roles/admin', data: {} },
        { method: 'DELETE', path: '/Roles/admin' },
        creatingUser('ada', { roles: [{ value: 'admin' }] }),
        creatingUser('bob', { roles: [{ value: 'nothing' }] }),
      ])
      expect(statusesOf(answer)).toEqual(['405', '405', '405', '405', '201', '400'])
      expect((await bench.get('/Roles')).body.totalResults).toBe(1)
    })

    requirement(
      '7644-3.7-f',
      'POST, PUT and PATCH have data, of PATCH a whole PatchOp message (erratum 5050); DELETE has none',
      async () => {
        const bench = open()
        const { id } = (await bench.post('/Users', userBody('ada'))).body
        const path = `/Users/${id}`
        const operations = [{ op: 'replace', path: 'displayName', value: 'Ada' }]
        const answer = await sendBulk(bench, [
          { method: 'POST', path: '/Users', bulkId: 'b' },
          { method: 'PUT', path, data: null },
          { method: 'PATCH', path },
          { method: 'PATCH', path, data: operations },
          { method: 'PUT', path, data: 'userName' },
          patching(path, operations),
        ])
        expect(statusesOf(answer)).toEqual(['400', '400', '400', '400', '400', '200'])
        for (const { response } of answer.body.Operations.slice(0, 5)) expect(response.scimType).toBe('invalidSyntax')
        expect((await bench.get(path)).body.displayName).toBe('Ada')
        expect(statusesOf(await sendBulk(bench, [{ method: 'DELETE', path }]))).toEqual(['204'])
      },
    )
  })
}

const catalogue: Catalogue = {
  roles: [
    {
      value: 'admin',
      display: 'Admin',
      description: undefined,
      attributes: {},
      supported: true,
      created: 0,
      lastModified: 0,
    },
  ],
  entitlementTypes: [],
}
