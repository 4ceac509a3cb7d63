import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Requirement } from '../conformance/conformance-page.js'
import { plantedFaults } from './planted-faults.js'
import { findStaleFaults } from './stale-faults.js'

const read = (file: string) => readFileSync(file, 'utf8')

test('every planted fault can still be planted: its text stands in its file once', () => {
  expect(findStaleFaults(plantedFaults, read)).toEqual([])
})

test('planted faults concern more than fifty rows, each of which exists and has one fault', () => {
  const rows = plantedFaults.map(({ row }) => row)
  const requirements = JSON.parse(read('tools/conformance/requirements.json')) as readonly Requirement[]
  const known = new Set(requirements.map(({ id }) => id))
  expect(rows.filter((row) => !known.has(row))).toEqual([])
  expect(new Set(rows).size).toBe(rows.length)
  expect(rows.length).toBeGreaterThan(50)
})

test('a text that is gone, one that is there twice, and a fault that changes nothing are stale', () => {
  const fault = { row: '7644-3.6-a', file: 'a.ts', find: 'one', replace: 'two', because: 'it is two' }
  const findStale = (text: string, replace = 'two') => findStaleFaults([{ ...fault, replace }], () => text)
  expect(findStale('is one')).toEqual([])
  expect(findStale('is two')).toEqual(["7644-3.6-a: 'one' occurs 0 times in a.ts."])
  expect(findStale('one or one')).toEqual(["7644-3.6-a: 'one' occurs 2 times in a.ts."])
  expect(findStale('is one', 'one')).toEqual(['7644-3.6-a: the fault changes nothing in a.ts.'])
})
