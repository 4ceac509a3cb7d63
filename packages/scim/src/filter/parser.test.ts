import { describe, expect, test } from 'vitest'
import { compatibleManner, type Manner, strictManner, type Tolerance } from '../manner.js'
import { binary, boolean, complex, dateTime, decimal, integer, reference, string } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { ScimError } from '../scim-error.js'
import { parseFilter } from './parser.js'
import { printFilter } from './print-filter.js'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** An attribute of every type. */
const Device = defineResourceType({
  name: 'Device',
  endpoint: '/Devices',
  schema: defineSchema('urn:example:Device', {
    serial: string({ caseExact: true }),
    floor: integer(),
    weight: decimal(),
    inUse: boolean(),
    bought: dateTime(),
    key: binary(),
    link: reference(),
    tags: string({ multiValued: true }),
    place: complex({ building: string(), room: integer() }),
    safe: complex({ code: string() }, { returned: 'never' }),
    parts: complex(
      { value: integer(), made: dateTime(), secret: string({ returned: 'never' }) },
      { multiValued: true },
    ),
  }),
})

function printed(text: string, type: ResourceType = User, manner: Manner = strictManner): string {
  return printFilter(parseFilter(text, type, manner))
}

/** The sentence of the refusal, which is of the given kind. */
function refusal(text: string, type: ResourceType, manner: Manner, scimType = 'invalidFilter'): string {
  try {
    parseFilter(text, type, manner)
  } catch (error) {
    if (!(error instanceof ScimError)) throw error
    expect(error).toMatchObject({ status: 400, scimType })
    return error.message
  }
  throw new Error(`'${text}' was accepted`)
}

test('the tree carries the attributes themselves', () => {
  const [email, ...others] = User.schema.attributes.filter((attribute) => attribute.name === 'emails')
  const tree = parseFilter('emails[type eq "work"]', User)
  expect(others).toEqual([])
  expect(tree).toMatchObject({ kind: 'valuePath', path: { extension: undefined, subAttribute: undefined } })
  if (tree.kind !== 'valuePath' || tree.filter.kind !== 'compare') throw new Error('another tree')
  expect(tree.path.attribute).toBe(email)
  expect(tree.filter.path.attribute).toBe(email)
  expect(tree.filter.path.subAttribute).toBe(email?.subAttributes.find((sub) => sub.name === 'type'))
})

test('a chain of one operator is one list', () => {
  const tree = parseFilter('title pr and (nickName pr and (userType pr or active eq true))', User)
  expect(tree.kind === 'logical' && tree.operands.map((operand) => operand.kind)).toEqual([
    'present',
    'present',
    'logical',
  ])
})

describe('the examples of RFC 7644, Figure 2', () => {
  test.each([
    'userName eq "bjensen"',
    'name.familyName co "O\'Malley"',
    'userName sw "J"',
    'title pr',
    'title pr and userType eq "Employee"',
    'title pr or userType eq "Intern"',
    'schemas eq "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"',
    'userType eq "Employee" and emails.type eq "work"',
    'userType eq "Employee" and emails[type eq "work" and value co "@example.com"]',
    'emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@foo.com"]',
  ])('%s is canonical', (text) => expect(printed(text)).toBe(text))

  test.each([
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "J"', 'userName sw "J"'],
    ['meta.lastModified gt "2011-05-13T04:42:34Z"', 'meta.lastModified gt "2011-05-13T04:42:34.000Z"'],
    ['meta.lastModified ge "2011-05-13T04:42:34Z"', 'meta.lastModified ge "2011-05-13T04:42:34.000Z"'],
    ['meta.lastModified lt "2011-05-13T04:42:34Z"', 'meta.lastModified lt "2011-05-13T04:42:34.000Z"'],
    ['meta.lastModified le "2011-05-13T04:42:34Z"', 'meta.lastModified le "2011-05-13T04:42:34.000Z"'],
    [
      'userType eq "Employee" and (emails co "example.com" or\n  emails.value co "example.org")',
      'userType eq "Employee" and (emails.value co "example.com" or emails.value co "example.org")',
    ],
    [
      'userType ne "Employee" and not (emails co "example.com" or\n  emails.value co "example.org")',
      'userType ne "Employee" and not (emails.value co "example.com" or emails.value co "example.org")',
    ],
    ['userType eq "Employee" and (emails.type eq "work")', 'userType eq "Employee" and emails.type eq "work"'],
  ])('%s', (text, canonical) => expect(printed(text)).toBe(canonical))
})

