import { expect, test } from 'vitest'
import { strictManner, type Tolerance } from '../manner.js'
import { ScimError } from '../scim-error.js'
import { assertAcceptable } from './assert-acceptable.js'

const taken = [
  '',
  'application/scim+json',
  'Application/SCIM+JSON; charset=utf-8',
  'application/json',
  'text/html, application/json;q=0.1',
  'application/*',
  'text/html,*/*;q=0.8',
  'application/scim+json;q=0.001',
]

const left = [
  'text/html',
  'application/xml, text/plain',
  'application/scim',
  'application/scim+json;q=0',
  '*/*;q=0.000',
  'application/scim+json ; Q=0.0',
  ',',
]

test.each(taken)("D-50 '%s' is answered in the strict manner", (accept) => {
  expect(() => assertAcceptable(new Headers({ accept }), strictManner)).not.toThrow()
})

test.each(left)("D-50 '%s' is refused with 406 in the strict manner", (accept) => {
  const refused = () => assertAcceptable(new Headers({ accept }), strictManner)
  expect(refused).toThrow(ScimError)
  expect(refused).toThrow(expect.objectContaining({ status: 406, scimType: undefined }))
})

test.each(left)("D-50 '%s' is answered all the same in the compatible manner, which says so", (accept) => {
  const tolerated: Tolerance[] = []
  assertAcceptable(new Headers({ accept }), { strict: false, tolerated: (tolerance) => tolerated.push(tolerance) })
  expect(tolerated).toEqual(['ignoreAccept'])
})

test('a request without Accept takes anything', () => {
  expect(() => assertAcceptable(new Headers(), strictManner)).not.toThrow()
})
