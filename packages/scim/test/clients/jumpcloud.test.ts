import { expect, test } from 'vitest'
import { anyClient, bothManners, createUser, type IdentityProvider, membersOf, patchOp } from './identity-provider.js'

// JumpCloud (§10.2): a live test on activation, then one operation for each attribute.

const user = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"test@x"}'

async function createSales(idp: IdentityProvider): Promise<string> {
  const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Sales' }
  const created = await idp.post('/Groups', body)
  expect(created.status).toBe(201)
  return created.body.id
}

test('Q8 Q38 the activation: an empty list, then a user and a group are made, read, changed and deleted', async () => {
  for (const idp of bothManners(anyClient)) {
    expect(await idp.get('/Users')).toMatchObject({ status: 200, body: { totalResults: 0, Resources: [] } })
    // Twice: what the first test leaves must not stand in the way of the second.
    for (const _time of [1, 2]) {
      const { status, body } = await idp.post('/Users', user)
      expect(status).toBe(201)
      expect((await idp.get(`/Users/${body.id}`)).body.userName).toBe('test@x')
      expect((await idp.put(`/Users/${body.id}`, { ...body, displayName: 'Test' })).status).toBe(200)
      expect((await idp.delete(`/Users/${body.id}`)).status).toBe(204)
      const group = await createSales(idp)
      expect((await idp.get(`/Groups/${group}`)).status).toBe(200)
      expect((await idp.delete(`/Groups/${group}`)).status).toBe(204)
      expect((await idp.get(`/Groups/${group}`)).status).toBe(404)
    }
  }
})

test('Q12 one operation for each attribute, and a rename without a path', async () => {
  for (const idp of bothManners(anyClient)) {
    const id = await createUser(idp, 'test@x', { name: { formatted: 'F' } })
    const changed = await idp.patch(
      `/Users/${id}`,
      `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[
 {"op":"replace","path":"name.givenName","value":"A"},{"op":"replace","path":"name.familyName","value":"B"},{"op":"replace","path":"active","value":false}]}`,
    )
    expect(changed).toMatchObject({ status: 200, tolerated: [] })
    expect((await idp.get(`/Users/${id}`)).body).toMatchObject({
      name: { formatted: 'F', givenName: 'A', familyName: 'B' },
      active: false,
    })
    const group = await createSales(idp)
    await idp.patch(`/Groups/${group}`, patchOp(`{"op":"add","path":"members","value":[{"value":"${id}"}]}`))
    const renamed = await idp.patch(`/Groups/${group}`, patchOp('{"op":"replace","value":{"displayName":"New"}}'))
    expect(renamed).toMatchObject({ status: 204, tolerated: [] })
    expect((await idp.get(`/Groups/${group}`)).body.displayName).toBe('New')
    expect(await membersOf(idp, group)).toEqual([id])
  }
})

test('Q20 D-05 members are removed as Entra ID does it; strict: 400 invalidSyntax', async () => {
  const [compatible, strict] = bothManners(anyClient)
  for (const idp of [compatible, strict]) {
    const ids = [await createUser(idp, 'a'), await createUser(idp, 'b')]
    const group = await createSales(idp)
    const values = ids.map((value) => `{"value":"${value}"}`)
    await idp.patch(`/Groups/${group}`, patchOp(`{"op":"add","path":"members","value":[${values.join(',')}]}`))
    const removed = await idp.patch(
      `/Groups/${group}`,
      patchOp(`{"op":"remove","path":"members","value":[${values[0]}]}`),
    )
    expect(removed.status).toBe(idp === strict ? 400 : 204)
    expect(await membersOf(idp, group)).toEqual(idp === strict ? ids : [ids[1]])
  }
})
