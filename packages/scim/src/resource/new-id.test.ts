import { expect, test } from 'vitest'
import { createIdSource } from './new-id.js'

test('ids are UUIDs of version 7 in lower case, which begin with the time', () => {
  const newId = createIdSource(
    () => 0x0123456789ab,
    (count) => new Uint8Array(count).fill(0xff),
  )
  expect(newId()).toBe('01234567-89ab-77ff-bfff-ffffffffffff')
  expect(newId()).toBe('01234567-89ab-7800-bfff-ffffffffffff')
})

test('ids ascend, however many are drawn within one millisecond, and when the clock goes back', () => {
  let now = Date.parse('2026-11-24T09:00:00.000Z')
  const newId = createIdSource(() => now)
  const ids = Array.from({ length: 10_000 }, newId)
  now -= 60_000
  ids.push(...Array.from({ length: 10_000 }, newId))
  now += 120_000
  ids.push(newId())
  expect(new Set(ids).size).toBe(20_001)
  expect([...ids].sort()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})
