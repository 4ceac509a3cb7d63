import { expect, test } from 'vitest'
import { hasReservedName } from './reserved-names.js'

test.each(['__proto__', 'Constructor', 'a.prototype', 'constructor.a', 'urn:a:__proto__', 'urn:a:__PROTO__.b'])(
  '%j has a reserved name',
  (path) => {
    expect(hasReservedName(path)).toBe(true)
  },
)

test.each(['', 'title', 'prototypes', 'aconstructor', 'a._proto_', 'urn:prototyped:a', 'con\u017ftructor'])(
  '%j has none',
  (path) => {
    expect(hasReservedName(path)).toBe(false)
  },
)
