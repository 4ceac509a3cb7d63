import { binary, complex, defineResourceType, defineSchema, reference, string, User } from '@rollcall/scim'
import { expect, test } from 'vitest'
import { indexRowsOf } from './index-rows.js'
import { indexNamesOf, indexSetOf, unionOf } from './index-set.js'

const Badge = defineSchema('urn:example:Badge', {
  number: string(),
  photo: binary(),
  maker: reference({ referenceTypes: ['external'] }),
  doors: complex(
    { value: string(), display: string(), $ref: reference({ referenceTypes: ['external'] }) },
    { multiValued: true },
  ),
})
const Person = defineResourceType({
  name: 'Person',
  endpoint: '/People',
  schema: User.schema,
  schemaExtensions: [{ schema: Badge, required: false }],
  keptApart: User.keptApart,
})

test('of people, what clients filter on is indexed by default', () => {
  expect([...indexSetOf(User)].filter((name) => !name.startsWith('urn:')).sort()).toEqual([
    ...['active', 'displayName', 'emails', 'emails.primary', 'emails.type', 'emails.value', 'name', 'name.familyName'],
    ...['name.formatted', 'name.givenName', 'name.honorificPrefix', 'name.honorificSuffix', 'name.middleName'],
    ...['schemas', 'title', 'userName'],
  ])
})

test('of an extension, everything but links and labels is', () => {
  const names = [...indexSetOf(Person)].filter((name) => name.startsWith('urn:example:Badge:'))
  expect(names.map((name) => name.slice('urn:example:Badge:'.length))).toEqual(['number', 'doors', 'doors.value'])
})

test('a set has what was added to the default, and not what was omitted of it', () => {
  const indexes = indexSetOf(Person, {
    added: ['phoneNumbers.value', 'urn:example:Badge:maker', 'urn:example:Badge:doors.display', 'unheardOf'],
    omitted: ['title', 'emails', 'emails.type', 'emails.primary', 'urn:example:Badge:number'],
  })
  for (const name of [
    'phoneNumbers',
    'phoneNumbers.value',
    'urn:example:Badge:maker',
    'urn:example:Badge:doors.display',
  ])
    expect(indexes.has(name), name).toBe(true)
  // The rows of a whole value are there as long as one of its parts is.
  for (const name of ['emails', 'emails.value']) expect(indexes.has(name), name).toBe(true)
  for (const name of ['title', 'emails.type', 'phoneNumbers.type', 'urn:example:Badge:number', 'unheardOf'])
    expect(indexes.has(name), name).toBe(false)
})

test('what is never returned, certificates, and what is made when it is shown cannot be added', () => {
  const names = [
    'password',
    'x509Certificates.value',
    'urn:example:Badge:photo',
    'urn:example:Badge:doors.$ref',
    'members',
  ]
  const indexes = indexSetOf(Person, { added: [...names, 'roles', 'groups.value', 'id'], omitted: [] })
  expect([...indexes].sort()).toEqual([...indexSetOf(Person)].sort())
})

test('the names of people and groups, and the schemas, cannot be omitted', () => {
  const omitted = ['userName', 'displayName', 'schemas']
  expect([...indexSetOf(User, { added: [], omitted })]).toEqual([...indexSetOf(User)])
})

test('what a set differs by makes the set', () => {
  const names = { added: ['locale', 'phoneNumbers', 'phoneNumbers.value'], omitted: ['emails.type', 'title'] }
  expect(indexNamesOf(User, indexSetOf(User, names))).toEqual(names)
  expect(indexNamesOf(User, indexSetOf(User))).toEqual({ added: [], omitted: [] })
})

test('a document has rows of its set alone', () => {
  const document = { userName: 'b', title: 'Pilot', locale: 'nl-NL', phoneNumbers: [{ value: '+31 20', type: 'work' }] }
  const attributes = (indexes: ReadonlySet<string>) => {
    const rows = indexRowsOf(User, document, indexes)
    return rows.filter(({ isMissing }) => !isMissing).map(({ attribute }) => attribute)
  }
  expect(attributes(indexSetOf(User))).toEqual(['schemas', 'userName', 'title'])
  const other = indexSetOf(User, { added: ['locale', 'phoneNumbers.value'], omitted: ['title'] })
  expect(attributes(other)).toEqual(['schemas', 'userName', 'locale', 'phoneNumbers', 'phoneNumbers.value'])
  expect(attributes(unionOf(indexSetOf(User), other))).toContain('title')
  // Nor does it say that it lacks what is not indexed.
  expect(indexRowsOf(User, { userName: 'b' }, other).map(({ attribute }) => attribute)).not.toContain('title')
})
