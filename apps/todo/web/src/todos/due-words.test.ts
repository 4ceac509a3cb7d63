import { expect, test } from 'vitest'
import { dueWords, lateWords } from './due-words.js'

test('what is due today says so, anything else its day', () => {
  expect(dueWords('2026-11-24', '2026-11-24')).toBe('Today')
  expect(dueWords('2026-11-27', '2026-11-24')).toBe('Fri 27 Nov')
})

test('lateness is counted in days, and only when there is any', () => {
  expect(lateWords('2026-11-20', '2026-11-24')).toBe('4 days late')
  expect(lateWords('2026-11-23', '2026-11-24')).toBe('1 day late')
  expect(lateWords('2026-11-24', '2026-11-24')).toBeUndefined()
  expect(lateWords(null, '2026-11-24')).toBeUndefined()
})
