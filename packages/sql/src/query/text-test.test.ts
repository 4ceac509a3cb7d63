import { expect, test } from 'vitest'
import { literal } from '../sql-text.js'
import { type PositiveOperator, textTest } from './text-test.js'

const column = { text: literal('v.value'), isCut: literal('v.is_cut'), mayBeCut: false }
const long = 'x'.repeat(256)

test.each<readonly [PositiveOperator, string, string, readonly string[]]>([
  ['eq', 'a', 'v.value = ? AND v.is_cut = 0', ['a']],
  ['gt', 'a', 'v.value > ?', ['a']],
  ['le', 'a', 'v.value <= ?', ['a']],
  ['sw', 'ab', '(v.value >= ? AND v.value < ?)', ['ab', 'ac']],
  ['sw', 'a\u{10ffff}', '(v.value >= ? AND v.value < ?)', ['a\u{10ffff}', 'b']],
  ['sw', '\ud7ff', '(v.value >= ? AND v.value < ?)', ['\ud7ff', '\ue000']],
  ['sw', '\u{10ffff}', 'v.value >= ?', ['\u{10ffff}']],
  ['co', '%_', "replace(v.value, ?, '') <> v.value", ['%_']],
  ['co', '', '1 = 1', []],
  ['gt', long, '(v.value > ? OR (v.value = ? AND v.is_cut = 1))', [long, long]],
  ['le', long, '(v.value < ? OR (v.value = ? AND v.is_cut = 0))', [long, long]],
])('%s %j is decided by the index', (operator, key, sql, parameters) => {
  expect(textTest(column, operator, key)).toEqual({ text: { sql, parameters }, isExact: true })
})

test.each<readonly [PositiveOperator, string, string]>([
  ['eq', `${long}y`, 'v.value = ? AND v.is_cut = 1'],
  ['sw', `${long}y`, 'v.value = ? AND v.is_cut = 1'],
  ['co', `${long}y`, 'v.is_cut = 1'],
  ['gt', `${long}y`, 'v.value >= ?'],
  ['lt', `${long}y`, 'v.value <= ?'],
])('%s beyond what the index keeps is narrowed by it', (operator, key, sql) => {
  const condition = textTest(column, operator, key)
  expect([condition.text.sql, condition.isExact]).toEqual([sql, false])
})

test('a search inside values is decided unless one of them is cut', () => {
  expect(textTest(column, 'co', 'a').isExact).toBe(true)
  expect(textTest({ ...column, mayBeCut: true }, 'co', 'a').isExact).toBe(false)
  expect(textTest({ ...column, mayBeCut: true }, 'ew', 'a').isExact).toBe(false)
  expect(textTest({ ...column, mayBeCut: true }, 'sw', 'a').isExact).toBe(true)
})
