import { describe, expect } from 'vitest'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'

const configUrn = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'

/** RFC 7643 §5: what ServiceProviderConfig says is there, and is what happens. */
export function testServiceProviderConfig(open: OpenBench): void {
  describe('RFC 7643 §5, the configuration of the service provider', () => {
    requirement('7643-5-a', 'patch is said, and PATCH does what is said', async () => {
      const bench = open()
      expect((await config(bench)).patch).toEqual({ supported: true })
      const { body } = await bench.post('/Users', userBody('a@gridco.example'))
      const answer = await bench.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'title', value: 'Dr' }])
      expect(answer).toMatchObject({ status: 200, body: { title: 'Dr' } })
    })

    requirement('7643-5-b', 'bulk has its two limits, and /Bulk is there when it is said to be', async () => {
      const bench = open()
      const { bulk } = await config(bench)
      expect(bulk).toEqual({
        supported: expect.any(Boolean),
        maxOperations: expect.any(Number),
        maxPayloadSize: expect.any(Number),
      })
      expect(Number.isInteger(bulk.maxOperations) && Number.isInteger(bulk.maxPayloadSize)).toBe(true)
      expect(bulk.maxOperations > 0 && bulk.maxPayloadSize > 0).toBe(bulk.supported)
      const { status } = await bench.post('/Bulk', {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [{ method: 'POST', path: '/Users', bulkId: 'a', data: userBody('a@gridco.example') }],
      })
      expect(status).toBe(bulk.supported ? 200 : 501)
    })

    requirement('7643-5-c', 'filter has a largest page, and no page is larger', async () => {
      const bench = open()
      const { filter } = await config(bench)
      expect(filter).toEqual({ supported: true, maxResults: expect.any(Number) })
      const many = filter.maxResults + 1
      const roles = Array.from({ length: many }, (_, n) => role(`role-${n}`))
      const catalogued = open({ catalogue: { roles, entitlementTypes: [] } })
      const { body } = await catalogued.get(`/Roles?count=${many}`)
      expect(body).toMatchObject({ totalResults: many, itemsPerPage: filter.maxResults })
      expect(body.Resources).toHaveLength(filter.maxResults)
    })

    requirement('7643-5-d', 'changePassword says whether passwords are kept', async () => {
      const keeps = open()
      expect((await config(keeps)).changePassword).toEqual({ supported: true })
      const drops = open({ keepsPasswords: false })
      expect((await config(drops)).changePassword).toEqual({ supported: false })
    })

    requirement('7643-5-e', 'sort is said, and a list is sorted', async () => {
      const bench = open()
      expect((await config(bench)).sort).toEqual({ supported: true })
      for (const name of ['b', 'c', 'a']) await bench.post('/Users', userBody(`${name}@gridco.example`))
      const { body } = await bench.get('/Users?sortBy=userName&sortOrder=descending')
      expect(body.Resources.map((user: { userName: string }) => user.userName[0])).toEqual(['c', 'b', 'a'])
    })

    requirement('7643-5-f', 'etag is said, and a version that is named is minded (EID 9018)', async () => {
      const bench = open()
      expect((await config(bench)).etag).toEqual({ supported: true })
      const created = await bench.post('/Users', userBody('a@gridco.example'))
      expect(created.headers.get('etag')).toBe(created.body.meta.version)
      const path = `/Users/${created.body.id}`
      expect((await bench.delete(path, { 'if-match': 'W/"99"' })).status).toBe(412)
      expect((await bench.get(path)).status).toBe(200)
    })

    requirement('7643-5-g', 'authenticationSchemes says how to authenticate, one way being the preferred', async () => {
      const [scheme, ...others] = (await config(open())).authenticationSchemes
      expect(others).toEqual([])
      expect(scheme).toEqual({
        type: 'oauthbearertoken',
        name: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
        specUri: expect.stringMatching(/^https:/),
        primary: true,
      })
      const basic = { type: 'httpbasic', name: 'HTTP Basic', description: 'A name and a password' } as const
      expect((await config(open({ authenticationSchemes: [basic] }))).authenticationSchemes).toEqual([basic])
    })

    requirement('7643-5-h', 'the configuration is answered to a request without a credential (D-32)', async () => {
      const bench = open()
      const { status, body } = await bench.send('GET', '/ServiceProviderConfig')
      expect({ status, schemes: body.authenticationSchemes.length }).toEqual({ status: 200, schemes: 1 })
    })

    requirement('7643-5-i', 'the configuration has its schema, no id, and cannot be written', async () => {
      const bench = open()
      const body = await config(bench)
      expect(body.schemas).toEqual([configUrn])
      expect(body).not.toHaveProperty('id')
      expect(body.meta).toEqual({
        resourceType: 'ServiceProviderConfig',
        location: `${bench.baseUrl}/ServiceProviderConfig`,
        version: expect.stringMatching(/^W\//),
      })
      const attributes = (await bench.get(`/Schemas/${configUrn}`)).body.attributes
      expect(mutabilitiesOf(attributes)).toEqual(new Set(['readOnly']))
      for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
        expect((await bench.send(method, '/ServiceProviderConfig')).status).toBe(405)
      }
    })

    requirement('7643-5-j', 'documentationUri is there when the service has one', async () => {
      expect(await config(open())).not.toHaveProperty('documentationUri')
      const documented = await config(open({ documentationUri: 'https://app.example/help' }))
      expect(documented.documentationUri).toBe('https://app.example/help')
    })

    requirement('7643-5-a', 'the schema of the configuration has each attribute that is said (D-30)', async () => {
      const bench = open({ documentationUri: 'https://app.example/help' })
      const { schemas: _schemas, meta: _meta, ...said } = await config(bench)
      const { attributes } = (await bench.get(`/Schemas/${configUrn}`)).body
      expect(namesOf(attributes)).toEqual(expect.arrayContaining(Object.keys(said)))
      for (const [name, value] of Object.entries(said)) {
        const { subAttributes = [] } = attributes.find((each: { name: string }) => each.name === name)
        for (const element of [value].flat()) {
          if (typeof element !== 'object') continue
          expect(namesOf(subAttributes)).toEqual(expect.arrayContaining(Object.keys(element as object)))
        }
      }
    })
  })
}

async function config(bench: ProtocolBench) {
  const { status, body } = await bench.get('/ServiceProviderConfig')
  expect(status).toBe(200)
  return body
}

function role(value: string) {
  return { value, display: value, description: undefined, attributes: {}, supported: true, created: 0, lastModified: 0 }
}

interface Described {
  readonly name: string
  readonly mutability: string
  readonly subAttributes?: readonly Described[]
}

function namesOf(attributes: readonly Described[]): readonly string[] {
  return attributes.map(({ name }) => name)
}

function mutabilitiesOf(attributes: readonly Described[]): ReadonlySet<string> {
  return new Set(attributes.flatMap((each) => [each.mutability, ...mutabilitiesOf(each.subAttributes ?? [])]))
}
