import { expect, test } from 'vitest'
import { longestBody, redactBody } from './redact-body.js'
import { namesCommonSecret } from './secret-name.js'

const open = { key: undefined, namesSecret: namesCommonSecret }

test.each([
  ['a password', { userName: 'a', password: 'hunter2' }],
  ['in another case', { Password: 'hunter2' }],
  ['under a URN', { 'urn:ietf:params:scim:schemas:core:2.0:User:password': 'hunter2' }],
  ['a PATCH of it', { Operations: [{ op: 'replace', path: 'password', value: 'hunter2' }] }],
  ['a PATCH in other cases', { operations: [{ Op: 'Replace', Path: 'PASSWORD', Value: 'hunter2' }] }],
  ['a PATCH without a path', { Operations: [{ op: 'replace', value: { password: 'hunter2' } }] }],
  ['an object under its name', { password: { value: 'hunter2' } }],
  ['JSON in a text', { value: '{"password":"hunter2"}' }],
  ['a token', { access_token: 'hunter2', clientSecret: 'hunter2', apiKey: 'hunter2' }],
  ['the key of the request', { note: 'my key is hunter2' }],
])('A9: %s is redacted', (_name, body) => {
  const shown = redactBody(JSON.stringify(body), { ...open, key: 'hunter2' })
  expect(shown).not.toContain('hunter2')
  expect(shown).toContain('[redacted]')
})

test.each([
  ['the path of a PATCH', { Operations: [{ op: 'remove', path: 'password[value eq "hunter2"]' }] }],
  ['a filter in a list', { filter: ['password eq "hunter2"'] }],
  ['a filter in an object', { filter: { and: ['password eq "hunter2"'] } }],
  ['a sort', { sortBy: 'password eq "hunter2"' }],
  ['a list of names', { attributes: ['password=hunter2'] }],
  ['a name', { 'password[value eq "hunter2"]': 'x' }],
  ['any text', { note: 'the password is hunter2' }],
])('D-20: nothing that follows a password’s name is shown: %s', (_name, body) => {
  expect(redactBody(JSON.stringify(body), open)).toContain('password')
  expect(redactBody(JSON.stringify(body), open)).not.toContain('hunter2')
})

test('D-20: what a password is compared with is hidden in a query by POST; other filters stay', () => {
  const shown = (filter: string) => JSON.parse(redactBody(JSON.stringify({ filter }), open)).filter
  expect(shown('password eq "hunter2"')).toBe('password eq "…"')
  expect(shown('title eq "x"')).toBe('title eq "x"')
})

test.each([
  ['its value', { pin: '4711' }],
  ['a number', { pin: 4711 }],
  ['several', { pin: ['4711', '4712'] }],
  ['what is in it', { pin: { inner: '4711' } }],
  ['under a URN', { 'urn:x:Door:pin': '4711' }],
  ['a PATCH of it', { Operations: [{ op: 'add', path: 'urn:x:Door:pin', value: 4711 }] }],
  ['a path that compares with it', { Operations: [{ op: 'remove', path: 'locks[pin eq "4711"].label' }] }],
  ['a query by POST', { filter: 'label eq "a" and pin eq "4711"' }],
  ['in a Bulk', { Operations: [{ method: 'POST', path: '/Doors', data: { pin: '4711', label: 'a' } }] }],
  ['JSON in a text', { value: '{"pin":"4711"}' }],
])('what the tenant’s schemas never return is redacted: %s', (_name, body) => {
  const namesPin = (text: string) => /\bpin\b/i.test(text)
  expect(redactBody(JSON.stringify(body), open)).toContain('4711')
  expect(redactBody(JSON.stringify(body), { ...open, namesSecret: namesPin })).not.toContain('4711')
})

test('a boolean of theirs is hidden too; that there is nothing is not', () => {
  const secrets = { ...open, namesSecret: (text: string) => text === 'pin' }
  expect(redactBody('[{"pin":true},{"pin":null}]', secrets)).toBe('[{"pin":"[redacted]"},{"pin":null}]')
})

test('one of our keys is redacted wherever it stands', () => {
  const key = `rc_gridco.example_${'a'.repeat(43)}`
  expect(redactBody(JSON.stringify({ title: `see ${key}` }), open)).toBe('{"title":"see [redacted]"}')
})

test('the rest stays as it was sent', () => {
  const body = '{"op":"replace","path":"title","value":"Operator"}'
  expect(redactBody(body, open)).toBe(body)
})

test('what is not JSON, or too long, is counted and not shown', () => {
  expect(redactBody('password=hunter2', open)).toBe('(16 characters, not JSON)')
  expect(redactBody(`"${'x'.repeat(longestBody)}"`, open)).toBe(`(${longestBody + 2} characters, too long to show)`)
  expect(redactBody('['.repeat(20_000), open)).toBe('(20000 characters, not JSON)')
})
