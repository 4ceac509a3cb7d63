import { type BenchOptions, createProtocolBench, type ProtocolBench } from '../../src/conformance/protocol-bench.js'
import { patchOpUrn, type ScimAnswer } from '../../src/conformance/scim-client.js'
import type { Tolerance } from '../../src/manner.js'
import { memoryHarness } from '../memory-harness.js'

/** An identity provider at work on a fresh tenant: it sends what was recorded of it, with its own headers. */
export interface IdentityProvider {
  get(path: string): Promise<Tolerated>
  post(path: string, body: string | object): Promise<Tolerated>
  put(path: string, body: string | object): Promise<Tolerated>
  patch(path: string, body: string | object): Promise<Tolerated>
  delete(path: string): Promise<Tolerated>
  /** The bench below, for what no identity provider does. */
  readonly bench: ProtocolBench
  /** The same identity provider and tenant, otherwise configured. */
  another(options: BenchOptions): IdentityProvider
}

/** An answer, and the habits that were tolerated to give it, each once. */
export interface Tolerated extends ScimAnswer {
  readonly tolerated: readonly Tolerance[]
}

/** What a client sends in the head of each request, and of one that has a body. */
export interface ClientHeaders {
  readonly always: Readonly<Record<string, string>>
  readonly withBody: Readonly<Record<string, string>>
}

const charset = { 'content-type': 'application/scim+json; charset=utf-8' }

/** §1.1 */
export const okta: ClientHeaders = {
  always: {
    accept: 'application/scim+json',
    'accept-charset': 'utf-8',
    'accept-encoding': 'gzip,deflate',
    'user-agent': 'Okta SCIM Client 1.0.0',
  },
  withBody: charset,
}

/** §1.1: the suites are another client. */
export const oktaSuite: ClientHeaders = {
  always: { accept: 'application/scim+json; charset=utf-8', 'user-agent': 'OKTA SCIM Integration' },
  withBody: { 'content-type': 'application/json' },
}

/** §7.1 */
export const entra: ClientHeaders = { always: { adscimversion: '2' }, withBody: charset }

/** §7.1: the SCIM Validator sends nothing else. */
export const validator: ClientHeaders = { always: {}, withBody: charset }

/** §10.1: its User-Agent is empty, and its media type stands on every request. */
export const oneLogin: ClientHeaders = {
  always: { 'user-agent': '', 'content-type': 'application/scim+json' },
  withBody: {},
}

/** JumpCloud, Ping, SailPoint and others, of whose headers nothing is known. */
export const anyClient: ClientHeaders = { always: {}, withBody: { 'content-type': 'application/scim+json' } }

/** An identity provider and a fresh tenant; the compatible manner unless told. */
export function identityProvider(
  headers: ClientHeaders,
  { strict = false, ...options }: BenchOptions & { readonly strict?: boolean } = {},
): IdentityProvider {
  return over(createProtocolBench(memoryHarness(), { strict, tenant: 'gridco.example' }, options), headers)
}

/** The same client twice: in the compatible manner, and in the strict one. */
export function bothManners(
  headers: ClientHeaders,
  options: BenchOptions = {},
): readonly [compatible: IdentityProvider, strict: IdentityProvider] {
  const inManner = (strict: boolean) => identityProvider(headers, { ...options, strict })
  return [inManner(false), inManner(true)]
}

function over(bench: ProtocolBench, headers: ClientHeaders): IdentityProvider {
  async function send(method: string, path: string, body?: string | object): Promise<Tolerated> {
    const before = bench.tolerated.length
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body)
    const sent = { ...headers.always, ...(text === undefined ? {} : headers.withBody) }
    const answer = await bench.send(method, path, text, sent)
    return { ...answer, tolerated: [...new Set(bench.tolerated.slice(before))] }
  }
  return {
    get: (path) => send('GET', path),
    post: (path, body) => send('POST', path, body),
    put: (path, body) => send('PUT', path, body),
    patch: (path, body) => send('PATCH', path, body),
    delete: (path) => send('DELETE', path),
    bench,
    another: (options) => over(bench.another(options), headers),
  }
}

/** A PATCH message of operations as they were recorded. */
export function patchOp(...operations: readonly string[]): string {
  return `{"schemas":["${patchOpUrn}"],"Operations":[${operations.join(',')}]}`
}

/** The least that makes a user, in every manner; answers its id. */
export async function createUser(idp: IdentityProvider, userName: string, more: object = {}): Promise<string> {
  const { status, body } = await idp.post('/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName,
    ...more,
  })
  if (status !== 201) throw new Error(`the user was not created: ${JSON.stringify(body)}`)
  return body.id
}

/** A group of these members, in every manner; answers its id. */
export async function createGroup(
  idp: IdentityProvider,
  displayName: string,
  members: readonly string[] = [],
): Promise<string> {
  const { status, body } = await idp.post('/Groups', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName,
    members: members.map((value) => ({ value })),
  })
  if (status !== 201) throw new Error(`the group was not created: ${JSON.stringify(body)}`)
  return body.id
}

/** Who is in a group, by id. */
export async function membersOf(idp: IdentityProvider, group: string): Promise<readonly string[]> {
  const { body } = await idp.get(`/Groups/${group}`)
  return (body.members ?? []).map((member: { readonly value: string }) => member.value)
}
