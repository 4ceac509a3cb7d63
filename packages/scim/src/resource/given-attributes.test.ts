import { expect, test } from 'vitest'
import { strictManner } from '../manner.js'
import { complex, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { givenAttributes } from './given-attributes.js'

const extension = 'urn:example:extension'

const Note = defineResourceType({
  name: 'Note',
  endpoint: '/Notes',
  schema: defineSchema('urn:example:note', {
    text: string({ returned: 'request' }),
    title: string(),
    authors: complex({ value: string(), type: string() }, { multiValued: true }),
  }),
  schemaExtensions: [{ schema: defineSchema(extension, { mood: string() }), required: false }],
})

test.each([
  [{ TEXT: 'a' }, ['text']],
  [{ authors: [{ Value: 'a', shoeSize: 42 }, null, 7], shoeSize: 42 }, ['authors', 'value']],
  [{ [extension.toUpperCase()]: { mood: 'good', other: 1 } }, ['mood']],
  [null, []],
  [[], []],
])('the body %j gives %j', (body, names) => {
  expect(namesOf('resource', body)).toEqual(names)
})

test.each([
  [{ path: 'text', value: 'a' }, ['text']],
  [{ PATH: ' Text ', value: 'a' }, ['text']],
  [{ value: { text: 'a', [extension]: { mood: 'good' } } }, ['text', 'mood']],
  [{ path: 'authors[value eq "a.b"].type', value: 'x' }, ['authors', 'type']],
  [{ path: extension, value: { mood: 'good' } }, ['mood']],
  [{ path: `${extension}:mood`, value: 'good' }, ['mood']],
  [{ path: 'nonsense[', value: 'x' }, []],
  [{ path: 7, value: 'x' }, []],
])('the operation %j gives %j', (operation, names) => {
  expect(namesOf('patchOp', { operations: [operation, null] })).toEqual(names)
})

test('a PATCH without operations gives nothing', () => {
  for (const body of [{}, { Operations: 'text' }]) expect(namesOf('patchOp', body)).toEqual([])
})

test('nothing is looked for where nothing is returned on request', () => {
  expect(givenAttributes({ kind: 'resource', body: { userName: 'a' } }, User, strictManner).size).toBe(0)
})

function namesOf(kind: 'resource' | 'patchOp', body: unknown): readonly string[] {
  return [...givenAttributes({ kind, body }, Note, strictManner)].map(({ name }) => name)
}
