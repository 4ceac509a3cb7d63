import { expect, test } from 'vitest'
import { complex, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { keepImmutable } from './keep-immutable.js'
import { assertMutability } from './validate-resource.js'

const extension = 'urn:example:Extension'
const immutable = string({ mutability: 'immutable' })
const attributes = {
  serial: immutable,
  labels: string({ multiValued: true, mutability: 'immutable' }),
  title: string(),
  maker: complex({ name: immutable, country: string() }),
  parts: complex({ value: immutable }, { multiValued: true }),
}
const Device = defineResourceType({
  name: 'Device',
  endpoint: '/Devices',
  schema: defineSchema('urn:example:Device', attributes),
  schemaExtensions: [{ schema: defineSchema(extension, attributes), required: false }],
})
const values = {
  serial: 's',
  labels: ['l'],
  title: 't',
  maker: { name: 'm', country: 'c' },
  parts: [{ value: 'p' }],
}
const kept = { serial: 's', labels: ['l'], maker: { name: 'm' } }

test('D-29: what is immutable and left out is kept, in the base schema, an extension and a single complex value', () => {
  const before = { ...values, [extension]: values }
  const after = keepImmutable(before, {}, Device)
  expect(after).toEqual({ ...kept, [extension]: kept })
  assertMutability(before, after, Device)
})

test('what is given stands beside it, and another value is not hidden', () => {
  const before = { ...values, [extension]: values }
  const given = { title: 'u', maker: { country: 'd' }, [extension]: { serial: 'other', maker: { country: 'd' } } }
  expect(keepImmutable(before, given, Device)).toEqual({
    ...kept,
    title: 'u',
    maker: { name: 'm', country: 'd' },
    [extension]: { ...kept, serial: 'other', maker: { name: 'm', country: 'd' } },
  })
})

test('where nothing immutable is set, the replacement is as it was given', () => {
  expect(keepImmutable({ title: 't', [extension]: { title: 't' } }, { title: 'u' }, Device)).toEqual({ title: 'u' })
  expect(keepImmutable({}, { serial: 's' }, Device)).toEqual({ serial: 's' })
})
