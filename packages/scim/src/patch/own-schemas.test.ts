import { describe, expect, test } from 'vitest'
import { compatibleManner, type Manner, strictManner } from '../manner.js'
import type { Resource } from '../resource/resource.js'
import { complex, reference, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { applyPatch } from './apply-patch.js'
import { parsePatchOp } from './patch-operation.js'

/** What the schemas of RFC 7643 do not have: parts with several values, and references of both kinds. */
const Rack = defineResourceType({
  name: 'Rack',
  endpoint: '/Racks',
  schema: defineSchema('urn:example:Rack', {
    slots: complex({ value: string(), type: string(), tags: string({ multiValued: true }) }, { multiValued: true }),
    cover: complex({ name: string(), labels: string({ multiValued: true }) }),
    owner: complex({ value: string(), $ref: reference({ referenceTypes: ['User'] }) }),
    site: complex({ value: string(), $ref: reference({ referenceTypes: ['external'] }) }),
  }),
})

const rack = {
  slots: [
    { value: '1', type: 'a', tags: ['x', 'y'] },
    { value: '2', type: 'b' },
  ],
  cover: { name: 'steel', labels: ['heavy'] },
}

function patch(operation: object, resource: Resource = rack, manner: Manner = strictManner): Resource {
  const message = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] }
  return applyPatch(resource, parsePatchOp(message, Rack, manner), Rack, manner)
}

describe('a part with several values', () => {
  test.each([
    ['gets more of them, each once', { op: 'add', value: ['y', 'z'] }, ['x', 'y', 'z']],
    ['gets others', { op: 'replace', value: ['z'] }, ['z']],
    ['loses them', { op: 'remove' }, undefined],
    ['loses them by an empty array', { op: 'replace', value: [] }, undefined],
  ])('%s', (_what, operation, tags) => {
    const { slots } = patch({ ...operation, path: 'slots[type eq "a"].tags' })
    expect(slots).toEqual([{ value: '1', type: 'a', ...(tags && { tags }) }, rack.slots[1]])
  })

  test('is the same when it is added again, and another when it says something else', () => {
    const add = (tags: readonly string[]) =>
      patch({ op: 'add', path: 'slots', value: [{ value: '1', type: 'a', tags }] })
    expect(add(['x', 'y'])).toEqual(rack)
    expect(add(['z']).slots).toEqual([{ value: '1', type: 'a', tags: ['z'] }, rack.slots[1]])
  })

  test('is added to a value that has none', () => {
    const value = [{ value: '2', type: 'b', tags: ['new'] }]
    expect(patch({ op: 'add', path: 'slots', value }).slots).toEqual([rack.slots[0], ...value])
  })

  test('D-02: makes a value that the filter describes by it', () => {
    expect(patch({ op: 'add', path: 'slots[tags eq "new"].type', value: 'c' }).slots).toEqual([
      ...rack.slots,
      { tags: ['new'], type: 'c' },
    ])
  })

  test('D-64: is unassigned by an empty array within its complex value, and nothing else is', () => {
    expect(patch({ op: 'replace', path: 'cover', value: { labels: [] } }).cover).toEqual({ name: 'steel' })
    expect(patch({ op: 'add', value: { cover: { name: null } } }).cover).toEqual({ labels: ['heavy'] })
  })
})

test.each([
  'value eq null',
  'type eq "c" and value sw "9"',
  'type eq "c" and value pr',
  'type eq "c" and value eq null',
])('D-02: [%s] says less than a value: noTarget', (filter) => {
  const operation = { op: 'add', path: `slots[${filter}].type`, value: 'c' }
  expect(() => patch(operation)).toThrow(expect.objectContaining({ status: 400, scimType: 'noTarget' }))
})

describe('a $ref', () => {
  test('to a resource names its value', () => {
    const value = 'https://app.example/scim/v2/Users/u-1'
    expect(patch({ op: 'add', path: 'owner.$ref', value })).toMatchObject({ owner: { value: 'u-1' } })
    expect(patch({ op: 'add', value: { owner: { $ref: value } } })).toMatchObject({ owner: { value: 'u-1' } })
  })

  test('that is no text is refused', () => {
    for (const value of [{}, true, ['u-1', 'u-2']]) {
      expect(() => patch({ op: 'add', path: 'owner.$ref', value })).toThrow(
        expect.objectContaining({ scimType: 'invalidValue' }),
      )
    }
  })

  test('to something else is a value of its own', () => {
    const value = 'https://maps.example/site/7'
    expect(patch({ op: 'add', path: 'site.$ref', value }).site).toEqual({ $ref: value })
    expect(patch({ op: 'add', value: { site: { value: '7', $ref: value } } }).site).toEqual({ value: '7', $ref: value })
  })
})

test('D-65: only URNs that a remove names by eq go from schemas', () => {
  const Extended = {
    ...Rack,
    schemaExtensions: [{ schema: defineSchema('urn:example:Extension', { note: string() }), required: false }],
  }
  const resource = { 'urn:example:Extension': { note: 'n' } }
  const remove = (filter: string) => {
    const Operations = [{ op: 'remove', path: `schemas[${filter}]` }]
    const message = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }
    return applyPatch(resource, parsePatchOp(message, Extended, compatibleManner), Extended, compatibleManner)
  }
  expect(remove('value eq "urn:example:Extension"')).toEqual({})
  expect(remove('value sw "urn:example:Ext"')).toEqual(resource)
  expect(remove('value eq "urn:example:Extension" and value pr')).toEqual(resource)
})
