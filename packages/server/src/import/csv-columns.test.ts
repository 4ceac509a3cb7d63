import { compatibleManner, Group, User } from '@rollcall/scim'
import { expect, test } from 'vitest'
import { bodyOfRecord } from './csv-body.js'
import { readColumns } from './csv-columns.js'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'

function bodyOf(record: Readonly<Record<string, string>>, mapping?: Record<string, string | null>): unknown {
  const columns = readColumns(Object.keys(record), User, compatibleManner, mapping)
  const content = bodyOfRecord(Object.values(record), columns, User)
  return content.kind === 'body' ? content.body : content.error.message
}

test('headings are attribute paths: a record becomes the body of a POST', () => {
  expect(
    bodyOf({
      userName: 'tank@gridco.example',
      externalId: '7',
      'name.givenName': 'Tank',
      'emails[type eq "work"].value': 'tank@gridco.example',
      'emails[type eq "home"].value': 'tank@home.example',
      'emails[type eq "work"].primary': 'TRUE',
      active: 'False',
      roles: 'todo-er; manager',
      [`${enterprise}:department`]: 'Operations',
      [`${enterprise}:manager`]: '0199b6f2-3f0a-7c31-9d5e-2f6b1c4a8e70',
    }),
  ).toEqual({
    schemas: [core, enterprise],
    userName: 'tank@gridco.example',
    externalId: '7',
    name: { givenName: 'Tank' },
    emails: [
      { type: 'work', value: 'tank@gridco.example', primary: true },
      { type: 'home', value: 'tank@home.example' },
    ],
    active: false,
    roles: [{ value: 'todo-er' }, { value: 'manager' }],
    [enterprise]: { department: 'Operations', manager: { value: '0199b6f2-3f0a-7c31-9d5e-2f6b1c4a8e70' } },
  })
})

test('what a record has no value for is not there', () => {
  expect(bodyOf({ userName: 'a', 'name.givenName': '', 'emails[type eq "work"].value': '', roles: '' })).toEqual({
    schemas: [core],
    userName: 'a',
  })
})

test('parts of one value come together, with brackets or without', () => {
  expect(
    bodyOf({ userName: 'a', 'emails.value': 'x', 'emails.type': 'work', 'emails[type eq "home"].value': 'y' }),
  ).toMatchObject({
    emails: [
      { value: 'x', type: 'work' },
      { value: 'y', type: 'home' },
    ],
  })
})

test('a mapping names other headings, and leaves columns out', () => {
  const record = { 'E-Mail': 'a@b.example', Remark: 'nice', 'User name': 'a' }
  const mapping = { 'E-Mail': 'emails[type eq "work"].value', Remark: null, 'User name': 'userName' }
  expect(bodyOf(record, mapping)).toEqual({
    schemas: [core],
    userName: 'a',
    emails: [{ type: 'work', value: 'a@b.example' }],
  })
})

test("what does not fit is left as it is, for the engine's own words", () => {
  expect(bodyOf({ userName: 'a', active: 'maybe' })).toMatchObject({ active: 'maybe' })
})

test('a record with another number of values than there are columns is refused', () => {
  const columns = readColumns(['userName', 'title'], User, compatibleManner)
  expect(bodyOfRecord(['a'], columns, User)).toMatchObject({
    kind: 'refused',
    error: { message: 'The record has 1 values where the file has 2 columns.' },
  })
})

test.each([
  [['userName', 'shoeSize'], "The column 'shoeSize' cannot be read: 'User' has no attribute 'shoeSize'."],
  [['__proto__'], "The column '__proto__' cannot be read:"],
  [['userName', ''], "The column '' cannot be read: it has no heading."],
  [['id'], "The column 'id' cannot be read: the server says what it is."],
  [['meta.created'], "The column 'meta.created' cannot be read: the server says what it is."],
  [['groups'], "The column 'groups' cannot be read: the server says what it is."],
  [['schemas'], "The column 'schemas' cannot be read: the server says what it is."],
  [['name'], "The column 'name' cannot be read: 'name' has parts; name one, such as 'name.formatted'."],
  [
    [enterprise],
    `The column '${enterprise}' cannot be read: '${enterprise}' is a whole schema; name an attribute in it.`,
  ],
  [['emails[type sw "w"].value'], 'the brackets say more than that something is equal'],
  [['emails[type eq "work"'], 'The bracket of the path is not closed.'],
  [['userName', 'USERNAME'], "The columns 'userName' and 'USERNAME' are the same attribute."],
  [['emails', 'emails.value'], "The columns 'emails' and 'emails.value' are the same attribute."],
])('headings %j are refused', (headings, refusal) => {
  expect(() => readColumns(headings, User, compatibleManner)).toThrow(refusal)
})

test('more columns than any table has are refused', () => {
  const headings = Array.from({ length: 501 }, (_, index) => `c${index}`)
  expect(() => readColumns(headings, User, compatibleManner)).toThrow('The file has 501 columns; the most is 500.')
})

test('a mapping of a column that is not there is refused', () => {
  expect(() => readColumns(['userName'], User, compatibleManner, { Mail: 'emails' })).toThrow(
    "The mapping names the column 'Mail', which the file does not have.",
  )
})

test('members of a group are parted by semicolons', () => {
  const columns = readColumns(['displayName', 'members'], Group, compatibleManner)
  expect(bodyOfRecord(['Crew', 'tank; dozer;'], columns, Group)).toMatchObject({
    body: { displayName: 'Crew', members: [{ value: 'tank' }, { value: 'dozer' }] },
  })
})
