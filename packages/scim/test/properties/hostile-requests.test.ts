import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Device } from '../../src/conformance/device.js'
import { createServiceProvider } from '../../src/http/create-service-provider.js'
import { compatibleManner, strictManner } from '../../src/manner.js'
import { Group } from '../../src/schema/group.js'
import { User } from '../../src/schema/user.js'
import { memoryStorage } from '../../src/storage/memory-storage.js'
import { casesOf, casesTimeout } from './cases.js'
import { json, text } from './hostile-values.js'
import { createReach } from './reach.js'

const parameter = fc.tuple(
  fc.constantFrom(
    'filter',
    'sortBy',
    'sortOrder',
    'startIndex',
    'count',
    'attributes',
    'excludedAttributes',
    'cursor',
    'x',
  ),
  fc.oneof(text, fc.constantFrom('1', '-1', '0', '', 'ascending', 'userName', 'NaN', '99999999999999999999')),
)

/** As deep as a body may be, a little deeper, and so deep that a recursion over it ends in no stack. */
const deepJson = fc
  .tuple(fc.constantFrom(60, 65, 10_000), fc.constantFrom(['[', ']'], ['{"a":', '}'], ['[{"value":', '}]']))
  .map(([levels, [open = '', close = '']]) => `${open.repeat(levels)}1${close.repeat(levels)}`)

/** Anything at all. */
const wild = fc.record({
  method: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE'),
  path: fc.oneof(
    fc.constantFrom(
      '/Users',
      '/Groups/{group}',
      '/Devices/{user}',
      '/Me',
      '/Bulk',
      '/.search',
      '/Users/.search',
      '/Schemas',
    ),
    fc.constantFrom('/ResourceTypes/User', '/ServiceProviderConfig', '/', ''),
    text.map((segment) => `/Users/${encodeURIComponent(wellFormed(segment))}`),
    text.map((segment) => `/${segment}`),
  ),
  query: fc.array(parameter, { maxLength: 3 }),
  headers: fc.dictionary(
    fc.constantFrom(
      'content-type',
      'accept',
      'if-match',
      'if-none-match',
      'prefer',
      'idempotency-key',
      'content-length',
    ),
    fc.constantFrom('application/scim+json', 'application/json', 'text/xml', '*', 'W/"1"', '"', 'x'.repeat(300)),
    { maxKeys: 3 },
  ),
  body: fc.oneof(
    json.map((each) => JSON.stringify(each)),
    text,
  ),
})

/** What a client could send, with something odd somewhere. */
const likely = fc.record({
  method: fc.constantFrom('GET', 'POST', 'PUT', 'PATCH'),
  path: fc.constantFrom(
    '/Users',
    '/Users/{user}',
    '/Groups/{group}',
    '/Users/.search',
    '/.search',
    '/Bulk',
    '/Schemas',
  ),
  query: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(parameter) }),
  headers: fc.constant<Record<string, string>>({ 'content-type': 'application/scim+json' }),
  body: fc
    .tuple(
      fc.constantFrom('urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:core:2.0:Group'),
      fc.constantFrom('PatchOp', 'SearchRequest', 'BulkRequest'),
      fc.constantFrom('userName', 'displayName', 'title', 'emails', 'filter', 'members', '__proto__'),
      fc.oneof(json, fc.constantFrom('Operator', null, [])),
      fc.nat(),
    )
    .map(([resource, message, odd, value, n]) => {
      const path = message === 'BulkRequest' ? '/Users' : odd
      const operation = { op: 'add', path, value, method: 'POST', bulkId: '1', data: { userName: 'b', [odd]: value } }
      const schemas = [resource, `urn:ietf:params:scim:api:messages:2.0:${message}`]
      return JSON.stringify({ schemas, userName: `x${n}`, displayName: `x${n}`, Operations: [operation], [odd]: value })
    }),
})

/** Bodies that nest deeply, in every place that looks into a body. */
const deep = fc
  .tuple(
    fc.constantFrom(
      ['POST', '/Users', 'User'] as const,
      ['PUT', '/Users/{user}', 'User'] as const,
      ['PATCH', '/Users/{user}', 'PatchOp'] as const,
      ['POST', '/.search', 'SearchRequest'] as const,
      ['POST', '/Bulk', 'BulkRequest'] as const,
    ),
    fc.nat(),
    fc.boolean(),
    deepJson,
  )
  .map(([[method, path, message], n, isRepeatable, nested]) => {
    const key: Record<string, string> = isRepeatable ? { 'idempotency-key': `${n}` } : {}
    const headers = { 'content-type': 'application/scim+json', ...key }
    return { method, path, query: [], headers, body: deepBody(message, n, nested) }
  })

