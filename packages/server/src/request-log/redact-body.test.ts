import { expect, test } from 'vitest'
import { longestBody, redactBody } from './redact-body.js'

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
  const shown = redactBody(JSON.stringify(body), 'hunter2')
  expect(shown).not.toContain('hunter2')
  expect(shown).toContain('[redacted]')
})

test('D-20: what a password is compared with is hidden in a query by POST; other filters stay', () => {
  const shown = (filter: string) => JSON.parse(redactBody(JSON.stringify({ filter }), undefined)).filter
  expect(shown('password eq "hunter2"')).toBe('password eq "…"')
  expect(shown('title eq "x"')).toBe('title eq "x"')
})

test('one of our keys is redacted wherever it stands', () => {
  const key = `rc_gridco.example_${'a'.repeat(43)}`
  expect(redactBody(JSON.stringify({ title: `see ${key}` }), undefined)).toBe('{"title":"see [redacted]"}')
})

test('the rest stays as it was sent', () => {
  const body = '{"op":"replace","path":"title","value":"Operator"}'
  expect(redactBody(body, undefined)).toBe(body)
})

test('what is not JSON, or too long, is counted and not shown', () => {
  expect(redactBody('password=hunter2', undefined)).toBe('(16 characters, not JSON)')
  expect(redactBody(`"${'x'.repeat(longestBody)}"`, undefined)).toBe(
    `(${longestBody + 2} characters, too long to show)`,
  )
  expect(redactBody('['.repeat(20_000), undefined)).toBe('(20000 characters, not JSON)')
})
