import { describe, expect, test } from 'vitest'
import { complex, reference, string } from '../../schema/attribute.js'
import { EnterpriseUserSchema } from '../../schema/enterprise-user.js'
import { Group } from '../../schema/group.js'
import { defineResourceType, type ResourceType } from '../../schema/resource-type.js'
import { defineSchema } from '../../schema/schema.js'
import { User } from '../../schema/user.js'
import { resolveBulkIds } from './resolve-bulk-ids.js'
import { resolvePatchBulkIds } from './resolve-patch-bulk-ids.js'

const enterprise = EnterpriseUserSchema.id
const idOf = (bulkId: string) => `id-of-${bulkId}`

const Desk = defineResourceType({
  name: 'Desk',
  endpoint: '/Desks',
  schema: defineSchema('urn:example:Desk', {
    owners: reference({ referenceTypes: ['User'], multiValued: true }),
    team: complex({
      value: string(),
      $ref: reference({ referenceTypes: ['Group'] }),
      lead: string({ mutability: 'readOnly' }),
    }),
  }),
})

function resolve(data: unknown, type: ResourceType = User) {
  return resolveBulkIds(data, type, idOf)
}

describe('a bulkId in the data of an operation becomes the id (RFC 7644 §3.7.2)', () => {
  test.each([
    [
      'the object of an extension',
      { [enterprise]: { manager: { value: 'bulkId:a' } } },
      { [enterprise]: { manager: { value: 'id-of-a' } } },
    ],
    ['a dotted name', { [`${enterprise}:manager.value`]: 'bulkId:a' }, { [`${enterprise}:manager.value`]: 'id-of-a' }],
    [
      'a reference without its object',
      { [enterprise]: { manager: 'bulkId:a' } },
      { [enterprise]: { manager: 'id-of-a' } },
    ],
    [
      'a location',
      { [enterprise]: { manager: { $ref: '../Users/bulkId:a' } } },
      { [enterprise]: { manager: { $ref: '../Users/id-of-a' } } },
    ],
    [
      'a location that is nothing else',
      { [enterprise]: { manager: { $ref: 'bulkId:a' } } },
      { [enterprise]: { manager: { $ref: 'id-of-a' } } },
    ],
  ])('in %s', (_where, data, resolved) => expect(resolve(data)).toEqual(resolved))

  test('in several values of a reference', () => {
    expect(resolve({ owners: ['bulkId:a', 'https://app.example/Users/bulkId:b', 'c'] }, Desk)).toEqual({
      owners: ['id-of-a', 'https://app.example/Users/id-of-b', 'c'],
    })
    expect(resolve({ members: [{ value: ['bulkId:a'] }] }, Group)).toEqual({ members: [{ value: ['id-of-a'] }] })
  })

  test.each([
    ['no object', 'bulkId:a'],
    ['an extension that is no object', { [enterprise]: 'bulkId:a' }],
    ['what is read-only', { groups: [{ value: 'bulkId:a' }] }],
    ['a read-only part', { [enterprise]: { manager: { displayName: 'bulkId:a' } } }],
    ['what no schema has', { boss: 'bulkId:a', [enterprise]: { manager: { title: 'bulkId:a' } } }],
    ['what is no reference', { displayName: 'bulkId:a', emails: [{ value: 'bulkId:a' }], roles: ['bulkId:a'] }],
    ['an id and a location', { [enterprise]: { manager: { value: 'a', $ref: 'https://app.example/Users/a' } } }],
    ['a reference that is another text', { [enterprise]: { manager: 'a' } }],
    ['a part that is no text', { [enterprise]: { manager: { value: 7 } } }],
  ])('and %s stays as it is', (_what, data) => expect(resolve(data)).toEqual(data))

  test('and a read-only part of a reference stays as it is', () => {
    expect(resolve({ team: { value: 'bulkId:a', lead: 'bulkId:a' } }, Desk)).toEqual({
      team: { value: 'id-of-a', lead: 'bulkId:a' },
    })
  })
})

describe('a bulkId in a PATCH becomes the id', () => {
  const patch = (operation: unknown, type: ResourceType) =>
    resolvePatchBulkIds({ Operations: [operation] }, type, idOf) as { readonly Operations: readonly unknown[] }

  test.each([
    [
      { path: 'members', value: [{ value: 'bulkId:a' }] },
      { path: 'members', value: [{ value: 'id-of-a' }] },
    ],
    [{ path: 'members[value eq "bulkId:a"]' }, { path: 'members[value eq "id-of-a"]' }],
    // Entra ID leaves the quotes out (Q5).
    [{ path: 'members[value eq bulkId:a]' }, { path: 'members[value eq "id-of-a"]' }],
    [{ path: 'members[value eq "x" or value eq "bulkId:a"]' }, { path: 'members[value eq "x" or value eq "id-of-a"]' }],
    [{ value: { members: ['bulkId:a'] } }, { value: { members: ['id-of-a'] } }],
    [{ value: { 'members[value eq "x"].value': 'bulkId:a' } }, { value: { 'members[value eq "x"].value': 'id-of-a' } }],
  ])('of a group: %j', (operation, resolved) => {
    expect(patch(operation, Group).Operations).toEqual([resolved])
  })

  test.each([
    [
      { path: enterprise, value: { manager: 'bulkId:a' } },
      { path: enterprise, value: { manager: 'id-of-a' } },
    ],
    [
      { path: `${enterprise}:manager.value`, value: 'bulkId:a' },
      { path: `${enterprise}:manager.value`, value: 'id-of-a' },
    ],
  ])('of a user: %j', (operation, resolved) => {
    expect(patch(operation, User).Operations).toEqual([resolved])
  })

  test.each([
    'bulkId:a',
    null,
    { path: 'nothing', value: 'bulkId:a' },
    { path: 7, value: 'bulkId:a' },
    { path: 'emails[value eq "bulkId:a"]', value: { value: 'bulkId:a' } },
    { path: 'members[display eq "bulkId:a"]' },
    { value: 'bulkId:a' },
    { value: { 'nothing[value eq "x"].value': 'bulkId:a' } },
  ])('and what names no reference stays as it is: %j', (operation) => {
    expect(patch(operation, Group).Operations).toEqual([operation])
  })

  test('what is no PATCH stays as it is', () => {
    for (const data of ['bulkId:a', { Operations: 'bulkId:a' }])
      expect(resolvePatchBulkIds(data, Group, idOf)).toEqual(data)
  })
})
