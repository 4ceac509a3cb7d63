import { bulkRequestUrn } from '../operations/bulk/bulk-request.js'
import { groupBody, userBody } from './sample-bodies.js'
import { patchOpUrn, type ScimAnswer, type ScimClient } from './scim-client.js'

export { bulkRequestUrn } from '../operations/bulk/bulk-request.js'
export const bulkResponseUrn = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'
export const errorUrn = 'urn:ietf:params:scim:api:messages:2.0:Error'

/** Sends these operations in one Bulk request. */
export function sendBulk(
  client: ScimClient,
  operations: readonly unknown[],
  more: Record<string, unknown> = {},
  path = '/Bulk',
): Promise<ScimAnswer> {
  return client.post(path, { schemas: [bulkRequestUrn], Operations: operations, ...more })
}

/** An operation that creates a user of this name. */
export function creatingUser(userName: string, more: Record<string, unknown> = {}) {
  return { method: 'POST', path: '/Users', bulkId: userName, data: userBody(userName, more) }
}

/** An operation that creates a group of this name, with these members. */
export function creatingGroup(displayName: string, members: readonly string[] = []) {
  return { method: 'POST', path: '/Groups', bulkId: displayName, data: groupBody(displayName, members) }
}

/** An operation that modifies what is at the path. */
export function patching(path: string, operations: readonly unknown[]) {
  return { method: 'PATCH', path, data: { schemas: [patchOpUrn], Operations: operations } }
}

/** The statuses of the operations of an answer, in its order. */
export function statusesOf({ body }: ScimAnswer): readonly string[] {
  return body.Operations.map(({ status }: { readonly status: string }) => status)
}

/** The id at the end of the location of the n-th operation of an answer. */
export function idAt({ body }: ScimAnswer, index: number): string {
  return String(body.Operations[index].location).split('/').at(-1) ?? ''
}

/** The ids of a group's members. */
export async function membersOf(client: ScimClient, group: string): Promise<readonly string[]> {
  const { body } = await client.get(`/Groups/${group}`)
  return (body.members ?? []).map(({ value }: { readonly value: string }) => value)
}
