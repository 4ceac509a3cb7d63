import { invalidValue } from '@rollcall/scim'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createEntry, createLedger, noCounts } from './ledger.js'
import type { LineOutcome } from './line-outcome.js'

const outcomes: readonly LineOutcome[] = [
  { kind: 'created' },
  { kind: 'skipped' },
  { kind: 'replaced' },
  { kind: 'later' },
  { kind: 'failed', error: invalidValue('no') },
]

test('what is counted is a beginning of the file, in whatever order lines come to their end', () => {
  const lines = fc.array(fc.constantFrom(...outcomes), { minLength: 1, maxLength: 30 })
  fc.assert(
    fc.property(
      lines.chain((given) => fc.tuple(fc.constant(given), fc.shuffledSubarray([...given.keys()]))),
      ([given, order]) => {
        const failures: number[] = []
        const ledger = createLedger({ offset: 0, line: 0 }, noCounts, ({ line }) => failures.push(line))
        const entries = given.map((_, index) => {
          const [start, end] = [
            { offset: index * 10, line: index },
            { offset: index * 10 + 10, line: index + 1 },
          ]
          const entry = createEntry({ line: index + 1, start, end, content: { kind: 'body', body: {} } })
          ledger.enter(entry)
          return entry
        })
        const settled = new Set<number>()
        for (const index of order) {
          const [entry, outcome] = [entries[index], given[index]]
          if (entry && outcome) ledger.settle(entry, outcome)
          settled.add(index)
          const length = given.findIndex((_, at) => !settled.has(at))
          const counted = length < 0 ? given : given.slice(0, length)
          expect(ledger.place.line).toBe(counted.length)
          expect(ledger.counts.created).toBe(counted.filter(({ kind }) => kind === 'created').length)
          expect(failures).toEqual(counted.flatMap(({ kind }, at) => (kind === 'failed' ? [at + 1] : [])))
        }
      },
    ),
  )
})

test('a line comes to one end only', () => {
  const ledger = createLedger({ offset: 0, line: 0 }, noCounts, () => {})
  const place = { offset: 1, line: 1 }
  const entry = createEntry({ line: 1, start: place, end: place, content: { kind: 'body', body: {} } })
  ledger.enter(entry)
  ledger.settle(entry, { kind: 'created' })
  ledger.settle(entry, { kind: 'skipped' })
  expect(ledger.counts).toEqual({ ...noCounts, created: 1 })
})
