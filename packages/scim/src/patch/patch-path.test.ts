import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printFilter } from '../filter/print-filter.js'
import { compatibleManner, type Manner, strictManner, type Tolerance } from '../manner.js'
import { printAttributePath } from '../schema/attribute-path.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import { ScimError } from '../scim-error.js'
import { parsePatchPath } from './patch-path.js'

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = EnterpriseUserSchema.id

/** A path as text: `attribute.path where filter`. */
function read(text: string, type: ResourceType = User, manner: Manner = strictManner): string {
  const target = parsePatchPath(text, type, manner)
  switch (target.kind) {
    case 'extension':
      return `extension ${target.schema.id}`
    case 'attribute': {
      const where = target.valueFilter ? ` where ${printFilter(target.valueFilter)}` : ''
      return `${printAttributePath(target.path)}${where}`
    }
  }
}

describe('PATH = attrPath / valuePath [subAttr] (RFC 7644, Figure 7)', () => {
  test.each([
    ['members', Group, 'members'],
    ['name.familyName', User, 'name.familyName'],
    ['NAME.FAMILYNAME', User, 'name.familyName'],
    [' userName ', User, 'userName'],
    ['password', User, 'password'],
    ['emails', User, 'emails'],
    ['emails.value', User, 'emails.value'],
    ['addresses[type eq "work"]', User, 'addresses where addresses.type eq "work"'],
    ['members[value eq "2819c223"]', Group, 'members where members.value eq "2819c223"'],
    ['members[value eq "2819c223"].display', Group, 'members.display where members.value eq "2819c223"'],
    ['emails[type eq "work"].value', User, 'emails.value where emails.type eq "work"'],
    ['EMAILS[TYPE EQ "work"].VALUE', User, 'emails.value where emails.type eq "work"'],
    [
      'emails[type eq "work" and not (value ew "x.com")]',
      User,
      'emails where emails.type eq "work" and not (emails.value ew "x.com")',
    ],
    [
      'emails[(type eq "a" or type eq "b") and primary eq true]',
      User,
      'emails where (emails.type eq "a" or emails.type eq "b") and emails.primary eq true',
    ],
    ['roles[primary eq true].value', User, 'roles.value where roles.primary eq true'],
    ['groups[$ref pr].$ref', User, 'groups.$ref where groups.$ref pr'],
    [`${core}:userName`, User, 'userName'],
    [`${core}:emails[type eq "work"].display`, User, 'emails.display where emails.type eq "work"'],
    [`${enterprise}:department`, User, `${enterprise}:department`],
    [`${enterprise}:manager.value`, User, `${enterprise}:manager.value`],
    [enterprise, User, `extension ${enterprise}`],
    [enterprise.toUpperCase(), User, `extension ${enterprise}`],
    ['schemas', User, 'schemas'],
  ])('%s', (text, type, expected) => {
    expect(read(text, type)).toBe(expected)
    expect(read(text, type, compatibleManner)).toBe(expected)
  })

  test('the filter and the path carry the attributes themselves', () => {
    const target = parsePatchPath('emails[type eq "work"].value', User, strictManner)
    const emails = User.schema.attributes.find((attribute) => attribute.name === 'emails')
    if (target.kind !== 'attribute' || target.valueFilter?.kind !== 'compare') throw new Error('another target')
    expect(target.path.attribute).toBe(emails)
    expect(target.valueFilter.path.attribute).toBe(emails)
    expect(target.path.subAttribute?.name).toBe('value')
  })

  test('the extension is the schema itself', () => {
    expect(parsePatchPath(enterprise, User, strictManner)).toEqual({ kind: 'extension', schema: EnterpriseUserSchema })
  })
})

test('erratum 7122: an expression selects a value of an attribute without sub-attributes', () => {
  expect(read(`schemas eq "${enterprise}"`)).toBe(`schemas where schemas eq "${enterprise}"`)
  expect(read(`schemas[value eq "${enterprise}"]`)).toBe(`schemas where schemas eq "${enterprise}"`)
})

describe('the compatible manner', () => {
  test.each<[string, string, Tolerance]>([
    [`${enterprise}.department`, `${enterprise}:department`, 'acceptDotAfterUrn'],
    ['department', `${enterprise}:department`, 'acceptUnqualifiedExtensionAttribute'],
    ['roles[primary eq "True"].value', 'roles.value where roles.primary eq true', 'acceptStringBooleanInFilter'],
    ['roles[primary eq True]', 'roles where roles.primary eq true', 'acceptStringBooleanInFilter'],
    ['emails[type eq work].value', 'emails.value where emails.type eq "work"', 'acceptUnquotedValue'],
    ['emails[value eq 5]', 'emails where emails.value eq "5"', 'acceptUnquotedValue'],
  ])('Q16: accepts %s, and counts it', (text, expected, tolerance) => {
    const seen: Tolerance[] = []
    expect(read(text, User, { strict: false, tolerated: (name) => seen.push(name) })).toBe(expected)
    expect(seen).toEqual([tolerance])
    expect(() => read(text, User, strictManner)).toThrow(ScimError)
  })
})

