import { expect, test } from 'vitest'
import { grouped, printProgress } from './print-progress.js'

const counts = { created: 12_000, replaced: 0, skipped: 345, failed: 0 }

test('a bar, lines, lines a second and the time left', () => {
  expect(printProgress({ counts, bytes: 500, bytesInAll: 1000 }, 5000, 80)).toBe(
    `${'█'.repeat(15)}${'░'.repeat(15)}  50 %  12 345 lines  2 469/s  5 s left`,
  )
  expect(printProgress({ counts: { ...counts, failed: 3 }, bytes: 10, bytesInAll: 1000 }, 5000, 120)).toMatch(
    / {2}1 % {2}12 348 lines {2}2 470\/s {2}8 min 15 s left {2}3 failed$/,
  )
})

test('the line is never wider than the terminal, and the bar goes first', () => {
  for (const columns of [200, 60, 40, 20, 5]) {
    expect(printProgress({ counts, bytes: 999, bytesInAll: 1000 }, 7_200_000, columns).length).toBeLessThanOrEqual(
      columns,
    )
  }
  expect(printProgress({ counts, bytes: 1, bytesInAll: 1000 }, 1000, 40)).not.toContain('░')
})

test('before anything is known, nothing is said of the time', () => {
  expect(printProgress({ counts, bytes: 0, bytesInAll: 1000 }, 0, 80)).not.toContain('left')
  expect(printProgress({ counts, bytes: 0, bytesInAll: 0 }, 0, 80)).toContain('100 %')
})

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1 000'],
  [1_234_567, '1 234 567'],
])('%i is %s', (count, text) => {
  expect(grouped(count)).toBe(text)
})
