import { describe, expect, test } from 'vitest'
import { compatibleManner, type Manner, strictManner } from '../manner.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { readMembers, splitMembership } from './membership-operation.js'
import { parsePatchOp } from './patch-operation.js'

const schemas = ['urn:ietf:params:scim:api:messages:2.0:PatchOp']

function membership(operations: unknown[], manner: Manner = compatibleManner) {
  const split = splitMembership(parsePatchOp({ schemas, Operations: operations }, Group, manner), Group)
  expect(split.document).toEqual([])
  return split.membership
}

function refusal(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

test('B8: the remove and the add that Okta sends in one request, in both manners', () => {
  const operations = [
    { op: 'remove', path: 'members[value eq "89bb1940-b905-4575-9e7f-6f887cfb368e"]' },
    {
      op: 'add',
      path: 'members',
      value: [{ value: '23a35c27-23d3-4c03-b4c5-6443c09e7173', display: 'test.user@okta.local' }],
    },
  ]
  for (const manner of [strictManner, compatibleManner]) {
    expect(membership(operations, manner)).toEqual([
      { kind: 'remove', ids: ['89bb1940-b905-4575-9e7f-6f887cfb368e'] },
      { kind: 'add', values: [{ value: '23a35c27-23d3-4c03-b4c5-6443c09e7173' }] },
    ])
  }
})

test('B9: the full push replaces, by path and without (B9v)', () => {
  const members = [
    { value: '23a35c27', display: 'a@x' },
    { value: '89bb1940', display: 'b@x' },
  ]
  const replaced = [{ kind: 'replace', values: [{ value: '23a35c27' }, { value: '89bb1940' }] }]
  expect(membership([{ op: 'replace', path: 'members', value: members }], strictManner)).toEqual(replaced)
  expect(membership([{ op: 'replace', value: { members } }], strictManner)).toEqual(replaced)
})

test('Q22: Push Now of an empty group empties it', () => {
  for (const operation of [
    { op: 'replace', path: 'members', value: [] },
    { op: 'replace', path: 'members', value: null },
    { op: 'replace', value: { members: [] } },
  ]) {
    expect(membership([operation], strictManner)).toEqual([{ kind: 'clear' }])
  }
})

test('to add nobody changes nothing', () => {
  expect(membership([{ op: 'add', path: 'members', value: [] }], strictManner)).toEqual([])
  expect(membership([{ op: 'add', path: 'members', value: null }], strictManner)).toEqual([])
})

test('Q21: remove without a value removes all, as does the null of Keycloak (§10.9)', () => {
  expect(membership([{ op: 'remove', path: 'members' }], strictManner)).toEqual([{ kind: 'clear' }])
  expect(membership([{ op: 'remove', path: 'members', value: null }])).toEqual([{ kind: 'clear' }])
})

describe('D-05, Q20: remove with a value removes just those', () => {
  const id = 'f648f8d5ea4e4cd38e9c'

  test.each([
    ['Entra ID (§7.5)', [{ $ref: null, value: id }]],
    ['Entra ID without $ref', [{ value: id }]],
    ['an object', { value: id, display: 'x', type: 'User' }],
    ['text', id],
    ['an array of text', [id]],
    ['Salesforce (§10.9)', { members: [{ value: id }] }],
    ['the same in another case', { Members: [{ value: id }] }],
  ])('as sent by %s', (_client, value) => {
    expect(membership([{ op: 'Remove', path: 'members', value }])).toEqual([{ kind: 'remove', ids: [id] }])
  })

  test('an empty list removes nobody', () => {
    expect(membership([{ op: 'Remove', path: 'members', value: [] }])).toEqual([{ kind: 'remove', ids: [] }])
  })

  test('is refused in the strict manner', () => {
    const operation = { op: 'remove', path: 'members', value: [{ value: id }] }
    expect(refusal(() => membership([operation], strictManner))).toMatchObject({
      status: 400,
      scimType: 'invalidSyntax',
    })
  })
})

test('Q23: nulls beside a value, and no type', () => {
  const value = [
    { value: 'u1', display: null, $ref: null },
    { value: 'u2', type: 'User' },
    { value: 'u3', type: null },
  ]
  const values = [{ value: 'u1' }, { value: 'u2', type: 'User' }, { value: 'u3' }]
  expect(membership([{ op: 'Add', path: 'members', value }], strictManner)).toEqual([{ kind: 'add', values }])
})

test('SCIM-SDK #747: a member without a value is refused', () => {
  for (const value of [
    [{}],
    [{ value: null }],
    [{ value: '' }],
    [{ display: 'x' }],
    [5.5, {}],
    [[]],
    [true],
    [{ value: {} }],
  ]) {
    expect(refusal(() => membership([{ op: 'add', path: 'members', value }]))).toMatchObject({
      scimType: 'invalidValue',
    })
    expect(refusal(() => readMembers(value, Group, compatibleManner))).toMatchObject({ scimType: 'invalidValue' })
  }
})

describe('a filter', () => {
  test('that names ids is a removal by id, any other is looked for', () => {
    const byId = 'members[value eq "a" or value eq "b"]'
    expect(membership([{ op: 'remove', path: byId }], strictManner)).toEqual([{ kind: 'remove', ids: ['a', 'b'] }])
    for (const path of [
      'members[value sw "a"]',
      'members[type eq "Group"]',
      'members[value eq "a" and type eq "User"]',
    ]) {
      expect(membership([{ op: 'remove', path }], strictManner)).toMatchObject([{ kind: 'removeMatching', filter: {} }])
    }
  })

  test('D-40: whom a member is cannot be changed', () => {
    for (const operation of [
      { op: 'replace', path: 'members[value eq "a"].value', value: 'b' },
      { op: 'replace', path: 'members[value eq "a"]', value: { value: 'b' } },
      { op: 'add', path: 'members[value eq "a"].value', value: 'b' },
      { op: 'replace', path: 'members[value eq "a"].type', value: 'Group' },
      { op: 'replace', path: 'members[type eq "User"].value', value: 'b' },
      { op: 'replace', path: 'members[value eq "a" or value eq "b"].value', value: 'a' },
      { op: 'replace', path: 'members.value', value: 'b' },
      { op: 'remove', path: 'members[value eq "a"].value' },
      { op: 'remove', path: 'members.type' },
      { op: 'replace', path: 'members[value eq "a"].display', value: 'x' },
    ]) {
      expect(refusal(() => membership([operation]))).toMatchObject({ status: 400, scimType: 'mutability' })
    }
  })

  test('D-40: to say again whom it is changes nothing, D-02: or makes the member', () => {
    const path = 'members[value eq "a"]'
    expect(membership([{ op: 'replace', path: `${path}.value`, value: 'a' }])).toEqual([])
    expect(membership([{ op: 'replace', path, value: { value: 'a', display: 'x' } }])).toEqual([])
    expect(membership([{ op: 'add', path: `${path}.value`, value: 'a' }])).toEqual([
      { kind: 'add', values: [{ value: 'a' }] },
    ])
  })
})

test('an id is one in any case, in a value and in a filter', () => {
  const id = '01A20CFF-58DD-70C1-AC92-00000000000A'
  const folded = id.toLowerCase()
  const path = `members[value eq "${id}"]`
  expect(membership([{ op: 'remove', path }], strictManner)).toEqual([{ kind: 'remove', ids: [folded] }])
  expect(membership([{ op: 'remove', path: 'members', value: [{ value: id }] }])).toEqual([
    { kind: 'remove', ids: [folded] },
  ])
  const add = { op: 'add', path: 'members', value: [{ value: id }, { value: folded }, { $ref: `/Users/${id}` }] }
  expect(membership([add])).toEqual([{ kind: 'add', values: [{ value: folded }] }])
  expect(membership([{ op: 'replace', path: `${path}.value`, value: folded }])).toEqual([])
  expect(membership([{ op: 'replace', path: `members[value eq "${folded}"]`, value: { value: id } }])).toEqual([])
  expect(membership([{ op: 'add', path: `${path}.value`, value: id }])).toEqual([
    { kind: 'add', values: [{ value: folded }] },
  ])
})

test('a filter sees what a link shows: value, type and display, not the $ref that follows from them', () => {
  for (const path of [
    'members[display eq "Babs"]',
    'members[not (type eq "User")]',
    'members[display pr or value pr]',
  ]) {
    expect(membership([{ op: 'remove', path }], strictManner)).toMatchObject([{ kind: 'removeMatching' }])
  }
  for (const operation of [
    { op: 'remove', path: 'members[$ref eq "../Users/a"]' },
    { op: 'remove', path: 'members[value eq "a" and not ($ref pr)]' },
    { op: 'add', path: 'members[$ref eq "../Users/a"].value', value: 'a' },
  ]) {
    const error = refusal(() => membership([operation]))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidPath' })
    expect(String(error)).toContain("'members.$ref'")
  }
})

test('operations on members and on the document are parted, each in their order', () => {
  const Operations = [
    { op: 'Add', path: 'members', value: [{ value: 'a' }] },
    { op: 'Replace', path: 'displayName', value: 'New' },
    { op: 'Remove', path: 'members', value: [{ value: 'b' }] },
    { op: 'replace', value: { id: 'g', displayName: 'Newer', members: [] } },
  ]
  const split = splitMembership(parsePatchOp({ schemas, Operations }, Group, compatibleManner), Group)
  expect(split.membership.map(({ kind }) => kind)).toEqual(['add', 'remove', 'clear'])
  expect(split.document).toMatchObject([
    { kind: 'replace', value: 'New' },
    { kind: 'replace', value: 'Newer' },
  ])
})

test('a type without links has no membership', () => {
  const operations = parsePatchOp({ schemas, Operations: [{ op: 'remove', path: 'emails' }] }, User, strictManner)
  expect(splitMembership(operations, User)).toEqual({ document: operations, membership: [] })
})

describe('readMembers', () => {
  test('gives nobody for what is absent', () => {
    expect(readMembers(undefined, Group, strictManner)).toEqual([])
    expect(readMembers(null, Group, strictManner)).toEqual([])
    expect(readMembers([], Group, strictManner)).toEqual([])
  })

  test('names each id once', () => {
    expect(readMembers([{ value: 'a' }, { value: 'a', type: 'User' }], Group, strictManner)).toEqual([
      { value: 'a', type: 'User' },
    ])
  })

  test('reads what it has read', () => {
    const members = readMembers([{ value: 'a', type: 'User', display: 'A' }, { value: 'b' }], Group, strictManner)
    expect(readMembers(members, Group, strictManner)).toEqual(members)
  })

  test('in the strict manner it is an array of objects', () => {
    for (const value of ['a', { value: 'a' }, ['a'], [{ value: 5 }]]) {
      expect(refusal(() => readMembers(value, Group, strictManner))).toMatchObject({ scimType: 'invalidValue' })
    }
  })

  test('takes a hundred thousand members in reasonable time, and not one more', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => ({ value: `u${at}`, display: 'x' }))
    expect(readMembers(many, Group, strictManner)).toHaveLength(100_000)
    expect(refusal(() => readMembers([...many, { value: 'x' }], Group, strictManner))).toMatchObject({
      scimType: 'invalidValue',
    })
  })

  test('a hostile member is refused', () => {
    for (const text of ['[{"value":"a","__proto__":{"x":1}}]', '[{"value":"a","constructor":1}]']) {
      expect(refusal(() => readMembers(JSON.parse(text), Group, compatibleManner))).toMatchObject({
        scimType: 'invalidSyntax',
      })
    }
    expect(refusal(() => readMembers([{ value: 'a\0' }], Group, compatibleManner))).toMatchObject({
      scimType: 'invalidValue',
    })
  })
})
