import { expect, test } from 'vitest'
import { createServiceProvider } from '../http/create-service-provider.js'
import { memoryStorage } from '../storage/memory-storage.js'
import { isProtocolEndpoint } from './protocol-endpoints.js'
import { User } from './user.js'

test.each([
  '/',
  '/.search',
  '/Me',
  '/Bulk',
  '/Schemas',
  '/ResourceTypes',
  '/ServiceProviderConfig',
  '/ServiceProviderConfigs',
])('%s is the protocol’s own, and answered', async (endpoint) => {
  const store = memoryStorage().ofTenant('gridco.example', { request: 'r-1' })
  const { fetch } = createServiceProvider({ resourceTypes: [User], store })
  for (const each of [endpoint, endpoint.toLowerCase(), endpoint.toUpperCase()]) {
    expect(isProtocolEndpoint(each)).toBe(true)
    const { status } = await fetch(new Request(`https://app.example/scim/v2${each}`))
    expect([200, 405, 501]).toContain(status)
  }
})

test.each(['/Users', '/Bulks', 'Bulk', '/Bulk/', ''])("'%s' is free", (endpoint) => {
  expect(isProtocolEndpoint(endpoint)).toBe(false)
})
