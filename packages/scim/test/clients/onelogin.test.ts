import { expect, test } from 'vitest'
import { bothManners, createUser, identityProvider, membersOf, oneLogin, patchOp } from './identity-provider.js'

// OneLogin (§10.1): the administrator's template decides the shape of a body.

test('Q2 a media type on every request, also on one without a body, and an empty User-Agent', async () => {
  for (const idp of bothManners(oneLogin)) {
    expect((await idp.get('/ServiceProviderConfig')).status).toBe(200)
    expect((await idp.get('/Users?filter=userName eq "x@y"')).body).toMatchObject({ totalResults: 0, Resources: [] })
    const id = await createUser(idp, 'x@y')
    expect((await idp.delete(`/Users/${id}`)).status).toBe(204)
    expect((await idp.get(`/Users/${id}`)).status).toBe(404)
  }
})

test('Q26 Q29 the template of SCIM 1.1: its URN, one e-mail as an object, empty text, no active; strict refuses', async () => {
  const [compatible, strict] = bothManners(oneLogin)
  const template = `{"schemas":["urn:scim:schemas:core:1.0"],"userName":"x@y","name":{"givenName":"Ann","familyName":""},
 "emails":{"value":"x@y"},"phoneNumbers":"","title":"","displayName":"Ann"}`
  const created = await compatible.post('/Users', template)
  expect(created.status).toBe(201)
  expect(created.tolerated).toEqual([
    'acceptEmptyText',
    'acceptObjectAsArray',
    'ignoreUnknownSchemas',
    'acceptMissingSchemas',
  ])
  const { id, meta, ...stored } = (await compatible.get(`/Users/${created.body.id}`)).body
  expect(stored).toEqual({
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
    userName: 'x@y',
    name: { givenName: 'Ann' },
    emails: [{ value: 'x@y' }],
    displayName: 'Ann',
    active: true,
  })
  const refused = await strict.post('/Users', template)
  expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
  expect((await strict.get('/Users')).body.totalResults).toBe(0)
})

test('Q12 a group takes a user by PATCH, and a user is suspended by PATCH (O4, O5)', async () => {
  const idp = identityProvider(oneLogin)
  const id = await createUser(idp, 'x@y')
  const made = await idp.post('/Groups', '{"schemas":["urn:scim:schemas:core:1.0"],"displayName":"Sales"}')
  expect(made).toMatchObject({ status: 201, tolerated: ['ignoreUnknownSchemas', 'acceptMissingSchemas'] })
  const added = await idp.patch(
    `/Groups/${made.body.id}`,
    patchOp(`{"op":"add","path":"members","value":[{"value":"${id}"}]}`),
  )
  expect(added.status).toBe(204)
  expect(await membersOf(idp, made.body.id)).toEqual([id])
  const suspended = await idp.patch(`/Users/${id}`, patchOp('{"op":"replace","value":{"active":false}}'))
  expect(suspended).toMatchObject({ status: 200, body: { active: false } })
})
