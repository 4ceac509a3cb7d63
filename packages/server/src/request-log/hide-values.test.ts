import { expect, test } from 'vitest'
import { hideAfterSecret, hideFilterValues, hideQuoted, hideValues, printable } from './hide-values.js'
import { namesCommonSecret } from './secret-name.js'

test.each([
  ['userName eq "trinity@gridco.example"', 'userName eq "…"'],
  ['externalId eq 31', 'externalId eq …'],
  ['externalId eq jyoung and active eq true', 'externalId eq … and active eq true'],
  ['emails[type eq "work" and value sw "a\\"b"]', 'emails[type eq "…" and value sw "…"]'],
  ['not (title pr) or meta.created gt "2026"', 'not (title pr) or meta.created gt "…"'],
  [
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "x"',
    'urn:ietf:params:scim:schemas:core:2.0:User:userName eq "…"',
  ],
  ['userName eq "unfinished', 'userName eq "…"'],
  ['trinity@gridco.example', '…'],
  ['', ''],
])('A9: filter values are hidden: %s', (filter, expected) => {
  expect(hideFilterValues(filter)).toBe(expected)
})

test.each([
  ['/scim/v2/Users?startIndex=1&count=100', '/scim/v2/Users?startIndex=1&count=100'],
  ['/scim/v2/Users?filter=userName%20eq%20%22a%40b.example%22', '/scim/v2/Users?filter=userName eq "…"'],
  ['/scim/v2/rc_acme.example_c2VjcmV0/Users', '/scim/v2/…/Users'],
  ['/scim/v2/Users?rc_acme.example_c2VjcmV0', '/scim/v2/Users?…'],
  ['/scim/v2/Users?access_token=123123', '/scim/v2/Users?access_token=…'],
  ['/scim/v2/Users?access_token[not]=x', '/scim/v2/Users?…=…'],
  ['/scim/v2/Users?aadOptscim062020', '/scim/v2/Users?aadOptscim062020'],
  ['/scim/v2/Users/somnus@gridco.example', '/scim/v2/Users/…'],
  [
    '/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
    '/scim/v2/Schemas/urn:ietf:params:scim:schemas:core:2.0:User',
  ],
])('A9: a path is logged without personal data: %s', (path, expected) => {
  expect(hideValues(new URL(path, 'http://localhost'))).toBe(expected)
})

test('filter values are shown when they are asked for', () => {
  expect(
    hideValues(new URL('http://localhost/Users?filter=title%20eq%20%22x%22'), {
      namesSecret: namesCommonSecret,
      showsFilters: true,
    }),
  ).toBe('/Users?filter=title eq "x"')
})

test('D-20: what a password is compared with is never shown, also where filter values are', () => {
  const filter = encodeURIComponent('title eq "x" or PASSWORD eq "hunter2"')
  expect(
    hideValues(new URL(`http://localhost/Users?filter=${filter}`), {
      namesSecret: namesCommonSecret,
      showsFilters: true,
    }),
  ).toBe('/Users?filter=title eq "…" or PASSWORD eq "…"')
})

test.each([
  ['sortBy=password eq "hunter2"', 'sortBy=…'],
  ['sortBy=name.familyName', 'sortBy=name.familyName'],
  ['sortBy=password.hunter2', 'sortBy=password…'],
  ['attributes=password=hunter2', 'attributes=…'],
  ['attributes=password:hunter2,userName', 'attributes=password…'],
  ['attributes=userName, emails.value', 'attributes=userName, emails.value'],
  ['excludedAttributes=groups,a@b.example', 'excludedAttributes=groups,…'],
  ['excludedAttributes=password,hunter2', 'excludedAttributes=password…'],
  ['sortOrder=descending', 'sortOrder=descending'],
  ['count=hunter two', 'count=…'],
  ['startIndex=-5&count=', 'startIndex=-5&count='],
  ['cursor=hunter2', 'cursor=…'],
  ['filter=password hunter2', 'filter=password …'],
  ['filter=password eq hunter2 is it and so on', 'filter=password eq … … … and … …'],
  ['filter=password[value eq "hunter2"]', 'filter=password[… eq "…"]'],
])('D-20: a parameter is shown as far as it is a name, and nothing that follows a secret’s: %s', (query, expected) => {
  const url = new URL(`http://localhost/Users?${query.replaceAll(' ', '%20')}`)
  for (const showsFilters of [false, true]) {
    expect(hideValues(url, { namesSecret: namesCommonSecret, showsFilters })).toBe(`/Users?${expected}`)
  }
})