describe('precedence (erratum 4670): not, then and, then or; grouping before all', () => {
  test.each([
    ['title pr or nickName pr and userType pr', 'title pr or nickName pr and userType pr'],
    ['title pr and nickName pr or userType pr', 'title pr and nickName pr or userType pr'],
    ['(title pr or nickName pr) and userType pr', '(title pr or nickName pr) and userType pr'],
    ['title pr or (nickName pr and userType pr)', 'title pr or nickName pr and userType pr'],
    ['not (title pr) and nickName pr', 'not (title pr) and nickName pr'],
    ['not (title pr and nickName pr)', 'not (title pr and nickName pr)'],
    ['((((title pr))))', 'title pr'],
    ['not (not (title pr))', 'not (not (title pr))'],
  ])('%s', (text, canonical) => expect(printed(text)).toBe(canonical))

  test('or is the root of "a or b and c"', () => {
    expect(parseFilter('title pr or nickName pr and userType pr', User)).toMatchObject({
      kind: 'logical',
      operator: 'or',
      operands: [{ kind: 'present' }, { kind: 'logical', operator: 'and' }],
    })
  })
})

describe('D-21: corners of the grammar', () => {
  test.each([
    ['not(title pr)', 'not (title pr)'],
    ['NOT  (title PR)', 'not (title pr)'],
    ['USERNAME Eq "x" AND Title pR Or active EQ true', 'userName eq "x" and title pr or active eq true'],
    ['  userName   eq   "x"  ', 'userName eq "x"'],
    ['emails[value eq"x"]', 'emails[value eq "x"]'],
    ['emails [ value eq "x" ]', 'emails[value eq "x"]'],
    [
      'emails[type eq "work" or (type eq "home" and value ew "@x")]',
      'emails[type eq "work" or type eq "home" and value ew "@x"]',
    ],
    ['emails[not (type eq "work")]', 'emails[not (type eq "work")]'],
    [
      'emails[not(type pr) and (primary eq true or value pr)]',
      'emails[not (type pr) and (primary eq true or value pr)]',
    ],
    [`${enterprise}:manager.value eq "7"`, `${enterprise}:manager.value eq "7"`],
    [`${enterprise.toLowerCase()}:DEPARTMENT pr`, `${enterprise}:department pr`],
    ['userName eq "a\\"b\\\\c\\u00e9"', 'userName eq "a\\"b\\\\cé"'],
    ['userName eq ""', 'userName eq ""'],
    ['userName eq "not (a) or [b]"', 'userName eq "not (a) or [b]"'],
  ])('%s', (text, canonical) => expect(printed(text)).toBe(canonical))

  test.each([
    ['', 'Expected an attribute name at position 1, found the end.'],
    ['   ', 'found the end'],
    ['userName', 'Expected an operator at position 9, found the end.'],
    ['eq "x"', "'User' has no attribute 'eq'"],
    ['userName eq', 'Expected a value at position 12, found the end.'],
    ['userName "x"', 'Expected an operator at position 10, found a string.'],
    ['userName eq eq "x"', "found 'eq'"],
    ['title pr "x"', "Expected 'and', 'or' or the end at position 10, found a string."],
    ['title pr userName pr', "Expected 'and', 'or' or the end at position 10, found 'userName'."],
    ['title pr and', 'Expected an attribute name at position 13, found the end.'],
    ['and title pr', "'User' has no attribute 'and'"],
    ['title pr and and title pr', "no attribute 'and'"],
    ['title pr or or', "no attribute 'or'"],
    ['(title pr', "Expected 'and', 'or' or ')' at position 10, found the end."],
    ['title pr)', "found ')'"],
    ['()', "Expected an attribute name at position 2, found ')'."],
    ['not title pr', "no attribute 'not'"],
    ['not ()', "found ')'"],
    ['emails[]', "Expected an attribute name at position 8, found ']'."],
    ['emails[type eq "work"', "Expected 'and', 'or' or ']'"],
    ['emails[type eq "work")', "found ')'"],
    ['emails[type eq "work"]]', "found ']'"],
    ['[type eq "work"]', "found '['"],
    ['emails[type eq "work" and emails[value pr]]', "has no sub-attribute 'emails'"],
    ['emails[type[value pr]]', "Expected an operator at position 12, found '[': brackets stand in no other brackets."],
    ['emails[emails.type eq "work"]', "'emails' has no sub-attribute 'emails.type'"],
    ['emails[foo eq "x"]', "'emails' has no sub-attribute 'foo'"],
    ['emails.type[value eq "x"]', 'not a multi-valued attribute'],
    ['name[givenName eq "x"]', 'not a multi-valued attribute'],
    ['userName[value eq "x"]', 'not a multi-valued attribute'],
    ['emails[type eq "work"].value', "at position 23, found '.value': in a filter it belongs inside the brackets"],
    ['emails[type eq "work"] .value eq "x"', "found '.value'"],
    ["userName eq 'x'", "found ''x''"],
    ['userName regex "a.*"', "Expected one of eq, ne, co, sw, ew, gt, ge, lt, le, pr at position 10, found 'regex'."],
    ['userName toString "a"', "found 'toString'"],
    ['userName == "a"', "found '=='"],
    ['userName eq "a', 'has no closing quote'],
    ['userName eq "a\\qb"', 'is not a JSON string'],
    ['userName eq "a\\u0000b"', 'U+0000'],
    ['userName eq "\\ud83d"', 'half a surrogate pair'],
    ['userName eq "\ud83d"', 'half a surrogate pair'],
    ['userName eq "a\0b"', 'U+0000'],
    ['userName eq "a" "b"', 'found a string'],
    ['title pr; drop table users', "found 'pr;'"],
  ])('%j is refused in both manners', (text, sentence) => {
    expect(refusal(text, User, strictManner)).toContain(sentence)
    expect(refusal(text, User, compatibleManner)).not.toBe('')
  })
})

