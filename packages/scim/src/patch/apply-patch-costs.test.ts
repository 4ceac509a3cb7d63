import { describe, expect, test } from 'vitest'
import { compatibleManner, type Manner, strictManner } from '../manner.js'
import type { Resource } from '../resource/resource.js'
import { complex, string } from '../schema/attribute.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { ScimError } from '../scim-error.js'
import { applyPatch } from './apply-patch.js'
import { parsePatchOp, patchOpUrn } from './patch-operation.js'

const jane: Resource = { userName: 'jane', emails: [{ type: 'work', value: 'jane@work' }] }
const enterprise = EnterpriseUserSchema.id

const Tagged = defineResourceType({
  name: 'Box',
  endpoint: '/Boxes',
  schema: defineSchema('urn:example:Box', { box: complex({ tags: string({ multiValued: true }) }) }),
})

describe('bounds', () => {
  const many = { userName: 'x', emails: Array.from({ length: 1000 }, (_, at) => ({ value: `${at}`, type: `t${at}` })) }

  test('one value too many is refused', () => {
    const operation = { op: 'add', path: 'emails', value: [{ value: 'one more' }] }
    expect(outcome(many, [operation])).toBe('invalidValue')
  })

  test('a thousand filters over a thousand values are refused', () => {
    const operation = { op: 'remove', path: 'emails[not (value eq "a" and type eq "b") and value co "zz"]' }
    expect(outcome(many, Array(1000).fill(operation))).toBe('tooMany')
  })

  test('long lists are added without a copy for each value', () => {
    const after = outcome(many, Array(20).fill({ op: 'add', path: 'emails', value: many.emails }))
    expect(after).toEqual(many)
  })
})

describe('a request may cause so much work and no more', () => {
  const wide = 'é'.repeat(2000)
  const long = 'x'.repeat(2000)
  const emails = (text: string) => Array.from({ length: 990 }, (_, at) => ({ value: `${at}${text}`, type: 'work' }))
  const searches = Array.from({ length: 15 }, (_, at) => `value co "zz${at}"`).join(' or ')
  // The search that costs the most: it fails late at every place.
  const periodic = `${'a'.repeat(1500)}b${'a'.repeat(1500)}`

  test.each([
    ['unfiltered replacements of a part', long, { op: 'replace', path: 'emails.display', value: 'd' }],
    ['searches of long text', wide, { op: 'remove', path: `emails[${searches}]` }],
    ['searches for a periodic text', 'a'.repeat(60_000), { op: 'remove', path: `emails[value co "${periodic}"]` }],
    ['removals of a part', long, { op: 'remove', path: 'emails[value co "x"].type' }],
  ])('a thousand %s are refused or done at once', (_what, text, operation) => {
    const user = { userName: 'x', emails: emails(text) }
    expect(outcome(user, Array(1000).fill(operation))).toBe('tooMany')
  })

  test('hundreds of additions to many long values are done at once: a value is folded once', () => {
    for (const text of [long, '@example.com']) {
      const user = { userName: 'x', emails: emails(text) }
      const operations = Array.from({ length: 300 }, (_, at) => {
        return { op: 'add', path: 'emails', value: [{ value: `${at % 990}${text}`, type: 'work', display: `d${at}` }] }
      })
      expect(outcome(user, operations)).toBeTypeOf('object')
      const removal = { op: 'remove', path: 'emails', value: [{ value: 'nobody' }] }
      expect(outcome(user, Array(300).fill(removal))).toBeTypeOf('object')
    }
  })

  const replacing = (count: number, value = 'v') =>
    Array.from({ length: count }, (_, at) => {
      return { op: 'replace', path: `emails[type eq "t${at}"].value`, value: `${value}${at}` }
    })
  const typed = (count: number) => ({
    userName: 'x',
    emails: Array.from({ length: count }, (_, at) => ({ value: `user${at}@example.com`, type: `t${at}` })),
  })

  test.each([
    [
      'a hundred replacements of a part on a user with twenty values',
      typed(20),
      [...Array(5)].flatMap(() => replacing(20)),
    ],
    ['a hundred of them on one with a thousand', typed(1000), replacing(100)],
    ['a thousand values at once', typed(1000), [{ op: 'replace', path: 'emails', value: typed(1000).emails }]],
    ['a thousand assignments', typed(1000), Array(1000).fill({ op: 'replace', path: 'title', value: 'CEO' })],
  ])(
    'what identity providers send is done, and a request may hold three times as much: %s',
    (_what, user, operations) => {
      expect(outcome(user, operations)).toBeTypeOf('object')
      const threeTimes = operations.length < 500 ? [...operations, ...operations, ...operations] : operations
      expect(outcome(user, threeTimes)).toBeTypeOf('object')
    },
  )

  test('what costs too much is refused before any of it is done, where that can be told', () => {
    const first = { op: 'replace', path: 'emails[type eq "nobody"].value', value: 'x' }
    const outcomeOf = (...operations: readonly object[]) => outcome(typed(1000), [first, ...operations], strictManner)
    // The first operation has no target: whoever begins finds that out.
    expect(outcomeOf(...replacing(999))).toBe('tooMany')
    expect(outcomeOf(...replacing(400))).toBe('noTarget')
    const removal = { op: 'remove', path: 'emails' }
    expect(outcome(typed(1000), [removal, ...replacing(999)], strictManner)).toBe('noTarget')
    expect(outcome(typed(1000), replacing(450))).toBe('tooMany')
  })

  test('a request names so many attributes and values, and no more', () => {
    const lists = { op: 'replace', path: 'emails', value: emails('') }
    const names = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`emails[type eq "${at}"].value`, null]))
    for (const operation of [lists, { op: 'replace', value: names }]) {
      expect(outcome(jane, Array(20).fill(operation))).toBeTypeOf('object')
      expect(outcome(jane, Array(1000).fill(operation))).toBe('tooMany')
    }
    const unknown = Object.fromEntries(Array.from({ length: 1001 }, (_, at) => [`unknown${at}`, 0]))
    expect(outcome(jane, [{ op: 'add', value: unknown }])).toBe('invalidSyntax')
    expect(outcome(jane, [{ op: 'add', value: { [enterprise]: unknown } }])).toBe('invalidSyntax')
    expect(outcome(jane, [{ op: 'add', value: { [User.schema.id]: unknown } }])).toBe('invalidSyntax')
  })

  test('a part that has several values has no more of them than an attribute', () => {
    const value = Array.from({ length: 600 }, (_, at) => `${at}`)
    const add = (prefix: string) => ({ op: 'add', path: 'box.tags', value: value.map((tag) => prefix + tag) })
    expect(outcome({}, [add('a'), add('b')], strictManner, Tagged)).toBe('invalidValue')
  })
})

/** The resource as it is afterwards, or the kind of the refusal. */
function outcome(
  resource: Resource,
  operations: unknown[],
  manner: Manner = compatibleManner,
  type: ResourceType = User,
): unknown {
  try {
    const parsed = parsePatchOp({ schemas: [patchOpUrn], Operations: operations }, type, manner)
    return applyPatch(resource, parsed, type, manner)
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    return String(error.scimType)
  }
}
