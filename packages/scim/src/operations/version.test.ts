import { expect, test } from 'vitest'
import type { StoredResource } from '../storage/resource-store.js'
import { assertOtherVersion, assertVersion, isVersionKnown, versionOf } from './version.js'

const stored: StoredResource = {
  type: 'User',
  id: 'u',
  version: 3,
  documentVersion: 3,
  created: 0,
  lastModified: 0,
  text: '{}',
  externalId: undefined,
  grants: [],
  groups: undefined,
}
const inGroup: StoredResource = { ...stored, groups: [{ value: 'g', display: 'Crew', type: 'direct' }] }

/** Headers that name version 3, and such that do not. */
const naming = ['W/"3"', '"3"', 'w/"3"', '3', '*', ' * ', 'W/"1", W/"3"', '"1","3"', 'W/"3.abc"']
const others = ['', 'W/"4"', '"33"', '"a,3"', '"3,a"', '"1", "2"', '""', 'W/"', '"*"']

test.each(naming)('%j names the version', (header) => {
  expect(() => assertVersion(stored, header)).not.toThrow()
  expect(() => assertOtherVersion(stored, header)).toThrow('rules out')
})

test.each(others)('%j names another version, or none', (header) => {
  expect(() => assertVersion(stored, header)).toThrow('has moved on')
  expect(() => assertOtherVersion(stored, header)).not.toThrow()
})

test('without the header there is no condition', () => {
  expect(() => assertVersion(stored, undefined)).not.toThrow()
  expect(isVersionKnown(stored, undefined)).toBe(false)
})

test('while groups are shown they are part of what a reader knows, and of nothing that a writer must', () => {
  const tag = versionOf(inGroup)
  expect(tag).toMatch(/^W\/"3\.[0-9a-f]+"$/)
  expect(isVersionKnown(inGroup, tag)).toBe(true)
  expect(isVersionKnown({ ...inGroup, groups: [] }, tag)).toBe(false)
  expect(isVersionKnown(inGroup, 'W/"3"')).toBe(false)
  expect(() => assertVersion(inGroup, tag)).not.toThrow()
})

test('a long header is read in time that grows with its length', () => {
  expect(() => assertVersion(stored, 'W/'.repeat(50_000))).toThrow('has moved on')
  expect(() => assertVersion(stored, '"'.repeat(100_001))).toThrow('has moved on')
  expect(() => assertVersion(stored, `${'"1", '.repeat(20_000)}W/"3"`)).not.toThrow()
})
