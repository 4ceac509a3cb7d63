import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject } from '../json.js'
import { compatibleManner, strictManner } from '../manner.js'
import { integer, string } from '../schema/attribute.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { matches } from './matches.js'
import { parseFilterOfTypes } from './parse-filter-of-types.js'
import { parseFilterAmong } from './parser.js'
import { printFilter } from './print-filter.js'

const lift = defineResourceType({
  name: 'Lift',
  endpoint: '/Lifts',
  schema: defineSchema('urn:example:Lift', { serial: string(), floor: integer() }),
})
const types = [User, Group, lift]

/** What is left of a filter for users, groups and lifts. */
function leftOf(text: string, manner = strictManner): readonly string[] {
  return parseFilterOfTypes(text, types, manner).map(({ filter }) =>
    typeof filter === 'string' ? filter : printFilter(filter),
  )
}

test.each([
  ['userName eq "a"', ['userName eq "a"', 'none', 'none']],
  ['userName ne "a"', ['userName ne "a"', 'all', 'all']],
  ['not (userName eq "a")', ['not (userName eq "a")', 'all', 'all']],
  ['userName pr', ['userName pr', 'none', 'none']],
  ['userName eq null', ['userName eq null', 'all', 'all']],
  ['userName ne null', ['userName ne null', 'none', 'none']],
  ['displayName pr', ['displayName pr', 'displayName pr', 'none']],
  ['id pr', ['id pr', 'id pr', 'id pr']],
  ['userName pr and displayName pr', ['userName pr and displayName pr', 'none', 'none']],
  ['userName pr or displayName pr', ['userName pr or displayName pr', 'displayName pr', 'none']],
  ['not (floor gt 3) and id pr', ['id pr', 'id pr', 'not (floor gt 3) and id pr']],
  ['emails[type eq "work"] or id pr', ['emails[type eq "work"] or id pr', 'id pr', 'id pr']],
  ['not (emails[type eq "work"])', ['not (emails[type eq "work"])', 'all', 'all']],
  ['meta.resourceType eq "Group"', ['none', 'all', 'none']],
  ['meta.resourceType eq "group"', ['none', 'none', 'none']],
  ['meta.resourceType sw "G" or floor eq 1', ['none', 'all', 'floor eq 1']],
  ['urn:ietf:params:scim:schemas:core:2.0:Group:displayName pr', ['none', 'displayName pr', 'none']],
  [`${EnterpriseUserSchema.id}:department pr`, [`${EnterpriseUserSchema.id}:department pr`, 'none', 'none']],
])('%s', (text, expected) => {
  expect(leftOf(text)).toEqual(expected)
})

test('an extension’s attribute without its URN is found in the one type that has it, in the compatible manner', () => {
  expect(leftOf('department pr', compatibleManner)).toEqual([
    `${EnterpriseUserSchema.id}:department pr`,
    'none',
    'none',
  ])
  expect(() => leftOf('department pr')).toThrow("no resource type has an attribute 'department'")
})

test.each([
  ['foo pr', "no resource type has an attribute 'foo'"],
  ['userName pr or foo pr', "no resource type has an attribute 'foo'"],
  ['floor co "3"', "'floor' is of type integer"],
  ['password eq "x"', "'password' cannot be used"],
  ['emails[foo pr]', "'emails' has no sub-attribute 'foo'"],
  ['members[', 'position 9'],
])('%s is refused for all types', (text, detail) => {
  expect(() => leftOf(text)).toThrow(detail)
})

test('what is left of a filter says of each resource what the whole of it does', () => {
  const leaves = fc.constantFrom(
    'userName eq "a"',
    'userName ne "a"',
    'displayName sw "a"',
    'floor gt 3',
    'floor eq null',
    'emails[type eq "work"]',
    'members.value pr',
    'meta.resourceType eq "Lift"',
    'meta.resourceType ne "User"',
    'id eq "1"',
  )
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      leaves,
      tie('tree').map((one) => `not (${one})`),
      fc
        .tuple(tie('tree'), fc.constantFrom('and', 'or'), tie('tree'))
        .map(([left, operator, right]) => `(${left}) ${operator} (${right})`),
    ),
  }))
  const views: readonly JsonObject[] = [
    { id: '1', userName: 'a', displayName: 'ab', emails: [{ type: 'work' }], meta: { resourceType: 'User' } },
    { id: '2', displayName: 'x', members: [{ value: '1' }], meta: { resourceType: 'Group' } },
    { id: '1', floor: 4, meta: { resourceType: 'Lift' } },
  ]
  const reach = { decided: 0, all: 0 }
  fc.assert(
    fc.property(tree, (text) => {
      for (const [index, { type, filter }] of parseFilterOfTypes(text, types, strictManner).entries()) {
        const view = views[index] ?? {}
        const whole = parseFilterAmong(text, type, types, strictManner)
        reach.all++
        if (typeof filter === 'string') reach.decided++
        expect(typeof filter === 'string' ? filter === 'all' : matches(filter, view)).toBe(matches(whole, view))
      }
    }),
    { numRuns: 300 },
  )
  expect(reach.decided / reach.all).toBeGreaterThan(0.15)
})
