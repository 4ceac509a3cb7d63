import { expect, test } from 'vitest'
import { formatDay } from './format-day.js'

test('a day is written out in each form', () => {
  expect(formatDay('2026-11-24', 'letters')).toBe('Tu')
  expect(formatDay('2026-11-24', 'short')).toBe('Tue 24 Nov')
  expect(formatDay('2026-11-24', 'long')).toBe('24 November 2026')
  expect(formatDay('2026-11-24', 'long-with-weekday')).toBe('Tuesday 24 November')
})

test('the short form names the year only where it is another one', () => {
  expect(formatDay('2026-12-31', 'short', '2026-11-24')).toBe('Thu 31 Dec')
  expect(formatDay('2027-01-04', 'short', '2026-11-24')).toBe('Mon 4 Jan 2027')
})
