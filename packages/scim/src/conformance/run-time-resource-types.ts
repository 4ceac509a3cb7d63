import { describe, expect, test } from 'vitest'
import { readResourceType } from '../schema/read-resource-type.js'
import { readSchema } from '../schema/read-schema.js'
import { defineResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import type { OpenBench } from './protocol-bench.js'
import { userBody, userUrn } from './sample-bodies.js'

const roomUrn = 'urn:example:params:scim:schemas:core:2.0:Room'
const badgeUrn = 'urn:example:params:scim:schemas:extension:2.0:Badge'

/** Resource types and extensions that are data: what a tenant defined, and nobody compiled. */
export function testRunTimeResourceTypes(open: OpenBench): void {
  describe('resource types defined by data', () => {
    test('a whole resource type is served by its definition: uniqueness, filters, sorting, PATCH and discovery', async () => {
      const bench = open({ resourceTypes: [roomType()] })
      const created = await bench.post('/Rooms', { schemas: [roomUrn], number: 'A-101', seats: 4, equipment: ['tv'] })
      expect(created).toMatchObject({ status: 201, body: { number: 'A-101', meta: { resourceType: 'Room' } } })
      expect(await bench.post('/Rooms', { schemas: [roomUrn], number: 'a-101' })).toMatchObject({
        status: 409,
        body: { scimType: 'uniqueness' },
      })
      await bench.post('/Rooms', { schemas: [roomUrn], number: 'B-7', seats: 12 })
      const listed = await bench.get('/Rooms?filter=seats%20gt%203&sortBy=seats&sortOrder=descending')
      expect(listed.body.Resources.map(({ number }: { number: string }) => number)).toEqual(['B-7', 'A-101'])
      const path = `/Rooms/${created.body.id}`
      const patched = await bench.patch(path, [{ op: 'add', path: 'equipment', value: ['phone'] }])
      expect(patched.body.equipment).toEqual(['tv', 'phone'])
      expect((await bench.patch(path, [{ op: 'replace', path: 'seats', value: 1.5 }])).body.scimType).toBe(
        'invalidValue',
      )
      expect((await bench.get(`/Schemas/${roomUrn}`)).body.attributes).toHaveLength(3)
      expect((await bench.get('/ResourceTypes/Room')).body).toMatchObject({ endpoint: '/Rooms', schema: roomUrn })
    })

    test("an extension that one tenant defined is that tenant's alone", async () => {
      const Badge = readSchema({ id: badgeUrn, attributes: [{ name: 'number', type: 'integer', required: true }] })
      const UserWithBadge = defineResourceType({
        ...User,
        schemaExtensions: [...User.schemaExtensions, { schema: Badge, required: true }],
      })
      const bench = open({ resourceTypes: [UserWithBadge] })
      const other = open()
      const body = { ...userBody('b@gridco.example'), schemas: [userUrn, badgeUrn], [badgeUrn]: { number: 7 } }
      expect((await bench.post('/Users', body)).body).toMatchObject({
        schemas: [userUrn, badgeUrn],
        [badgeUrn]: { number: 7 },
      })
      expect((await bench.post('/Users', userBody('c@gridco.example'))).body.scimType).toBe('invalidValue')
      expect(
        (await bench.get(`/Users?filter=${encodeURIComponent(`${badgeUrn}:number eq 7`)}`)).body.totalResults,
      ).toBe(1)
      expect((await other.get(`/Schemas/${badgeUrn}`)).status).toBe(404)
      expect((await other.get(`/Users?filter=${encodeURIComponent(`${badgeUrn}:number eq 7`)}`)).body.scimType).toBe(
        'invalidFilter',
      )
    })
  })
}

function roomType() {
  const schema = readSchema({
    id: roomUrn,
    attributes: [
      { name: 'number', required: true, uniqueness: 'server' },
      { name: 'seats', type: 'integer' },
      { name: 'equipment', multiValued: true },
    ],
  })
  return readResourceType({ name: 'Room', endpoint: '/Rooms', schema: roomUrn }, [schema])
}
