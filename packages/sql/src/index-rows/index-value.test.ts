import {
  type Attribute,
  type AttributeDeclaration,
  boolean,
  dateTime,
  decimal,
  defineSchema,
  integer,
  string,
} from '@rollcall/scim'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyOfText } from './fold-text.js'
import { cutText, indexValueOf, numberText } from './index-value.js'

describe('a text as its attribute compares it', () => {
  test.each([
    ['exact', 'Ａé', 'Ａé'],
    ['ignoreCase', 'BJensen@Example.com', 'bjensen@example.com'],
    ['ignoreCase', 'É', 'é'],
    ['ignoreCase', 'e\u0301', 'é'],
    ['ignoreCase', 'ΑΣ', 'ας'.replace('ς', 'σ')],
    ['ignoreCase', 'ＢＪ', 'ｂｊ'],
    ['userName', 'ＢＪ', 'bj'],
    ['userName', 'ｶﾞ', 'ガ'],
    ['userName', 'a\u3000b', 'a b'],
    ['userName', '①', '①'],
  ] as const)('%s: %s is %s', (comparison, text, key) => {
    expect(keyOfText({ comparison }, text)).toBe(key)
  })

  test.each(['exact', 'ignoreCase', 'userName'] as const)(
    '%s: a key is its own key, for every letter',
    (comparison) => {
      const changed: string[] = []
      for (let code = 1; code < 0x20000; code++) {
        if (code >= 0xd800 && code < 0xe000) continue
        const key = keyOfText({ comparison }, String.fromCodePoint(code))
        if (keyOfText({ comparison }, key) !== key) changed.push(code.toString(16))
      }
      expect(changed).toEqual([])
    },
  )

  test('what begins a text begins its key, letter by letter', () => {
    const key = (text: string) => keyOfText({ comparison: 'ignoreCase' }, text)
    expect(key('ΑΣΑ').startsWith(key('ΑΣ'))).toBe(true)
  })
})

describe('a value in the index', () => {
  test.each([
    [boolean(), true, 't'],
    [boolean(), false, 'f'],
    [integer(), 0, '8000000000000000'],
    [integer(), -0, '8000000000000000'],
    [decimal(), 1.5, 'bff8000000000000'],
    [decimal(), -1.5, '4007ffffffffffff'],
    [dateTime(), '2011-05-13T06:42:34+02:00', '2011-05-13T04:42:34.000Z'],
    [dateTime(), '0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    [string(), 'Tour Guide', 'tour guide'],
    [string({ caseExact: true }), 'Tour Guide', 'Tour Guide'],
  ] as const)('%# keeps its order as text', (declaration, value, text) => {
    expect(indexValueOf(attributeOf(declaration), value)).toEqual({ text, isCut: false })
  })

  test.each([
    [boolean(), 'true'],
    [integer(), '1'],
    [dateTime(), 'yesterday'],
    [string(), 1],
  ] as const)('%# of another type has none', (declaration, value) => {
    expect(indexValueOf(attributeOf(declaration), value)).toBeUndefined()
  })

  test('numbers are in the order of their texts', () => {
    const number = fc.double({ noNaN: true, noDefaultInfinity: true })
    fc.assert(
      fc.property(number, number, (a, b) => {
        const [left, right] = [numberText(a), numberText(b)]
        expect(left < right ? -1 : left > right ? 1 : 0).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })

  test('is cut after 256 code points, not units', () => {
    expect(cutText('a'.repeat(256))).toEqual({ text: 'a'.repeat(256), isCut: false })
    expect(cutText('a'.repeat(257))).toEqual({ text: 'a'.repeat(256), isCut: true })
    expect(cutText('🙂'.repeat(256))).toEqual({ text: '🙂'.repeat(256), isCut: false })
    expect(cutText('🙂'.repeat(257))).toEqual({ text: '🙂'.repeat(256), isCut: true })
  })
})

function attributeOf(declaration: AttributeDeclaration): Attribute {
  const [attribute] = defineSchema('urn:example:Test', { value: declaration }).attributes
  if (!attribute) throw new Error('a schema has the attribute that it declares')
  return attribute
}