describe('a path that names nothing or is malformed is invalidPath', () => {
  test.each([
    ['', 'Expected an attribute name at position 1, found the end.'],
    [' ', 'Expected an attribute name'],
    ['foo', "'User' has no attribute 'foo'"],
    ['a..b', "'a..b'"],
    ['name.', "'name.'"],
    ['name..familyName', "'name..familyName'"],
    ['name.foo', "'name.foo'"],
    ['userName.value', "'userName.value'"],
    ['__proto__', "'__proto__'"],
    ['constructor.prototype', "'constructor.prototype'"],
    ['emails.__proto__', "'emails.__proto__'"],
    ['emails[type eq "work"].__proto__', "'emails' has no sub-attribute '__proto__'"],
    ['emails[type eq "work"].foo', "'emails' has no sub-attribute 'foo'"],
    ['emails[type eq "work"].displayName', "'emails' has no sub-attribute 'displayName'"],
    ['emails[type eq "work"].', "no sub-attribute ''"],
    ['emails[type eq "work"].value.x', "'value.x'"],
    ['emails[type eq "work"] .value', "Expected the end at position 24, found '.value'."],
    ['emails[type eq "work"]value', "found 'value'"],
    ['emails[type eq "work"].value eq "x"', "Expected the end at position 30, found 'eq'."],
    ['emails[type eq "work"][value pr]', "found '['"],
    ['emails[]', 'they are empty'],
    ['emails[ ]', 'they are empty'],
    ['emails[', 'is not closed'],
    ['emails[type eq', 'is not closed'],
    ['emails[type eq "work"', 'is not closed'],
    ['emails[type eq "work]', 'has no closing quote'],
    ['emails]', "found ']'"],
    ['emails(type)', "found '('"],
    ['[type eq "work"]', "found '['"],
    ['"emails"', 'found a string'],
    ['emails "x"', 'found a string'],
    ['emails eq "x"', "found 'eq'"],
    ['userName eq "x"', "found 'eq'"],
    ['schemas eq "x" and schemas eq "y"', "found 'and'"],
    ['user name', "'user'"],
    ['userName[value eq "x"]', 'no values among which'],
    ['name[familyName eq "x"]', 'no values among which'],
    ['emails.value[type eq "x"]', 'no values among which'],
    [core, `'${core}'`],
    [`${enterprise}:foo`, `'${enterprise}:foo'`],
    [`${enterprise}:`, `'${enterprise}:'`],
    [`${enterprise}:manager[value eq "x"]`, 'no values among which'],
    ['userName\0', 'U+0000'],
    ['x'.repeat(4097), 'longer than 4096 bytes'],
  ])('%j', (text, sentence) => {
    for (const manner of [strictManner, compatibleManner]) {
      expect(() => parsePatchPath(text, User, manner)).toThrow(sentence)
      expect(() => parsePatchPath(text, User, manner)).toThrow(
        expect.objectContaining({ status: 400, scimType: 'invalidPath' }),
      )
    }
  })
})

describe('what is wrong inside the value filter is invalidFilter (RFC 7644, Table 9)', () => {
  test.each([
    ['emails[foo eq "x"]', "'emails' has no sub-attribute 'foo'"],
    ['emails[type regex "x"]', "'regex'"],
    ['emails[type eq]', "found ']'"],
    ['emails[type]', "found ']'"],
    ['emails[primary gt true]', 'is of type boolean'],
    ['emails[primary eq "maybe"]', 'true or false'],
    ['emails[type eq "\\x"]', 'not a JSON string'],
    ['emails[type eq "\\u0000"]', 'U+0000'],
    ['emails[type eq "a" and]', 'an attribute name'],
    ['emails[type eq "a" or (value pr]', "found ']'"],
    ['emails[type[value pr]]', 'brackets stand in no other brackets'],
    ['emails[emails[type pr]]', "'emails'"],
    ['emails[type eq "work" ) ]', "found ')'"],
    ['schemas foo "x"', "'foo'"],
  ])('%j', (text, sentence) => {
    for (const manner of [strictManner, compatibleManner]) {
      expect(() => parsePatchPath(text, User, manner)).toThrow(sentence)
      expect(() => parsePatchPath(text, User, manner)).toThrow(expect.objectContaining({ scimType: 'invalidFilter' }))
    }
  })

  test('too many expressions are tooMany', () => {
    const filter = Array(70).fill('type pr').join(' or ')
    expect(() => parsePatchPath(`emails[${filter}]`, User, strictManner)).toThrow(
      expect.objectContaining({ scimType: 'tooMany' }),
    )
  })
})

test('no text gives anything but a path or a refusal', () => {
  const pieces = fc.constantFrom(
    ...[
      'emails',
      'schemas',
      'type',
      'eq',
      'pr',
      '[',
      ']',
      '(',
      ')',
      '"',
      '"work"',
      '.value',
      '.',
      ' ',
      ':',
      'True',
      '\\',
    ],
    ...['\0', '__proto__', core, enterprise],
  )
  const texts = fc.oneof(
    fc.array(pieces, { maxLength: 20 }).map((parts) => parts.join('')),
    fc.string({ unit: 'binary' }),
  )
  fc.assert(
    fc.property(texts, (text) => {
      try {
        expect(['attribute', 'extension']).toContain(parsePatchPath(text, User, compatibleManner).kind)
      } catch (error) {
        expect(error).toBeInstanceOf(ScimError)
      }
    }),
    { numRuns: 200 },
  )
})
