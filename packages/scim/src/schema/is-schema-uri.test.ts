import { expect, test } from 'vitest'
import { string } from './attribute.js'
import { isSchemaUri } from './is-schema-uri.js'
import { defineSchema } from './schema.js'

test.each([
  'urn:ietf:params:scim:schemas:core:2.0:User',
  'urn:example:x',
  'https://example.com/schemas/printer?v=2#a',
  'urn:example:größe;v=1*2+3',
])('%s names a schema', (id) => {
  expect(isSchemaUri(id)).toBe(true)
  expect(defineSchema(id, { a: string() }).id).toBe(id)
})

test.each([
  '',
  'User',
  'urn:',
  'urn:example:a(b)',
  'urn:example:a[b]',
  'urn:example:a b',
  'urn:example:a"b',
  "urn:example:a'b",
  'urn:example:a,b',
  'urn:example:a\\b',
  `urn:example:${'x'.repeat(501)}`,
])('%j does not: no filter and no parameter could name its attributes', (id) => {
  expect(isSchemaUri(id)).toBe(false)
  expect(() => defineSchema(id, { a: string() })).toThrow('no URI that a schema can be named by')
})
