import { describe, expect, test } from 'vitest'
import { defineEntitlementType } from '../src/index.js'
import { userBody } from './open-rollcall.js'
import { badge, badgeUrn, leaseUrn, roomUrn, twoOrganisations, userUrn } from './run-time-definitions.js'

describe('what cannot be defined is refused, by name', () => {
  const schemaRefusals: readonly (readonly [string, object, string])[] = [
    ['the URN of User', { ...badge, id: userUrn.toUpperCase() }, 'is the URN of a schema of SCIM itself'],
    [
      'the URN of a schema that is there',
      { ...badge, id: badgeUrn.toUpperCase() },
      `has a schema '${badgeUrn}' already`,
    ],
    [
      'the URN of a kind of entitlement',
      { ...badge, id: 'urn:gridco:License' },
      "of the kind of entitlement 'License'",
    ],
    ['no attributes', { id: 'urn:x:y' }, "The schema 'urn:x:y' has no 'attributes'."],
    [
      'an attribute that is only ever written',
      { id: 'urn:x:y', attributes: [{ name: 'label' }, { name: 'pin', mutability: 'writeOnly' }] },
      "'pin' of 'urn:x:y' cannot be 'writeOnly': only the password of a User is hashed",
    ],
    [
      'a part that is only ever written',
      {
        id: 'urn:x:y',
        attributes: [{ name: 'lock', type: 'complex', subAttributes: [{ name: 'key', mutability: 'writeOnly' }] }],
      },
      "'lock.key' of 'urn:x:y' cannot be 'writeOnly'",
    ],
    ['a reserved name', { id: 'urn:x:y', attributes: [{ name: 'constructor' }] }, "'constructor' cannot be the name"],
  ]
  test.each(schemaRefusals)('a schema with %s', async (_, definition, message) => {
    const { tenants } = await withLicense()
    await expect(tenants.addSchema('ours.example', definition)).rejects.toThrow(message)
    expect(await tenants.listSchemas('ours.example')).toHaveLength(3)
  })

  test('a schema whose URN is also the name of an attribute of the type that it extends', async () => {
    const { tenants } = await withLicense()
    const add = (id: string, name: string) =>
      tenants.addSchema('ours.example', { id, attributes: [{ name }] }, { extends: ['User'] })
    await add('urn:x:r2', 'label')
    await expect(add('urn:X:r2:Label', 'a')).rejects.toThrow(
      "'urn:X:r2:Label' cannot extend 'User'. The URN 'urn:X:r2:Label' also names the attribute 'label' of 'urn:x:r2'.",
    )
    await tenants.addSchema('ours.example', { id: 'urn:X:r2:Label', attributes: [{ name: 'a' }] })
  })

  const typeRefusals: readonly (readonly [string, object, string])[] = [
    ['the name of User', { name: 'user', endpoint: '/Persons' }, "'user' is a name that SCIM itself uses"],
    ['the endpoint of Group', { name: 'Crew', endpoint: '/groups' }, "'/groups' is an endpoint that SCIM itself uses"],
    ['the endpoint of roles', { name: 'Crew', endpoint: '/Roles' }, "'/Roles' is an endpoint that SCIM itself uses"],
    ['an endpoint of the protocol', { name: 'Crew', endpoint: '/BULK' }, "'/BULK' has another meaning"],
    ['the name of a type that is there', { name: 'ROOM', endpoint: '/Halls' }, "has a resource type 'Room' already"],
    [
      'the endpoint of a type that is there',
      { name: 'Hall', endpoint: '/rooms' },
      "has the resource type 'Room' at '/Rooms'",
    ],
    [
      'the name of a kind of entitlement',
      { name: 'license', endpoint: '/L' },
      "has a kind of entitlement 'License' already",
    ],
    [
      'the endpoint of a kind of entitlement',
      { name: 'Hall', endpoint: '/Licenses' },
      "kind of entitlement 'License' at",
    ],
    [
      'a schema that is not there',
      { name: 'Hall', endpoint: '/Halls', schema: 'urn:x:z' },
      "There is no schema 'urn:x:z'.",
    ],
    [
      'a schema of SCIM itself',
      { name: 'Hall', endpoint: '/Halls', schema: userUrn },
      `There is no schema '${userUrn}'.`,
    ],
    [
      'its own schema as an extension',
      { name: 'Hall', endpoint: '/Halls', schemaExtensions: [{ schema: roomUrn }] },
      'cannot be extended by its own schema',
    ],
  ]
  test.each(typeRefusals)('a resource type with %s', async (_, change, message) => {
    const { tenants } = await withLicense()
    await expect(tenants.addResourceType('ours.example', { schema: roomUrn, ...change })).rejects.toThrow(message)
    expect(await tenants.listResourceTypes('ours.example')).toHaveLength(1)
  })

  test('a resource type of a schema with an attribute that every resource has', async () => {
    const { tenants } = await twoOrganisations()
    await tenants.addSchema('ours.example', { id: 'urn:x:y', attributes: [{ name: 'externalID' }] })
    const type = { name: 'Hall', endpoint: '/Halls', schema: 'urn:x:y' }
    await expect(tenants.addResourceType('ours.example', type)).rejects.toThrow("an attribute 'externalID' already")
  })

  test('a resource type of a schema that an earlier release let in with an attribute that is only ever written', async () => {
    const { rollcall, tenants } = await twoOrganisations()
    const definition = { id: 'urn:x:y', attributes: [{ name: 'pin', mutability: 'writeOnly' }] }
    await rollcall.database.write([
      {
        sql: "/* a test asks */ INSERT INTO schemas (tenant_id, schema_key, definition, created) VALUES ('ours.example', 'urn:x:y', ?, 1)",
        parameters: [JSON.stringify(definition)],
      },
      { sql: '/* a test asks */ UPDATE tenants SET config_version = config_version + 1' },
    ])
    const type = { name: 'Hall', endpoint: '/Halls' }
    const message = "'pin' of 'urn:x:y' cannot be 'writeOnly'"
    await expect(tenants.addResourceType('ours.example', { ...type, schema: 'urn:x:y' })).rejects.toThrow(message)
    const extended = { ...type, schema: leaseUrn, schemaExtensions: [{ schema: 'urn:x:y', required: false }] }
    await expect(tenants.addResourceType('ours.example', extended)).rejects.toThrow(message)
  })

  test('a kind of entitlement with the name, the endpoint or the schema of what is defined', async () => {
    const { tenants } = await twoOrganisations()
    const add = (name: string, endpoint: string, extension?: string) =>
      tenants.addEntitlementType(
        'ours.example',
        defineEntitlementType({
          name,
          endpoint,
          ...(extension === undefined ? {} : { extension }),
          values: { a: { display: 'A' } },
        }),
      )
    await expect(add('ROOM', '/Halls')).rejects.toThrow("'ROOM'")
    await expect(add('Hall', '/rooms')).rejects.toThrow("'/rooms'")
    await expect(add('Hall', '/Halls', badgeUrn.toUpperCase())).rejects.toThrow('a schema of its own')
    await add('Hall', '/Halls')
  })

  test('an extension of what is not there or not written, and one that is required of people who lack it', async () => {
    const { tenants, ours } = await withLicense()
    const other = { ...badge, id: 'urn:x:y' }
    await expect(tenants.addSchema('ours.example', other, { extends: ['Printer'] })).rejects.toThrow(
      "no resource type 'Printer' to extend; it has 'User', 'Group', 'Room'",
    )
    await expect(tenants.addSchema('ours.example', other, { extends: ['License'] })).rejects.toThrow("'License'")
    await expect(tenants.addSchema('ours.example', other, { required: true })).rejects.toThrow('name one to extend')
    await ours('POST', '/Users', { body: userBody('a@ours.example') })
    await expect(tenants.addSchema('ours.example', other, { extends: ['User'], required: true })).rejects.toThrow(
      "has 1 of the type 'User' already",
    )
    await tenants.addSchema('ours.example', other, { extends: ['room', 'Room', 'Group'] })
    expect((await ours('GET', '/ResourceTypes/Room')).body.schemaExtensions).toHaveLength(2)
  })

  test('anything for an organisation that is not there', async () => {
    const { tenants } = await twoOrganisations()
    await expect(tenants.addSchema('no.example', badge)).rejects.toThrow("There is no organisation 'no.example'")
    await expect(tenants.listSchemas('no.example')).rejects.toThrow('rollcall tenant create')
    await expect(tenants.removeResourceType('no.example', 'Room')).rejects.toThrow('no.example')
  })

  async function withLicense() {
    const organisations = await twoOrganisations()
    await organisations.tenants.addEntitlementType('ours.example', {
      name: 'License',
      endpoint: '/Licenses',
      extension: 'urn:gridco:License',
      values: { pro: { display: 'Pro' } },
    })
    return organisations
  }
})