describe('D-16: an unknown attribute is refused by its name', () => {
  test.each(['foo', 'email', 'name.foo', 'userName.value', 'urn:x:foo', '__proto__', 'constructor', 'meta.__proto__'])(
    '%s',
    (name) => {
      expect(refusal(`${name} eq "x"`, User, strictManner)).toBe(
        `Expected an attribute at position 1: 'User' has no attribute '${name}'.`,
      )
      expect(refusal(`${name} eq "x"`, User, compatibleManner)).toBe(
        `Expected an attribute at position 1: 'User' has no attribute '${name}'.`,
      )
    },
  )

  test('D-14: an extension attribute without its URN is refused in the strict manner only', () => {
    expect(refusal('department eq "x"', User, strictManner)).toContain(`'${enterprise}:department'`)
    expect(printed('department eq "x"', User, compatibleManner)).toBe(`${enterprise}:department eq "x"`)
  })

  test("PingOne's 'email Co' is refused and does not end the process", () => {
    expect(refusal('email Co "x"', User, compatibleManner)).toContain("'email'")
  })
})

describe('D-13: URNs', () => {
  test('are not split at the dot of 2.0', () => {
    expect(printed(`${enterprise}:manager.value sw "A"`)).toBe(`${enterprise}:manager.value sw "A"`)
  })
})

describe('D-12: names have no case', () => {
  test.each(['EMAILS.VALUE pr', 'Emails.Value Pr', `URN:ietf:params:scim:schemas:CORE:2.0:user:emails.value pr`])(
    '%s',
    (text) => expect(printed(text)).toBe('emails.value pr'),
  )
})

describe('D-19: a complex attribute without a sub-attribute', () => {
  test.each([
    ['emails co "x"', User, 'emails.value co "x"'],
    ['members eq "x"', Group, 'members.value eq "x"'],
    ['parts gt 3', Device, 'parts.value gt 3'],
    ['emails pr', User, 'emails pr'],
    ['name pr', User, 'name pr'],
  ])('%s', (text, type, canonical) => expect(printed(text, type)).toBe(canonical))

  test.each([
    ['name eq "x"', User],
    ['name gt "x"', User],
    ['meta eq "x"', User],
    ['addresses eq "x"', User],
    ['place eq "x"', Device],
  ])('%s is refused: it has no value', (text, type) => {
    expect(refusal(text, type, strictManner)).toContain('is complex')
    expect(refusal(text, type, compatibleManner)).toContain('is complex')
  })

  test('Q34: Entra ID asks for members and manager, quoted or not', () => {
    expect(printed('id eq "1" and members eq "2"', Group, compatibleManner)).toBe('id eq "1" and members.value eq "2"')
    expect(printed('id eq 1-a and manager eq 2-b', User, compatibleManner)).toBe(
      `id eq "1-a" and ${enterprise}:manager.value eq "2-b"`,
    )
    expect(refusal(`${enterprise}:manager eq "2"`, User, strictManner)).toContain('is complex')
  })
})

