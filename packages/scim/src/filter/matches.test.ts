import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../json.js'
import { compatibleManner } from '../manner.js'
import { boolean, complex, dateTime, decimal, integer, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { matches, matchesValue } from './matches.js'
import { parseFilter } from './parser.js'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

const babs: JsonObject = {
  schemas: [User.schema.id, enterprise],
  id: 'aB1',
  externalId: 'Ext-1',
  userName: 'Babs@Example.com',
  active: false,
  title: 'Tour Guide 100%',
  nickName: 'Jose\u0301',
  name: { familyName: 'Jensen', givenName: 'Barbara' },
  profileUrl: 'https://example.com/Babs',
  emails: [
    { value: 'work@x.com', type: 'work', primary: true },
    { value: 'home@y.com', type: 'home' },
  ],
  phoneNumbers: [{ value: '1', primary: false }],
  ims: [{ type: '' }],
  photos: [],
  x509Certificates: [{ value: 'YQ==' }],
  meta: { resourceType: 'User', created: '2011-05-13T04:42:34.500Z', lastModified: '2011-05-13T06:42:34+02:00' },
  [enterprise]: { department: 'Engineering', manager: { value: 'M7' } },
}

function accepts(text: string, resource: JsonObject = babs): boolean {
  return matches(parseFilter(text, User, compatibleManner), resource)
}

/** Each filter holds, and its negation does not. */
function holds(...filters: string[]) {
  test.each(filters)('%s', (text) => {
    expect(accepts(text)).toBe(true)
    expect(accepts(`not (${text})`)).toBe(false)
  })
}

/** Each filter does not hold, and its negation does. */
function fails(...filters: string[]) {
  test.each(filters)('not: %s', (text) => {
    expect(accepts(text)).toBe(false)
    expect(accepts(`not (${text})`)).toBe(true)
  })
}

describe('the operators', () => {
  holds(
    'title eq "tour guide 100%"',
    'title co "GUIDE"',
    'title sw "tour"',
    'title ew "100%"',
    'title co "tour guide 100%"',
    'title sw ""',
    'title gt "tour"',
    'title ge "tour guide 100%"',
    'title le "tour guide 100%"',
    'title lt "u"',
    'active eq false',
    'active ne true',
  )
  fails(
    'title eq "tour"',
    'title co "g_ide"',
    'title co "%guide"',
    'title sw "guide"',
    'title ew "guide"',
    'title gt "tour guide 100%"',
    'title lt "tour guide 100%"',
    'title ge "u"',
    'active eq true',
    'nickName co "x"',
  )
})

describe('case follows the attribute (Q7)', () => {
  holds('userName eq "BABS@EXAMPLE.COM"', 'id eq "aB1"', 'externalId eq "Ext-1"', `${enterprise}:manager.value eq "M7"`)
  fails(
    'id eq "ab1"',
    'externalId eq "ext-1"',
    'externalId sw "ext"',
    'profileUrl eq "https://example.com/babs"',
    'x509Certificates.value eq "yq=="',
    `${enterprise}:manager.value eq "m7"`,
  )
})

describe('D-52: text is compared in one Unicode form, user names also in one width', () => {
  holds('nickName eq "jos\u00e9"', 'nickName eq "JOSE\u0301"', 'userName eq "ＢＡＢＳ@example.com"')
  fails('title eq "ｔour guide 100%"', 'nickName eq "jose"')
})

describe('D-17: ne is the contrary of eq', () => {
  holds(
    'nickName ne "x"',
    'displayName ne "x"',
    'emails.type ne "other"',
    'photos.value ne "x"',
    `${enterprise}:division ne "x"`,
  )
  fails('title ne "Tour Guide 100%"', 'emails.type ne "work"', 'emails.type ne "home"')
})

describe('D-18: what is present', () => {
  holds(
    'title pr',
    'active pr',
    'name pr',
    'emails pr',
    'phoneNumbers.primary pr',
    'meta pr',
    `${enterprise}:manager pr`,
  )
  fails(
    'displayName pr',
    'photos pr',
    'ims pr',
    'ims.type pr',
    'addresses pr',
    'name.middleName pr',
    `${enterprise}:division pr`,
  )

  test.each<[string, JsonObject, boolean]>([
    ['title pr', { title: '' }, false],
    ['title pr', { title: null }, false],
    ['name pr', { name: {} }, false],
    ['name pr', { name: { givenName: '' } }, false],
    ['emails pr', { emails: [{}] }, false],
    ['emails pr', { emails: [{ primary: false }] }, true],
    ['emails.type pr', { emails: [{ value: 'a' }, { type: 'b' }] }, true],
  ])('%s of %j is %s', (text, resource, expected) => expect(accepts(text, resource)).toBe(expected))
})

describe('D-22: null means no value', () => {
  holds(
    'title ne null',
    'displayName eq null',
    'photos eq null',
    'ims.type eq null',
    'emails ne null',
    'emails[display eq null]',
  )
  fails('title eq null', 'displayName ne null', 'emails eq null', 'emails.type eq null', 'emails[type eq null]')
})

describe('D-23: dates are compared as instants', () => {
  holds(
    'meta.lastModified eq "2011-05-13T04:42:34Z"',
    'meta.lastModified eq "2011-05-12T23:42:34.000-05:00"',
    'meta.created gt "2011-05-13T04:42:34Z"',
    'meta.created ge "2011-05-13T04:42:34.5Z"',
    'meta.created lt "2011-05-13T06:42:35+02:00"',
  )
  fails('meta.created gt "2011-05-13T04:42:34.500Z"', 'meta.lastModified gt "2011-05-13T06:00:00Z"')
})

describe('D-19: a complex attribute stands for its value', () => {
  holds('emails co "@y.com"', 'emails eq "work@x.com"')
  fails('emails eq "home"')
})

describe('D-15: schemas', () => {
  holds(`schemas eq "${enterprise.toUpperCase()}"`, `schemas sw "urn:"`)
  fails('schemas eq "urn:x"')
})

describe('multi-valued attributes: any value, but in brackets one and the same', () => {
  holds(
    'emails.value eq "home@y.com"',
    'emails.type eq "work" and emails.value eq "home@y.com"',
    'emails[type eq "home" and value ew "y.com"]',
    'emails[not (type eq "work")]',
    'emails[type ne "work" and primary ne true]',
    'emails[type eq "home"].value eq "HOME@y.com"',
  )
  fails(
    'emails[type eq "work" and value eq "home@y.com"]',
    'emails[type eq "other" or value eq "z"]',
    'photos[not (value eq "x")]',
    'addresses[type eq null]',
  )
})

describe('D-11: a value that does not say whether it is primary is not', () => {
  holds(
    'emails[type eq "home" and primary eq false]',
    'emails[type eq "home" and not (primary eq true)]',
    'emails.primary eq false',
    'emails[primary eq null]',
    'x509Certificates[primary eq false]',
  )
  fails(
    'emails[type eq "home" and primary eq true]',
    'photos.primary eq false',
    'emails[type eq "home" and primary pr]',
  )
})

describe('and, or, not', () => {
  const cases = ['active eq false', 'active eq true'] as const
  const truth = (text: string) => text === cases[0]
  for (const a of cases) {
    for (const b of cases) {
      test(`${a} · ${b}`, () => {
        expect(accepts(`${a} and ${b}`)).toBe(truth(a) && truth(b))
        expect(accepts(`${a} or ${b}`)).toBe(truth(a) || truth(b))
        expect(accepts(`not (${a}) and ${b}`)).toBe(!truth(a) && truth(b))
        expect(accepts(`(${a} or ${b}) and active eq true`)).toBe(false)
        expect(accepts(`${a} or ${b} and active eq true`)).toBe(truth(a))
      })
    }
  }
})

describe('numbers, and attributes with names of JavaScript', () => {
  const Device = defineResourceType({
    name: 'Device',
    endpoint: '/Devices',
    schema: defineSchema('urn:example:Device', {
      floor: integer(),
      weight: decimal(),
      toString: string(),
      tags: string({ multiValued: true }),
      on: boolean(),
      parts: complex(
        { value: integer(), made: dateTime(), codes: string({ multiValued: true }) },
        { multiValued: true },
      ),
    }),
  })
  const device: JsonObject = {
    floor: 0,
    weight: 1.5,
    tags: ['Red', 'Blue'],
    parts: [{ value: 10, codes: ['A', 'B'] }, { value: 9 }],
  }

  test.each([
    ['floor eq 0', true],
    ['floor eq -0', true],
    ['floor pr', true],
    ['floor lt 1', true],
    ['floor gt 0', false],
    ['weight eq 1.50', true],
    ['weight gt 1', true],
    ['weight lt 10', true],
    ['parts gt 9', true],
    ['parts gt 10', false],
    ['parts.codes eq "b"', true],
    ['parts[codes eq "a" and codes eq "b"]', true],
    ['parts[codes eq "a" and value eq 9]', false],
    ['tags eq "blue"', true],
    ['tags ne "red"', false],
    ['tags[value sw "r"]', true],
    ['tags[value eq "green"]', false],
    ['toString pr', false],
    ['toString sw "f"', false],
    ['on eq false', false],
  ])('%s is %s', (text, expected) => expect(matches(parseFilter(text, Device), device)).toBe(expected))

  test.each<[JsonObject, boolean]>([
    [{ codes: [] }, false],
    [{ codes: [''] }, false],
    [{ codes: ['', 'A'] }, true],
  ])('D-18: a value whose only list is %j is present: %s', (part, expected) => {
    expect(matches(parseFilter('parts pr', Device), { parts: [part] })).toBe(expected)
  })

  test('a stored value of another type is equal to nothing and does not throw', () => {
    for (const floor of ['3', true, null, {}, [], [[3]]]) {
      expect(matches(parseFilter('floor eq 3', Device), { floor })).toBe(false)
      expect(matches(parseFilter('floor ge 3', Device), { floor })).toBe(false)
    }
    expect(matches(parseFilter('tags co "1"', Device), { tags: [1, { value: '1' }] })).toBe(false)
    expect(matches(parseFilter('parts.value eq 1', Device), { parts: [1, null, 'x'] })).toBe(false)
  })
})

describe('one value against a value filter', () => {
  const tree = parseFilter('emails[type eq "work" and value co "@x"]', User)
  const valueFilter = tree.kind === 'valuePath' ? tree.filter : tree

  test('is judged by itself', () => {
    expect(matchesValue(valueFilter, { type: 'Work', value: 'a@x' })).toBe(true)
    expect(matchesValue(valueFilter, { type: 'home', value: 'a@x' })).toBe(false)
    expect(matchesValue(valueFilter, {})).toBe(false)
  })

  test('is judged alike as the only value of a resource', () => {
    expect(matches(valueFilter, { emails: [{ type: 'work', value: 'a@x' }] })).toBe(true)
    expect(matches(valueFilter, { emails: [{ type: 'home', value: 'a@x' }] })).toBe(false)
  })
})

test('strings are ordered by code points', () => {
  expect(accepts('title gt "\ue000"', { title: '🙂' })).toBe(true)
  expect(accepts('title lt "🙂"', { title: '\ue000' })).toBe(true)
})

test('a long text that is searched many times is read once, for the parts of the whole filter, however they are joined', () => {
  const title = 'lorem ipsum dolor '.repeat(1000)
  const resource = {
    ...babs,
    title,
    emails: [{ value: `${title}@x.com`, type: 'work' }],
    [enterprise]: { department: title },
  }
  const parts = Array.from({ length: 10 }, (_, n) => `title co "absent ${n}"`).join(' or ')
  const filter = (last: string) =>
    `${parts} or (title pr and active eq false and not (title co "no such")) and emails[type pr and ${last}]`
  expect(accepts(filter('value co "IPSUM dolor"'), resource)).toBe(true)
  expect(accepts(filter('not (value co "ipsum lorem")'), resource)).toBe(true)
  expect(accepts(filter('value co "ipsum lorem"'), resource)).toBe(false)
  expect(accepts(`${parts} or nickName sw "x" or title co "amet"`, resource)).toBe(false)
})

describe('a list of many values is judged as a short one', () => {
  const others = Array.from({ length: 40 }, (_, n) => ({ value: `other-${n}@x.com`, type: 'other' }))
  const many = { ...babs, emails: [...others, { value: 'Émile@Y.com', type: 'work', primary: true }] }

  test.each([
    ['emails.value eq "émile@y.com"', true],
    ['emails.value eq "Émile@Y.com"', true],
    ['emails.value eq "emile@y.com"', false],
    ['emails.value sw "ÉMILE"', true],
    ['emails.value ew "39@X.com"', true],
    ['emails.value co "e@y"', true],
    ['emails.value gt "z"', true],
    ['emails.value ne "other-3@x.com"', false],
    ['emails.primary eq true', true],
    ['emails.primary eq false', true],
    ['emails.type eq "home"', false],
    ['emails.value eq "other-3@x.com" and emails.type eq "work"', true],
    ['emails.type eq "home" or emails.value eq "work"', false],
    ['emails[value eq "other-3@x.com" and type eq "work"]', false],
    ['emails[value eq "ÉMILE@y.com" and type eq "Work"]', true],
    ['emails.value eq "x" or emails[value eq "other-39@x.com"]', true],
    ['emails[value eq "x"] or emails.value eq "other-39@x.com"', true],
  ])('%s: %s', (text, expected) => {
    expect(accepts(text, many)).toBe(expected)
  })
})

test('a text is compared alike whatever its length, and whatever has been compared before', () => {
  const long = `${'Ab'.repeat(100)}É`
  const resource = { title: long, nickName: long, userName: long, id: long }
  expect(accepts(`title eq "${long.toLowerCase()}" and nickName eq "${long.toUpperCase()}"`, resource)).toBe(true)
  expect(accepts(`userName eq "${long.toUpperCase()}" and id eq "${long}"`, resource)).toBe(true)
  expect(accepts(`title pr and id eq "${long.toLowerCase()}"`, resource)).toBe(false)
})
