import { type HttpClient, openServer } from './open-server.js'

export const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const badgeUrn = 'urn:gridco:params:scim:schemas:extension:1.0:Badge'
export const roomUrn = 'urn:gridco:params:scim:schemas:core:1.0:Room'
export const leaseUrn = 'urn:gridco:params:scim:schemas:extension:1.0:Lease'

export const badge = {
  id: badgeUrn,
  name: 'Badge',
  attributes: [
    { name: 'number', type: 'integer', uniqueness: 'server', required: true },
    { name: 'doors', multiValued: true },
  ],
}
export const room = {
  id: roomUrn,
  attributes: [
    { name: 'number', required: true, uniqueness: 'server' },
    { name: 'seats', type: 'integer' },
    { name: 'equipment', multiValued: true },
  ],
}
export const lease = { id: leaseUrn, attributes: [{ name: 'until', type: 'dateTime' }] }
export const roomType = {
  name: 'Room',
  endpoint: '/Rooms',
  description: 'Where people meet',
  schema: roomUrn,
  schemaExtensions: [{ schema: leaseUrn, required: false }],
}

/** Ours has an extension of User and a resource type of its own; theirs has neither. */
export async function twoOrganisations() {
  const server = await openServer()
  const ours = await server.organisation('ours.example')
  const theirs = await server.organisation('theirs.example')
  const { tenants } = server.rollcall
  await tenants.addSchema('ours.example', badge, { extends: ['User'] })
  await tenants.addSchema('ours.example', room)
  await tenants.addSchema('ours.example', lease)
  await tenants.addResourceType('ours.example', roomType)
  return { ...server, tenants, ours: ours.client, theirs: theirs.client, key: ours.key, theirKey: theirs.key }
}

export function filtered(client: HttpClient, endpoint: string, filter: string) {
  return client('GET', `${endpoint}?filter=${encodeURIComponent(filter)}`)
}

export function badgeBody(userName: string, number: number): object {
  return { schemas: [userUrn, badgeUrn], userName, [badgeUrn]: { number } }
}