test.each([
  ['attributes=userName, rc_acme.example_c2VjcmV0', 'attributes=userName,…'],
  ['attributes=userName,\tRC_acme.example_c2VjcmV0', 'attributes=userName,…'],
  ['attributes=urn:ietf:params:scim:schemas:core:2.0:User:rc_acme.example_c2VjcmV0', 'attributes=…'],
  ['attributes=src_department', 'attributes=src_department'],
  ['sortBy= rc_acme.example_c2VjcmV0', 'sortBy=…'],
  ['filter=rc_acme.example_c2VjcmV0 eq 1', 'filter=… eq …'],
  ['filter=title pr and (rc_acme.example_c2VjcmV0 pr)', 'filter=title pr and (… pr)'],
])('a key is no name, wherever a name belongs: %s', (query, expected) => {
  const url = new URL('http://localhost/Users')
  url.search = `?${query.replaceAll(' ', '%20').replaceAll('\t', '%09')}`
  expect(hideValues(url)).toBe(`/Users?${expected}`)
})

test('what the tenant’s schemas never return is hidden in a request line like a password', () => {
  const namesSecret = (text: string) => /\bpin\b/i.test(text)
  const url = new URL('http://localhost/Users?attributes=pin,hunter&filter=pin%20hunter')
  expect(hideValues(url, { namesSecret })).toBe('/Users?attributes=pin…&filter=pin …')
})

test.each([
  ['my password is hunter2', 'my password…'],
  ['see "password" hunter2', 'see "…"…'],
  ['urn:ietf:params:scim:schemas:core:2.0:User:password', 'urn:ietf:params:scim:schemas:core:2.0:User:password'],
  ['It has no password.', 'It has no password.'],
  ['Operator', 'Operator'],
])('no text goes on after a secret’s name: %s', (text, expected) => {
  expect(hideAfterSecret(text, namesCommonSecret)).toBe(expected)
})

test('a refusal keeps names and hides what may be about a person', () => {
  expect(hideQuoted("User has no attribute 'nickname'.")).toBe("User has no attribute 'nickname'.")
  expect(hideQuoted("'Mary Ann' is not a boolean, nor is 'a@b.example'.")).toBe("'…' is not a boolean, nor is '…'.")
})

test.each([
  ["'O'Brien secret' is not a role that can be granted here.", "'…' is not a role that can be granted here."],
  ["'the boys' secret room' is not a role.", "'…' is not a role."],
  ["'D'Arc secret L'Amour' is not a role.", "'…' is not a role."],
  ["'rock 'n' roll secret' is not a role.", "'…' is not a role."],
  ["'a secret that never ends", "'…'"],
  ["A user's 'title' is no number.", "A user's 'title' is no number."],
  ["'a' (or 'b c'), 'd'.", "'a' (or '…'), 'd'."],
])('a refusal does not leak what has quotes of its own: %s', (detail, shown) => {
  expect(hideQuoted(detail)).toBe(shown)
})

test('a refusal that lists thousands of ids is cut, and not in the middle of what it hides', () => {
  expect(Array.from(hideQuoted(`No resource has the id ${"'0199-aa', ".repeat(100_000)}.`))).toHaveLength(301)
  const long = hideQuoted(`'${'secret '.repeat(1000)}' is not a role.`)
  expect(long).toBe('…')
  for (const text of ["'", "' ", "a'", " '"]) hideQuoted(text.repeat(1_000_000))
})

test('nothing that a client sends moves the cursor of a terminal', () => {
  expect(printable('a\u001b[2Jb\nc\u202ed')).toBe('a�[2Jb�c�d')
})

test('a long hostile filter is hidden in no time', () => {
  hideFilterValues('"\\'.repeat(100_000))
  hideFilterValues('(('.repeat(100_000))
})
