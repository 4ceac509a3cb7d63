import { expect, test } from 'vitest'
import { addDays, dayOf, daysBetween, isDay, weekdayOf } from './day.js'

test('an instant falls on the day of the local calendar', () => {
  expect(dayOf(new Date(2026, 10, 24, 23, 59))).toBe('2026-11-24')
  expect(dayOf(new Date(2026, 0, 1, 0, 0))).toBe('2026-01-01')
})

test.each([
  ['2026-11-30', 1, '2026-12-01'],
  ['2026-12-31', 1, '2027-01-01'],
  ['2028-02-28', 1, '2028-02-29'],
  ['2026-03-29', 1, '2026-03-30'],
  ['2026-03-01', -1, '2026-02-28'],
])('%s and %i days is %s', (day, count, expected) => {
  expect(addDays(day, count)).toBe(expected)
})

test('days between are counted across a change of clocks', () => {
  expect(daysBetween('2026-10-24', '2026-10-26')).toBe(2)
  expect(daysBetween('2026-11-24', '2026-11-20')).toBe(-4)
})

test('a week runs from Monday, 1, to Sunday, 7', () => {
  expect(weekdayOf('2026-11-23')).toBe(1)
  expect(weekdayOf('2026-11-29')).toBe(7)
})

test.each([
  ['2026-11-24', true],
  ['2026-02-30', false],
  ['24.11.2026', false],
  ['', false],
])('%j is a day: %s', (text, expected) => {
  expect(isDay(text)).toBe(expected)
})
