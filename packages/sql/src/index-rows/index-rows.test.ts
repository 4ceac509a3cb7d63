import {
  complex,
  defineResourceType,
  defineSchema,
  EnterpriseUserSchema,
  Group,
  integer,
  string,
  User,
} from '@rollcall/scim'
import { expect, test } from 'vitest'
import { indexRowsOf } from './index-rows.js'
import { indexSetOf } from './index-set.js'
import { uniqueClaimsOf } from './unique-claims.js'

const Printer = defineResourceType({
  name: 'Printer',
  endpoint: '/Printers',
  schema: defineSchema('urn:example:Printer', {
    serial: string({ uniqueness: 'server' }),
    floor: integer(),
    tags: string({ multiValued: true }),
  }),
})

test('each value has a row, and each complex value one under the bare name', () => {
  const document = {
    userName: 'BJensen',
    emails: [
      { value: 'B@Example.com', type: 'work' },
      { value: 'babs@home.example', primary: true },
    ],
  }
  expect(rowsOf(document, 'userName')).toEqual(['userName[0]=bjensen sorted'])
  expect(rowsOf(document, 'emails')).toEqual([
    'emails[0]=p',
    'emails[1]=p',
    'emails.value[0]=b@example.com',
    'emails.value[1]=babs@home.example sorted',
    'emails.type[0]=work',
    'emails.primary[1]=t sorted',
  ])
})

test('what is never returned has no row, not even one that says it is missing', () => {
  const schema = defineSchema('urn:example:Door', {
    label: string(),
    pin: string({ returned: 'never' }),
    code: string({ mutability: 'writeOnly' }),
    safe: complex({ combination: string() }, { returned: 'never' }),
    locks: complex({ label: string(), key: string({ returned: 'never' }) }, { multiValued: true }),
  })
  const Door = defineResourceType({ name: 'Door', endpoint: '/Doors', schema })
  const document = { pin: '1', code: '2', safe: { combination: '3' }, locks: [{ label: 'l', key: '4' }] }
  const attributes = (of: object) => indexRowsOf(Door, { ...of }, indexSetOf(Door)).map(({ attribute }) => attribute)
  expect(attributes(document)).toEqual(['schemas', 'label', 'locks', 'locks.label'])
  expect(attributes({})).toEqual(['schemas', 'label'])
})

test('what lists are sorted by has a row that says it is missing', () => {
  expect(rowsOf({ userName: 'b' }, 'displayName')).toEqual(['displayName[0] missing'])
  expect(rowsOf({ userName: 'b', displayName: '' }, 'displayName')).toEqual([
    'displayName[0]=',
    'displayName[0] missing',
  ])
  expect(rowsOf({ userName: 'b' }, 'nickName')).toEqual([])
})

test('of a change, only the rows of its members are made', () => {
  const document = { userName: 'b', [EnterpriseUserSchema.id]: { department: 'Tour Operations' } }
  const names = (changed: readonly string[]) =>
    indexRowsOf(User, document, indexSetOf(User), new Set(changed)).map(({ attribute }) => attribute)
  expect(new Set(names(['displayName']))).toEqual(new Set(['schemas', 'displayName']))
  expect(new Set(names([]))).toEqual(new Set(['schemas']))
  expect(names([EnterpriseUserSchema.id])).toContain(`${EnterpriseUserSchema.id}:department`)
  expect(names([EnterpriseUserSchema.id])).not.toContain('userName')
})

test('an extension’s attributes carry its URN', () => {
  const document = { userName: 'b', [EnterpriseUserSchema.id]: { department: 'Tour Operations' } }
  expect(rowsOf(document, EnterpriseUserSchema.id)).toContain(
    `${EnterpriseUserSchema.id}:department[0]=tour operations sorted`,
  )
  expect(rowsOf(document, 'schemas')).toEqual([
    'schemas[0]=urn:ietf:params:scim:schemas:core:2.0:user sorted',
    'schemas[0]=urn:ietf:params:scim:schemas:extension:enterprise:2.0:user',
  ])
})

test('certificates, links and labels have none', () => {
  const document = {
    userName: 'b',
    x509Certificates: [{ value: 'MII=' }],
    profileUrl: 'https://example.com',
    emails: [{ display: 'B' }],
  }
  expect(rowsOf(document, 'x509Certificates')).toEqual([])
  expect(rowsOf(document, 'profileUrl')).toEqual([])
  expect(rowsOf(document, 'emails')).toEqual(['emails[0]=p', 'emails.value[0] missing'])
})

test('a value without content says so', () => {
  expect(rowsOf({ userName: 'b', name: { givenName: '' } }, 'name')).toContain('name[0]=')
})

test('a resource type of one’s own sorts by its single values', () => {
  const rows = indexRowsOf(Printer, { serial: 'A1', tags: ['red', 'RED'] }, indexSetOf(Printer))
  expect(rows.map(print)).toEqual([
    'schemas[0]=urn:example:printer sorted',
    'serial[0]=a1 sorted',
    'floor[0] missing',
    'tags[0]=red sorted',
    'tags[1]=red',
  ])
})

test('a document claims its unique values as they are compared', () => {
  expect([...uniqueClaimsOf(User, { userName: 'ＢJensen', displayName: 'B' }).values()]).toEqual([
    { schema: User.schema.id, attribute: 'userName', key: 'bjensen' },
  ])
  expect([...uniqueClaimsOf(Printer, { serial: 'A1' }).values()]).toEqual([
    { schema: 'urn:example:Printer', attribute: 'serial', key: 'a1' },
  ])
  expect(uniqueClaimsOf(Group, { displayName: 'G' }).size).toBe(0)
})

test('a long unique value is claimed by its hash', () => {
  const [claim] = uniqueClaimsOf(User, { userName: 'a'.repeat(513) }).values()
  expect(claim?.key).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect([...uniqueClaimsOf(User, { userName: 'a'.repeat(512) }).values()][0]?.key).toBe('a'.repeat(512))
})

function rowsOf(document: Parameters<typeof indexRowsOf>[1], prefix: string): readonly string[] {
  return indexRowsOf(User, document, indexSetOf(User))
    .map(print)
    .filter((row) => row.startsWith(prefix))
}

function print({ attribute, element, isMissing, value, isSortKey }: ReturnType<typeof indexRowsOf>[number]): string {
  const place = `${attribute}[${element}]`
  return isMissing ? `${place} missing` : `${place}=${value}${isSortKey ? ' sorted' : ''}`
}
