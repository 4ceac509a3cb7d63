import type { Arena } from '../deployment/deployment.js'
import type { Answer, ScimClient } from '../deployment/scim-client.js'

/** The least that makes a user. */
export function userBody(userName: string, more: object = {}): object {
  return { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], userName, ...more }
}

/** The least that makes a group. */
export function groupBody(displayName: string, members: readonly string[] = []): object {
  const schemas = ['urn:ietf:params:scim:schemas:core:2.0:Group']
  return { schemas, displayName, members: members.map((value) => ({ value })) }
}

/** A PATCH message (RFC 7644 §3.5.2). */
export function patchBody(...operations: readonly object[]): object {
  return { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: operations }
}

/** A PATCH message that adds members. */
export function addMembers(...members: readonly string[]): object {
  return patchBody({ op: 'add', path: 'members', value: members.map((value) => ({ value })) })
}

/** A PATCH message that removes members, each by a path of its own, as identity providers do. */
export function removeMembers(...members: readonly string[]): object {
  return patchBody(...members.map((member) => ({ op: 'remove', path: `members[value eq "${member}"]` })))
}

/** Makes so many users and answers their ids: in parallel, or many in one request. */
export async function createUsers({ clients }: Arena, count: number, prefix = 'user'): Promise<readonly string[]> {
  const bodies = Array.from({ length: count }, (_, n) => userBody(`${prefix}-${n}`))
  if (count > 100) return createInBulk(clients[0], bodies)
  return Promise.all(bodies.map((body, n) => create(clientAt(clients, n), '/Users', body)))
}

/** RFC 7644 §3.7, all of them or none. */
async function createInBulk(client: ScimClient, bodies: readonly object[]): Promise<readonly string[]> {
  const operations = bodies.map((data, n) => ({ method: 'POST', path: '/Users', bulkId: `u${n}`, data }))
  const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations: operations }
  const { status, body: answer } = await client.send('POST', '/Bulk?atomic=true', { body })
  const made = (answer.Operations ?? []).map(({ location }) => location?.split('/').at(-1) ?? '')
  if (status !== 200 || made.length !== bodies.length || made.includes('')) {
    throw new Error(`POST /Bulk: ${status} ${JSON.stringify(answer).slice(0, 500)}`)
  }
  return made
}

/** Makes a resource and answers its id. @throws when it is not made */
export async function create(client: ScimClient, path: string, body: object): Promise<string> {
  const { status, body: answer } = await client.send('POST', path, { body })
  if (status !== 201 || answer.id === undefined) throw new Error(`POST ${path}: ${status} ${JSON.stringify(answer)}`)
  return answer.id
}

/** Requests in parallel go to the processes in turns. */
export function clientAt(clients: Arena['clients'], n: number): ScimClient {
  return clients[n % clients.length] ?? clients[0]
}

/** How often each status came, as `204 ×50, 409 uniqueness ×1`. */
export function talliedStatuses(answers: readonly Answer[]): string {
  const tally = new Map<string, number>()
  for (const { status, body } of answers) {
    const name = [status, body.scimType].filter((part) => part !== undefined).join(' ')
    tally.set(name, (tally.get(name) ?? 0) + 1)
  }
  return [...tally]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ×${count}`)
    .join(', ')
}
