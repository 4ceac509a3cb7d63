import { expect, test } from 'vitest'
import { initialsOf } from './initials-of.js'

test.each([
  ['Trinity JustTrinity', 'TJ'],
  ['Somnus', 'S'],
  ['ludwig  van Beethoven', 'LB'],
  ['𝒜da Byron', '𝒜B'],
  ['  ', ''],
])('%j has the initials %j', (name, initials) => {
  expect(initialsOf(name)).toBe(initials)
})
