import { expect, test } from 'vitest'
import { compatibleManner, strictManner } from '../manner.js'
import type { Grant } from '../storage/resource-store.js'
import type { CatalogueValue } from './catalogue.js'
import { catalogueAssignments } from './catalogue-assignments.js'

const value = (name: string, supported = true): CatalogueValue => ({
  value: name,
  display: `The ${name}`,
  description: undefined,
  attributes: {},
  supported,
  created: 0,
  lastModified: 0,
})
const kind = (name: string, ...values: readonly CatalogueValue[]) => ({
  name,
  endpoint: `/${name}s`,
  description: '',
  extension: undefined,
  values,
})
const rules = catalogueAssignments({
  roles: [value('admin'), value('old', false)],
  entitlementTypes: [kind('License', value('pro'), value('basic')), kind('Trait', value('tall'))],
})

const entitlement = (name: string, type: string | undefined): Grant => ({
  kind: 'entitlement',
  value: name,
  type,
  display: undefined,
  primary: undefined,
})
const role = (name: string): Grant => ({ ...entitlement(name, undefined), kind: 'role' })

const assign = (wanted: Grant, held: readonly Grant[] = [], manner = compatibleManner) =>
  rules.assign([wanted], held, manner)
const refusalOf = (work: () => unknown) => {
  try {
    work()
  } catch (error) {
    return error
  }
  throw new Error('nothing was refused')
}

test('a value is stored as the catalogue spells it, with its type and name', () => {
  expect(assign(entitlement('pro', undefined))).toMatchObject([{ value: 'pro', type: 'License', display: 'The pro' }])
})

test('a display name that only one value has is understood in the compatible manner, and refused in the strict one', () => {
  expect(assign(role('the ADMIN'))).toMatchObject([{ value: 'admin', display: 'The admin' }])
  expect(refusalOf(() => assign(role('The admin'), [], strictManner))).toMatchObject({ scimType: 'invalidValue' })
})

test.each([
  ['a role that does not exist', role('nobody')],
  ['a role that is no longer given', role('old')],
  ['a value of another type', entitlement('pro', 'Trait')],
  ['a type that does not exist', entitlement('pro', 'NoSuchType')],
])('%s is refused by name', (_what, wanted) => {
  expect(refusalOf(() => assign(wanted))).toMatchObject({
    scimType: 'invalidValue',
    message: expect.stringContaining(wanted.value),
  })
})

test('what is held stays, also when it is no longer given', () => {
  expect(assign(role('old'), [role('old')])).toMatchObject([{ value: 'old' }])
  const gone = entitlement('gone', 'Removed')
  expect(assign(gone, [gone])).toEqual([gone])
})

test('holding a value of one type gives no right to that value under another type', () => {
  const held = entitlement('pro', 'License')
  for (const type of ['Trait', 'NoSuchType']) {
    expect(refusalOf(() => assign(entitlement('pro', type), [held]))).toMatchObject({ scimType: 'invalidValue' })
  }
  expect(assign(entitlement('pro', undefined), [held])).toMatchObject([{ value: 'pro', type: 'License' }])
})

test('a value that two types have is not guessed: the type is named, or it is the one held', () => {
  const ambiguous = catalogueAssignments({
    roles: [],
    entitlementTypes: [kind('License', value('basic')), kind('Support', value('basic'))],
  })
  const plain = entitlement('basic', undefined)
  const support = entitlement('basic', 'Support')
  expect(refusalOf(() => ambiguous.assign([plain], [], compatibleManner))).toMatchObject({
    scimType: 'invalidValue',
    message: "'basic' is an entitlement of several types ('License', 'Support'): say which with 'type'.",
  })
  expect(ambiguous.assign([support], [], compatibleManner)).toMatchObject([{ value: 'basic', type: 'Support' }])
  expect(ambiguous.assign([plain], [support], compatibleManner)).toMatchObject([{ value: 'basic', type: 'Support' }])
})

test('where the catalogue has nothing of a kind, any value of it is taken as it is', () => {
  const onlyRoles = catalogueAssignments({ roles: [value('admin')], entitlementTypes: [] })
  const wanted = entitlement('anything', 'Whatever')
  for (const manner of [strictManner, compatibleManner])
    expect(onlyRoles.assign([wanted], [], manner)).toEqual([wanted])
  expect(refusalOf(() => onlyRoles.assign([role('anything')], [], strictManner))).toMatchObject({
    scimType: 'invalidValue',
  })
})

test('an entitlement without a type is refused as one, and with it by that', () => {
  expect(refusalOf(() => assign(entitlement('nothing', undefined)))).toMatchObject({
    message: "'nothing' is not an entitlement that can be granted here.",
  })
  expect(refusalOf(() => assign(entitlement('nothing', 'License')))).toMatchObject({
    message: "'nothing' is not an entitlement of type 'License' that can be granted here.",
  })
})
