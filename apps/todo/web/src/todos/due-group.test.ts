import { expect, test } from 'vitest'
import { dueGroupOf } from './due-group.js'

const tuesday = '2026-11-24'

test.each([
  [null, 'noDate'],
  ['2026-11-23', 'overdue'],
  ['2026-11-24', 'today'],
  ['2026-11-25', 'thisWeek'],
  ['2026-11-29', 'thisWeek'],
  ['2026-11-30', 'later'],
])('on Tuesday 24 November, a todo due %s is in "%s"', (due, group) => {
  expect(dueGroupOf(due, tuesday)).toBe(group)
})

test('on a Sunday nothing is left of the week', () => {
  expect(dueGroupOf('2026-11-30', '2026-11-29')).toBe('later')
})
