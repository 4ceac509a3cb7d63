import { expect, test } from 'vitest'
import { equalResources } from './equal-resources.js'
import type { Resource } from './resource.js'

test.each<[string, Resource, Resource]>([
  ['the order of names', { a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 }],
  ['null', { a: null, b: 1 }, { b: 1 }],
  ['an empty array', { a: [], b: 1 }, { b: 1 }],
  ['an object without a value', { a: { b: null, c: undefined } }, {}],
  ['absence', { a: undefined }, {}],
  ['a missing prototype', Object.assign(Object.create(null), { a: [{ b: 1 }] }), { a: [{ b: 1 }] }],
])('D-70: %s makes no difference', (_what, before, after) => {
  expect(equalResources(before, after)).toBe(true)
})

test.each<[string, Resource, Resource]>([
  ['a value', { a: 'x' }, { a: 'X' }],
  ['the type of a value', { a: '1' }, { a: 1 }],
  ['false and absence', { a: false }, {}],
  ['an empty text and absence', { a: '' }, {}],
  ['the order of values, of which a sort reads the first', { a: ['x', 'y'] }, { a: ['y', 'x'] }],
  ['how often a value is there', { a: ['x'] }, { a: ['x', 'x'] }],
  ['text that looks like structure', { a: ['x","y'] }, { a: ['x', 'y'] }],
  ['a nested value', { a: [{ b: { c: 1 } }] }, { a: [{ b: { c: 2 } }] }],
])('D-70: %s does', (_what, before, after) => {
  expect(equalResources(before, after)).toBe(false)
})
