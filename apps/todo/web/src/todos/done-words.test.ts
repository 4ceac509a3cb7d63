import { expect, test } from 'vitest'
import { doneWords } from './done-words.js'

test('what was done today says when, anything else also the day', () => {
  expect(doneWords(new Date(2026, 10, 24, 9, 32).toISOString(), '2026-11-24')).toBe('Done at 09:32')
  expect(doneWords(new Date(2026, 10, 20, 17, 5).toISOString(), '2026-11-24')).toBe('Done Fri 20 Nov, 17:05')
})
