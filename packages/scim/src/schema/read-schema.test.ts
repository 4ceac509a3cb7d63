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

test.each([User.schema, Group.schema])('a schema that was kept as JSON is read as it was: $id', (schema) => {
  expect(readSchema(JSON.parse(JSON.stringify(schema)))).toEqual(schema)
})

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

test.each([
  ['name', { name: 'a\0b' }, 'U+0000'],
  ['description', { description: 'a\ud800' }, 'half a surrogate pair'],
  ['attributes[0].description', { attributes: [{ name: 'a', description: '\0' }] }, 'U+0000'],
  [
    'attributes[0].canonicalValues',
    { attributes: [{ name: 'a', canonicalValues: ['b', '\udc00'] }] },
    'half a surrogate',
  ],
  ['attributes[0].referenceTypes', { attributes: [{ name: 'a', referenceTypes: ['\0'] }] }, 'U+0000'],
  ['description', { description: `e${'\u0301'.repeat(31)}` }, 'more than 30 marks'],
])('%s is text that can be kept', (place, members, flaw) => {
  const definition = { id: urn, attributes: [{ name: 'a' }], ...members }
  const sentence = expect.stringMatching(
    new RegExp(`^'${place.replaceAll('[', '\\[')}' has ${flaw.replace('+', '\\+')}`),
  )
  expect(() => readSchema(definition)).toThrow(
    expect.objectContaining({ status: 400, scimType: 'invalidValue', message: sentence }),
  )
})

test('what vendors add to a definition under names of their own is ignored', () => {
  const attribute = { name: 'serial', returned: 'request' }
  const added = {
    idcsSearchable: true,
    idcsDisplayName: 'Serial number',
    displayName: 'Serial number',
    displayOrder: 1,
    supportedByDefault: true,
    'urn:example:scim:schemas:extension:1.0:Shown': { label: 'x' },
  }
  const dump = {
    schemas: ['x'],
    meta: {},
    idcsResourceTypes: ['Printer'],
    id: urn,
    attributes: [{ ...attribute, ...added }],
  }
  expect(readSchema(dump)).toEqual(readSchema({ id: urn, attributes: [attribute] }))
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
    [
      { id: urn, attributes: [{ name: 'a', retruned: 'never' }] },
      "'attributes[0].retruned' is no characteristic of an attribute.",
    ],
    [{ id: urn, attributes: [{ name: 'a', multivalued: true }] }, "'attributes[0].multivalued' is no characteristic"],
    [{ id: urn, attributes: [{ name: 'a', readOnly: true }] }, "'attributes[0].readOnly' is no characteristic"],
    [JSON.parse(`{"id":"${urn}","attributes":[{"name":"a","__proto__":{}}]}`), "'attributes[0].__proto__' is no"],
    [
      {
        id: urn,
        attributes: [{ name: 'a' }, { name: 'b', type: 'complex', subAttributes: [{ name: 'c', typ: 'x' }] }],
      },
      "'attributes[1].subAttributes[0].typ' is no characteristic of an attribute.",
    ],
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

  test.each([null, 'Printer', 7, []])('%j defines none', (wrong) => {
    expect(() => readResourceType(wrong, [])).toThrow('A resource type is defined by an object.')
  })

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
