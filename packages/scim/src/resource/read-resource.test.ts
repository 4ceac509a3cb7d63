import { describe, expect, test } from 'vitest'
import { compatibleManner, strictManner } from '../manner.js'
import { boolean, complex, dateTime, decimal, integer, string } from '../schema/attribute.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema, type Schema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { readResource } from './read-resource.js'

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = EnterpriseUserSchema.id

const Device = defineResourceType({
  name: 'Device',
  endpoint: '/Devices',
  schema: defineSchema('urn:example:Device', {
    serial: string({ required: true }),
    floor: integer(),
    weight: decimal(),
    bought: dateTime(),
    shared: boolean(),
    tags: string({ multiValued: true }),
    maker: complex({ name: string(), code: integer() }),
  }),
})

function read(body: unknown, type = User, manner = compatibleManner) {
  return readResource(body, type, manner).resource
}

function readDevice(members: object, manner = strictManner) {
  return readResource({ schemas: ['urn:example:Device'], serial: 's', ...members }, Device, manner).resource
}

function refusal(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

describe('the body that Okta sends with every create (§1.4)', () => {
  const body = {
    schemas: [core],
    userName: 'test.user@okta.local',
    name: { givenName: 'Test', familyName: 'User' },
    emails: [{ primary: true, value: 'test.user@okta.local', type: 'work' }],
    displayName: 'Test User',
    locale: 'en-US',
    externalId: '00ujl29u0le5T6Aj10h7',
    groups: [],
    password: '1mz050nq',
    active: true,
  }

  test('is read in both manners, without schemas and the read-only groups', () => {
    const { schemas, groups, ...kept } = body
    expect(read(body)).toEqual(kept)
    expect(read(body, User, strictManner)).toEqual(kept)
  })

  test('names what it gives, the empty groups included (D-74)', () => {
    const { given } = readResource({ ...body, roles: [] }, User, compatibleManner)
    expect(given.has('roles')).toBe(true)
    expect(given.has('entitlements')).toBe(false)
    expect(given.has('groups')).toBe(true)
  })
})

test("Q28, D-29: what Okta's PUT repeats of an earlier answer is ignored where it is read-only", () => {
  const body = {
    active: true,
    displayName: 'Jane Smith',
    emails: [{ primary: true, type: 'work', value: 'jane@test.com' }],
    externalId: '00u6a15d23T9AeHhF5d7',
    groups: [{ value: 'g1', display: 'Group', type: 'direct' }],
    id: '5fc0c238-1112-11e8-8e45-920c87bdbd75',
    locale: 'en-US',
    meta: { created: 'nonsense', resourceType: 'User' },
    name: { familyName: 'Smith', formatted: 'Mona Octocat', givenName: 'Jane' },
    schemas: [core],
    userName: 'jane@test.com',
  }
  const { id, meta, groups, schemas, ...kept } = body
  expect(read(body, User, strictManner)).toEqual(kept)
})

test("Q29, Q26: Entra's older sample, with nulls, a mistyped schema and names of the extension", () => {
  const body = {
    schemas: [core, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User'],
    userName: 'Test_User_00aa',
    addresses: null,
    phoneNumbers: null,
    preferredLanguage: null,
    title: null,
    department: null,
    manager: null,
    active: true,
  }
  expect(read(body)).toEqual({ userName: 'Test_User_00aa', active: true })
})

test('Q29: a group with the schema of Microsoft that nobody knows', () => {
  const body = {
    schemas: [
      'urn:ietf:params:scim:schemas:core:2.0:Group',
      'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group',
    ],
    externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
    displayName: 'displayName',
    meta: { resourceType: 'Group' },
  }
  expect(readResource(body, Group, compatibleManner).resource).toEqual({
    externalId: '8aa1a0c0-c4c3-4bc0-b4a5-2ef676900159',
    displayName: 'displayName',
  })
  expect(refusal(() => readResource(body, Group, strictManner))).toMatchObject({ scimType: 'invalidSyntax' })
})

test('Q31, D-12: names are read without regard to case, at every depth', () => {
  const body = {
    SCHEMAS: [core.toUpperCase(), enterprise],
    USERNAME: 'bob',
    emails: [{ Primary: true, VALUE: 'bob@example.com', Type: 'work' }],
    [enterprise.toUpperCase()]: { Department: 'bob', Manager: { Value: 'SuzzyQ' } },
  }
  expect(read(body, User, strictManner)).toEqual({
    userName: 'bob',
    emails: [{ primary: true, value: 'bob@example.com', type: 'work' }],
    [enterprise]: { department: 'bob', manager: { value: 'SuzzyQ' } },
  })
})

test.each([
  ['userName', { userName: 'a', UserName: 'b' }],
  ['schemas', { userName: 'a', schemas: [core], Schemas: [core] }],
  ['name.givenName', { userName: 'a', name: { givenName: 'x', GIVENNAME: 'y' } }],
  ['givenName', { userName: 'a', name: { givenName: 'x' }, 'name.givenName': 'y' }],
  ['emails.value', { userName: 'a', emails: [{ value: 'x', Value: 'y' }] }],
  [`${enterprise}:department`, { [enterprise]: { department: 'x', Department: 'y' } }],
  [`${enterprise}:department`, { [enterprise]: { department: 'x' }, [`${enterprise}:department`]: 'y' }],
  [enterprise, { [enterprise]: {}, [enterprise.toUpperCase()]: {} }],
])('D-12: two spellings of %s are refused', (name, body) => {
  const error = refusal(() => read(body))
  expect(error).toMatchObject({ scimType: 'invalidSyntax' })
  expect(String(error)).toContain(`'${name}'`)
})

test('an e-mail of a type that nobody has suggested is kept (Q46), and no format is asked of text (Q45)', () => {
  const odd = {
    userName: 'x',
    locale: 'zzz 9',
    profileUrl: 'no url',
    phoneNumbers: [{ type: 'pager', value: '??' }],
    emails: [{ type: 'holiday', value: 'not an address' }],
    addresses: [{ type: 'other', country: 'Nowhere' }],
    [enterprise]: { manager: { value: 'no id of ours' } },
  }
  expect(read(odd)).toEqual(odd)
})

test('Q48: two work e-mails are kept both', () => {
  const emails = [
    { type: 'work', value: 'a@x' },
    { type: 'work', value: 'b@x' },
  ]
  expect(read({ userName: 'x', emails })).toEqual({ userName: 'x', emails })
})

test('a pair of value and type is kept once, with all that is said of it (RFC 7643 §2.4)', () => {
  const emails = [
    { value: 'a', type: 'work', primary: true },
    { value: 'a', type: 'home' },
    { value: 'a' },
    { type: 'work', value: 'a', display: 'A' },
  ]
  expect(readResource({ schemas: [User.schema.id], emails }, User, strictManner).resource.emails).toEqual([
    { value: 'a', type: 'work', primary: true, display: 'A' },
    { value: 'a', type: 'home' },
    { value: 'a' },
  ])
})

test('the same value twice is kept once (RFC 7643 §2.4)', () => {
  const body = {
    userName: 'x',
    emails: [
      { value: 'a', type: 'work' },
      { type: 'work', value: 'a' },
    ],
  }
  expect(read(body)).toEqual({ userName: 'x', emails: [{ value: 'a', type: 'work' }] })
})

test('RFC 7643 §2.5: null, an empty array and an object without a value are no value', () => {
  const body = {
    userName: 'x',
    title: null,
    emails: [],
    name: {},
    photos: [null, {}, { value: null }],
    [enterprise]: { department: null },
  }
  expect(read({ schemas: [core], ...body }, User, strictManner)).toEqual({ userName: 'x' })
})

test('Q47: text that looks like JSON stays text outside of roles', () => {
  const body = { userName: 'x', title: '{"value":"y"}', emails: [{ value: '{"value":"a@x"}' }] }
  expect(read(body)).toEqual(body)
})

test.each([
  ['userName', { userName: { a: 1 } }],
  ['userName', { userName: ['x'] }],
  ['active', { active: 'yes' }],
  ['active', { active: 2 }],
  ['name', { name: 'Test User' }],
  ['name', { name: ['Test User'] }],
  ['emails', { emails: true }],
  ['emails', { emails: [true] }],
  ['emails.primary', { emails: [{ primary: 'maybe' }] }],
  ['x509Certificates.value', { x509Certificates: [{ value: 'no base 64!' }] }],
  ['x509Certificates.value', { x509Certificates: [{ value: 'ab=c' }] }],
  [enterprise, { [enterprise]: 'x' }],
  ['manager', { [enterprise]: { manager: [{ value: 'a' }, { value: 'b' }] } }],
])('a value of another type than that of %s is refused', (name, body) => {
  const error = refusal(() => read(body))
  expect(error).toMatchObject({ status: 400, scimType: 'invalidValue' })
  expect(String(error)).toContain(`'${name}'`)
})

test.each([
  ['floor', 1.5],
  ['floor', 2 ** 53],
  ['weight', Number.POSITIVE_INFINITY],
  ['bought', '2024-02-30T00:00:00Z'],
  ['bought', 'yesterday'],
  ['shared', 'true'],
  ['floor', '5'],
  ['serial', 5],
  ['tags', 'one'],
  ['tags', [1]],
  ['maker', 'x'],
])('in the strict manner %s cannot be %j', (name, value) => {
  expect(refusal(() => readDevice({ [name]: value }))).toMatchObject({ scimType: 'invalidValue' })
})

test('−0 is stored as 0', () => {
  const device = readDevice({ floor: -0, weight: -0 })
  expect(Object.is(device.floor, 0) && Object.is(device.weight, 0)).toBe(true)
})

test('text has a longest length, which the refusal names', () => {
  const longest = 'x'.repeat(65_536)
  expect(read({ schemas: [core], userName: longest }).userName).toBe(longest)
  for (const [body, sentence] of [
    [{ userName: `${longest}x` }, "'userName' is longer than 65536 characters."],
    [{ userName: 'x', externalId: `${longest}x` }, "'externalId' is longer than 65536 characters."],
    [{ userName: 'x', emails: [{ value: `${longest}x` }] }, "'emails.value' is longer than 65536 characters."],
    [{ userName: 'x', password: 'x'.repeat(1025) }, "'password' is longer than 1024 characters."],
    [
      { userName: 'x', x509Certificates: [{ value: 'A'.repeat(1_048_577) }] },
      "'x509Certificates.value' is longer than 1048576 characters.",
    ],
  ] as const) {
    expect(refusal(() => read({ schemas: [core], ...body }))).toMatchObject({
      status: 400,
      scimType: 'invalidValue',
      message: sentence,
    })
  }
  const certificate = 'A'.repeat(1_048_576)
  const { password, x509Certificates } = read({
    schemas: [core],
    userName: 'x',
    password: 'x'.repeat(1024),
    x509Certificates: [{ value: certificate }],
  })
  expect(password).toHaveLength(1024)
  expect(x509Certificates).toEqual([{ value: certificate }])
})

test('an object of more attributes than any schema has is refused before they are looked for', () => {
  const unknown = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`unknown${at}`, 0]))
  for (const body of [unknown, { [enterprise]: unknown }, { name: unknown }, { emails: [unknown] }]) {
    expect(refusal(() => read({ schemas: [core], userName: 'x', ...body }))).toMatchObject({
      scimType: 'invalidSyntax',
    })
  }
})

