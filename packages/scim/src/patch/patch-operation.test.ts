import { describe, expect, test } from 'vitest'
import { compatibleManner, strictManner } from '../manner.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import { parsePatchOp } from './patch-operation.js'

const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']
const enterprise = EnterpriseUserSchema.id

function parse(operation: unknown, manner = strictManner, type: ResourceType = User) {
  return parsePatchOp({ schemas, Operations: [operation] }, type, manner).map((parsed) => {
    const { target, kind } = parsed
    const path = target.kind === 'extension' ? target.schema.id : pathOf(target.path)
    return kind === 'remove' ? [kind, path] : [kind, path, parsed.value]
  })
}

function pathOf(path: { attribute: { name: string }; subAttribute: { name: string } | undefined }): string {
  return path.subAttribute ? `${path.attribute.name}.${path.subAttribute.name}` : path.attribute.name
}

function refusal(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

describe('the message (RFC 7644 §3.5.2)', () => {
  test('D-07, Q10, Q31: op and member names are read without regard to case, in both manners', () => {
    for (const manner of [strictManner, compatibleManner]) {
      const body = { SCHEMAS: schemas, operations: [{ OP: 'REPLACE', Path: 'active', VALUE: false }] }
      expect(parsePatchOp(body, User, manner)).toMatchObject([{ kind: 'replace', value: false }])
    }
  })

  test.each([
    [null],
    ['x'],
    [[]],
    [{ schemas }],
    [{ schemas, Operations: [] }],
    [{ schemas, Operations: {} }],
    [{ schemas, Operations: ['add'] }],
    [{ schemas, Operations: [{ path: 'active', value: true }] }],
    [{ schemas, Operations: [{ op: 'move', path: 'active', value: true }] }],
    [{ schemas, Operations: [{ op: 5, path: 'active', value: true }] }],
    [{ schemas, Operations: [{ op: 'add', OP: 'remove', path: 'active' }] }],
    [{ schemas, Operations: [{ op: 'add', path: 'active', value: true }], operations: [] }],
    [{ schemas, Operations: Array(1001).fill({ op: 'add', path: 'active', value: true }) }],
  ])('%j is refused as invalidSyntax', (body) => {
    expect(refusal(() => parsePatchOp(body, User, compatibleManner))).toMatchObject({
      status: 400,
      scimType: 'invalidSyntax',
    })
  })

  test('a refusal of an op names it', () => {
    expect(String(refusal(() => parse({ op: 'move', path: 'active' })))).toContain("'move'")
  })

  test('D-66: its URN is required in the strict manner', () => {
    const Operations = [{ op: 'replace', path: 'active', value: false }]
    for (const given of [{}, { schemas: [] }, { schemas: [User.schema.id] }]) {
      expect(refusal(() => parsePatchOp({ ...given, Operations }, User, strictManner))).toMatchObject({
        scimType: 'invalidSyntax',
      })
      expect(parsePatchOp({ ...given, Operations }, User, compatibleManner)).toHaveLength(1)
    }
  })

  test('to add or replace takes a value', () => {
    for (const op of ['add', 'replace']) {
      expect(refusal(() => parse({ op, path: 'active' }))).toMatchObject({ scimType: 'invalidValue' })
      expect(refusal(() => parse({ op }))).toMatchObject({ scimType: 'invalidValue' })
      expect(refusal(() => parse({ op, value: 'x' }))).toMatchObject({ scimType: 'invalidValue' })
    }
  })

  test('a path is text, and names something', () => {
    for (const path of [
      5,
      {},
      '',
      'shoeSize',
      'name.shoeSize',
      'emails[',
      'urn:x:y',
      'emails[type eq "work"].shoeSize',
    ]) {
      expect(refusal(() => parse({ op: 'replace', path, value: 'x' }))).toMatchObject({ scimType: 'invalidPath' })
      expect(refusal(() => parse({ op: 'replace', path, value: 'x' }, compatibleManner))).toMatchObject({
        scimType: 'invalidPath',
      })
    }
  })

  test('a value is of the type of what its path names', () => {
    for (const [path, value] of [
      ['active', 'x'],
      ['userName', {}],
      ['emails[type eq "work"].primary', 'x'],
      ['emails', [{ primary: 7 }]],
      ['name', 'x'],
      [enterprise, 'x'],
      ['userName', 'a\0'],
    ]) {
      expect(refusal(() => parse({ op: 'replace', path, value }))).toMatchObject({ scimType: 'invalidValue' })
    }
  })
})

describe('an operation without a path (D-06, Q12, Q13)', () => {
  test('becomes one for each attribute, dotted and with URNs (§7.6)', () => {
    const value = {
      displayName: 'Bjfe',
      'name.givenName': 'Kkom',
      [`${enterprise}:employeeNumber`]: 'Aklq',
      [enterprise.toUpperCase()]: { Department: 'Sales', 'manager.value': 'm' },
      [User.schema.id]: { title: 'T' },
      [`${User.schema.id}:nickName`]: 'N',
      'emails[type eq "work"].value': 'a@x',
    }
    expect(parse({ op: 'replace', value })).toEqual([
      ['replace', 'displayName', 'Bjfe'],
      ['replace', 'name.givenName', 'Kkom'],
      ['replace', 'employeeNumber', 'Aklq'],
      ['replace', 'department', 'Sales'],
      ['replace', 'manager.value', 'm'],
      ['replace', 'title', 'T'],
      ['replace', 'nickName', 'N'],
      ['replace', 'emails.value', 'a@x'],
    ])
  })

  test('D-12: an attribute in two spellings is refused', () => {
    for (const value of [
      { title: 'a', Title: 'b' },
      { title: 'a', [`${User.schema.id}:title`]: 'b' },
      { [`${enterprise}:department`]: 'a', [`${enterprise}:Department`]: 'b' },
    ]) {
      expect(refusal(() => parse({ op: 'replace', value }))).toMatchObject({ scimType: 'invalidSyntax' })
    }
  })

  test('Q13: an empty key is refused', () => {
    expect(refusal(() => parse({ op: 'replace', value: { '': 1 } }, compatibleManner))).toMatchObject({ status: 400 })
  })

  test('D-38: an unknown attribute is refused in the strict manner', () => {
    expect(refusal(() => parse({ op: 'add', value: { shoeSize: 4 } }))).toMatchObject({ scimType: 'invalidSyntax' })
    expect(refusal(() => parse({ op: 'add', value: { [enterprise]: { shoeSize: 4 } } }))).toMatchObject({
      scimType: 'invalidSyntax',
    })
  })

  test('a malformed key is refused in both manners', () => {
    for (const manner of [strictManner, compatibleManner]) {
      expect(refusal(() => parse({ op: 'add', value: { 'emails[type eq': 1 } }, manner))).toMatchObject({ status: 400 })
    }
  })
})

describe('D-39: what is read-only', () => {
  test.each([
    'id',
    'meta',
    'meta.version',
    'groups',
    'groups[value eq "x"]',
    'groups.display',
    `${enterprise}:manager.displayName`,
  ])('a path to %s is refused in both manners', (path) => {
    for (const manner of [strictManner, compatibleManner]) {
      for (const op of ['add', 'replace', 'remove']) {
        const error = refusal(() => parse({ op, path, value: op === 'remove' ? undefined : 'x' }, manner))
        expect(error).toMatchObject({ status: 400, scimType: 'mutability' })
      }
    }
  })

  test('within a value it is ignored', () => {
    const value = { value: 'm', displayName: 'Boss' }
    expect(parse({ op: 'replace', path: `${enterprise}:manager`, value })).toEqual([
      ['replace', 'manager', { value: 'm' }],
    ])
  })
})

test('a $ref to a resource is followed to its id', () => {
  const operation = { op: 'replace', path: `${enterprise}:manager.$ref`, value: 'https://x/v2/Users/26' }
  expect(parse(operation)).toEqual([['replace', 'manager.value', '26']])
})

test('B6: a password in the object of Okta', () => {
  expect(parse({ op: 'replace', value: { password: 'NewP@ss1' } })).toEqual([['replace', 'password', 'NewP@ss1']])
})

test('the operations of JumpCloud (§10.2)', () => {
  const Operations = [
    { op: 'replace', path: 'name.givenName', value: 'A' },
    { op: 'replace', path: 'name.familyName', value: 'B' },
    { op: 'replace', path: 'active', value: false },
  ]
  expect(parsePatchOp({ schemas, Operations }, User, strictManner)).toMatchObject([
    { kind: 'replace', value: 'A' },
    { kind: 'replace', value: 'B' },
    { kind: 'replace', value: false },
  ])
  expect(parse({ op: 'replace', value: { displayName: 'New' } }, strictManner, Group)).toEqual([
    ['replace', 'displayName', 'New'],
  ])
})

describe('hostile names', () => {
  test.each([
    '{"op":"add","value":{"__proto__":{"polluted":true}}}',
    '{"op":"add","value":{"constructor":{"prototype":{"polluted":true}}}}',
    '{"op":"add","value":{"name.__proto__":"x"}}',
    '{"op":"add","value":{"name":{"__proto__":{"polluted":true}}}}',
    `{"op":"add","value":{"${enterprise}:__proto__":{"polluted":true}}}`,
    `{"op":"add","value":{"${enterprise}":{"constructor":{"polluted":true}}}}`,
    '{"op":"add","path":"__proto__","value":{"polluted":true}}',
    '{"op":"add","path":"__proto__.polluted","value":true}',
    '{"op":"add","path":"name.__proto__","value":{"polluted":true}}',
    '{"op":"add","path":"constructor.prototype","value":{"polluted":true}}',
    `{"op":"add","path":"${enterprise}:__proto__","value":{"polluted":true}}`,
    '{"op":"add","path":"emails[__proto__ eq \\"x\\"].value","value":"x"}',
    '{"op":"add","path":"emails","value":[{"__proto__":{"polluted":true}}]}',
    '{"op":"add","path":"emails[type eq \\"work\\"].__proto__","value":"x"}',
    '{"op":"remove","path":"__proto__"}',
    '{"op":"remove","path":"emails","value":[{"__proto__":{"value":"x"}}]}',
    '{"__proto__":{"op":"add"},"op":"add","path":"active","value":true}',
  ])('%s is refused and changes no prototype', (text) => {
    expect(refusal(() => parse(JSON.parse(text), compatibleManner))).toMatchObject({ status: 400 })
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  test('what every object inherits is no attribute', () => {
    for (const path of ['toString', 'name.hasOwnProperty', 'valueOf']) {
      expect(refusal(() => parse({ op: 'add', path, value: 'x' }))).toMatchObject({ scimType: 'invalidPath' })
    }
  })

  test('a URN within a URN ends', () => {
    const urn = User.schema.id
    const nested: unknown = JSON.parse(`${`{"${urn}":`.repeat(1000)}{"title":"x"}${'}'.repeat(1000)}`)
    expect(parse({ op: 'add', value: nested }, compatibleManner)).toEqual([])
  })
})
