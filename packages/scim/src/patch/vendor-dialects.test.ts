import { describe, expect, test } from 'vitest'
import { type Manner, strictManner, type Tolerance } from '../manner.js'
import type { Resource } from '../resource/resource.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import { applyPatch } from './apply-patch.js'
import { parsePatchOp } from './patch-operation.js'

const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
const enterprise = EnterpriseUserSchema.id

/** Applies the operations as the compatible manner does, and says which habits were tolerated. */
function patch(resource: Resource, operations: unknown[], type: ResourceType = User) {
  const tolerated: Tolerance[] = []
  const manner: Manner = { strict: false, tolerated: (tolerance) => tolerated.push(tolerance) }
  const after = applyPatch(resource, parsePatchOp({ schemas, Operations: operations }, type, manner), type, manner)
  return { after, tolerated }
}

function strictRefusal(resource: Resource, operations: unknown[], type: ResourceType = User): unknown {
  try {
    applyPatch(resource, parsePatchOp({ schemas, Operations: operations }, type, strictManner), type, strictManner)
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

describe('what Entra ID sends without its flag (§7.5)', () => {
  test('Q11, E8, E9: deactivating and activating with text', () => {
    for (const [value, active] of [
      ['False', false],
      ['True', true],
    ] as const) {
      expect(patch({ userName: 'x', active: !active }, [{ op: 'Replace', path: 'active', value }])).toEqual({
        after: { userName: 'x', active },
        tolerated: ['acceptStringBooleans'],
      })
    }
  })

  test('Q15: the profile change, of which nothing is there yet', () => {
    const operations = [
      { op: 'Replace', path: 'displayName', value: 'Pvlo' },
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'TestBcwqnm@test.microsoft.com' },
      { op: 'Replace', path: 'name.givenName', value: 'Gtfd' },
      { op: 'Replace', path: 'name.familyName', value: 'Pkqf' },
      { op: 'Replace', path: 'externalId', value: 'Eqpj' },
      { op: 'Replace', path: `${enterprise}:employeeNumber`, value: 'Eqpj' },
    ]
    expect(patch({ userName: 'x' }, operations)).toEqual({
      after: {
        userName: 'x',
        displayName: 'Pvlo',
        emails: [{ type: 'work', value: 'TestBcwqnm@test.microsoft.com', primary: true }],
        name: { givenName: 'Gtfd', familyName: 'Pkqf' },
        externalId: 'Eqpj',
        [enterprise]: { employeeNumber: 'Eqpj' },
      },
      tolerated: ['createMissingValue'],
    })
  })

  test('Q15: several operations build one address, and it is the primary one', () => {
    const operations = ['country', 'locality', 'postalCode'].map((part) => {
      return { op: 'Add', path: `addresses[type eq "work"].${part}`, value: part }
    })
    expect(patch({ userName: 'x' }, operations).after.addresses).toEqual([
      { type: 'work', country: 'country', locality: 'locality', postalCode: 'postalCode', primary: true },
    ])
  })
})

test('D-01, Q15, createMissingValue: replace of an e-mail that is not there yet', () => {
  const operation = { op: 'Replace', path: 'emails[type eq "work"].value', value: 'x@y' }
  const user = { userName: 'x', emails: [{ type: 'home', value: 'h' }] }
  expect(patch(user, [operation])).toEqual({
    after: {
      userName: 'x',
      emails: [
        { type: 'home', value: 'h' },
        { type: 'work', value: 'x@y' },
      ],
    },
    tolerated: ['createMissingValue'],
  })
  expect(strictRefusal(user, [operation])).toMatchObject({ status: 400, scimType: 'noTarget' })
})

test('Q16: roles[primary eq "True"].value makes a role that is primary, or changes the one that is', () => {
  const operation = { op: 'Add', path: 'roles[primary eq "True"].value', value: 'Admin' }
  expect(patch({ userName: 'x' }, [operation]).after.roles).toEqual([{ primary: true, value: 'Admin' }])
  const roles = [{ value: 'User' }, { value: 'Other', primary: true }]
  expect(patch({ userName: 'x', roles }, [operation]).after.roles).toEqual([
    { value: 'User' },
    { value: 'Admin', primary: true },
  ])
})

test('Q17: the roles of AppRoleAssignmentsComplex, JSON in text (§7.7)', () => {
  const value = [
    { value: '{"id":"1","value":"Admin","displayName":"The Admin"}' },
    { value: '{"id":"2","value":"User","displayName":"A User"}' },
  ]
  expect(patch({ userName: 'x' }, [{ op: 'Add', path: 'roles', value }])).toEqual({
    after: {
      userName: 'x',
      roles: [
        { value: 'Admin', display: 'The Admin' },
        { value: 'User', display: 'A User' },
      ],
    },
    tolerated: ['acceptJsonInValue', 'acceptJsonInValue'],
  })
  const path = 'roles[primary eq true].value'
  expect(patch({ userName: 'x' }, [{ op: 'Add', path, value: '{"value":"25"}' }]).after.roles).toEqual([
    { primary: true, value: '25' },
  ])
})

test('Q17: AssertiveAppRoleAssignmentsComplex replaces the roles, several of one type (§7.7)', () => {
  const type = 'WindowsAzureActiveDirectoryRole'
  const roles = ['Admin', 'User'].map((value) => ({ primary: false, type, display: value, value }))
  const before = { userName: 'x', roles: [{ value: 'Old' }] }
  expect(patch(before, [{ op: 'replace', path: 'roles', value: roles }])).toEqual({
    after: { userName: 'x', roles },
    tolerated: [],
  })
})

describe('§4.4: grants by PATCH, as Okta Identity Governance may send them', () => {
  const user = { userName: 'x', roles: [{ value: 'role-0' }], entitlements: [{ value: 'lic-0', type: 'License' }] }

  test('added, removed by value and by id, replaced', () => {
    const license = { value: 'lic-1', display: 'Pro', type: 'License' }
    const added = patch(user, [{ op: 'add', path: 'entitlements', value: [license] }]).after
    expect(added.entitlements).toEqual([{ value: 'lic-0', type: 'License' }, license])
    expect(patch(added, [{ op: 'remove', path: 'entitlements[value eq "lic-1"]' }]).after).toEqual(user)
    expect(patch(added, [{ op: 'remove', path: 'entitlements', value: [{ id: 'lic-1' }] }]).after).toEqual(user)
    const replaced = [{ value: 'role-1', display: 'First Role' }]
    expect(patch(user, [{ op: 'replace', path: 'roles', value: replaced }]).after.roles).toEqual(replaced)
    expect(patch(user, [{ op: 'replace', value: { roles: replaced } }]).after.roles).toEqual(replaced)
  })

  test('Q18: as text', () => {
    const { after } = patch(user, [{ op: 'add', path: 'roles', value: 'role-1' }])
    expect(after.roles).toEqual([{ value: 'role-0' }, { value: 'role-1' }])
  })
})

describe('D-05, Q20, removeListedValues: remove with a value', () => {
  const user = {
    userName: 'x',
    emails: [
      { value: 'a@x', type: 'work' },
      { value: 'a@x', type: 'home' },
      { value: 'b@x', type: 'work' },
    ],
  }

  test('removes the listed values of any multi-valued attribute, and only those', () => {
    const operation = { op: 'Remove', path: 'emails', value: [{ type: 'home', value: 'A@X' }] }
    const { after, tolerated } = patch(user, [operation])
    expect(after.emails).toEqual([user.emails[0], user.emails[2]])
    expect(tolerated).toEqual(['removeListedValues'])
    expect(patch(user, [{ op: 'Remove', path: 'emails', value: { value: 'a@x' } }]).after.emails).toEqual([
      user.emails[2],
    ])
    expect(patch(user, [{ op: 'Remove', path: 'emails', value: [] }]).after).toEqual(user)
    expect(strictRefusal(user, [operation])).toMatchObject({ status: 400, scimType: 'invalidSyntax' })
  })

  test('a value that has no `value` is named by all of it', () => {
    const addresses = [
      { locality: 'A', country: 'X' },
      { locality: 'B', country: 'X' },
    ]
    const operation = { op: 'Remove', path: 'addresses', value: [{ country: 'X', locality: 'A' }] }
    expect(patch({ userName: 'x', addresses }, [operation]).after.addresses).toEqual([addresses[1]])
  })
})

test('D-05, ignoreRemovedValue: remove of a single value, with that value beside it', () => {
  for (const path of ['title', 'emails[type eq "work"].value', 'name.givenName']) {
    const operation = { op: 'Remove', path, value: 'old' }
    expect(patch({ userName: 'x', title: 'old' }, [operation]).tolerated).toEqual(['ignoreRemovedValue'])
    expect(strictRefusal({ userName: 'x' }, [operation])).toMatchObject({ scimType: 'invalidSyntax' })
  }
  expect(patch({ userName: 'x', title: 'old' }, [{ op: 'Remove', path: 'title', value: 'old' }]).after).toEqual({
    userName: 'x',
  })
})

test('Q21, removeAllMembers: noted, and refused where members are protected', () => {
  const operation = { op: 'remove', path: 'members' }
  expect(patch({ displayName: 'g' }, [operation], Group).tolerated).toEqual(['removeAllMembers'])
  expect(patch({ userName: 'x' }, [{ op: 'remove', path: 'emails' }]).tolerated).toEqual([])
  for (const strict of [false, true]) {
    const protecting: Manner = { strict, protectMembers: true, tolerated: () => {} }
    const parse = (each: object) => parsePatchOp({ schemas, Operations: [each] }, Group, protecting)
    expect(() => parse(operation)).toThrow("All of 'members' cannot be removed at once here")
    for (const filter of ['value pr', 'type eq "User"', 'not (value eq "1")', 'value eq "1" or display sw "a"']) {
      for (const more of [{}, ...(strict ? [] : [{ value: [{ value: '1' }] }])]) {
        expect(() => parse({ op: 'remove', path: `members[${filter}]`, ...more })).toThrow(
          "What a filter finds of 'members' cannot be removed here",
        )
      }
    }
    expect(parse({ op: 'remove', path: 'members[value eq "1"]' })).toHaveLength(1)
    expect(parse({ op: 'remove', path: 'members[value eq "1" or value eq "2"]' })).toHaveLength(1)
    expect(parse({ op: 'replace', path: 'members', value: [] })).toHaveLength(1)
  }
})

test('Q14, D-39, ignoreReadOnlyKeys: the rename that Okta sends, with the id (B7)', () => {
  const operation = { op: 'replace', value: { id: 'abf4dd94', displayName: 'Test SCIMv2' } }
  expect(patch({ displayName: 'Old' }, [operation], Group)).toEqual({
    after: { displayName: 'Test SCIMv2' },
    tolerated: ['ignoreReadOnlyKeys'],
  })
  expect(strictRefusal({ displayName: 'Old' }, [operation], Group)).toMatchObject({
    status: 400,
    scimType: 'mutability',
  })
})

test('Q14: id, meta, groups and schemas within a value change nothing', () => {
  const value = { id: 'other', meta: { version: 'x' }, groups: [{ value: 'g' }], schemas: [], title: 'T' }
  expect(patch({ userName: 'x' }, [{ op: 'replace', value }]).after).toEqual({ userName: 'x', title: 'T' })
})

test('Q12: the object of Okta merges (B4)', () => {
  const user = { userName: 'x', title: 'T', active: true }
  expect(patch(user, [{ op: 'replace', value: { active: false } }])).toEqual({
    after: { ...user, active: false },
    tolerated: [],
  })
})

describe('Q19: the four shapes of the manager (§7.5)', () => {
  const path = `${enterprise}:manager`
  const managed = { userName: 'x', [enterprise]: { manager: { value: '271' } } }

  test.each([
    [{ op: 'Add', path, value: '271' }],
    [{ op: 'add', path, value: { value: '271' } }],
    [{ op: 'Add', path: 'manager', value: [{ $ref: 'http://…/scim/Users/271', value: '271' }] }],
  ])('%j sets it', (operation) => {
    expect(patch({ userName: 'x' }, [operation]).after).toEqual(managed)
  })

  test.each([
    [{ op: 'replace', path, value: { value: '' } }],
    [{ op: 'replace', path, value: { value: null } }],
    [{ op: 'replace', path, value: '' }],
    [{ op: 'replace', path, value: [] }],
    [{ op: 'remove', path }],
  ])('%j removes it', (operation) => {
    expect(patch(managed, [operation]).after).toEqual({ userName: 'x' })
  })
})

test('Q26: "" removes an optional attribute', () => {
  const user = { userName: 'x', title: 'T', phoneNumbers: [{ type: 'work', value: '1' }] }
  const operations = [
    { op: 'Replace', path: 'title', value: '' },
    { op: 'Replace', path: 'phoneNumbers[type eq "work"].value', value: '' },
  ]
  expect(patch(user, operations).after).toEqual({ userName: 'x', phoneNumbers: [{ type: 'work' }] })
})

test('Q29: unknown keys in a value are ignored, the rest is applied', () => {
  const value = { shoeSize: 4, title: 'T', [enterprise]: { shoeSize: 4, department: 'D' } }
  expect(patch({ userName: 'x' }, [{ op: 'add', value }])).toEqual({
    after: { userName: 'x', title: 'T', [enterprise]: { department: 'D' } },
    tolerated: ['ignoreUnknownAttributes', 'ignoreUnknownAttributes'],
  })
})

test('D-38, ignoreUnsupportedAttributes: a path to a standard attribute that the service has left out', () => {
  const attributes = User.schema.attributes.filter(({ name }) => name !== 'nickName')
  const Small: ResourceType = { ...User, schema: { ...User.schema, attributes }, schemaExtensions: [] }
  const operations = [
    { op: 'Add', path: 'nickName', value: 'Babs' },
    { op: 'Replace', path: `${enterprise}:department`, value: 'D' },
    { op: 'Replace', path: 'title', value: 'T' },
  ]
  expect(patch({ userName: 'x' }, operations, Small)).toEqual({
    after: { userName: 'x', title: 'T' },
    tolerated: ['ignoreUnsupportedAttributes', 'ignoreUnsupportedAttributes'],
  })
  expect(strictRefusal({ userName: 'x' }, operations, Small)).toMatchObject({ scimType: 'invalidPath' })
  expect(() => patch({ userName: 'x' }, [{ op: 'Add', path: 'shoeSize', value: 4 }], Small)).toThrow('shoeSize')
})

test('D-38: a path is resolved once, also in a copy of a standard type', () => {
  const counted = () => {
    let reads = 0
    const { schemaExtensions, ...rest } = Group
    const type: ResourceType = {
      ...rest,
      get schemaExtensions() {
        reads += 1
        return schemaExtensions
      },
    }
    return { type, reads: () => reads }
  }
  const copy = counted()
  patch({ displayName: 'g' }, [{ op: 'replace', path: 'displayName', value: 'h' }], copy.type)
  const strict = counted()
  parsePatchOp({ schemas, Operations: [{ op: 'replace', path: 'displayName', value: 'h' }] }, strict.type, strictManner)
  expect(copy.reads()).toBe(strict.reads())
})

test('D-38: what the service has not inside a filter is ignored too, what nobody has is refused', () => {
  const attributes = User.schema.attributes.map((attribute) => {
    const subAttributes = attribute.subAttributes.filter(({ name }) => name !== 'display')
    return attribute.name === 'emails' ? { ...attribute, subAttributes } : attribute
  })
  const Small: ResourceType = { ...User, schema: { ...User.schema, attributes } }
  const operation = { op: 'replace', path: 'emails[display eq "x"].value', value: 'v' }
  expect(patch({ userName: 'x' }, [operation], Small)).toEqual({
    after: { userName: 'x' },
    tolerated: ['ignoreUnsupportedAttributes'],
  })
  expect(() => patch({ userName: 'x' }, [{ ...operation, path: 'emails[shoe eq "x"].value' }], Small)).toThrow('shoe')
})
