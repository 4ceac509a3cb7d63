import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { Device } from '../../src/conformance/device.js'
import { parseFilter } from '../../src/filter/parser.js'
import { compatibleManner, strictManner } from '../../src/manner.js'
import { applyPatch } from '../../src/patch/apply-patch.js'
import { parsePatchOp } from '../../src/patch/patch-operation.js'
import { readResource } from '../../src/resource/read-resource.js'
import { Group } from '../../src/schema/group.js'
import { readSchema } from '../../src/schema/read-schema.js'
import { User } from '../../src/schema/user.js'
import { ScimError } from '../../src/scim-error.js'
import { casesOf, casesTimeout } from './cases.js'
import { json, text, word } from './hostile-values.js'

const types = [User, Group, Device]
const manner = fc.constantFrom(compatibleManner, strictManner)
const untouched = JSON.stringify(Object.getOwnPropertyNames(Object.prototype))

afterAll(() => {
  expect(JSON.stringify(Object.getOwnPropertyNames(Object.prototype))).toBe(untouched)
})

test(
  'no text is a filter that breaks the parser',
  () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...types), manner, (filter, type, how) => {
        expectScimErrorOrAnswer(() => parseFilter(filter, type, how))
      }),
      casesOf(3),
    )
  },
  casesTimeout,
)

test(
  'no JSON is a body, a PATCH or a schema that breaks a reader',
  () => {
    fc.assert(
      fc.property(json, fc.constantFrom(...types), manner, (body, type, how) => {
        expectScimErrorOrAnswer(() => readSchema(body))
        expectScimErrorOrAnswer(() => readResource(body, type, how))
        expectScimErrorOrAnswer(() => parsePatchOp(body, type, how))
        expectScimErrorOrAnswer(() => parsePatchOp({ Operations: [body] }, type, how))
      }),
      casesOf(4),
    )
  },
  casesTimeout,
)

const operation = fc.record(
  { op: fc.constantFrom('add', 'replace', 'remove', 'Add'), path: fc.oneof(text, word), value: json },
  { requiredKeys: ['op'] },
)

test(
  'no operation breaks PATCH, and none reaches a prototype',
  () => {
    fc.assert(
      fc.property(
        fc.array(operation, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...types),
        manner,
        (all, type, how) => {
          const result = expectScimErrorOrAnswer(() =>
            applyPatch({ emails: [{ value: 'a' }] }, parsePatchOp({ Operations: all }, type, how), type, how),
          )
          expect(({} as Record<string, unknown>).value).toBeUndefined()
          if (result) expect(Object.hasOwn(result, '__proto__')).toBe(false)
        },
      ),
      casesOf(3),
    )
  },
  casesTimeout,
)

function expectScimErrorOrAnswer<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    expect(error.status).toBe(400)
    expect(error.message).toMatch(/[.:]$|\.$/)
    return undefined
  }
}