test('a base letter has at most 30 marks: normalising more would take time with the square of their number', () => {
  const marks = (count: number) => '\u0301\u0316'.repeat(count / 2)
  expect(read({ schemas: [core], userName: `a${marks(30)}b${marks(30)}` }).userName).toContain('b')
  for (const userName of [`a${marks(32)}`, marks(60_000), `a${`${marks(20)}\uff9e`.repeat(2)}`]) {
    expect(refusal(() => read({ schemas: [core], userName }))).toMatchObject({ scimType: 'invalidValue' })
  }
})

test('text with U+0000 or half of a character is refused, whole characters are not', () => {
  expect(refusal(() => read({ userName: 'a\0b' }))).toMatchObject({ scimType: 'invalidValue' })
  expect(refusal(() => read({ userName: 'a\ud800' }))).toMatchObject({ scimType: 'invalidValue' })
  expect(refusal(() => read({ userName: 'x', emails: [{ value: '\udc00' }] }))).toMatchObject({
    scimType: 'invalidValue',
  })
  expect(read({ userName: '🙂' })).toEqual({ userName: '🙂' })
})

describe('schemas (D-66)', () => {
  test('in the strict manner it must name the base schema, and none that is unknown', () => {
    for (const schemas of [undefined, null, [], core, [enterprise], [core, 'urn:x'], [5]]) {
      expect(refusal(() => read({ schemas, userName: 'x' }, User, strictManner))).toMatchObject({
        scimType: 'invalidSyntax',
      })
    }
  })

  test('data of an extension is accepted without its URN', () => {
    const body = { schemas: [core], userName: 'x', [enterprise]: { department: 'd' } }
    expect(read(body, User, strictManner)[enterprise]).toEqual({ department: 'd' })
  })
})

