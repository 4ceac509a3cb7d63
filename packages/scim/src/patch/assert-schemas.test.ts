import { describe, expect, test } from 'vitest'
import { compatibleManner, strictManner, type Tolerance } from '../manner.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { User } from '../schema/user.js'
import { assertSchemas } from './assert-schemas.js'

const base = User.schema.id
const enterprise = EnterpriseUserSchema.id

describe.each([strictManner, compatibleManner])('in either manner', (manner) => {
  test.each([
    ['add', [enterprise]],
    ['add', enterprise],
    ['add', [base.toUpperCase(), enterprise]],
    ['add', []],
    ['replace', [base]],
    ['replace', [base, enterprise.toLowerCase()]],
  ] as const)('%s of %j is taken', (kind, value) => {
    expect(() => assertSchemas(kind, value, User, manner)).not.toThrow()
  })

  test.each([
    ['add', [5]],
    ['add', [{ value: base }]],
    ['replace', [base, null]],
  ] as const)('%s of %j is refused', (kind, value) => {
    expect(() => assertSchemas(kind, value, User, manner)).toThrow(/array of URNs/)
  })
})

test.each([
  ['add', ['urn:x'], "has no schema 'urn:x'", 'ignoreUnknownSchemas'],
  ['replace', [base, 'urn:x'], "has no schema 'urn:x'", 'ignoreUnknownSchemas'],
  ['replace', [enterprise], `contains '${base}'`, 'acceptMissingSchemas'],
] as const)('%s of %j is refused in the strict manner only', (kind, value, sentence, tolerance) => {
  const tolerated: Tolerance[] = []
  assertSchemas(kind, value, User, { strict: false, tolerated: (each) => tolerated.push(each) })
  expect(tolerated).toEqual([tolerance])
  expect(() => assertSchemas(kind, value, User, strictManner)).toThrow(sentence)
})

test.each([[null], [[]]])('replace with %j would leave none: refused in the strict manner', (value) => {
  expect(() => assertSchemas('replace', value, User, strictManner)).toThrow('is required')
  expect(() => assertSchemas('replace', value, User, compatibleManner)).not.toThrow()
})
