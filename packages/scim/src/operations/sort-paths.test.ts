import { expect, test } from 'vitest'
import { compatibleManner, strictManner } from '../manner.js'
import { integer, string } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { assertOneKind, findSortPaths, parseSortOrder } from './sort-paths.js'

const lift = defineResourceType({
  name: 'Lift',
  endpoint: '/Lifts',
  schema: defineSchema('urn:example:Lift', { title: integer(), nickName: string({ caseExact: true }) }),
})

const targetsBy = (sortBy: string, types: readonly ResourceType[] = [User, lift]) => {
  const paths = findSortPaths(sortBy, types, strictManner)
  return types.map((type) => ({ type, filter: undefined, sortPath: paths.get(type) }))
}

test('each type is sorted by its own attribute, or by none', () => {
  const paths = findSortPaths('NICKNAME', [User, Group, lift], strictManner)
  expect([...paths].map(([type, path]) => [type.name, path.schema.id])).toEqual([
    ['User', User.schema.id],
    ['Lift', 'urn:example:Lift'],
  ])
  expect(findSortPaths(undefined, [User], strictManner).size).toBe(0)
  expect(findSortPaths('', [User], strictManner).size).toBe(0)
})

test('text and numbers are not sorted together, and nothing else is kept from it', () => {
  expect(() => assertOneKind('title', targetsBy('title'))).toThrow(
    "'title' is of type string in User and of type integer in Lift: they cannot be sorted together.",
  )
  expect(() => assertOneKind('title', targetsBy('title', [lift, Group]))).not.toThrow()
  expect(() => assertOneKind('nickName', targetsBy('nickName'))).not.toThrow()
  expect(() => assertOneKind('meta.created', targetsBy('meta.created'))).not.toThrow()
})

test.each([
  ['foo', [User], "User has no attribute 'foo' to sort by."],
  ['foo', [User, lift], "No resource type has an attribute 'foo' to sort by."],
  ['name', [User, lift], "'name' has no order of its own; sort by one of its sub-attributes."],
  ['password', [User, lift], "'password' cannot be sorted by."],
  ['meta.location', [User, lift], "'meta.location' is made for each answer and cannot be sorted by; sort by 'id'."],
  ['groups.$ref', [User], "'groups.$ref' is made for each answer and cannot be sorted by; sort by 'groups.value'."],
  [
    'manager.displayName',
    [User, lift],
    "cannot be sorted by; sort by 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager.value'.",
  ],
])('sorting by %s is refused with its name', (sortBy, types, detail) => {
  expect(() => findSortPaths(sortBy, types, compatibleManner)).toThrow(detail)
})

test('an order is ascending, descending or refused', () => {
  expect([parseSortOrder(undefined), parseSortOrder('Descending')]).toEqual(['ascending', 'descending'])
  expect(() => parseSortOrder('up')).toThrow("'sortOrder' is 'ascending' or 'descending', not 'up'.")
})
