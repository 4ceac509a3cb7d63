import { expect, test } from 'vitest'
import { invalidPath } from '../scim-error.js'
import { longestText, readTokens, stringOf } from './lexer.js'

test.each([
  ['', ['end']],
  ['a eq "b c"', ['word a', 'word eq', 'string "b c"', 'end']],
  ['a eq"b"', ['word a', 'word eq', 'string "b"', 'end']],
  ['not(a pr)', ['word not', '( (', 'word a', 'word pr', ') )', 'end']],
  ['e[t eq "w"].v', ['word e', '[ [', 'word t', 'word eq', 'string "w"', '] ]', 'word .v', 'end']],
  [' \t a\r\n', ['word a', 'end']],
  ['a\rb\nc\td e', ['word a', 'word b', 'word c', 'word d', 'word e', 'end']],
  ['"a\\"b" c', ['string "a\\"b"', 'word c', 'end']],
  ['"a\\\\" c', ['string "a\\\\"', 'word c', 'end']],
])('%j is cut into %j', (text, expected) => {
  const tokens = readTokens(text, invalidPath)
  expect(tokens.map((token) => `${token.kind} ${token.text}`.trim())).toEqual(expected)
  for (const token of tokens) expect(text.slice(token.start).startsWith(token.text)).toBe(true)
})

test.each([
  ['a eq "b', 'begins at position 6 has no closing quote'],
  ['a eq "b\\"', 'has no closing quote'],
  ['"', 'has no closing quote'],
  ['"\\', 'has no closing quote'],
  ['a\0b', 'U+0000'],
  ['a \ud83d b', 'half a surrogate pair'],
  ['x'.repeat(longestText + 1), 'longer than 4096 bytes'],
  ['é'.repeat(longestText / 2 + 1), 'longer than 4096 bytes'],
])('%j is refused', (text, sentence) => {
  expect(() => readTokens(text, invalidPath)).toThrow(expect.objectContaining({ status: 400, scimType: 'invalidPath' }))
  expect(() => readTokens(text, invalidPath)).toThrow(sentence)
})

test.each(['x'.repeat(longestText), 'é'.repeat(longestText / 2), '€'.repeat(longestText / 3)])(
  'a text that just fits is read',
  (text) => {
    expect(readTokens(text, invalidPath)[0]).toEqual({ kind: 'word', text, start: 0 })
  },
)

test.each([
  ['"a"', 'a'],
  ['""', ''],
  ['"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude42"', '"\\/\b\f\n\r\té🙂'],
  ['"O\'Brien"', "O'Brien"],
  ['"[a (b)] ~"', '[a (b)] ~'],
  ['"\u007f"', '\u007f'],
  ['"Zoë"', 'Zoë'],
])('the string %s is read by the rules of JSON', (text, value) => {
  expect(stringOf({ kind: 'string', text, start: 0 }, invalidPath)).toBe(value)
})

test.each(['"\\x"', '"\\u12"', '"DOMAIN\\user"', '"a\nb"', '"\\u0000"', '"\\ud800"'])(
  'the string %j is refused',
  (text) => {
    expect(() => stringOf({ kind: 'string', text, start: 0 }, invalidPath)).toThrow('The string at position 1')
  },
)
