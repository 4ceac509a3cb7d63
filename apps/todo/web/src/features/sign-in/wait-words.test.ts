import { expect, test } from 'vitest'
import { waitWords } from './wait-words.js'

const now = new Date(2026, 10, 24, 14, 32)

test.each([
  [undefined, 'for a few minutes'],
  [0, 'for 1 second'],
  [42, 'for 42 seconds'],
  [60, 'for 1 minute, until 14:33'],
  [290, 'for 5 minutes, until 14:36'],
])('a wait of %s seconds is %j', (seconds, words) => {
  expect(waitWords(seconds, now)).toBe(words)
})
