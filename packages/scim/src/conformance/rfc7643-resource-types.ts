import { describe, expect, test } from 'vitest'
import { createServiceProvider } from '../http/create-service-provider.js'
import { boolean, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { memoryStorage } from '../storage/memory-storage.js'
import { Device, deviceUrn, warrantyUrn } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, userBody, userUrn } from './sample-bodies.js'

const badgeUrn = 'urn:example:params:scim:schemas:core:2.0:Badge'
const issueUrn = 'urn:example:params:scim:schemas:extension:2.0:Issue'

/** A resource type that requires its extension. */
const Badge = defineResourceType({
  name: 'Badge',
  endpoint: '/Badges',
  description: 'What opens doors',
  schema: defineSchema(badgeUrn, { label: string({ required: true }) }),
  schemaExtensions: [
    { schema: defineSchema(issueUrn, { issuer: string({ required: true }), lost: boolean() }), required: true },
  ],
})

/** RFC 7643 §6: resource types as they are described, and as they behave. */
export function testResourceTypes(open: OpenBench): void {
  describe('RFC 7643 §6, resource types', () => {
    requirement(['7643-6-a', '7643-6-h'], 'name, endpoint and schema are there, and a description if any', async () => {
      const types = await typesOf(open({ resourceTypes: [User, Device, Badge] }))
      expect(types).toMatchObject([
        { name: 'User', endpoint: '/Users', schema: userUrn, description: 'User Account' },
        { name: 'Device', endpoint: '/Devices', schema: deviceUrn },
        { name: 'Badge', endpoint: '/Badges', schema: badgeUrn, description: 'What opens doors' },
      ])
      for (const type of types) {
        expect(type.schemas).toEqual(['urn:ietf:params:scim:schemas:core:2.0:ResourceType'])
      }
      // Nothing is said where nothing is to be said.
      expect(types[1]).not.toHaveProperty('description')
    })

    requirement(
      ['7643-6-b', '7643-6-c'],
      'each schema and extension is defined, and says if it is required',
      async () => {
        const bench = open({ resourceTypes: [User, Device, Badge] })
        const types = await typesOf(bench)
        expect(types.map((type) => type.schemaExtensions)).toEqual([
          [{ schema: enterpriseUrn, required: false }],
          [{ schema: warrantyUrn, required: false }],
          [{ schema: issueUrn, required: true }],
        ])
        for (const { schema, schemaExtensions } of types) {
          for (const id of [schema, ...schemaExtensions.map((each: { schema: string }) => each.schema)]) {
            expect(await bench.get(`/Schemas/${id}`)).toMatchObject({ status: 200, body: { id } })
          }
        }
      },
    )

    requirement('7643-6-d', 'a required extension must be there with what it requires, and stays', async () => {
      const bench = open({ resourceTypes: [Badge] })
      const body = (data?: unknown) => ({
        schemas: [badgeUrn, ...(data ? [issueUrn] : [])],
        label: 'Gate',
        ...(data ? { [issueUrn]: data } : {}),
      })
      for (const wrong of [body(), body({}), body({ lost: true }), body({ issuer: '' })]) {
        expect(await bench.post('/Badges', wrong)).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      }
      expect((await bench.get('/Badges')).body.totalResults).toBe(0)
      const created = await bench.post('/Badges', body({ issuer: 'reception' }))
      expect(created).toMatchObject({ status: 201, body: { schemas: [badgeUrn, issueUrn] } })
      const path = `/Badges/${created.body.id}`
      expect((await bench.put(path, body())).status).toBe(400)
      expect((await bench.patch(path, [{ op: 'remove', path: issueUrn }])).status).toBe(400)
      expect((await bench.get(path)).body).toEqual(created.body)
    })

    requirement('7643-6-e', 'an extension that is not required may be left out, and is not listed then', async () => {
      const { status, body } = await open().post('/Users', userBody('a@gridco.example'))
      expect({ status, schemas: body.schemas }).toEqual({ status: 201, schemas: [userUrn] })
      expect(body).not.toHaveProperty([enterpriseUrn])
    })

    requirement('7643-6-f', 'no two resource types have one name or one endpoint (EID 8475)', async () => {
      const types = await typesOf(open({ resourceTypes: [User, Device, Badge] }))
      expect(new Set(types.map(({ name }) => name.toLowerCase())).size).toBe(3)
      expect(new Set(types.map(({ endpoint }) => endpoint.toLowerCase())).size).toBe(3)
      for (const twin of [
        { ...Device, name: 'user' },
        { ...Device, endpoint: '/USERS' },
      ]) {
        expect(() => open({ resourceTypes: [User, twin] })).toThrow('two resource types')
      }
    })

    requirement('7643-6-g', 'an endpoint is relative to the base URL, and answers there', async () => {
      const bench = open({ resourceTypes: [User, Device, Badge], catalogue: { roles: [], entitlementTypes: [] } })
      const types = await typesOf(bench)
      expect(types).toHaveLength(4)
      for (const { endpoint } of types) {
        expect(endpoint).toMatch(/^\/[A-Z]\w+$/)
        expect(await bench.get(endpoint)).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } })
      }
    })
  })

  test('definitions have the location under which the request came, where no base URL is set', async () => {
    const store = memoryStorage().ofTenant('a', { request: 'r-1' })
    const { fetch } = createServiceProvider({ resourceTypes: [User], store, basePath: '/api/scim' })
    const response = await fetch(new Request('https://other.example/api/scim/ResourceTypes/User'))
    expect((await response.json()).meta.location).toBe('https://other.example/api/scim/ResourceTypes/User')
  })
}

async function typesOf(bench: ProtocolBench) {
  const { status, body } = await bench.get('/ResourceTypes')
  expect(status).toBe(200)
  return body.Resources as readonly ScimType[]
}

interface ScimType {
  readonly schemas: readonly string[]
  readonly name: string
  readonly endpoint: string
  readonly schema: string
  readonly schemaExtensions: readonly { readonly schema: string; readonly required: boolean }[]
}
