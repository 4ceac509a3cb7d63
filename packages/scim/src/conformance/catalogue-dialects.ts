import { describe, expect } from 'vitest'
import type { Dialect } from '../entitlements/dialect-schemas.js'
import { type Item, listed, sorted, userWith } from './catalogue-items.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { licenseUrn, sampleCatalogue } from './sample-catalogue.js'

const oktaRole = 'urn:okta:scim:schemas:core:1.0:Role'
const oktaEntitlement = 'urn:okta:scim:schemas:core:1.0:Entitlement'
const draftRole = 'urn:ietf:params:scim:schemas:core:2.0:Role'
const draftEntitlement = 'urn:ietf:params:scim:schemas:core:2.0:Entitlement'

/** One catalogue of roles and entitlements, as Okta discovers it and as draft-ietf-scim-roles-entitlements-01 has it. */
export function testCatalogueDialects(open: OpenBench): void {
  const publish = (dialect: Dialect) => open({ catalogue: sampleCatalogue, dialect })

  describe("the catalogue in Okta's dialect", () => {
    requirement(
      'okta',
      'roles are one resource type, and each kind of entitlements is another, at its endpoint',
      async () => {
        const bench = publish('okta')
        const { Resources: types } = (await bench.get('/ResourceTypes')).body
        expect(types.slice(3).map(described)).toEqual([
          { name: 'Role', endpoint: '/Roles', schema: oktaRole, schemaExtensions: undefined },
          {
            name: 'License',
            endpoint: '/Licenses',
            schema: oktaEntitlement,
            schemaExtensions: [{ schema: licenseUrn, required: true }],
          },
          { name: 'Support', endpoint: '/SupportLevels', schema: oktaEntitlement, schemaExtensions: undefined },
        ])
        const { Resources: schemas } = (await bench.get('/Schemas')).body
        const ids = schemas.map(({ id }: { id: string }) => id)
        expect(ids).toEqual(expect.arrayContaining([oktaRole, oktaEntitlement, licenseUrn]))
        expect(ids).not.toContain(draftRole)
        expect((await bench.get('/ServiceProviderConfig')).body).not.toHaveProperty('RolesAndEntitlements')
      },
    )

    requirement('okta', 'what can be granted is listed, whole, in the order of the catalogue', async () => {
      const bench = publish('okta')
      const roles = await listed(bench, '/Roles')
      expect(roles.map(withoutMeta)).toEqual([
        { schemas: [oktaRole], id: 'owner', displayName: 'Owner' },
        { schemas: [oktaRole], id: 'auditor', displayName: 'Auditor', description: 'Sees everything' },
        { schemas: [oktaRole], id: 'member', displayName: 'Member' },
      ])
      const licenses = await listed(bench, '/Licenses')
      expect(withoutMeta(licenses[0])).toEqual({
        schemas: [oktaEntitlement, licenseUrn],
        id: 'pro',
        displayName: 'Professional',
        type: 'License',
        [licenseUrn]: { seats: 20, plan: 'yearly' },
      })
      expect((await listed(bench, '/SupportLevels')).map(({ id }) => id)).toEqual(['basic', 'gold'])
      expect((await bench.get('/Roles/janitor')).status).toBe(404)
    })
  })

  describe("the catalogue in the IETF draft's dialect", () => {
    requirement(
      'ietf',
      'roles and entitlements are two resource types, and the configuration says what users may carry',
      async () => {
        const bench = publish('ietf')
        const { Resources: types } = (await bench.get('/ResourceTypes')).body
        expect(types.slice(3).map(described)).toEqual([
          { name: 'Role', endpoint: '/Roles', schema: draftRole, schemaExtensions: undefined },
          { name: 'Entitlement', endpoint: '/Entitlements', schema: draftEntitlement, schemaExtensions: undefined },
        ])
        for (const urn of [draftRole, draftEntitlement]) expect((await bench.get(`/Schemas/${urn}`)).status).toBe(200)
        expect((await bench.get(`/Schemas/${oktaRole}`)).status).toBe(404)
        expect((await bench.get('/ServiceProviderConfig')).body.RolesAndEntitlements).toEqual({
          roles: { supported: true, multipleRolesSupported: true, primarySupported: true, typeSupported: true },
          entitlements: {
            supported: true,
            multipleEntitlementsSupported: true,
            primarySupported: true,
            typeSupported: true,
            types: ['License', 'Support'],
          },
        })
      },
    )

    requirement('ietf', 'what the configuration says of several values, primary and type is so', async () => {
      const bench = publish('ietf')
      const roles = [
        { value: 'auditor', display: 'Auditor', type: 'unit-7' },
        { value: 'member', display: 'Member', primary: true },
      ]
      const entitlements = [
        { value: 'pro', display: 'Professional', type: 'License', primary: true },
        { value: 'gold', display: 'By telephone', type: 'Support' },
      ]
      const { status, body } = await bench.post('/Users', userWith({ roles, entitlements }))
      expect(status).toBe(201)
      const read = (await bench.get(`/Users/${body.id}`)).body
      expect(sorted(read.roles)).toEqual(sorted(roles))
      expect(sorted(read.entitlements)).toEqual(sorted(entitlements))
    })

    requirement(
      'ietf',
      'each value says whether it can be granted and what contains it; each has an id of its own',
      async () => {
        const bench = publish('ietf')
        const unlimited = { limitedAssignmentsPermitted: false }
        expect((await listed(bench, '/Roles')).map(withoutMeta)).toEqual([
          {
            ...{ schemas: [draftRole], id: 'owner', value: 'owner', display: 'Owner', supported: true, ...unlimited },
            contains: ['auditor', 'member'],
          },
          {
            ...{
              schemas: [draftRole],
              id: 'auditor',
              value: 'auditor',
              display: 'Auditor',
              supported: true,
              ...unlimited,
            },
            containedBy: ['owner'],
          },
          {
            ...{
              schemas: [draftRole],
              id: 'member',
              value: 'member',
              display: 'Member',
              supported: true,
              ...unlimited,
            },
            containedBy: ['owner'],
          },
          { schemas: [draftRole], id: 'janitor', value: 'janitor', display: 'Janitor', supported: false, ...unlimited },
        ])
        const entitlements = await listed(bench, '/Entitlements')
        expect(entitlements.map(({ id, value, type, supported }) => [id, value, type, supported])).toEqual([
          ['pro', 'pro', 'License', true],
          ['License.basic', 'basic', 'License', true],
          ['Support.basic', 'basic', 'Support', true],
          ['gold', 'gold', 'Support', true],
          ['fax', 'fax', 'Support', false],
        ])
        const { attributes } = (await bench.get(`/Schemas/${draftEntitlement}`)).body
        expect(attributes.map(({ name, type }: { name: string; type: string }) => `${name}: ${type}`)).toEqual([
          ...['value: string', 'display: string', 'type: string', 'supported: boolean'],
          ...['limitedAssignmentsPermitted: boolean', 'totalAssignmentsPermitted: integer'],
          ...['totalAssignmentsUsed: integer', 'containedBy: string', 'contains: string'],
        ])
      },
    )
  })
}

function described({ name, endpoint, schema, schemaExtensions }: Item) {
  return { name, endpoint, schema, schemaExtensions }
}

function withoutMeta({ meta, ...rest }: Item) {
  expect(meta).toMatchObject({ resourceType: expect.any(String), version: expect.stringMatching(/^W\//) })
  return rest
}