test('D-38: in the strict manner an unknown attribute is refused by its name', () => {
  const bodies = [
    { shoeSize: 4 },
    { name: { shoeSize: 4 } },
    { [enterprise]: { shoeSize: 4 } },
    { 'name.givenName': 'x' },
  ]
  for (const body of bodies) {
    expect(refusal(() => read({ schemas: [core], userName: 'x', ...body }, User, strictManner))).toMatchObject({
      scimType: 'invalidSyntax',
    })
  }
})

test('a $ref to a resource is not kept; alone, it names the value', () => {
  const body = { userName: 'x', [enterprise]: { manager: { $ref: 'https://example.com/v2/Users/26118915' } } }
  expect(read(body)[enterprise]).toEqual({ manager: { value: '26118915' } })
})

test('the members of a group are read as ids', () => {
  const body = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    id: 'g1',
    displayName: 'Test SCIMv2',
    members: [{ value: 'u1', display: 'test.user@okta.local' }],
  }
  expect(readResource(body, Group, strictManner).resource).toEqual({
    displayName: 'Test SCIMv2',
    members: [{ value: 'u1' }],
  })
})

describe('hostile bodies', () => {
  test.each([null, undefined, 5, 'x', [], [{}]])('%j is no resource', (body) => {
    expect(refusal(() => read(body))).toMatchObject({ scimType: 'invalidSyntax' })
  })

  test.each([
    '{"__proto__":{"polluted":true}}',
    '{"constructor":{"prototype":{"polluted":true}}}',
    '{"name":{"__proto__":{"polluted":true}}}',
    '{"name.__proto__":"x"}',
    '{"emails":[{"constructor":1}]}',
    '{"roles":[{"value":"{\\"value\\":\\"a\\"}","__proto__":{"polluted":true}}]}',
    '{"roles":[{"displayName":"a","__proto__":{"polluted":true}}]}',
    `{"${enterprise}":{"__proto__":{"polluted":true}}}`,
    `{"${enterprise}:constructor":"x"}`,
    '{"Prototype":1}',
  ])('%s is refused and changes no prototype', (text) => {
    expect(refusal(() => read({ userName: 'x', ...own(text) }))).toMatchObject({
      scimType: 'invalidSyntax',
    })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('names of what every object inherits are unknown attributes like others', () => {
    expect(read({ userName: 'x', toString: 'a', hasOwnProperty: 1, name: { valueOf: 2 } })).toEqual({ userName: 'x' })
  })

  test('an attribute may be called toString', () => {
    const schema: Schema = defineSchema('urn:example:Odd', { toString: string(), valueOf: string() })
    const Odd = defineResourceType({ name: 'Odd', endpoint: '/Odds', schema })
    expect(readResource({ schemas: ['urn:example:Odd'] }, Odd, strictManner).resource.toString).toBeUndefined()
    expect(readResource({ schemas: ['urn:example:Odd'], toString: 'a' }, Odd, strictManner).resource.toString).toBe('a')
  })

  test('what is ignored is not looked into, however deep', () => {
    const depth = 5_000
    const deep: unknown = JSON.parse('['.repeat(depth) + ']'.repeat(depth))
    expect(read({ userName: 'x', unknown: deep, id: deep, meta: deep })).toEqual({ userName: 'x' })
    expect(refusal(() => read({ userName: deep }))).toMatchObject({ scimType: 'invalidValue' })
  })

  test('more values than anybody has are refused', () => {
    const emails = Array.from({ length: 1001 }, (_, at) => ({ value: `${at}@x` }))
    expect(refusal(() => read({ userName: 'x', emails }))).toMatchObject({ scimType: 'invalidValue' })
  })

  test('a name without end is refused', () => {
    expect(refusal(() => read({ [`[${'['.repeat(100_000)}`]: 1 }))).toMatchObject({ scimType: 'invalidSyntax' })
  })
})

/** Keeps `__proto__` an own property, as JSON.parse does. */
function own(text: string): object {
  const parsed: object = JSON.parse(text)
  return parsed
}
