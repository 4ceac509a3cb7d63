import { describe, expect, test } from 'vitest'
import { type Manner, strictManner, type Tolerance } from '../manner.js'
import { integer, string } from '../schema/attribute.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { readResource } from './read-resource.js'

const core = User.schema.id
const enterprise = EnterpriseUserSchema.id

/** Reads the members beside a user's `userName`, and says which habits were tolerated. */
function read(members: object, type: ResourceType = User) {
  const tolerated: Tolerance[] = []
  const manner: Manner = { strict: false, tolerated: (tolerance) => tolerated.push(tolerance) }
  const { userName, ...resource } = readResource(
    { schemas: [type.schema.id], userName: 'x', ...members },
    type,
    manner,
  ).resource
  return { resource, tolerated }
}

function strictRefusal(members: object, type: ResourceType = User): unknown {
  try {
    readResource({ schemas: [type.schema.id], userName: 'x', ...members }, type, strictManner)
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

test('Q11, D-08, acceptStringBooleans: "True" and "False" of Entra ID, 0 and 1', () => {
  for (const [sent, meant] of [
    ['False', false],
    ['True', true],
    ['false', false],
    [1, true],
    [0, false],
  ] as const) {
    expect(read({ active: sent })).toEqual({ resource: { active: meant }, tolerated: ['acceptStringBooleans'] })
    expect(strictRefusal({ active: sent })).toMatchObject({ status: 400, scimType: 'invalidValue' })
  }
  const role = { primary: 'True', value: 'Admin' }
  expect(read({ roles: [role] }).resource).toEqual({ roles: [{ primary: true, value: 'Admin' }] })
  expect(read({ title: 'True' })).toEqual({ resource: { title: 'True' }, tolerated: [] })
})

test("Q30, acceptNumbersAsText: the numbers of Okta's sample user", () => {
  const sample = {
    externalId: 701984,
    addresses: [{ postalCode: 91608 }],
    [enterprise]: { employeeNumber: 5, costCenter: 9 },
  }
  expect(read(sample)).toEqual({
    resource: {
      externalId: '701984',
      addresses: [{ postalCode: '91608' }],
      [enterprise]: { employeeNumber: '5', costCenter: '9' },
    },
    tolerated: Array(4).fill('acceptNumbersAsText'),
  })
  expect(strictRefusal({ externalId: 701984 })).toMatchObject({ scimType: 'invalidValue' })
})

test('Q30: a number that JavaScript does not hold exactly is refused, for its text would be another', () => {
  const sent = (text: string) => read(JSON.parse(`{"externalId":${text}}`)).resource.externalId
  expect(['0', '-42', '9007199254740991', '1.5', '-0.000001', '123456.789012345'].map(sent)).toEqual([
    '0',
    '-42',
    '9007199254740991',
    '1.5',
    '-0.000001',
    '123456.789012345',
  ])
  for (const text of ['9007199254740993', '1e21', '1e400', '-9007199254740992', '0.1234567890123456789', '1e-9']) {
    expect(() => sent(text)).toThrow("'externalId' is a string.")
  }
  const role = (value: string) => read({ roles: [{ value: `{"value":${value}}` }] })
  expect(role('25').resource.roles).toEqual([{ value: '25' }])
  expect(() => role('9007199254740993')).toThrow("'roles.value' is a string.")
})

test('D-08, acceptTextAsNumbers: "42" where a number is due', () => {
  const schema = defineSchema('urn:example:Room', { userName: string(), floor: integer() })
  const Room = defineResourceType({ name: 'Room', endpoint: '/Rooms', schema })
  expect(read({ floor: '-42' }, Room)).toEqual({ resource: { floor: -42 }, tolerated: ['acceptTextAsNumbers'] })
  expect(strictRefusal({ floor: '42' }, Room)).toMatchObject({ scimType: 'invalidValue' })
  expect(() => read({ floor: '4e2' }, Room)).toThrow("'floor' is a number.")
  expect(() => read({ floor: '1'.repeat(41) }, Room)).toThrow("'floor' is a number.")
})

test('Q26, acceptEmptyText: "" for no value', () => {
  const body = { title: '', emails: [{ value: '' }], photos: '', name: '', active: '' }
  expect(read(body)).toEqual({ resource: {}, tolerated: Array(5).fill('acceptEmptyText') })
  expect(strictRefusal({ emails: '' })).toMatchObject({ scimType: 'invalidValue' })
})

test('Q18, acceptPlainValues: roles as text or as an array of text (Okta mappings, directory-scimple #693)', () => {
  expect(read({ roles: ['admin', 'user'] }).resource).toEqual({ roles: [{ value: 'admin' }, { value: 'user' }] })
  expect(read({ roles: 'admin' })).toEqual({
    resource: { roles: [{ value: 'admin' }] },
    tolerated: ['acceptObjectAsArray', 'acceptPlainValues'],
  })
  expect(read({ roles: 'admin,user' }).resource).toEqual({ roles: [{ value: 'admin,user' }] })
  expect(strictRefusal({ roles: ['admin'] })).toMatchObject({ scimType: 'invalidValue' })
})

test('Q18, splitCommaLists: several roles in one text, only where the connection says so', () => {
  const tolerated: Tolerance[] = []
  const splitting: Manner = { strict: false, splitCommaLists: true, tolerated: (name) => tolerated.push(name) }
  const rolesOf = (roles: unknown, manner = splitting) =>
    readResource({ schemas: [core], userName: 'x', title: 'a,b', roles }, User, manner).resource
  expect(rolesOf('admin, user,')).toMatchObject({ title: 'a,b', roles: [{ value: 'admin' }, { value: 'user' }] })
  expect(tolerated).toContain('splitCommaLists')
  expect(rolesOf(['a,b', 'c']).roles).toEqual([{ value: 'a' }, { value: 'b' }, { value: 'c' }])
  expect(rolesOf([{ value: 'a,b' }]).roles).toEqual([{ value: 'a,b' }])
  expect(() => rolesOf(','.repeat(5000))).toThrow("'roles' has more than 1000 values.")
  expect(() => rolesOf('a,b', { ...splitting, strict: true })).toThrow("'roles' has several values")
})

test('§10.1, acceptObjectAsArray: the e-mail of OneLogin', () => {
  expect(read({ schemas: ['urn:scim:schemas:core:1.0'], emails: { value: 'x@y' } })).toEqual({
    resource: { emails: [{ value: 'x@y' }] },
    tolerated: ['acceptObjectAsArray', 'ignoreUnknownSchemas', 'acceptMissingSchemas'],
  })
  expect(strictRefusal({ emails: { value: 'x@y' } })).toMatchObject({ scimType: 'invalidValue' })
})

describe('Q19, acceptReferenceForms: the manager of Entra ID', () => {
  test.each([
    ['text', '271'],
    ['an array of one', [{ $ref: 'http://app.example/scim/Users/271', value: '271' }]],
    ['an array of text', ['271']],
  ])('as %s', (_form, manager) => {
    expect(read({ [enterprise]: { manager } })).toEqual({
      resource: { [enterprise]: { manager: { value: '271' } } },
      tolerated: ['acceptReferenceForms'],
    })
    expect(strictRefusal({ [enterprise]: { manager } })).toMatchObject({ scimType: 'invalidValue' })
  })

  test.each([[[]], [''], [{ value: '' }], [{ value: null }], [null]])('as %j: none', (manager) => {
    expect(read({ [enterprise]: { manager } }).resource).toEqual({})
  })
})

describe('Q17, acceptJsonInValue: the role of Entra ID as JSON text (§7.7)', () => {
  test('its value and display are taken', () => {
    const value = '{"id":"06b07648-ecfe-589f-9d2f-6325724a46ee","value":"25","displayName":"Role1234"}'
    expect(read({ roles: [{ value }] })).toEqual({
      resource: { roles: [{ value: '25', display: 'Role1234' }] },
      tolerated: ['acceptJsonInValue'],
    })
    expect(read({ roles: [{ primary: true, Value: value, type: 't' }] }).resource).toEqual({
      roles: [{ primary: true, type: 't', value: '25', display: 'Role1234' }],
    })
  })

  test('text that is no such object is kept', () => {
    for (const value of ['{"id":"1"}', '{"value":', '{}', '[1]', '"x"', `{"value":"${'x'.repeat(5000)}"}`]) {
      expect(read({ roles: [{ value }] })).toEqual({ resource: { roles: [{ value }] }, tolerated: [] })
    }
  })

  test('in the strict manner the text is the value', () => {
    const body = { schemas: [core], userName: 'x', roles: [{ value: '{"value":"25"}' }] }
    expect(readResource(body, User, strictManner).resource.roles).toEqual([{ value: '{"value":"25"}' }])
  })
})

test('§7.7, acceptDisplayName: AppRoleAssignmentsComplex', () => {
  const role = { primary: false, type: 'WindowsAzureActiveDirectoryRole', displayName: 'Admin', value: 'Admin' }
  expect(read({ roles: [role] })).toEqual({
    resource: {
      roles: [{ primary: false, type: 'WindowsAzureActiveDirectoryRole', display: 'Admin', value: 'Admin' }],
    },
    tolerated: ['acceptDisplayName'],
  })
  expect(read({ roles: [{ value: 'a', display: 'A', displayName: 'B' }] }).resource.roles).toEqual([
    { value: 'a', display: 'A' },
  ])
  expect(strictRefusal({ roles: [role] })).toMatchObject({ scimType: 'invalidSyntax' })
  expect(() => read({ roles: [{ value: 'a', displayName: { toString: 1 } }] })).toThrow("'roles.display' is a string.")
})

test('§4.4, acceptIdAsValue: a grant that is named by its id', () => {
  expect(read({ entitlements: [{ id: 'lic-1', display: 'Pro' }] })).toEqual({
    resource: { entitlements: [{ value: 'lic-1', display: 'Pro' }] },
    tolerated: ['acceptIdAsValue'],
  })
  expect(read({ roles: [{ id: 'guid', value: 'Admin' }] }).resource.roles).toEqual([{ value: 'Admin' }])
  expect(strictRefusal({ roles: [{ id: 'x' }] })).toMatchObject({ scimType: 'invalidSyntax' })
})

test('standards §4.3, acceptDisplayAsValue: a grant that is named by its label alone', () => {
  expect(read({ roles: [{ display: 'Todo-er', value: null }] })).toEqual({
    resource: { roles: [{ value: 'Todo-er', display: 'Todo-er' }] },
    tolerated: ['acceptDisplayAsValue'],
  })
  const { roles } = readResource(
    { schemas: [core], userName: 'x', roles: [{ display: 'Todo-er' }] },
    User,
    strictManner,
  ).resource
  expect(roles).toEqual([{ display: 'Todo-er' }])
})

test('Q13, acceptQualifiedNames: dotted and URN names in a body', () => {
  const body = { 'name.givenName': 'A', name: { familyName: 'B' }, [`${enterprise}:department`]: 'D' }
  expect(read(body)).toEqual({
    resource: { name: { givenName: 'A', familyName: 'B' }, [enterprise]: { department: 'D' } },
    tolerated: ['acceptQualifiedNames', 'acceptQualifiedNames'],
  })
  expect(strictRefusal({ 'name.givenName': 'A' })).toMatchObject({ scimType: 'invalidSyntax' })
})

test('Q29, ignoreUnknownAttributes: what onboarding bots send, the rest is kept', () => {
  const body = {
    shoeSize: 4,
    name: { nickname: 'x', givenName: 'A' },
    emails: [{ value: 'a@x', shoe: {} }],
    'urn:x:y': {},
  }
  expect(read(body)).toEqual({
    resource: { name: { givenName: 'A' }, emails: [{ value: 'a@x' }] },
    tolerated: Array(4).fill('ignoreUnknownAttributes'),
  })
  expect(strictRefusal({ shoeSize: 4 })).toMatchObject({ status: 400, scimType: 'invalidSyntax' })
})

test('Q29, ignoreUnknownSchemas: the group of Entra ID', () => {
  const schemas = [Group.schema.id, 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group']
  const tolerated: Tolerance[] = []
  readResource({ schemas, displayName: 'g' }, Group, { strict: false, tolerated: (name) => tolerated.push(name) })
  expect(tolerated).toEqual(['ignoreUnknownSchemas'])
})

test('D-66, acceptMissingSchemas: a body without its URN', () => {
  expect(read({ schemas: undefined }).tolerated).toEqual(['acceptMissingSchemas'])
  expect(read({ schemas: [enterprise] }).tolerated).toEqual(['acceptMissingSchemas'])
  expect(read({ schemas: core }).tolerated).toEqual([])
})

test('acceptDisplayName: where a value has no display to be called by, displayName is one more unknown attribute', () => {
  expect(read({ addresses: [{ country: 'AT', displayName: 'Home' }] })).toEqual({
    resource: { addresses: [{ country: 'AT' }] },
    tolerated: ['ignoreUnknownAttributes'],
  })
})

test('Q13: a part of several values is named by no path in a body: it is ignored as unknown', () => {
  expect(read({ 'emails.value': 'a@x', emails: [{ value: 'b@x' }] })).toEqual({
    resource: { emails: [{ value: 'b@x' }] },
    tolerated: ['ignoreUnknownAttributes'],
  })
})
