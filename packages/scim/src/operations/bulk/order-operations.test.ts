import { expect, test } from 'vitest'
import { orderOperations } from './order-operations.js'

const cases: readonly (readonly [string, readonly (readonly number[])[], readonly (readonly number[])[]])[] = [
  ['operations without references keep their order', [[], [], []], [[0], [1], [2]]],
  ['what is referred to later in the request is drawn forward', [[2], [], []], [[2], [0], [1]]],
  ['what was run already is not run again', [[], [0], [0, 1]], [[0], [1], [2]]],
  ['several references are drawn forward in the order of the request', [[3, 1], [], [], []], [[1], [3], [0], [2]]],
  ['a chain of forward references is run from its end', [[1], [2], [3], []], [[3], [2], [1], [0]]],
  ['an operation that refers to itself stands alone', [[0], []], [[0], [1]]],
  ['a circle comes together, in the order of the request', [[1], [2], [0]], [[0, 1, 2]]],
  ['what a circle refers to comes before it', [[1], [0, 2], []], [[2], [0, 1]]],
  ['what refers to a circle comes after it', [[2], [2], [1]], [[1, 2], [0]]],
  ['two circles that share an operation are one', [[1], [0, 2], [1]], [[0, 1, 2]]],
  [
    'two circles one after the other stay two',
    [[1], [0], [3, 0], [2]],
    [
      [0, 1],
      [2, 3],
    ],
  ],
]

test.each(cases)('%s', (_statement, references, order) => {
  expect(orderOperations(references.map((indexes) => new Set(indexes)))).toEqual(order)
})

test('a chain and a circle of 100,000 operations overflow no stack', () => {
  const length = 100_000
  const chain = Array.from({ length }, (_, index) => new Set(index + 1 < length ? [index + 1] : []))
  expect(orderOperations(chain)[0]).toEqual([length - 1])
  const circle = Array.from({ length }, (_, index) => new Set([(index + 1) % length]))
  expect(orderOperations(circle).map((set) => set.length)).toEqual([length])
})

test('every operation comes once, after all that it refers to outside of its circle', () => {
  let seed = 7
  const random = (below: number) => {
    seed = (seed * 48271) % 0x7fffffff
    return seed % below
  }
  for (let round = 0; round < 500; round++) {
    const count = 1 + random(12)
    const references = Array.from(
      { length: count },
      () => new Set(Array.from({ length: random(3) }, () => random(count))),
    )
    const order = orderOperations(references)
    const place = new Map(order.flatMap((set, at) => set.map((index) => [index, at] as const)))
    expect(order.flat().sort((a, b) => a - b)).toEqual([...references.keys()])
    for (const [index, named] of references.entries()) {
      for (const other of named) expect(place.get(other)).toBeLessThanOrEqual(place.get(index) ?? -1)
    }
    for (const set of order) for (const a of set) for (const b of set) expect(reaches(references, a, b)).toBe(true)
  }
})

function reaches(references: readonly ReadonlySet<number>[], from: number, to: number): boolean {
  const seen = new Set([from])
  for (const index of seen) for (const next of references[index] ?? []) seen.add(next)
  return seen.has(to)
}
