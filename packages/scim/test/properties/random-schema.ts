import fc from 'fast-check'
import { readSchema } from '../../src/schema/read-schema.js'
import { defineResourceType, type ResourceType } from '../../src/schema/resource-type.js'

/** Which attributes a random schema may have. */
export interface SchemaChoice {
  /** Only what a client may write again and again: no readOnly, immutable, writeOnly or required attribute. */
  readonly writableOnly: boolean
}

/** A random resource type: a base schema and an extension of random attributes, as their JSON would define them. */
export function randomResourceType(choice: SchemaChoice): fc.Arbitrary<ResourceType> {
  const attributes = fc.uniqueArray(randomAttribute(choice), {
    minLength: 2,
    maxLength: 7,
    selector: ({ name }) => name.toLowerCase(),
  })
  return fc.tuple(attributes, attributes).map(([base, extended]) => {
    const schema = readSchema({ id: 'urn:example:scim:schemas:core:2.0:Thing', attributes: base })
    const extension = readSchema({ id: 'urn:example:scim:schemas:extension:2.0:Thing', attributes: extended })
    return defineResourceType({
      name: 'Thing',
      endpoint: '/Things',
      schema,
      schemaExtensions: [{ schema: extension, required: false }],
    })
  })
}

const simpleTypes = ['string', 'string', 'string', 'boolean', 'integer', 'decimal', 'dateTime', 'reference', 'binary']

const name = fc.constantFrom(
  'a',
  'B',
  'label',
  'givenName',
  'x-ray',
  'under_score',
  'd0llar$',
  'toString',
  'order',
  'not',
)
const subName = fc.constantFrom('value', 'type', 'display', 'since', 'Rank', 'hasOwnProperty', 'on')

function randomAttribute({ writableOnly }: SchemaChoice): fc.Arbitrary<{ readonly name: string }> {
  const characteristics = {
    multiValued: fc.boolean(),
    mutability: writableOnly
      ? fc.constant('readWrite')
      : fc.constantFrom('readWrite', 'readWrite', 'immutable', 'readOnly'),
    returned: fc.constantFrom('default', 'default', 'always', 'request'),
  }
  const simple = fc
    .record({ name, type: fc.constantFrom(...simpleTypes), caseExact: fc.boolean(), ...characteristics })
    .map(onlyStringsFold)
  const subAttribute = fc
    .record({ name: subName, type: fc.constantFrom(...simpleTypes), caseExact: fc.boolean() })
    .map(onlyStringsFold)
  const subAttributes = fc.uniqueArray(subAttribute, { minLength: 1, maxLength: 4, selector: (each) => each.name })
  const complex = fc
    .record({ name, type: fc.constant('complex'), subAttributes, ...characteristics })
    .map((attribute) => (attribute.multiValued ? withPrimary(attribute) : attribute))
  return fc.oneof({ weight: 3, arbitrary: simple }, { weight: 2, arbitrary: complex })
}

/** Only text has a case. */
function onlyStringsFold<A extends { readonly type: string; readonly caseExact: boolean }>(attribute: A): A {
  const { type, caseExact } = attribute
  return { ...attribute, caseExact: type === 'string' ? caseExact : type === 'reference' || type === 'binary' }
}

function withPrimary<A extends { readonly subAttributes: readonly object[] }>(attribute: A): A {
  return { ...attribute, subAttributes: [...attribute.subAttributes, { name: 'primary', type: 'boolean' }] }
}
