import { contended, type ScimError, serverFailed } from '@rollcall/scim'
import type { ErrorWorld, SampleRequest } from './error-world.js'

/** What makes the service answer an error: a request, or, where none can on purpose, the constructor itself. */
export type ErrorExample =
  | {
      readonly kind: 'request'
      /** What must have happened before. Gives what the request cannot know ahead, such as a cursor. */
      readonly before?: (world: ErrorWorld) => Promise<string | undefined>
      readonly request: (world: ErrorWorld, before: string) => SampleRequest
      /** The error inside an answer that is none itself: of a Bulk operation. */
      readonly inside?: (body: string) => string
    }
  | { readonly kind: 'constructed'; readonly when: string; readonly error: ScimError }

/** One example for each constructor of `scim-error.ts`, by its name. */
export const errorExamples: Readonly<Record<string, ErrorExample>> = {
  invalidFilter: simple({ path: '/Users?filter=userName%20is%20%22trinity%22' }),
  tooMany: simple({
    path: `/Users?filter=title%20pr${'%20or%20title%20pr'.repeat(100)}`,
    shownPath: '/Users?filter=title%20pr%20or%20title%20pr… (101 times)',
  }),
  uniqueness: simple({ method: 'POST', path: '/Users', body: { userName: 'TRINITY@gridco.example' } }),
  mutability: patched({ op: 'replace', path: 'id', value: '25' }),
  invalidSyntax: patched({ op: 'move', path: 'title' }),
  invalidPath: patched({ op: 'replace', path: 'nickname.first', value: 'Trin' }),
  noTarget: patched({ op: 'replace', path: 'emails[type sw "h"].value', value: 'trinity@zion.example' }),
  invalidValue: patched({ op: 'replace', path: 'active', value: 'perhaps' }),
  invalidCursor: simple({ path: '/Users?cursor=made-up' }),
  expiredCursor: {
    kind: 'request',
    before: async (world) => {
      const page = await world.send({ path: '/Users?cursor&count=1' })
      world.advance(24 * 60 * 60 * 1000)
      return (JSON.parse(page.text) as { readonly nextCursor: string }).nextCursor
    },
    request: (_, cursor) => ({
      path: `/Users?count=1&cursor=${encodeURIComponent(cursor)}`,
      shownPath: '/Users?count=1&cursor={a nextCursor of yesterday}',
    }),
  },
  invalidCount: {
    kind: 'request',
    before: async (world) => {
      const page = await world.send({ path: '/Users?cursor&count=1' })
      return (JSON.parse(page.text) as { readonly nextCursor: string }).nextCursor
    },
    request: (_, cursor) => ({
      path: `/Users?count=2&cursor=${encodeURIComponent(cursor)}`,
      shownPath: '/Users?count=2&cursor={the nextCursor of a page with count=1}',
    }),
  },
  credentialMissing: simple({ path: '/Users', headers: { authorization: '' } }),
  credentialInvalid: simple({ path: '/Users', headers: { authorization: 'Bearer rc_gridco.example_guessed' } }),
  forbidden: simple({ path: '/Schemas?filter=name%20eq%20%22User%22' }),
  notFound: simple({ path: '/Users/2819c223-7f76-453a-919d-413861904646' }),
  methodNotAllowed: simple({ method: 'DELETE', path: '/Users' }),
  notAcceptable: {
    kind: 'request',
    request: (world) => ({
      path: '/Users',
      headers: { authorization: `Bearer ${world.strictKey}`, accept: 'text/html' },
      shownHeaders: { authorization: 'Bearer {the key of a strict connection}', accept: 'text/html' },
    }),
  },
  conflict: {
    kind: 'request',
    request: () => ({
      method: 'POST',
      path: '/Bulk',
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'],
        Operations: [
          {
            method: 'POST',
            path: '/Groups',
            bulkId: 'g',
            data: { displayName: 'Crew', members: [{ value: 'bulkId:u' }] },
          },
        ],
      },
    }),
    inside: (body) =>
      JSON.stringify(
        (JSON.parse(body) as { readonly Operations: readonly { response: unknown }[] }).Operations[0]?.response,
      ),
  },
  preconditionFailed: {
    kind: 'request',
    request: ({ id }) => ({
      method: 'DELETE',
      path: `/Users/${id}`,
      shownPath: '/Users/{id}',
      headers: { 'if-match': 'W/"99"' },
    }),
  },
  payloadTooLarge: simple({
    method: 'POST',
    path: '/Users',
    body: 'x'.repeat(16 * 1024 * 1024),
    shownBody: '{more than 16 MiB}',
  }),
  unsupportedMediaType: simple({
    method: 'POST',
    path: '/Users',
    headers: { 'content-type': 'text/xml' },
    body: 'user',
    shownBody: '<user/>',
  }),
  unprocessable: {
    kind: 'request',
    before: async (world) => {
      const first = { method: 'POST', path: '/Groups', headers: { 'idempotency-key': 'k-1' } }
      await world.send({ ...first, body: { displayName: 'Crew' } })
      return undefined
    },
    request: () => ({
      method: 'POST',
      path: '/Groups',
      headers: { 'idempotency-key': 'k-1' },
      body: { displayName: 'Another crew' },
    }),
  },
  notImplemented: simple({ path: '/Me' }),
  contended: {
    kind: 'constructed',
    when: 'more writers change one resource at a time than take their turn',
    error: contended('Too many writers are changing this resource; try again.', 1),
  },
  serverFailed: {
    kind: 'constructed',
    when: 'the fault is ours; the id of the request is in the header `X-Request-Id` too',
    error: serverFailed('{id}'),
  },
}

function simple(request: SampleRequest): ErrorExample {
  return { kind: 'request', request: () => request }
}

function patched(operation: Readonly<Record<string, string>>): ErrorExample {
  return {
    kind: 'request',
    request: ({ id }) => ({
      method: 'PATCH',
      path: `/Users/${id}`,
      shownPath: '/Users/{id}',
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [operation] },
    }),
  }
}
