import { expect, test } from 'vitest'
import { closingLines, requiredWords } from './closing-lines.js'

const skipped = [
  { name: 'storage on PostgreSQL (set ROLLCALL_TEST_POSTGRES_URL)', note: undefined },
  { name: 'storage on PostgreSQL (set ROLLCALL_TEST_POSTGRES_URL)', note: undefined },
  { name: 'the pages', note: 'Chromium is not installed' },
  { name: 'forgotten', note: undefined },
]

test('what was skipped is said by name and why, and the counts stand alone on the last line', () => {
  expect(closingLines({ passed: 7, failed: 1, skipped }, [])).toEqual({
    lines: [
      'skipped: storage on PostgreSQL (set ROLLCALL_TEST_POSTGRES_URL), 2 tests',
      'skipped: the pages (Chromium is not installed)',
      'skipped: forgotten (no reason given)',
      '7 passed, 1 failed, 4 skipped',
    ],
    missesRequired: false,
  })
})

test('what is required and was skipped has failed', () => {
  const required = requiredWords({
    ROLLCALL_TEST_REQUIRE_CHROMIUM: '1',
    ROLLCALL_TEST_REQUIRE_POSTGRESQL: '0',
    CHROMIUM: '1',
  })
  const { lines, missesRequired } = closingLines({ passed: 7, failed: 0, skipped }, required)
  expect(lines).toContain('failed: the pages (Chromium is not installed): this run requires chromium')
  expect(lines.at(-1)).toBe('7 passed, 1 failed, 3 skipped')
  expect(missesRequired).toBe(true)
})

test('what is required and ran is not held against the run', () => {
  expect(closingLines({ passed: 7, failed: 0, skipped: [] }, ['chromium'])).toEqual({
    lines: ['7 passed, 0 failed, 0 skipped'],
    missesRequired: false,
  })
})
