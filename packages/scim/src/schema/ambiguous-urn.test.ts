import { expect, test } from 'vitest'
import { findAmbiguousUrn } from './ambiguous-urn.js'
import { complex, string } from './attribute.js'
import { EnterpriseUserSchema } from './enterprise-user.js'
import { readResourceType } from './read-resource-type.js'
import { defineSchema } from './schema.js'
import { User } from './user.js'

const Card = defineSchema('urn:x:Card', { number: string(), owner: complex({ name: string() }) })
const named = (id: string) => defineSchema(id, { a: string() })

test.each([
  ['urn:x:Card:number', 'number'],
  ['urn:X:card:NUMBER', 'number'],
  ['urn:x:Card.number', 'number'],
  ['urn:x:Card:owner', 'owner'],
  ['urn:x:Card:owner.name', 'owner.name'],
  ['urn:x:Card:externalId', 'externalId'],
])('%s is no URN beside a schema whose attribute it names', (urn, attribute) => {
  const sentence = `The URN '${urn}' also names the attribute '${attribute}' of 'urn:x:Card'.`
  expect(findAmbiguousUrn([Card, named(urn)])).toBe(sentence)
  expect(findAmbiguousUrn([named(urn), User.schema, Card])).toBe(sentence)
})

test.each(['urn:x:Card:serial', 'urn:x:Card:number:x', 'urn:x:Card:name', 'urn:x:Cardnumber'])('%s is one', (urn) => {
  expect(findAmbiguousUrn([Card, named(urn)])).toBeUndefined()
})

test('the standard schemas are not ambiguous', () => {
  expect(findAmbiguousUrn([User.schema, EnterpriseUserSchema])).toBeUndefined()
})

test('a resource type of such schemas is not read', () => {
  const schemas = [User.schema, named(`${User.schema.id}:userName`)]
  const extensions = [{ schema: `${User.schema.id}:userName`, required: false }]
  const definition = { name: 'X', endpoint: '/Xs', schema: User.schema.id, schemaExtensions: extensions }
  expect(() => readResourceType(definition, schemas)).toThrow(
    expect.objectContaining({ scimType: 'invalidValue', message: expect.stringContaining("'userName'") }),
  )
})
