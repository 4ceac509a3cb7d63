import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compatibleManner, type Manner, strictManner } from '../manner.js'
import { User } from '../schema/user.js'
import { ScimError } from '../scim-error.js'
import type { Filter } from './filter.js'
import { parseFilter } from './parser.js'
import { printFilter } from './print-filter.js'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const texts = fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => JSON.stringify(text))
const space = fc.constantFrom(' ', '  ', '\n')
const literal = fc.oneof(
  texts,
  fc.constantFrom('jyoung', '31', 'True', '"False"', 'null', 'true', '"2011-05-13T04:42:34+01:00"'),
)
const operator = fc.constantFrom('eq', 'ne', 'Co', 'sw', 'EW', 'gt', 'ge', 'lt', 'le')
const name = fc.constantFrom(
  ...['userName', 'TITLE', 'name.familyName', 'emails', 'emails.type', 'active', 'meta.created', 'schemas', 'id'],
  ...['department', 'manager', `${enterprise}:manager.displayName`, 'groups.$ref', 'roles.primary', 'foo', 'password'],
)
const subAttribute = fc.constantFrom('value', 'type', 'VALUE', 'Display', 'type', 'primary', 'x')

/** Texts in the shape of the grammar; many do not fit the schema. */
function filters(names: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const comparison = fc.tuple(names, space, operator, space, literal).map((parts) => parts.join(''))
  const present = names.map((path) => `${path} pr`)
  const value = fc.letrec((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      comparison,
      present,
      fc.tuple(tie('filter'), fc.constantFrom(' and ', ' OR '), tie('filter')).map((parts) => parts.join('')),
      tie('filter').map((filter) => `(${filter})`),
      tie('filter').map((filter) => `not(${filter})`),
    ),
  }))
  return value.filter.map(String)
}

const valuePaths = fc
  .tuple(
    fc.constantFrom('emails', 'roles', 'Ims'),
    filters(subAttribute),
    fc.constantFrom('', '.value eq "x"', '.type pr'),
  )
  .map(([path, filter, suffix]) => `${path}[${filter}]${suffix}`)
const whole = fc
  .array(fc.oneof(filters(name), valuePaths), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join(' and '))

const pieces = fc.constantFrom(
  ...[
    'userName',
    'emails',
    'eq',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '"',
    '"a"',
    '.value',
    '.',
    ' ',
    '\\',
    'null',
  ],
  ...['\0', '\ud800', '__proto__', 'constructor', '1e999', enterprise, ':', "'"],
)
const soup = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(' '))
const glued = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''))

/** The tree, or undefined for a refusal; anything else is thrown on. */
function parseOrRefuse(text: string, manner: Manner): Filter | undefined {
  try {
    return parseFilter(text, User, manner)
  } catch (error) {
    if (error instanceof ScimError) return undefined
    throw error
  }
}

/** Whatever comes, a tree or a refusal; and the tree printed is the same tree, in the strict manner too. */
function survives(text: string): boolean {
  for (const manner of [strictManner, compatibleManner]) {
    const tree = parseOrRefuse(text, manner)
    if (!tree) continue
    const printed = printFilter(tree)
    expect(parseFilter(printed, User, strictManner)).toEqual(tree)
    expect(parseFilter(printed, User, compatibleManner)).toEqual(tree)
    expect(printFilter(parseFilter(printed, User))).toBe(printed)
  }
  return parseOrRefuse(text, compatibleManner) !== undefined
}

describe('printing a filter and parsing it again gives the same tree', () => {
  test('for whatever has the shape of the grammar', () => {
    const reach = { accepted: 0, all: 0 }
    fc.assert(
      fc.property(whole, (text) => {
        reach.all++
        if (survives(text)) reach.accepted++
      }),
      { numRuns: 300 },
    )
    expect(reach.accepted / reach.all).toBeGreaterThan(0.3)
  })

  test.each([
    ['a soup of pieces', soup],
    ['pieces without spaces', glued],
    ['any text', fc.string({ unit: 'binary', maxLength: 60 })],
  ])('for %s', (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (text) => void survives(text)),
      { numRuns: 200 },
    )
  })

  test('at the longest that is read: names and values that grow when they are written out', () => {
    const reach = { accepted: 0, refused: 0 }
    const term = fc.constantFrom('department pr', 'division eq \u0001\u0002\u0003', 'emails eq a\\b', 'title eq x')
    fc.assert(
      fc.property(term, term, fc.integer({ min: 20, max: 62 }), (one, another, count) => {
        const text = [another, ...Array(count - 1).fill(one)].join(' or ')
        reach[survives(text) ? 'accepted' : 'refused']++
      }),
      { numRuns: 100 },
    )
    expect(reach.accepted / (reach.accepted + reach.refused)).toBeCloseTo(0.5, 0)
  })

  test('at the deepest that is read', () => {
    const text = `${'not('.repeat(14)}emails[type pr or value pr].value eq "x"${')'.repeat(14)}`
    expect(survives(text)).toBe(true)
    expect(survives(`not(${text})`)).toBe(false)
  })
})
