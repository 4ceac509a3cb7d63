import { expect, test } from 'vitest'
import { compatibleManner } from '../manner.js'
import type { Json } from '../resource/resource.js'
import { User } from '../schema/user.js'
import { leastSteps } from './least-steps.js'
import { parsePatchOp, patchOpUrn } from './patch-operation.js'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const three: Json = [{ type: 'work' }, { type: 'home' }, { type: 'other' }]
const replaceOne = { op: 'replace', path: 'emails[type eq "work"].value', value: 'x' }

test.each<[string, readonly object[], number]>([
  ['a value filter looks at each value', [replaceOne], 6],
  ['so does each of several', [replaceOne, replaceOne], 12],
  ['no value filter, nothing to look at', [{ op: 'add', path: 'emails', value: [{ value: 'x' }] }, replaceOne], 6],
  ['nor is there in a single value', [{ op: 'replace', path: 'title', value: 'x' }], 0],
  ['nor in an extension', [{ op: 'replace', path: enterprise, value: { department: 'x' } }, replaceOne], 6],
  ['after a removal nothing is sure', [{ op: 'remove', path: 'emails[type eq "home"]' }, replaceOne], 0],
  ['nor after a replacement of all', [{ op: 'replace', path: 'emails', value: [] }, replaceOne], 0],
  ['but of another attribute it is', [{ op: 'remove', path: 'ims' }, replaceOne], 6],
])('%s', (_statement, operations, steps) => {
  const parsed = parsePatchOp({ schemas: [patchOpUrn], Operations: operations }, User, compatibleManner)
  expect(leastSteps(parsed, () => three)).toBe(steps)
})

test('an attribute without values costs nothing', () => {
  const parsed = parsePatchOp({ schemas: [patchOpUrn], Operations: [replaceOne] }, User, compatibleManner)
  expect(leastSteps(parsed, () => undefined)).toBe(0)
})
