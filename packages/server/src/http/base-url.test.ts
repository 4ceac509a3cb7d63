import { expect, test } from 'vitest'
import { baseUrlOf } from './base-url.js'

const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'tunnel.example' }

test.each([
  ['the host that was asked', {}, { trustForwarded: false }, 'http://localhost:3333/scim/v2'],
  ['forwarded headers are not believed', forwarded, { trustForwarded: false }, 'http://localhost:3333/scim/v2'],
  ['unless they are to be trusted', forwarded, { trustForwarded: true }, 'https://tunnel.example/scim/v2'],
  [
    'a public URL wins',
    forwarded,
    { trustForwarded: true, publicUrl: 'https://app.example/' },
    'https://app.example/scim/v2',
  ],
  [
    'a public URL with the base path',
    {},
    { trustForwarded: false, publicUrl: 'https://a.example/scim/v2' },
    'https://a.example/scim/v2',
  ],
  ['a port', { 'x-forwarded-host': 'a.example:8443' }, { trustForwarded: true }, 'http://a.example:8443/scim/v2'],
  [
    'the first of a list',
    { 'x-forwarded-host': 'a.example, b.example' },
    { trustForwarded: true },
    'http://a.example/scim/v2',
  ],
  ['no host at all', { 'x-forwarded-host': 'a/../b"' }, { trustForwarded: true }, 'http://localhost:3333/scim/v2'],
  [
    'no scheme of ours',
    { 'x-forwarded-proto': 'javascript' },
    { trustForwarded: true },
    'http://localhost:3333/scim/v2',
  ],
  [
    'an impossible port',
    { 'x-forwarded-host': 'a.example:99999' },
    { trustForwarded: true },
    'http://localhost:3333/scim/v2',
  ],
])('locations begin with: %s', (_name, headers, settings, expected) => {
  const request = new Request('http://localhost:3333/scim/v2/Users', { headers })
  const asked = { request, url: new URL(request.url), basePath: '/scim/v2' }
  expect(baseUrlOf(asked, { publicUrl: undefined, ...settings })).toBe(expected)
})
