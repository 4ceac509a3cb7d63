import { expect, test } from 'vitest'
import { padded } from '../sql-text.js'
import { statementChunks } from './statement-chunks.js'

const lengthsOn = (name: 'sqlite' | 'postgresql', count: number, most?: number) =>
  statementChunks({ name }, numbersTo(count), most).map((chunk) => padded(chunk).length)

test('on SQLite hardly a row is repeated', () => {
  expect(lengthsOn('sqlite', 20)).toEqual([16, 4])
  expect(lengthsOn('sqlite', 29)).toEqual([32])
  expect(lengthsOn('sqlite', 27)).toEqual([16, 8, 4])
})

test('on PostgreSQL a statement takes all that it may', () => {
  expect(lengthsOn('postgresql', 20)).toEqual([32])
  expect(lengthsOn('postgresql', 300, 128)).toEqual([128, 128, 64])
})

test.each(['sqlite', 'postgresql'] as const)(
  'on %s each row is in one chunk, in its place, and no chunk is longer than it may be',
  (name) => {
    for (let count = 0; count < 600; count++) {
      const chunks = statementChunks({ name }, numbersTo(count), 128)
      expect(chunks.flat()).toEqual(numbersTo(count))
      expect(chunks.every(({ length }) => length > 0 && length <= 128)).toBe(true)
    }
  },
)

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, n) => n)
}
