import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { inTurns } from './in-turns.js'

test('no more run at once than may, in the order in which they came, and a failure frees its place', async () => {
  let running = 0
  let most = 0
  const began: number[] = []
  const work = inTurns(2, async (index: number) => {
    began.push(index)
    most = Math.max(most, ++running)
    await wait(2)
    running -= 1
    if (index % 3 === 0) throw new Error(`no ${index}`)
    return index
  })
  const outcomes = await Promise.allSettled([0, 1, 2, 3, 4, 5, 6].map(work))
  expect(most).toBe(2)
  expect(began).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([false, true, true, false, true, true, false])
  expect(await work(7)).toBe(7)
})

test('who comes when the line is full is refused, and the others are served', async () => {
  const work = inTurns(1, async (index: number) => wait(2, index), { most: 2, refuse: () => new Error('full') })
  const outcomes = await Promise.allSettled([0, 1, 2, 3].map(work))
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'rejected'])
  expect(await work(4)).toBe(4)
})
