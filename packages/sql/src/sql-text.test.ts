import { expect, test } from 'vitest'
import { chunksOf, joinSql, listOf, literal, padded, rowsOf, sql } from './sql-text.js'

test('values are bound, pieces are put in their place', () => {
  const condition = sql`r.id = ${'a'} AND r.version > ${7n}`
  expect(sql`SELECT 1 FROM ${literal('resources r')} WHERE ${condition} LIMIT ${1n}`).toEqual({
    sql: 'SELECT 1 FROM resources r WHERE r.id = ? AND r.version > ? LIMIT ?',
    parameters: ['a', 7n, 1n],
  })
})

test('what a client sent is never part of the text', () => {
  expect(sql`SELECT ${"'; DROP TABLE resources; --"}`).toEqual({
    sql: 'SELECT ?',
    parameters: ["'; DROP TABLE resources; --"],
  })
})

test('text that databases do not keep alike is not bound', () => {
  expect(() => sql`SELECT ${'a\u0000'}`).toThrow(TypeError)
  expect(() => sql`SELECT ${'\udc00'}`).toThrow(TypeError)
})

test('lists are padded to usual lengths by repeating the last', () => {
  expect(listOf(['a', 'b', 'c'])).toMatchObject({ sql: '(?, ?, ?, ?)', parameters: ['a', 'b', 'c', 'c'] })
  expect(padded([])).toEqual([])
  expect(padded(Array.from({ length: 300 }, (_, n) => n))).toHaveLength(512)
})

test('what looks up several keys is planned anew, with all that it is a part of', () => {
  const [one, several] = [listOf(['a']), listOf(['a', 'b'])].map((list) => sql`r.id IN ${list}`)
  if (!one || !several) throw new Error('two lists were made')
  const isAnew = [one, several, sql`NOT ${several}`, joinSql([one, several], ' OR '), joinSql([one], ' OR ')].map(
    ({ isPlannedAnew }) => isPlannedAnew === true,
  )
  expect(isAnew).toEqual([false, true, true, true, false])
})

test('rows and pieces are joined', () => {
  expect(
    rowsOf([
      ['a', 1n],
      ['b', null],
    ]),
  ).toEqual({ sql: '(?, ?), (?, ?)', parameters: ['a', 1n, 'b', null] })
  expect(joinSql([sql`a = ${'1'}`, sql`b = ${'2'}`], ' OR ')).toEqual({ sql: 'a = ? OR b = ?', parameters: ['1', '2'] })
})

test('a long list is cut into chunks', () => {
  expect(chunksOf([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(chunksOf([])).toEqual([])
})
