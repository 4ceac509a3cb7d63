import { describe, expect, test } from 'vitest'
import { boolean, complex, string } from '../schema/attribute.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { assertMutability, validateResource } from './validate-resource.js'

const Extension = defineSchema('urn:example:Extension', {
  code: string({ required: true }),
  serial: string({ mutability: 'immutable' }),
})
const Device = defineResourceType({
  name: 'Device',
  endpoint: '/Devices',
  schema: defineSchema('urn:example:Device', {
    serial: string({ mutability: 'immutable' }),
    computed: string({ required: true, mutability: 'readOnly' }),
    maker: complex({ name: string({ required: true, mutability: 'immutable' }), country: string() }),
    parts: complex(
      { value: string({ required: true, mutability: 'immutable' }), primary: boolean() },
      { multiValued: true },
    ),
    labels: string({ multiValued: true, mutability: 'immutable' }),
  }),
  schemaExtensions: [{ schema: Extension, required: false }],
})

function refusal(work: () => unknown): unknown {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

describe('validateResource', () => {
  test.each([
    ['userName', User, {}],
    ['userName', User, { userName: '' }],
    ['displayName', Group, { members: [] }],
    ['maker.name', Device, { maker: { country: 'c' } }],
    ['parts.value', Device, { parts: [{ value: 'a' }, { primary: true }] }],
    ['urn:example:Extension:code', Device, { 'urn:example:Extension': { serial: 's' } }],
  ])('without a value for %s a resource is refused', (name, type, resource) => {
    const error = refusal(() => validateResource(resource, type))
    expect(error).toMatchObject({ status: 400, scimType: 'invalidValue' })
    expect(String(error)).toContain(`'${name}'`)
  })

  test('what is optional, read-only, or part of what is absent may be missing', () => {
    validateResource({}, Device)
    validateResource({ maker: { name: 'm' }, parts: [] }, Device)
    validateResource({ userName: 'x' }, User)
  })

  test('D-11: several primary values are refused, in the base schema and in an extension', () => {
    const emails = [
      { value: 'a', primary: true },
      { value: 'b', primary: true },
    ]
    expect(refusal(() => validateResource({ userName: 'x', emails }, User))).toMatchObject({ scimType: 'invalidValue' })
    const one = [{ value: 'a', primary: true }, { value: 'b', primary: false }, { value: 'c' }]
    validateResource({ userName: 'x', emails: one }, User)
  })

  test('Q50: a role or entitlement that does not say which is refused, not dropped', () => {
    for (const grants of [{ roles: [{ display: 'A' }] }, { entitlements: [{ value: 'a' }, { type: 'License' }] }]) {
      expect(refusal(() => validateResource({ userName: 'x', ...grants }, User))).toMatchObject({
        scimType: 'invalidValue',
      })
    }
    validateResource({ userName: 'x', roles: [{ value: 'a' }] }, User)
  })

  test('an extension that the type requires must be there (RFC 7643 §6)', () => {
    const type = { ...User, schemaExtensions: [{ schema: EnterpriseUserSchema, required: true }] }
    expect(refusal(() => validateResource({ userName: 'x' }, type))).toMatchObject({ scimType: 'invalidValue' })
    validateResource({ userName: 'x', [EnterpriseUserSchema.id]: { department: 'd' } }, type)
  })
})

describe('assertMutability', () => {
  test.each([
    [{ serial: 'a' }, { serial: 'b' }],
    [{ maker: { name: 'a' } }, { maker: { name: 'b' } }],
    [{ labels: ['a'] }, { labels: ['a', 'b'] }],
    [{ 'urn:example:Extension': { serial: 'a' } }, { 'urn:example:Extension': { serial: 'b' } }],
    [{ serial: 'a' }, {}],
    [{ maker: { name: 'a', country: 'x' } }, { maker: { country: 'x' } }],
    [{ maker: { name: 'a' } }, {}],
    [{ 'urn:example:Extension': { serial: 'a', code: 'c' } }, { 'urn:example:Extension': { code: 'c' } }],
    [{ 'urn:example:Extension': { serial: 'a' } }, {}],
  ])('%j cannot become %j', (before, after) => {
    expect(refusal(() => assertMutability(before, after, Device))).toMatchObject({
      status: 400,
      scimType: 'mutability',
    })
  })

  test.each([
    ['the same value', { serial: 'a' }, { serial: 'a' }],
    ['a first value', {}, { serial: 'a' }],
    ['to leave out what is not immutable', { maker: { country: 'x' }, parts: [{ value: 'a' }] }, {}],
    ['another value of a list (D-40)', { parts: [{ value: 'a' }] }, { parts: [{ value: 'b' }] }],
    ['what is not immutable', { maker: { name: 'a', country: 'x' } }, { maker: { country: 'y', name: 'a' } }],
  ])('%s is allowed', (_what, before, after) => {
    assertMutability(before, after, Device)
  })
})

test('Q50: a role or an entitlement is its value, also where a schema does not require one', () => {
  const grant = complex({ value: string(), display: string() }, { multiValued: true })
  const Account = defineResourceType({
    name: 'Account',
    endpoint: '/Accounts',
    schema: defineSchema('urn:example:Account', { roles: grant, entitlements: grant, notes: grant }),
    keptApart: { grants: { role: 'roles', entitlement: 'entitlements' } },
  })
  for (const name of ['roles', 'entitlements']) {
    for (const value of [{ display: 'x' }, { value: '', display: 'x' }]) {
      expect(refusal(() => validateResource({ [name]: [value] }, Account))).toMatchObject({
        scimType: 'invalidValue',
        message: `A value of '${name}' has no 'value'.`,
      })
    }
  }
  validateResource({ roles: [{ value: 'x' }], notes: [{ display: 'x' }] }, Account)
})