describe('D-20: what is never returned is not filtered', () => {
  test.each([
    'password eq "hunter2"',
    'password pr',
    'password sw "h"',
    'not (PASSWORD eq null)',
    'userName eq "x" or password pr',
  ])('%s', (text) => {
    const sentence = refusal(text, User, compatibleManner)
    expect(sentence).toMatch(/^Expected another attribute at position \d+: 'password' cannot be used in a filter\.$/)
  })

  test('nor is what is made for each answer: a client is told instead of finding nothing', () => {
    expect(refusal('meta.location eq "x"', User, strictManner)).toBe(
      "Expected 'id' at position 1: 'meta.location' is made for each answer and cannot be used in a filter.",
    )
    expect(refusal('title pr and groups[$ref pr]', User, compatibleManner)).toContain(
      "Expected 'groups.value' at position 21",
    )
    expect(refusal('members.$ref eq "x"', Group, compatibleManner)).toContain("Expected 'members.value' at position 1")
    for (const part of ['displayName', '$ref']) {
      expect(refusal(`${enterprise}:manager.${part} pr`, User, strictManner)).toBe(
        `Expected '${enterprise}:manager.value' at position 1: '${enterprise}:manager.${part}' is made for each answer and cannot be used in a filter.`,
      )
    }
  })

  test('what members and groups are called is kept, and filtered', () => {
    expect(printed('groups.display eq "x"')).toBe('groups.display eq "x"')
    expect(printed('members[display eq "x"]', Group)).toBe('members[display eq "x"]')
  })

  test('nor is such a sub-attribute', () => {
    expect(refusal('parts.secret eq "x"', Device, strictManner)).toContain("'parts.secret'")
    expect(refusal('parts[secret eq "x"]', Device, strictManner)).toContain("'parts.secret'")
    expect(refusal('safe.code eq "x"', Device, strictManner)).toContain("'safe.code'")
  })
})

describe('D-22: null', () => {
  test.each([
    ['title eq null', 'title eq null'],
    ['name ne null', 'name ne null'],
    ['emails eq null', 'emails eq null'],
    ['emails[type eq null]', 'emails[type eq null]'],
    ['active ne null', 'active ne null'],
  ])('%s', (text, canonical) => {
    expect(printed(text)).toBe(canonical)
    expect(parseFilter(text, User)).not.toHaveProperty('value', 'null')
  })

  test.each(['gt', 'ge', 'lt', 'le', 'co', 'sw', 'ew'])('%s null is refused', (operator) => {
    expect(refusal(`title ${operator} null`, User, strictManner)).toBe(
      `Expected one of eq, ne at position 7, found '${operator}': 'title' is compared with null.`,
    )
    expect(refusal(`title ${operator} null`, User, compatibleManner)).toBe(
      `Expected one of eq, ne at position 7, found '${operator}': 'title' is compared with null.`,
    )
  })
})

describe('D-23: dates are instants', () => {
  test('to the millisecond, in any zone', () => {
    expect(parseFilter('meta.created gt "2011-05-13T04:42:34.1239+02:00"', User)).toMatchObject({
      kind: 'compare',
      value: Date.parse('2011-05-13T02:42:34.123Z'),
    })
  })

  test.each(['"yesterday"', '"2011-02-30T00:00:00Z"', '""', '5', 'true', '"2011-05-13"'])(
    '%s is not a date',
    (literal) => {
      expect(refusal(`meta.created gt ${literal}`, User, strictManner)).toContain("'meta.created' is compared with")
      expect(refusal(`meta.created gt ${literal}`, User, compatibleManner)).toContain("'meta.created' is compared with")
    },
  )
})

