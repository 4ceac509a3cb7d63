import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../json.js'
import { strictManner } from '../manner.js'
import { integer } from '../schema/attribute.js'
import { findAttributePath } from '../schema/attribute-path.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import {
  compareSortKeys,
  compareText,
  comparisonKey,
  foldText,
  foldUserName,
  type SortKey,
  sortKeyOf,
} from './compare.js'

describe('folding', () => {
  test.each([
    ['Babs JENSEN', 'babs jensen'],
    ['E\u0301', '\u00e9'],
    ['\u00c9', 'e\u0301'],
    ['J\u030c', '\u01f0'],
    ['ΑΣΑ', 'ασα'],
    ['Straße', 'STRAße'],
  ])('%j and %j are one', (a, b) => expect(foldText(a)).toBe(foldText(b)))

  test('the fold of a prefix is a prefix of the fold: ΑΣΑ starts with ΑΣ', () => {
    expect(foldText('ΑΣΑ').startsWith(foldText('ΑΣ'))).toBe(true)
  })

  test.each([
    ['ß', 'ss'],
    ['a', 'á'],
    ['Ａ', 'A'],
  ])('%j and %j are two', (a, b) => expect(foldText(a)).not.toBe(foldText(b)))

  test('folding is lower case code point by code point between two normalisations', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3 }),
      fc.constantFrom('Σ', 'ς', 'İ', 'A', ' ', '\u0301'),
    )
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = units.join('')
        const lowered = Array.from(text.normalize('NFC'), (character) => character.toLowerCase())
        expect(foldText(text)).toBe(lowered.join('').normalize('NFC'))
      }),
      { numRuns: 200 },
    )
  })

  test('folding twice changes nothing more', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => foldText(foldText(text)) === foldText(text)))
  })
})

describe('D-52: user names', () => {
  test.each([
    ['ＢＯＢ＠ｘ．ｃｏｍ', 'bob@x.com'],
    ['ｶﾞ', 'ガ'],
    ['a\u3000b', 'A b'],
    ['Jose\u0301', 'JOSÉ'],
  ])('%j and %j are one', (a, b) => expect(foldUserName(a)).toBe(foldUserName(b)))

  test.each([
    ['ﬁ', 'fi'],
    ['²', '2'],
  ])('%j and %j are two: only widths are mapped', (a, b) => expect(foldUserName(a)).not.toBe(foldUserName(b)))

  test('folding twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => foldUserName(foldUserName(text)) === foldUserName(text)),
    )
  })
})

test('the key of a text follows the comparison of its attribute (Q7)', () => {
  expect(comparisonKey({ comparison: 'exact' }, 'ＡE\u0301')).toBe('ＡE\u0301')
  expect(comparisonKey({ comparison: 'ignoreCase' }, 'ＡE\u0301')).toBe('ａ\u00e9')
  expect(comparisonKey({ comparison: 'userName' }, 'ＡE\u0301')).toBe('a\u00e9')
})

describe('the order of texts', () => {
  test.each([
    ['', 'a'],
    ['a', 'aa'],
    ['a', 'b'],
    ['\uffff', '🙂'],
    ['\ue000', '🙂'],
    ['\ue000', '\u{10000}'],
    ['\u{103fe}', '\u{103ff}'],
    ['🙂', '🙃'],
    ['a🙂', 'a🙂b'],
  ])('%j is before %j', (a, b) => {
    expect(compareText(a, b)).toBeLessThan(0)
    expect(compareText(b, a)).toBeGreaterThan(0)
    expect(compareText(a, a)).toBe(0)
  })

  test('is that of their UTF-8 bytes', () => {
    const encoder = new TextEncoder()
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(Math.sign(compareText(a, b))).toBe(compareBytes(encoder.encode(a), encoder.encode(b)))
      }),
    )
  })
})

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((byte, index) => byte !== b[index])
  if (at < 0) return Math.sign(a.length - b.length)
  return at >= b.length ? 1 : Math.sign((a[at] ?? 0) - (b[at] ?? 0))
}

describe('D-58: the sort key', () => {
  const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
  const babs: JsonObject = {
    userName: 'ＢＡＢＳ',
    active: false,
    title: '',
    name: { familyName: 'Jensen' },
    emails: [
      { value: 'First@x', type: 'home' },
      { value: 'PRIMARY@x', primary: true },
    ],
    phoneNumbers: [{ value: 'B' }, { value: 'A' }],
    meta: { created: '2011-05-13T04:42:34+02:00' },
    schemas: ['urn:B', 'urn:A'],
    [enterprise]: { manager: { value: 'M7' } },
  }

  test.each<[string, SortKey]>([
    ['userName', 'babs'],
    ['active', false],
    ['title', undefined],
    ['nickName', undefined],
    ['name.familyName', 'jensen'],
    ['name', undefined],
    ['emails', 'primary@x'],
    ['emails.value', 'primary@x'],
    ['emails.type', undefined],
    ['phoneNumbers', 'b'],
    ['meta.created', Date.parse('2011-05-13T02:42:34Z')],
    ['schemas', 'urn:b'],
    [`${enterprise}:manager.value`, 'M7'],
    [`${enterprise}:manager`, 'M7'],
  ])('by %s is %j', (name, key) => {
    const path = findAttributePath(name, User, strictManner)
    expect(path && sortKeyOf(path, babs)).toBe(key)
  })

  test('of a number is the number', () => {
    const Lift = defineResourceType({
      name: 'Lift',
      endpoint: '/Lifts',
      schema: defineSchema('urn:example:Lift', { floor: integer() }),
    })
    const path = findAttributePath('floor', Lift, strictManner)
    expect(path && sortKeyOf(path, { floor: -3 })).toBe(-3)
  })

  test('is cut to 256 code points', () => {
    const path = findAttributePath('title', User, strictManner)
    expect(path && sortKeyOf(path, { title: `${'🙂'.repeat(256)}B` })).toBe('🙂'.repeat(256))
  })

  test('orders numbers, booleans and texts, and what has none comes last', () => {
    expect([2, 10, -1].toSorted(compareSortKeys)).toEqual([-1, 2, 10])
    expect([true, false].toSorted(compareSortKeys)).toEqual([false, true])
    expect(['🙂', '\ue000', 'a'].toSorted(compareSortKeys)).toEqual(['a', '\ue000', '🙂'])
    expect(compareSortKeys(undefined, 'a')).toBeGreaterThan(0)
    expect(compareSortKeys('a', undefined)).toBeLessThan(0)
    expect(compareSortKeys(undefined, undefined)).toBe(0)
  })
})
