import { describe, expect, test } from 'vitest'
import { schemaResource } from '../discovery/print-schema.js'
import { EnterpriseUserSchema } from './enterprise-user.js'
import { Group } from './group.js'
import { ResourceTypeSchema, SchemaSchema, ServiceProviderConfigSchema } from './meta-schemas.js'
import { readResourceType } from './read-resource-type.js'
import { readSchema } from './read-schema.js'
import { User } from './user.js'

const urn = 'urn:example:scim:schemas:Printer'

test.each([User.schema, EnterpriseUserSchema, Group.schema, ServiceProviderConfigSchema, ResourceTypeSchema])(
  'a schema that was printed is read as it was: $id',
  (schema) => {
    expect(readSchema(JSON.parse(JSON.stringify(schemaResource(schema, 'https://app.example'))))).toEqual(schema)
  },
)

test('the schema of schemas alone nests what others must not (RFC 7643 §2.3.8)', () => {
  expect(() => readSchema(schemaResource(SchemaSchema, ''))).toThrow(
    "has a sub-attribute 'subAttributes' that is complex itself",
  )
})

test('what a definition leaves out takes the defaults (RFC 7643 §2.2)', () => {
  expect(readSchema({ id: urn, attributes: [{ name: 'serial' }, { name: 'photo', type: 'binary' }] })).toMatchObject({
    id: urn,
    name: 'Printer',
    description: '',
    attributes: [
      {
        name: 'serial',
        type: 'string',
        multiValued: false,
        required: false,
        caseExact: false,
        comparison: 'ignoreCase',
        mutability: 'readWrite',
        returned: 'default',
        uniqueness: 'none',
        subAttributes: [],
      },
      { name: 'photo', caseExact: true, comparison: 'exact' },
    ],
  })
})

describe('a definition that cannot be meant is refused, and the place is named', () => {
  const refusals: readonly (readonly [unknown, string])[] = [
    [[], 'A schema is defined by an object.'],
    [{ attributes: [{ name: 'a' }] }, "'id' is missing."],
    [{ id: 'no uri', attributes: [{ name: 'a' }] }, "'no uri' is no URI"],
    [{ id: 'urn:x:(a)', attributes: [{ name: 'a' }] }, "'urn:x:(a)' is no URI"],
    [{ id: urn }, "has no 'attributes'"],
    [{ id: urn, attributes: 'a' }, "'attributes' is a list"],
    [{ id: urn, attributes: ['a'] }, "'attributes[0]' is an object"],
    [{ id: urn, attributes: [{}] }, "'attributes[0].name' is missing."],
    [{ id: urn, attributes: [{ name: '1st' }] }, "'1st' is no name"],
    [{ id: urn, attributes: [{ name: 'Constructor' }] }, "'Constructor' cannot be the name"],
    [{ id: urn, attributes: [{ name: 'a' }, { name: 'A' }] }, "two attributes of the name 'A'"],
    [{ id: urn, attributes: [{ name: 'a', type: 'text' }] }, "'attributes[0].type' is one of 'string', 'boolean'"],
    [{ id: urn, attributes: [{ name: 'a', mutability: 'rw' }] }, "'attributes[0].mutability' is one of"],
    [{ id: urn, attributes: [{ name: 'a', required: 'yes' }] }, "'attributes[0].required' is true or false."],
    [{ id: urn, attributes: [{ name: 'a', description: 1 }] }, "'attributes[0].description' is text."],
    [{ id: urn, attributes: [{ name: 'a', description: 'x'.repeat(10_001) }] }, 'longer than 10000 characters'],
    [
      { id: urn, attributes: [{ name: 'a', canonicalValues: [1] }] },
      "'attributes[0].canonicalValues' is a list of texts",
    ],
    [{ id: urn, attributes: [{ name: 'a', subAttributes: [{ name: 'b' }] }] }, "not of the type 'complex'"],
    [{ id: urn, attributes: [{ name: 'a', type: 'complex' }] }, "complex and has no 'subAttributes'"],
    [
      {
        id: urn,
        attributes: [
          {
            name: 'a',
            type: 'complex',
            subAttributes: [{ name: 'b', type: 'complex', subAttributes: [{ name: 'c' }] }],
          },
        ],
      },
      "'b' that is complex itself",
    ],
    [
      { id: urn, attributes: Array.from({ length: 1001 }, (_, index) => ({ name: `a${index}` })) },
      'A schema has 1000 attributes at most.',
    ],
  ]
  test.each(refusals)('%j', (definition, message) => {
    expect(() => readSchema(definition)).toThrow(message)
  })
})

describe('a resource type', () => {
  const Printer = readSchema({ id: urn, attributes: [{ name: 'serial', required: true }] })
  const Lease = readSchema({ id: 'urn:example:scim:schemas:Lease', attributes: [{ name: 'until', type: 'dateTime' }] })
  const definition = {
    name: 'Printer',
    endpoint: '/Printers',
    schema: urn.toUpperCase(),
    schemaExtensions: [{ schema: Lease.id, required: true }],
  }

  test('is read with its schemas', () => {
    expect(readResourceType(definition, [Printer, Lease])).toMatchObject({
      name: 'Printer',
      endpoint: '/Printers',
      schema: Printer,
      schemaExtensions: [{ schema: Lease, required: true }],
      readOnly: false,
    })
  })

  test.each([
    [{ name: 'a b' }, "'a b' is no name of a resource type"],
    [{ name: '__proto__' }, "'__proto__' is no name"],
    [{ endpoint: 'Printers' }, "'Printers' is no endpoint"],
    [{ endpoint: '/a/b' }, "'/a/b' is no endpoint"],
    [{ endpoint: '/bulk' }, "The endpoint '/bulk' has another meaning."],
    [{ schema: 'urn:example:none' }, "There is no schema 'urn:example:none'."],
    [{ schemaExtensions: {} }, "'schemaExtensions' is a list."],
    [{ schemaExtensions: ['x'] }, "'schemaExtensions[0]' is an object"],
    [{ schemaExtensions: [{}] }, "'schemaExtensions[0].schema' is missing."],
    [{ schemaExtensions: [{ schema: Lease.id }, { schema: Lease.id }] }, 'names one schema twice'],
  ])('is refused with %j', (change, message) => {
    expect(() => readResourceType({ ...definition, ...change }, [Printer, Lease])).toThrow(message)
  })
})