describe('D-24: operators by type, whatever the resources hold', () => {
  const accepted: Record<string, string> = {
    'serial "x"': 'eq ne co sw ew gt ge lt le',
    'link "x"': 'eq ne co sw ew gt ge lt le',
    'tags "x"': 'eq ne co sw ew gt ge lt le',
    'floor 3': 'eq ne gt ge lt le',
    'weight -1.5e3': 'eq ne gt ge lt le',
    'bought "2011-05-13T04:42:34.000Z"': 'eq ne gt ge lt le',
    'inUse true': 'eq ne',
    'key "YQ=="': 'eq ne',
  }
  const operators = 'eq ne co sw ew gt ge lt le'.split(' ')

  describe.each(Object.entries(accepted))('%s', (comparison, list) => {
    const [name = '', literal = ''] = comparison.split(' ')
    test.each(operators)('%s', (operator) => {
      const text = `${name} ${operator} ${literal}`
      if (list.split(' ').includes(operator)) expect(printed(text, Device)).toBe(text.replace('-1.5e3', '-1500'))
      else expect(refusal(text, Device, compatibleManner)).toContain(`found '${operator}': '${name}' is of type`)
    })
  })

  test.each([
    ['x509Certificates.value lt "a"', User],
    ['x509Certificates gt "a"', User],
    ['active gt true', User],
    ['emails[primary ge true]', User],
  ])('%s is refused', (text, type) => expect(refusal(text, type, strictManner)).toContain('is of type'))
})

describe('literals by type', () => {
  test.each([
    ['floor eq -0', 'floor eq 0'],
    ['floor eq 12', 'floor eq 12'],
    ['weight eq 1e2', 'weight eq 100'],
    ['inUse eq false', 'inUse eq false'],
    ['tags eq "a"', 'tags eq "a"'],
    ['tags[value eq "a"]', 'tags[value eq "a"]'],
    [
      'parts[value gt 3 and made lt "2011-05-13T04:42:34Z"]',
      'parts[value gt 3 and made lt "2011-05-13T04:42:34.000Z"]',
    ],
  ])('%s', (text, canonical) => expect(printed(text, Device)).toBe(canonical))

  test('−0 is 0', () => {
    const tree = parseFilter('floor eq -0', Device)
    expect(tree.kind === 'compare' && Object.is(tree.value, 0)).toBe(true)
  })

  test.each([
    'floor eq "3"',
    'floor eq 1e999',
    'floor eq 01',
    'floor eq 0x10',
    'floor eq +1',
    'floor eq .5',
    'floor eq NaN',
    'floor eq Infinity',
    'floor eq true',
    'weight gt "1"',
    'inUse eq 1',
    'inUse eq "yes"',
    'inUse eq ""',
    'tags[foo eq "a"]',
    'serial eq',
  ])('%s is refused in both manners', (text) => {
    refusal(text, Device, strictManner)
    refusal(text, Device, compatibleManner)
  })

  test.each([
    'serial eq 3',
    'serial eq true',
    'serial eq x',
    'inUse eq True',
    'inUse eq "true"',
    'bought gt 2011-05-13T04:42:34Z',
  ])('%s is refused in the strict manner', (text) => {
    const sentence = refusal(text, Device, strictManner)
    expect(sentence).toMatch(
      /^'\w+' is compared with (a string in double quotes|true or false): expected one at position/,
    )
  })
})

