import { expect, test } from 'vitest'
import { lineIdsOf } from './line-ids.js'

test('a line has one id, and no two have the same: UUIDv7, ascending with the lines', () => {
  const idOf = lineIdsOf({ seed: 'a', started: 1_764_000_000_000 })
  const again = lineIdsOf({ seed: 'a', started: 1_764_000_000_000 })
  const ids = Array.from({ length: 10_000 }, (_, line) => idOf(line))
  expect(ids).toEqual(ids.map((_, line) => again(line)))
  expect([...new Set(ids)].sort()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(Number.parseInt((ids[0] ?? '').slice(0, 13).replace('-', ''), 16)).toBe(1_764_000_000_000)
})

test('another import has other ids', () => {
  const started = 1_764_000_000_000
  expect(lineIdsOf({ seed: 'a', started })(1)).not.toBe(lineIdsOf({ seed: 'b', started })(1))
})
