import { describe, expect } from 'vitest'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import type { ScimAnswer } from './scim-client.js'

const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'
const configUrn = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'
const endpoints = ['/ServiceProviderConfig', '/Schemas', '/ResourceTypes'] as const

/** RFC 7644 §4: discovery says what is there, is read only, and takes no filter. */
export function testDiscovery(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §4, discovery', () => {
    requirement('7644-4-a', '/ServiceProviderConfig is answered, singular, with its schema', async () => {
      const { status, body, headers } = await open().get('/ServiceProviderConfig')
      expect({ status, schemas: body.schemas }).toEqual({ status: 200, schemas: [configUrn] })
      expect(headers.get('content-type')).toBe('application/scim+json')
    })

    requirement(
      ['7644-4-b', '7644-4-e'],
      '/Schemas lists every schema, the three of discovery too (D-30)',
      async () => {
        const bench = open()
        const list = await expectList(bench, '/Schemas')
        expect(list.map(({ id }) => id)).toEqual([...expectedSchemas])
        const types = await expectList(bench, '/ResourceTypes')
        const used = types.flatMap((type) => [type.schema, ...extensionsOf(type)])
        expect([...expectedSchemas]).toEqual(expect.arrayContaining(used))
      },
    )

    requirement('7644-4-c', 'each schema is read by its URN, in any case, as the list has it', async () => {
      const bench = open()
      for (const schema of (await bench.get('/Schemas')).body.Resources) {
        for (const id of [schema.id, schema.id.toUpperCase(), encodeURIComponent(schema.id)]) {
          expect((await bench.get(`/Schemas/${id}`)).body).toEqual(schema)
        }
      }
      expectMissing(await bench.get('/Schemas/urn:example:none'))
    })

    requirement('7644-4-d', 'each resource type is read by its name, where its location says (EID 8361)', async () => {
      const bench = open()
      const types = await expectList(bench, '/ResourceTypes')
      expect(types.map(({ id }) => id)).toEqual(['User', 'Group', 'Device'])
      for (const type of types) {
        expect(type).toMatchObject({ id: type.name, meta: { resourceType: 'ResourceType' } })
        expect(type.meta.location).toBe(`${bench.baseUrl}/ResourceTypes/${type.name}`)
        expect((await bench.get(`/ResourceTypes/${type.name}`)).body).toEqual(type)
      }
      expectMissing(await bench.get('/ResourceTypes/Robot'))
      expectMissing(await bench.get('/ResourceTypes/User/1'))
      expectMissing(await bench.get('/ServiceProviderConfig/1'))
    })

    requirement('7644-4-f', 'paging, sorting, projection and unknown parameters change nothing (D-31)', async () => {
      const bench = open()
      const parameters =
        'count=1&count=x&startIndex=2&sortBy=id&sortOrder=sideways&attributes=id&excludedAttributes=meta&aadOptscim062020=1'
      for (const endpoint of endpoints) {
        const plain = await bench.get(endpoint)
        expect(await bench.get(`${endpoint}?${parameters}`)).toMatchObject({ status: 200, body: plain.body })
      }
    })

    requirement('7644-4-g', 'a filter is refused with 403 (D-31)', async () => {
      const bench = open()
      for (const path of [...endpoints, '/Schemas/urn:ietf:params:scim:schemas:core:2.0:User', '/ResourceTypes/User']) {
        const { status, body } = await bench.get(`${path}?filter=${encodeURIComponent('id eq "x"')}`)
        expect({ status, inBody: body.status }).toEqual({ status: 403, inBody: '403' })
      }
      // The name of a parameter has a case; the compatible manner does not see it (Q32).
      expect((await bench.get('/Schemas?FILTER=x')).status).toBe(strict ? 200 : 403)
    })

    requirement('7644-4-h', 'discovery is read only: 405 with Allow, before the body is looked at (D-46)', async () => {
      const bench = open()
      for (const path of [...endpoints, '/ResourceTypes/User']) {
        const before = (await bench.get(path)).body
        for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
          const answer = await bench.send(method, path, method === 'DELETE' ? undefined : 'no json')
          expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({
            status: 405,
            allow: 'GET, HEAD',
          })
        }
        expect((await bench.get(path)).body).toEqual(before)
      }
    })

    requirement(
      'D-56',
      'a trailing or doubled slash does not matter; the plural of the old standard only in the compatible manner',
      async () => {
        const bench = open()
        expect((await bench.get('/Schemas/')).body.totalResults).toBe(expectedSchemas.length)
        expect((await bench.get('//ServiceProviderConfig')).body.schemas).toEqual([configUrn])
        expect((await bench.get('/ServiceProviderConfigs')).status).toBe(strict ? 404 : 200)
        expect(bench.tolerated).toEqual(strict ? [] : ['acceptPluralConfig'])
      },
    )

    requirement('D-30', 'what discovery answers has a version, and is not sent twice', async () => {
      const bench = open()
      for (const path of [...endpoints, '/ResourceTypes/User', `/Schemas/${configUrn}`]) {
        const first = await bench.get(path)
        const tag = first.headers.get('etag') ?? ''
        expect(tag).toMatch(/^W\/"[0-9a-z-]+"$/)
        if (first.body.meta) expect(first.body.meta.version).toBe(tag)
        expect(await bench.get(path, { 'if-none-match': tag })).toMatchObject({ status: 304, body: undefined })
        expect((await bench.get(path, { 'if-none-match': 'W/"another"' })).status).toBe(200)
      }
      const other = bench.another({ documentationUri: 'https://app.example/help' })
      const tagOf = async (each: ProtocolBench) => (await each.get('/ServiceProviderConfig')).headers.get('etag')
      expect(await tagOf(other)).not.toBe(await tagOf(bench))
    })
  })
}

const expectedSchemas = [
  'urn:ietf:params:scim:schemas:core:2.0:User',
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  'urn:ietf:params:scim:schemas:core:2.0:Group',
  'urn:example:params:scim:schemas:core:2.0:Device',
  'urn:example:params:scim:schemas:extension:2.0:Warranty',
  configUrn,
  'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
  'urn:ietf:params:scim:schemas:core:2.0:Schema',
] as const

/** A whole list in one ListResponse: its elements. */
async function expectList(bench: ProtocolBench, path: string): Promise<readonly ScimAnswer['body'][]> {
  const { status, body } = await bench.get(path)
  const { Resources: resources, ...head } = body
  expect(status).toBe(200)
  expect(head).toEqual({
    schemas: [listUrn],
    totalResults: resources.length,
    startIndex: 1,
    itemsPerPage: resources.length,
  })
  return resources
}

function extensionsOf(type: ScimAnswer['body']): readonly string[] {
  return (type.schemaExtensions ?? []).map(({ schema }: { readonly schema: string }) => schema)
}

function expectMissing({ status, body }: ScimAnswer): void {
  expect({ status, body: body.status }).toEqual({ status: 404, body: '404' })
}
