import { expect, test } from 'vitest'
import type { TraceEntry } from '../rollcall.js'
import { createWaitingEntries } from './waiting-entries.js'

function entryOf(requestId: string, body = ''): TraceEntry {
  return {
    ...{ requestId, at: 1, method: 'GET', path: '', status: 200, ms: 1, tenant: 'a.example', connection: undefined },
    ...{ scimType: undefined, tolerances: [], detail: undefined, requestBody: body, responseBody: undefined },
  }
}

function idsOf(entries: readonly TraceEntry[]): readonly string[] {
  return entries.map(({ requestId }) => requestId)
}

test('beyond so many the oldest are lost', () => {
  const waiting = createWaitingEntries({ entries: 2, characters: 100 })
  for (const id of ['a', 'b', 'c']) waiting.add(entryOf(id))
  expect(idsOf(waiting.take(9))).toEqual(['b', 'c'])
  expect(waiting.length).toBe(0)
})

test('so they are beyond so many characters of bodies', () => {
  const waiting = createWaitingEntries({ entries: 100, characters: 25 })
  for (const id of ['a', 'b', 'c']) waiting.add(entryOf(id, '0123456789'))
  expect(idsOf(waiting.take(1))).toEqual(['b'])
  waiting.add(entryOf('d', '0123456789'))
  expect(idsOf(waiting.take(9))).toEqual(['c', 'd'])
  waiting.add(entryOf('long', 'x'.repeat(26)))
  expect(waiting.length).toBe(0)
})

test('what is given back is older than what came meanwhile, and the first to be lost', () => {
  const waiting = createWaitingEntries({ entries: 3, characters: 100 })
  waiting.add(entryOf('a'))
  waiting.add(entryOf('b'))
  const taken = waiting.take(2)
  waiting.add(entryOf('c'))
  waiting.add(entryOf('d'))
  waiting.giveBack(taken)
  expect(idsOf(waiting.take(9))).toEqual(['b', 'c', 'd'])
})
