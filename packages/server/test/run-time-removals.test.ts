import { describe, expect, test } from 'vitest'
import { patchBody, userBody } from './open-rollcall.js'
import {
  badge,
  badgeBody,
  badgeUrn,
  filtered,
  leaseUrn,
  roomType,
  roomUrn,
  twoOrganisations,
  userUrn,
} from './run-time-definitions.js'
import { sendWhile } from './send-while.js'

describe('nothing is taken away from under data', () => {
  test('a resource type goes when its last resource has gone, and its schemas after it', async () => {
    const { tenants, ours } = await twoOrganisations()
    const { id } = (await ours('POST', '/Rooms', { body: { schemas: [roomUrn], number: 'A' } })).body
    await expect(tenants.removeResourceType('ours.example', 'room')).rejects.toThrow("has 1 of the type 'Room'")
    await expect(tenants.removeSchema('ours.example', leaseUrn)).rejects.toThrow("The resource type 'Room' is made of")
    expect((await ours('GET', `/Rooms/${id}`)).status).toBe(200)
    await ours('DELETE', `/Rooms/${id}`)
    await tenants.removeResourceType('ours.example', 'room')
    expect((await ours('GET', '/Rooms')).status).toBe(404)
    await tenants.removeSchema('ours.example', roomUrn)
    await tenants.removeSchema('ours.example', leaseUrn)
    expect((await ours('GET', `/Schemas/${roomUrn}`)).status).toBe(404)
  })

  test('an extension goes when nobody has data under it any more', async () => {
    const { tenants, ours } = await twoOrganisations()
    const { id } = (await ours('POST', '/Users', { body: badgeBody('a@ours.example', 7) })).body
    // The URN in a text is no data under it.
    await ours('POST', '/Users', { body: userBody('b@ours.example', { displayName: `"${badgeUrn}":` }) })
    await expect(tenants.removeSchema('ours.example', badgeUrn.toUpperCase())).rejects.toThrow("1 of the type 'User'")
    expect((await ours('GET', `/Users/${id}`)).body[badgeUrn]).toEqual({ number: 7 })
    await ours('PATCH', `/Users/${id}`, { body: patchBody({ op: 'remove', path: badgeUrn }) })
    await tenants.removeSchema('ours.example', badgeUrn)
    expect((await filtered(ours, '/Users', `${badgeUrn}:number eq 7`)).body.scimType).toBe('invalidFilter')
    expect(await tenants.listSchemas('ours.example')).toHaveLength(2)
    await expect(tenants.removeSchema('ours.example', badgeUrn)).rejects.toThrow('defined no schema')
  })

  test('data that was on its way while its definition went is not stored, and the client is told to send it again', async () => {
    const { rollcall, tenants, ours, key } = await twoOrganisations()
    const room = await sendWhile(rollcall, key, '/Rooms', { schemas: [roomUrn], number: 'A' }, () =>
      tenants.removeResourceType('ours.example', 'Room'),
    )
    expect(room.status).toBe(503)
    const user = await sendWhile(rollcall, key, '/Users', badgeBody('a@ours.example', 7), () =>
      tenants.removeSchema('ours.example', badgeUrn),
    )
    expect(user.status).toBe(503)
    expect((await ours('GET', '/Users')).body.totalResults).toBe(0)
    await tenants.addResourceType('ours.example', roomType)
    expect((await ours('GET', '/Rooms')).body.totalResults).toBe(0)
  })

  test('a change that knows nothing of an extension does not undo what was written under it meanwhile', async () => {
    const { rollcall, tenants, ours, key } = await twoOrganisations()
    const { id } = (await ours('POST', '/Users', { body: userBody('a@ours.example') })).body
    const carUrn = 'urn:gridco:params:scim:schemas:extension:1.0:Car'
    const answered = await sendWhile(
      rollcall,
      key,
      `/Users/${id}`,
      patchBody({ op: 'replace', path: 'displayName', value: 'A' }),
      async () => {
        const plate = { name: 'plate', uniqueness: 'server' }
        await tenants.addSchema('ours.example', { id: carUrn, attributes: [plate] }, { extends: ['User'] })
        await ours('PATCH', `/Users/${id}`, { body: patchBody({ op: 'add', path: `${carUrn}:plate`, value: 'X1' }) })
      },
    )
    expect(answered.status).toBe(503)
    expect((await filtered(ours, '/Users', `${carUrn}:plate eq "x1"`)).body.totalResults).toBe(1)
    const taken = { schemas: [userUrn, carUrn], userName: 'b@ours.example', [carUrn]: { plate: 'X1' } }
    expect((await ours('POST', '/Users', { body: taken })).status).toBe(409)
  })

  test('of two that define the same at once, one does', async () => {
    const { tenants } = await twoOrganisations()
    const add = () => tenants.addSchema('theirs.example', badge, { extends: ['User'] })
    const outcomes = await Promise.allSettled([add(), add(), add()])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await tenants.listSchemas('theirs.example')).toHaveLength(1)
  })
})