describe('the compatible manner tolerates, and says what', () => {
  test.each<[string, ResourceType, string, readonly Tolerance[]]>([
    ['externalId eq jyoung', User, 'externalId eq "jyoung"', ['acceptUnquotedValue']],
    ["displayName eq Test'Group", Group, 'displayName eq "Test\'Group"', ['acceptUnquotedValue']],
    ['externalId eq 31', User, 'externalId eq "31"', ['acceptUnquotedValue']],
    ['externalId eq 007', User, 'externalId eq "007"', ['acceptUnquotedValue']],
    ['userName eq true', User, 'userName eq "true"', ['acceptUnquotedValue']],
    ['emails[value eq a@b.c]', User, 'emails[value eq "a@b.c"]', ['acceptUnquotedValue']],
    [
      'meta.created gt 2011-05-13T04:42:34Z',
      User,
      'meta.created gt "2011-05-13T04:42:34.000Z"',
      ['acceptUnquotedValue'],
    ],
    ['active eq True', User, 'active eq true', ['acceptStringBooleanInFilter']],
    ['active eq "False"', User, 'active eq false', ['acceptStringBooleanInFilter']],
    ['roles[primary eq "True"]', User, 'roles[primary eq true]', ['acceptStringBooleanInFilter']],
    [
      'emails[type eq "work"].value eq "x"',
      User,
      'emails[type eq "work" and value eq "x"]',
      ['acceptSubAttributeAfterValuePath'],
    ],
    [
      'emails[type eq "work" or type eq "home"].value sw "x" and title pr',
      User,
      'emails[(type eq "work" or type eq "home") and value sw "x"] and title pr',
      ['acceptSubAttributeAfterValuePath'],
    ],
    [
      'emails[type eq "work"].value pr',
      User,
      'emails[type eq "work" and value pr]',
      ['acceptSubAttributeAfterValuePath'],
    ],
    ['active eq true', User, 'active eq true', []],
    ['userName eq "x"', User, 'userName eq "x"', []],
    ['emails co "x"', User, 'emails.value co "x"', []],
  ])('Q5, Q6, Q16: %s', (text, type, canonical, tolerances) => {
    const seen: Tolerance[] = []
    const manner: Manner = { strict: false, tolerated: (tolerance) => seen.push(tolerance) }
    expect(printed(text, type, manner)).toBe(canonical)
    expect(seen).toEqual(tolerances)
    if (tolerances.length > 0) refusal(text, type, strictManner)
  })

  test.each([
    "userName eq 'x'",
    'userName eq and',
    'userName eq OR title pr',
    'emails[type eq "work"].foo eq "x"',
    'emails[type eq "work"].value',
    'emails[type eq "work"].primary gt true',
  ])('but not %s', (text) => {
    refusal(text, User, compatibleManner)
  })
})

describe('bounds (D-21)', () => {
  test('16 levels are read and 17 refused', () => {
    expect(printed(`${'('.repeat(16)}title pr${')'.repeat(16)}`)).toBe('title pr')
    expect(refusal(`${'('.repeat(17)}title pr${')'.repeat(17)}`, User, strictManner)).toContain('more than 16 deep')
    expect(refusal(`${'not('.repeat(17)}title pr${')'.repeat(17)}`, User, strictManner)).toContain('more than 16 deep')
    expect(refusal(`${'('.repeat(16)}emails[type pr]${')'.repeat(16)}`, User, strictManner)).toContain(
      'more than 16 deep',
    )
  })

  test('64 nodes are read and 65 are too many', () => {
    expect(parseFilter(Array(63).fill('title pr').join(' or '), User)).toMatchObject({ operands: { length: 63 } })
    expect(refusal(Array(64).fill('title pr').join(' or '), User, strictManner, 'tooMany')).toContain('more than 64')
  })

  test('4096 bytes are read and 4097 refused', () => {
    const room = 4096 - 'title eq ""'.length
    expect(parseFilter(`title eq "${'x'.repeat(room)}"`, User)).toMatchObject({ kind: 'compare' })
    expect(refusal(`title eq "${'x'.repeat(room + 1)}"`, User, strictManner)).toContain('4096 bytes')
    expect(refusal(`title eq "${'é'.repeat(room / 2 + 1)}"`, User, strictManner)).toContain('4096 bytes')
  })

  test.each(['(', 'not(', 'emails[', '"', '\\"', 'title pr and ', '[', ')', '.', 'a.', '-'])(
    'a huge text of %j is refused',
    (piece) => {
      expect(() => parseFilter(piece.repeat(4_000_000 / piece.length), User)).toThrow(ScimError)
      expect(() => parseFilter(piece.repeat(Math.floor(4096 / piece.length)), User)).toThrow(ScimError)
    },
  )

  test('a filter that would be longer than 4096 bytes when it is printed is refused', () => {
    const names = (count: number) => Array(count).fill('department pr').join(' or ')
    expect(printed(names(50), User, compatibleManner).length).toBeGreaterThan(3700)
    expect(refusal(names(62), User, compatibleManner)).toContain('with its names and values written out')
    expect(refusal(`title eq ${'\u0001'.repeat(700)}`, User, compatibleManner)).toContain('written out')
  })

  test('a message quotes no more than 80 characters of a word', () => {
    expect(refusal(`title ${'x'.repeat(3000)} "a"`, User, strictManner).length).toBeLessThan(200)
  })
})
