import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compatibleManner, strictManner } from '../manner.js'
import { readResource } from '../resource/read-resource.js'
import type { Resource } from '../resource/resource.js'
import { validateResource } from '../resource/validate-resource.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { User } from '../schema/user.js'
import { ScimError } from '../scim-error.js'
import { applyPatch } from './apply-patch.js'
import { parsePatchOp } from './patch-operation.js'

const enterprise = EnterpriseUserSchema.id
const names = [
  ...User.schema.attributes.map(({ name }) => name),
  'name.givenName',
  'emails[type eq "work"].value',
  'emails[primary eq true]',
  'roles[primary eq "True"].value',
  'schemas',
  'meta.version',
  enterprise,
  `${enterprise}:manager`,
  `${enterprise}:manager.value`,
  '__proto__',
  'constructor.prototype',
  '',
  'emails[',
]
const name = fc.constantFrom(...names)
const plain = fc.oneof(
  fc.constantFrom<unknown>(null, '', [], {}, true, 'True', 0, -0, 'work', '\0', '\ud800', '{"value":"a"}', '__proto__'),
  fc.string(),
  fc.double(),
)
const value = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    plain,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(name, fc.constantFrom('value', 'type', 'primary', 'display', '$ref', 'id')), tie('value'), {
      maxKeys: 4,
    }),
  ),
})).value
const operation = fc.record(
  { op: fc.constantFrom('add', 'Remove', 'replace'), path: name, value },
  { requiredKeys: ['op', 'value'] },
)

const user: Resource = {
  userName: 'x',
  name: { givenName: 'A' },
  emails: [{ value: 'a', type: 'work', primary: true }, { value: 'b' }],
  roles: [{ value: 'r', primary: true }],
  [enterprise]: { manager: { value: 'm' } },
}

test('whatever the operations are, they are refused or give a resource that reads as itself', () => {
  const before = structuredClone(user)
  const reach = { applied: 0, all: 0 }
  fc.assert(
    fc.property(fc.array(operation, { minLength: 1, maxLength: 4 }), fc.boolean(), (Operations, strict) => {
      reach.all++
      const manner = strict ? strictManner : compatibleManner
      const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }
      const after = unlessRefused(() => applyPatch(user, parsePatchOp(body, User, manner), User, manner))
      expect(user).toEqual(before)
      if (!after || !unlessRefused(() => validateResource(after, User) ?? true)) return
      reach.applied++
      const { password, ...rest } = after
      expect(readResource({ schemas: [User.schema.id], ...rest }, User, manner).resource).toEqual(rest)
    }),
    { numRuns: 300 },
  )
  expect(reach.applied / reach.all).toBeGreaterThan(0.03)
  expect(Object.keys(Object.prototype)).toEqual([])
})

test('whatever the body is, it is refused or gives a resource that reads as itself', () => {
  const reach = { read: 0, all: 0 }
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 5 }), fc.boolean(), (body, strict) => {
      const manner = strict ? strictManner : compatibleManner
      reach.all++
      const resource = unlessRefused(() => readResource({ schemas: [User.schema.id], ...body }, User, manner).resource)
      if (!resource) return
      reach.read++
      expect(readResource({ schemas: [User.schema.id], ...resource }, User, manner).resource).toEqual(resource)
    }),
    { numRuns: 300 },
  )
  expect(reach.read / reach.all).toBeGreaterThan(0.03)
  expect(Object.keys(Object.prototype)).toEqual([])
})

/** What the work gives; undefined when it is refused. Anything but a refusal is a bug. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof ScimError) return undefined
    throw error
  }
}
