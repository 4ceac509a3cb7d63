import { expect, test } from 'vitest'
import { complex, string } from './attribute.js'
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
  () => defineSchema('urn:example:x', { a: string() }, { name: '\0' }),
  () => defineSchema('urn:example:x', { a: string() }, { description: '\ud800' }),
  () => defineSchema('urn:example:x', { 'a\0': string() }),
  () => defineSchema('urn:example:x', { a: string({ description: '\0' }) }),
  () => defineSchema('urn:example:x', { a: complex({ b: string({ canonicalValues: ['\0'] }) }) }),
])('no text of a schema is one that cannot be kept: %#', (define) => {
  expect(define).toThrow("a text of the schema 'urn:example:x' has ")
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
  'urn:example:a\0b',
  'urn:example:a\u0007b',
  'urn:example:a\u007f',
  'urn:example:a\u0085b',
  'urn:example:a\ud800',
  `urn:example:a${'\u0301'.repeat(31)}`,
  `urn:example:${'x'.repeat(501)}`,
])('%j does not: no filter and no parameter could name its attributes', (id) => {
  expect(isSchemaUri(id)).toBe(false)
  expect(() => defineSchema(id, { a: string() })).toThrow('no URI that a schema can be named by')
})