/** `JSON.stringify` could not print what nests so deeply. */
function deepBody(message: string, n: number, nested: string): string {
  const data = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"]'
  const user = `${data},"userName":"deep${n}","x":${nested}}`
  if (message === 'User') return user
  const path = message === 'PatchOp' ? 'title' : '/Users'
  const operation = `{"op":"add","path":"${path}","value":${nested},"method":"POST","bulkId":"1","data":${user}}`
  return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:${message}"],"count":${nested},"Operations":[${operation}]}`
}

const request = fc.record({ sent: fc.oneof(wild, { weight: 3, arbitrary: likely }), isStrict: fc.boolean() })

test(
  'no request is answered by anything but an answer or a refusal in the form of the protocol',
  async () => {
    const reach = createReach()
    const { fetch, named } = await createVictim()
    await fc.assert(
      fc.asyncProperty(request, async ({ sent, isStrict }) => {
        const made = requestOf(sent, named)
        if (!made) return
        const response = await fetch(made, isStrict)
        const answer = await response.text()
        reach.count('requests that are answered', response.status < 400)
        assertAnswer(response.status, answer)
      }),
      casesOf(5),
    )
    reach.assertShare('requests that are answered', 0.1)
  },
  casesTimeout,
)

test(
  'a body may nest as deeply as it likes: it is answered or refused like any other',
  async () => {
    const reach = createReach()
    const { fetch, named } = await createVictim()
    await fc.assert(
      fc.asyncProperty(deep, fc.boolean(), async (sent, isStrict) => {
        const made = requestOf(sent, named)
        if (!made) throw new Error('a request was not made')
        const response = await fetch(made, isStrict)
        reach.count('deep requests that are answered', response.status < 400)
        assertAnswer(response.status, await response.text())
      }),
      casesOf(5),
    )
    reach.assertShare('deep requests that are answered', 0.02)
  },
  casesTimeout,
)

function assertAnswer(status: number, answer: string): void {
  if (status < 400) return
  expect(status === 501 || status < 500).toBe(true)
  expect(JSON.parse(answer)).toMatchObject({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
    status: String(status),
    detail: expect.stringMatching(/\.$/),
  })
}

/** A service provider in both manners, with a user and a group in it; a fault of ours is thrown instead of answered by 500. */
async function createVictim() {
  const failures: unknown[] = []
  const store = memoryStorage().ofTenant('gridco.example', { connection: 'okta', request: 'r-1' })
  const options = { resourceTypes: [User, Group, Device], store, failed: (error: unknown) => failures.push(error) }
  const compatible = createServiceProvider({ ...options, manner: compatibleManner })
  const strict = createServiceProvider({ ...options, manner: strictManner })
  const user = (await compatible.create(User, { userName: 'trinity' })).id
  const group = (await compatible.create(Group, { displayName: 'staff', members: [{ value: user }] })).id
  return {
    named: (place: string) => place.replaceAll('{user}', user).replaceAll('{group}', group),
    async fetch(made: Request, isStrict: boolean): Promise<Response> {
      const response = await (isStrict ? strict : compatible).fetch(made)
      if (failures.length > 0) throw failures.pop()
      return response
    },
  }
}

interface Sent {
  readonly method: string
  readonly path: string
  readonly query: readonly (readonly [string, string])[]
  readonly headers: Record<string, string>
  readonly body: string
}

/** Undefined for what no HTTP client can send. */
function requestOf(sent: Sent, named: (place: string) => string): Request | undefined {
  const search = new URLSearchParams(sent.query.map(([name, value]) => [name, wellFormed(value)]))
  const hasBody = sent.method !== 'GET' && sent.method !== 'HEAD'
  try {
    return new Request(`https://app.example/scim/v2${named(sent.path)}?${search}`, {
      method: sent.method,
      headers: sent.headers,
      ...(hasBody ? { body: named(sent.body) } : {}),
    })
  } catch {
    return undefined
  }
}

/** URLs hold no half of a surrogate pair. */
function wellFormed(part: string): string {
  return part.replace(/\p{Surrogate}/gu, '?')
}
