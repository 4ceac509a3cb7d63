import { describe, expect, test } from 'vitest'
import { compatibleManner, type Manner, strictManner } from '../manner.js'
import type { Resource } from '../resource/resource.js'
import { boolean, complex, dateTime, string } from '../schema/attribute.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { applyPatch } from './apply-patch.js'
import { parsePatchOp } from './patch-operation.js'

const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
const enterprise = EnterpriseUserSchema.id

const jane: Resource = {
  userName: 'jane',
  name: { givenName: 'Jane', familyName: 'Smith' },
  emails: [
    { type: 'work', value: 'jane@work', primary: true },
    { type: 'home', value: 'jane@home' },
  ],
  active: true,
}

function patch(
  resource: Resource,
  operations: unknown[],
  manner: Manner = compatibleManner,
  type: ResourceType = User,
) {
  return applyPatch(resource, parsePatchOp({ schemas, Operations: operations }, type, manner), type, manner)
}

function refusal(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

describe('add (RFC 7644 §3.5.2.1)', () => {
  test('the example of the section: without a path, attributes are added', () => {
    const value = { emails: [{ value: 'babs@jensen.org', type: 'home' }], nickname: 'Babs' }
    expect(patch({ userName: 'b' }, [{ op: 'add', value }], strictManner)).toEqual({
      userName: 'b',
      emails: [{ value: 'babs@jensen.org', type: 'home' }],
      nickName: 'Babs',
    })
  })

  test('a new value comes after those that are there', () => {
    const after = patch(jane, [{ op: 'add', path: 'emails', value: [{ value: 'c@x', type: 'other' }] }], strictManner)
    expect(after.emails).toEqual([...emailsOf(jane), { value: 'c@x', type: 'other' }])
  })

  test('one value may stand without its array', () => {
    const after = patch({ userName: 'x' }, [{ op: 'add', path: 'emails', value: { value: 'c@x' } }], strictManner)
    expect(after.emails).toEqual([{ value: 'c@x' }])
  })

  test('Q24: what is there already is not added again', () => {
    const operations = [
      { op: 'add', path: 'emails', value: [{ value: 'JANE@home', type: 'home' }] },
      { op: 'add', path: 'emails', value: [{ value: 'jane@home' }] },
      { op: 'add', path: 'userName', value: 'jane' },
    ]
    expect(patch(jane, operations.slice(1), strictManner)).toEqual(jane)
    expect(emailsOf(patch(jane, operations, strictManner))).toHaveLength(2)
  })

  test('the same value with another type is another one', () => {
    const after = patch(jane, [{ op: 'add', path: 'emails', value: [{ value: 'jane@home', type: 'other' }] }])
    expect(emailsOf(after)).toHaveLength(3)
  })

  test('a single-valued attribute is replaced, a complex one gets more sub-attributes', () => {
    const after = patch(jane, [
      { op: 'add', path: 'userName', value: 'jane2' },
      { op: 'add', path: 'name', value: { middleName: 'M', givenName: 'J' } },
    ])
    expect(after.userName).toBe('jane2')
    expect(after.name).toEqual({ givenName: 'J', middleName: 'M', familyName: 'Smith' })
  })

  test('D-02: a value filter that matches nothing makes the value that it describes', () => {
    const operations = [
      { op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '+1' },
      { op: 'add', path: 'addresses[type eq "work"].locality', value: 'Hollywood' },
      { op: 'add', path: 'addresses[type eq "work"].country', value: 'US' },
    ]
    const after = patch({ userName: 'x' }, operations, strictManner)
    expect(after.phoneNumbers).toEqual([{ type: 'mobile', value: '+1' }])
    expect(after.addresses).toEqual([{ type: 'work', locality: 'Hollywood', country: 'US' }])
  })

  test('D-02: a filter that says less than a value cannot make one', () => {
    for (const path of [
      'emails[type ne "work"].value',
      'ims[type eq "a" or type eq "b"].value',
      'ims[type sw "a"].value',
    ]) {
      expect(refusal(() => patch({ userName: 'x' }, [{ op: 'add', path, value: 'v' }]))).toMatchObject({
        scimType: 'noTarget',
      })
    }
  })

  test('D-02: a filter that contradicts itself makes nothing', () => {
    for (const filter of [
      'type eq "work" and type eq "home"',
      'type eq "work" and (primary eq true and primary eq false)',
    ]) {
      for (const op of ['add', 'replace']) {
        const operation = { op, path: `emails[${filter}].value`, value: 'v' }
        expect(refusal(() => patch({ userName: 'x' }, [operation]))).toMatchObject({ scimType: 'noTarget' })
      }
    }
    const same = { op: 'add', path: 'emails[type eq "work" and type eq "Work"].value', value: 'v' }
    expect(patch({ userName: 'x' }, [same], strictManner).emails).toEqual([{ type: 'Work', value: 'v' }])
  })

  test('a value with its type and the same one without are one, whichever comes first', () => {
    const typed = { value: 'q', type: 'work' }
    const untyped = { value: 'q', display: 'Q' }
    const one = [{ value: 'q', type: 'work', display: 'Q' }]
    for (const value of [
      [typed, untyped],
      [untyped, typed],
    ]) {
      expect(patch({ userName: 'x' }, [{ op: 'add', path: 'emails', value }], strictManner).emails).toEqual(one)
      const operations = value.map((email) => ({ op: 'add', path: 'emails', value: email }))
      expect(patch({ userName: 'x' }, operations, strictManner).emails).toEqual(one)
    }
    const three = [untyped, typed, { value: 'q', type: 'home' }]
    expect(patch({ userName: 'x' }, [{ op: 'add', path: 'emails', value: three }], strictManner).emails).toEqual([
      ...one,
      { value: 'q', type: 'home' },
    ])
  })

  test('D-02: where the value has the sub-attribute already, it is replaced', () => {
    const after = patch(jane, [{ op: 'add', path: 'emails[type eq "work"].value', value: 'new@work' }], strictManner)
    expect(after.emails).toEqual([{ type: 'work', value: 'new@work', primary: true }, emailsOf(jane)[1]])
  })

  test('D-02: a path that ends in brackets cannot be added to', () => {
    const add = { op: 'add', path: 'emails[type eq "work"]', value: { value: 'x' } }
    expect(refusal(() => patch(jane, [add]))).toMatchObject({ scimType: 'invalidPath' })
  })
})

describe('remove (RFC 7644 §3.5.2.2)', () => {
  test('takes away an attribute, all values of one, a part of one', () => {
    const operations = [
      { op: 'remove', path: 'active' },
      { op: 'remove', path: 'emails' },
      { op: 'remove', path: 'name.givenName' },
    ]
    expect(patch(jane, operations, strictManner)).toEqual({ userName: 'jane', name: { familyName: 'Smith' } })
  })

  test('takes away the values that a filter selects, as in the example of the section', () => {
    const operation = { op: 'remove', path: 'emails[type eq "work" and value ew "work"]' }
    expect(patch(jane, [operation], strictManner).emails).toEqual([emailsOf(jane)[1]])
  })

  test('takes away a part of the values that a filter selects', () => {
    const operation = { op: 'remove', path: 'emails[type eq "work"].primary' }
    expect(emailsOf(patch(jane, [operation], strictManner))[0]).toEqual({ type: 'work', value: 'jane@work' })
  })

  test('an attribute without a value left is unassigned', () => {
    const operations = [
      { op: 'remove', path: 'emails[type pr]' },
      { op: 'remove', path: 'name.givenName' },
      { op: 'remove', path: 'name.familyName' },
    ]
    expect(patch(jane, operations, strictManner)).toEqual({ userName: 'jane', active: true })
  })

  test('D-03: what is not there is removed without a complaint and without a change', () => {
    const operations = [
      { op: 'remove', path: 'emails[type eq "fax"]' },
      { op: 'remove', path: 'emails[type eq "fax"].value' },
      { op: 'remove', path: 'phoneNumbers[type eq "fax"]' },
      { op: 'remove', path: 'title' },
      { op: 'remove', path: enterprise },
    ]
    expect(patch(jane, operations, strictManner)).toEqual(jane)
  })

  test('D-04: remove without a path has no target', () => {
    for (const manner of [strictManner, compatibleManner]) {
      for (const operation of [
        { op: 'remove' },
        { op: 'Remove', value: { title: 'x' } },
        { op: 'remove', path: null },
      ]) {
        expect(refusal(() => patch(jane, [operation], manner))).toMatchObject({ scimType: 'noTarget' })
      }
    }
  })

  test('what is required cannot be removed', () => {
    for (const operation of [
      { op: 'remove', path: 'userName' },
      { op: 'replace', path: 'userName', value: null },
      { op: 'replace', value: { userName: null } },
      { op: 'replace', path: 'userName', value: '' },
    ]) {
      expect(refusal(() => patch(jane, [operation]))).toMatchObject({ scimType: 'mutability' })
    }
  })

  test('a role is its value: without it nothing is left of it', () => {
    const after = patch({ userName: 'x', roles: [{ value: 'a', primary: true }] }, [
      { op: 'remove', path: 'roles[primary eq true].value' },
    ])
    expect(after).toEqual({ userName: 'x' })
  })
})

describe('replace (RFC 7644 §3.5.2.3)', () => {
  test('the values of a list are replaced as a whole', () => {
    const emails = [{ value: 'new@x', type: 'work' }]
    expect(patch(jane, [{ op: 'replace', path: 'emails', value: emails }], strictManner).emails).toEqual(emails)
  })

  test('D-09: a complex value keeps the sub-attributes that are not named (§10.5, SCIM-SDK #327)', () => {
    for (const manner of [strictManner, compatibleManner]) {
      const after = patch(jane, [{ op: 'replace', path: 'name', value: { givenName: 'X' } }], manner)
      expect(after.name).toEqual({ givenName: 'X', familyName: 'Smith' })
    }
  })

  test('D-09, D-64: within a complex value, null unassigns what it names and nothing else', () => {
    const value = { givenName: null, middleName: 'M' }
    expect(patch(jane, [{ op: 'replace', path: 'name', value }], strictManner).name).toEqual({
      familyName: 'Smith',
      middleName: 'M',
    })
    expect(patch(jane, [{ op: 'replace', value: { name: { givenName: null } } }], strictManner).name).toEqual({
      familyName: 'Smith',
    })
    expect(patch(jane, [{ op: 'replace', path: 'name', value: {} }], strictManner)).toEqual(jane)
  })

  test('PATCH changes the selected value, and only it', () => {
    const operation = { op: 'replace', path: 'emails[type eq "home"].value', value: 'new@home' }
    expect(patch(jane, [operation], strictManner)).toEqual({
      ...jane,
      emails: [emailsOf(jane)[0], { type: 'home', value: 'new@home' }],
    })
  })

  test('D-10: a selected value is replaced entirely', () => {
    const operation = { op: 'replace', path: 'emails[type eq "work"]', value: { value: 'only@this' } }
    expect(emailsOf(patch(jane, [operation], strictManner))[0]).toEqual({ value: 'only@this' })
  })

  test('D-01: in the strict manner a filter that matches nothing has no target', () => {
    for (const path of ['emails[type eq "fax"].value', 'phoneNumbers[type eq "mobile"].value']) {
      const error = refusal(() => patch(jane, [{ op: 'replace', path, value: 'x' }], strictManner))
      expect(error).toMatchObject({ status: 400, scimType: 'noTarget' })
    }
  })

  test('D-01: in both manners a whole value that is not there cannot be replaced', () => {
    const operation = { op: 'replace', path: 'emails[type eq "fax"]', value: { value: 'x' } }
    for (const manner of [strictManner, compatibleManner]) {
      expect(refusal(() => patch(jane, [operation], manner))).toMatchObject({ scimType: 'noTarget' })
    }
  })

  test('a part that is named without brackets is replaced in every value', () => {
    const after = patch(jane, [{ op: 'replace', path: 'emails.display', value: 'Jane' }], strictManner)
    expect(emailsOf(after).map((email) => email.display)).toEqual(['Jane', 'Jane'])
    expect(
      patch({ userName: 'x' }, [{ op: 'replace', path: 'emails.value', value: 'a' }], strictManner).emails,
    ).toEqual([{ value: 'a' }])
  })

  test('Q46, Q47: values are taken as they are', () => {
    const path = 'addresses[type eq "work"].streetAddress'
    const after = patch({ userName: 'x' }, [{ op: 'Add', path, value: '7070 Phoebe Hollow' }], strictManner)
    expect(after.addresses).toEqual([{ type: 'work', streetAddress: '7070 Phoebe Hollow' }])
  })
})

describe('primary (D-11)', () => {
  test('the example of §3.5.2.3: a value that becomes primary ends that of the others', () => {
    const operation = {
      op: 'replace',
      path: 'emails[type eq "home"]',
      value: { value: 'h', type: 'home', primary: true },
    }
    expect(patch(jane, [operation], strictManner).emails).toEqual([
      { type: 'work', value: 'jane@work', primary: false },
      { type: 'home', value: 'h', primary: true },
    ])
  })

  test('Q48: the last one of several operations wins', () => {
    const operations = [
      { op: 'add', path: 'emails', value: [{ value: 'c', primary: true }] },
      { op: 'add', path: 'emails', value: [{ value: 'd', primary: true }] },
      { op: 'add', path: 'emails[type eq "home"].primary', value: true },
    ]
    const primaries = emailsOf(patch(jane, operations, strictManner)).filter((email) => email.primary === true)
    expect(primaries).toEqual([{ type: 'home', value: 'jane@home', primary: true }])
  })

  test('several in one value are refused', () => {
    const value = [
      { value: 'c', primary: true },
      { value: 'd', primary: true },
    ]
    for (const operation of [
      { op: 'replace', path: 'emails', value },
      { op: 'add', value: { emails: value } },
      { op: 'replace', path: 'emails[type pr].primary', value: true },
    ]) {
      expect(refusal(() => patch(jane, [operation]))).toMatchObject({ scimType: 'invalidValue' })
    }
  })

  test('a value that does not say so is not primary', () => {
    const operation = { op: 'replace', path: 'emails[primary eq false].display', value: 'second' }
    expect(emailsOf(patch(jane, [operation], strictManner)).map((email) => email.display)).toEqual([
      undefined,
      'second',
    ])
  })
})

describe('extensions', () => {
  test('D-06: keys with dots and URNs, and the URN with an object (§7.6, the flagged form of Entra ID)', () => {
    const value = {
      displayName: 'Bjfe',
      'name.givenName': 'Kkom',
      'name.familyName': 'Unua',
      [`${enterprise}:employeeNumber`]: 'Aklq',
      [enterprise]: { department: 'Sales', 'manager.value': '26' },
    }
    expect(patch({ userName: 'x' }, [{ op: 'replace', value }], strictManner)).toEqual({
      userName: 'x',
      displayName: 'Bjfe',
      name: { givenName: 'Kkom', familyName: 'Unua' },
      [enterprise]: { employeeNumber: 'Aklq', department: 'Sales', manager: { value: '26' } },
    })
  })

  test('the URN as a path: its object merges, null and remove take it away', () => {
    const user = { userName: 'x', [enterprise]: { department: 'a', division: 'b' } }
    expect(patch(user, [{ op: 'replace', path: enterprise, value: { department: 'c' } }])[enterprise]).toEqual({
      department: 'c',
      division: 'b',
    })
    expect(patch(user, [{ op: 'remove', path: enterprise }])).toEqual({ userName: 'x' })
    expect(patch(user, [{ op: 'replace', value: { [enterprise]: null } }])).toEqual({ userName: 'x' })
  })

  test('an extension without a value left is gone', () => {
    const user = { userName: 'x', [enterprise]: { department: 'a' } }
    expect(patch(user, [{ op: 'remove', path: `${enterprise}:department` }])).toEqual({ userName: 'x' })
  })

  test('D-65: schemas follow from the data, but to remove a URN removes the data', () => {
    const user = { userName: 'x', [enterprise]: { department: 'a' } }
    for (const operation of [
      { op: 'replace', path: 'schemas', value: [User.schema.id] },
      { op: 'add', path: 'schemas', value: ['urn:x'] },
      { op: 'remove', path: 'schemas' },
      { op: 'replace', value: { schemas: [User.schema.id] } },
    ]) {
      expect(patch(user, [operation])).toEqual(user)
    }
    expect(patch(user, [{ op: 'remove', path: `schemas[value eq "${enterprise}"]` }])).toEqual({ userName: 'x' })
    expect(patch(user, [{ op: 'remove', path: `schemas eq "${enterprise}"` }])).toEqual({ userName: 'x' })
    expect(patch(user, [{ op: 'remove', path: 'schemas', value: [enterprise] }])).toEqual({ userName: 'x' })
  })

  test('an extension that a type requires cannot be removed', () => {
    const type = { ...User, schemaExtensions: [{ schema: EnterpriseUserSchema, required: true }] }
    const user = { userName: 'x', [enterprise]: { department: 'a' } }
    expect(refusal(() => patch(user, [{ op: 'remove', path: enterprise }], strictManner, type))).toMatchObject({
      scimType: 'mutability',
    })
  })
})

describe('immutable attributes (RFC 7643 §2.2)', () => {
  const Device = defineResourceType({
    name: 'Device',
    endpoint: '/Devices',
    schema: defineSchema('urn:example:Device', {
      serial: string({ mutability: 'immutable' }),
      maker: complex({ name: string({ mutability: 'immutable' }), country: string() }),
      parts: complex(
        { value: string({ mutability: 'immutable' }), type: string(), since: dateTime(), primary: boolean() },
        { multiValued: true },
      ),
      tags: string({ multiValued: true }),
    }),
  })
  const device = {
    serial: 's',
    maker: { name: 'm', country: 'c' },
    parts: [{ value: 'p', type: 't' }],
    tags: ['a', 'b'],
  }

  test.each([
    [{ op: 'replace', path: 'serial', value: 'other' }],
    [{ op: 'remove', path: 'serial' }],
    [{ op: 'replace', path: 'maker.name', value: 'other' }],
    [{ op: 'replace', path: 'maker', value: { name: 'other' } }],
    [{ op: 'remove', path: 'maker.name' }],
    [{ op: 'replace', path: 'parts[type eq "t"].value', value: 'other' }],
    [{ op: 'replace', path: 'parts[type eq "t"]', value: { value: 'other' } }],
  ])('%j is refused', (operation) => {
    expect(refusal(() => patch(device, [operation], strictManner, Device))).toMatchObject({ scimType: 'mutability' })
  })

  test('what holds an immutable value cannot be removed as a whole: an extension, a complex value', () => {
    const Badge = defineSchema('urn:example:Badge', {
      number: string({ mutability: 'immutable' }),
      colour: string(),
      maker: complex({ name: string({ mutability: 'immutable' }) }),
    })
    const Badged = { ...Device, schemaExtensions: [{ schema: Badge, required: false }] }
    const remove = { op: 'remove', path: Badge.id }
    for (const [before, operation] of [
      [{ [Badge.id]: { number: '1', colour: 'red' } }, remove],
      [{ [Badge.id]: { maker: { name: 'm' } } }, remove],
      [{ [Badge.id]: { number: '1' } }, { op: 'replace', value: { [Badge.id]: null } }],
      [{ [Badge.id]: { number: '1' } }, { op: 'remove', path: 'schemas', value: [Badge.id] }],
      [{ [Badge.id]: { number: '1' } }, { op: 'remove', path: `${Badge.id}:number` }],
      [device, { op: 'remove', path: 'maker' }],
      [device, { op: 'replace', path: 'maker', value: null }],
    ] as const) {
      expect(refusal(() => patch(before, [operation], compatibleManner, Badged))).toMatchObject({
        status: 400,
        scimType: 'mutability',
      })
    }
    expect(patch({ [Badge.id]: { colour: 'red' } }, [remove], strictManner, Badged)).toEqual({})
  })

  test('an immutable attribute without a value gets one; the same again is no change (D-40)', () => {
    const operations = [
      { op: 'add', path: 'serial', value: 's' },
      { op: 'replace', path: 'parts[type eq "t"].value', value: 'p' },
    ]
    expect(patch(device, operations, strictManner, Device)).toEqual(device)
    expect(patch({}, [{ op: 'add', path: 'serial', value: 'new' }], strictManner, Device)).toEqual({ serial: 'new' })
  })

  test('D-10: replacing a selected value keeps what is immutable in it', () => {
    const operation = { op: 'replace', path: 'parts[type eq "t"]', value: { type: 'u' } }
    expect(patch(device, [operation], strictManner, Device).parts).toEqual([{ value: 'p', type: 'u' }])
  })

  test('D-10: replacing a selected value keeps what is read-only in it, whatever is given for that', () => {
    const Rack = defineResourceType({
      name: 'Rack',
      endpoint: '/Racks',
      schema: defineSchema('urn:example:Rack', {
        slots: complex(
          { value: string(), type: string(), state: string({ mutability: 'readOnly' }) },
          { multiValued: true },
        ),
      }),
    })
    const before = {
      slots: [
        { value: '1', type: 'a', state: 'free' },
        { value: '2', type: 'b' },
      ],
    }
    for (const manner of [strictManner, compatibleManner]) {
      const operation = { op: 'replace', path: 'slots[type eq "a"]', value: { value: '9', state: 'taken' } }
      expect(patch(before, [operation], manner, Rack).slots).toEqual([
        { value: '9', state: 'free' },
        { value: '2', type: 'b' },
      ])
    }
  })

  test('the values of a list may come and go', () => {
    const operation = { op: 'replace', path: 'parts', value: [{ value: 'other' }] }
    expect(patch(device, [operation], strictManner, Device).parts).toEqual([{ value: 'other' }])
  })

  test('a list of simple values is added to, replaced and removed from', () => {
    expect(patch(device, [{ op: 'add', path: 'tags', value: ['b', 'c'] }], strictManner, Device).tags).toEqual([
      'a',
      'b',
      'c',
    ])
    expect(patch(device, [{ op: 'add', path: 'tags', value: 'c' }], strictManner, Device).tags).toEqual(['a', 'b', 'c'])
    expect(patch(device, [{ op: 'remove', path: 'tags[value eq "a"]' }], strictManner, Device).tags).toEqual(['b'])
    expect(patch(device, [{ op: 'remove', path: 'tags', value: ['A'] }], compatibleManner, Device).tags).toEqual(['b'])
    expect(
      patch(device, [{ op: 'replace', path: 'tags[value eq "a"]', value: 'x' }], strictManner, Device).tags,
    ).toEqual(['x', 'b'])
  })

  test('a date in a filter that makes a value is text again', () => {
    const operation = { op: 'add', path: 'parts[since eq "2024-01-02T03:04:05Z"].type', value: 'x' }
    expect(patch({}, [operation], strictManner, Device).parts).toEqual([
      { since: '2024-01-02T03:04:05.000Z', type: 'x' },
    ])
  })
})

describe('D-64: null', () => {
  test('unassigns, by path and without', () => {
    const operations = [
      { op: 'replace', path: 'emails', value: [] },
      { op: 'add', value: { active: null } },
      { op: 'replace', path: 'name.givenName', value: null },
    ]
    expect(patch(jane, operations, strictManner)).toEqual({ userName: 'jane', name: { familyName: 'Smith' } })
  })

  test('to add no value to a list leaves the list as it is', () => {
    expect(patch(jane, [{ op: 'add', path: 'emails', value: [] }], strictManner)).toEqual(jane)
  })

  test('unassigns the selected values', () => {
    const operation = { op: 'replace', path: 'emails[type eq "work"]', value: null }
    expect(patch(jane, [operation], strictManner).emails).toEqual([emailsOf(jane)[1]])
  })
})

test('Q41: operations are applied in order over a copy; when one is refused, nothing has changed', () => {
  const before = structuredClone(jane)
  const operations = [
    { op: 'replace', path: 'userName', value: 'other' },
    { op: 'add', path: 'emails', value: [{ value: 'c' }] },
    { op: 'replace', path: 'emails[type eq "work"].value', value: 'changed' },
    { op: 'remove', path: 'emails[value eq "c"]' },
    { op: 'replace', path: 'emails[type eq "fax"].value', value: 'x' },
  ]
  expect(refusal(() => patch(jane, operations, strictManner))).toMatchObject({ scimType: 'noTarget' })
  expect(jane).toEqual(before)
  const after = patch(jane, operations.slice(0, 4), strictManner)
  expect(after.userName).toBe('other')
  expect(emailsOf(after).map((email) => email.value)).toEqual(['changed', 'jane@home'])
  expect(jane).toEqual(before)
})

function emailsOf(user: Resource): Record<string, unknown>[] {
  return user.emails as unknown as Record<string, unknown>[]
}
