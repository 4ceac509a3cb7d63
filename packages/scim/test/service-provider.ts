import type { Catalogue } from '../src/entitlements/catalogue.js'
import { catalogueAssignments, publishCatalogue } from '../src/entitlements.js'
import { createServiceProvider } from '../src/http/create-service-provider.js'
import { compatibleManner, type Manner } from '../src/manner.js'
import { boolean } from '../src/schema/attribute.js'
import { Group } from '../src/schema/group.js'
import { defineSchema } from '../src/schema/schema.js'
import { User } from '../src/schema/user.js'
import { memoryStorage } from '../src/storage/memory-storage.js'

export const characteristicUrn = 'urn:bestapps:scim:schemas:extension:todoapp:1.0:Characteristic'
export const patchOpUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'

const role = (value: string, display: string) => ({
  value,
  display,
  description: undefined,
  attributes: {},
  supported: true,
})

/** The catalogue of the workshop's demo: three roles and one kind of entitlement. */
export const workshopCatalogue: Catalogue = {
  roles: [role('todo-er', 'Todo-er'), role('todo-auditor', 'Todo Auditor'), role('manager', 'Manager')],
  entitlementTypes: [
    {
      name: 'Characteristic',
      endpoint: '/Characteristics',
      description: 'Facts about a person',
      extension: defineSchema(characteristicUrn, { is_tall: boolean() }),
      values: [
        {
          value: 'is_tall',
          display: 'This user is so tall',
          description: 'Taller than most',
          attributes: { is_tall: true },
          supported: true,
        },
      ],
    },
  ],
}

/** What a test knows of an answer: the body is whatever JSON came back. */
export interface TestAnswer {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test asserts on the JSON that came back, whatever it is
  readonly body: any
}

export interface TestClient {
  get(path: string, headers?: Record<string, string>): Promise<TestAnswer>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<TestAnswer>
  put(path: string, body: unknown, headers?: Record<string, string>): Promise<TestAnswer>
  patch(path: string, operations: readonly unknown[], headers?: Record<string, string>): Promise<TestAnswer>
  delete(path: string, headers?: Record<string, string>): Promise<TestAnswer>
  send(method: string, path: string, body?: string, headers?: Record<string, string>): Promise<TestAnswer>
}

/** A client of a fresh service provider over the memory store, as HTTP sees it. */
export function createTestClient(
  options: { catalogue?: Catalogue; manner?: Manner; basePath?: string; now?: () => number } = {},
): TestClient {
  const catalogue = options.catalogue ?? workshopCatalogue
  const failures: unknown[] = []
  const { fetch } = createServiceProvider({
    resourceTypes: [User, Group],
    store: memoryStorage().ofTenant('gridco.example', { connection: 'okta', request: 'test' }),
    published: publishCatalogue(catalogue, 'okta', { version: 1, lastModified: 1_700_000_000_000 }),
    assignments: catalogueAssignments(catalogue),
    manner: options.manner ?? compatibleManner,
    hashPassword: async (password) => `hashed:${password.length}`,
    failed: (error) => failures.push(error),
    ...(options.now ? { now: options.now } : {}),
  })
  return clientOf(async (request) => {
    const response = await fetch(request)
    // A 500 is a bug of ours: show it instead of the silent answer.
    if (failures.length > 0) throw failures.pop()
    return response
  })
}

/** Sends requests to `fetch`, and reads the answers. */
export function clientOf(fetch: (request: Request) => Promise<Response>): TestClient {
  const send: TestClient['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(
      new Request(`https://app.example/scim/v2${path}`, { method, headers, ...(body === undefined ? {} : { body }) }),
    )
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : JSON.parse(text) }
  }
  const sendJson = (method: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(method, path, JSON.stringify(body), { 'content-type': 'application/scim+json', ...headers })
  return {
    send,
    get: (path, headers) => send('GET', path, undefined, headers),
    post: (path, body, headers) => sendJson('POST', path, body, headers),
    put: (path, body, headers) => sendJson('PUT', path, body, headers),
    patch: (path, operations, headers) =>
      sendJson('PATCH', path, { schemas: [patchOpUrn], Operations: operations }, headers),
    delete: (path, headers) => send('DELETE', path, undefined, headers),
  }
}

/** The body of a user as Okta sends it (idp-clients §1.4), with what the test changes. */
export function userBody(userName: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    schemas: [userUrn],
    userName,
    name: { givenName: 'Trinity', familyName: 'JustTrinity' },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: 'Trinity JustTrinity',
    locale: 'en-US',
    active: true,
    ...more,
  }
}
