import { expect, test } from 'vitest'
import { openServer } from './open-server.js'

test('no cache on the way gives to one key what another got, or whoever has none', async () => {
  const { clientOf, organisation } = await openServer()
  const { client } = await organisation('a.example')
  const open = await clientOf(undefined)('GET', '/ServiceProviderConfig')
  expect([open.status, open.headers.vary, open.headers['cache-control']]).toEqual([200, 'Authorization', undefined])
  const own = await client('GET', '/ServiceProviderConfig')
  expect([own.status, own.headers.vary, own.headers['cache-control']]).toEqual([200, 'Authorization', 'private'])
  const headers = { 'if-none-match': own.headers.etag ?? '' }
  const unchanged = await client('GET', '/ServiceProviderConfig', { headers })
  expect([unchanged.status, unchanged.headers.vary, unchanged.headers['cache-control']]).toEqual([
    ...[304, 'Authorization', 'private'],
  ])
})

test('refusals are kept apart too', async () => {
  const { clientOf, organisation } = await openServer()
  const { client } = await organisation('a.example')
  expect((await clientOf(undefined)('GET', '/Users')).headers).toMatchObject({ vary: 'Authorization' })
  const missing = await client('GET', '/Users/nobody')
  expect([missing.status, missing.headers.vary, missing.headers['cache-control']]).toEqual([
    ...[404, 'Authorization', 'private'],
  ])
})
