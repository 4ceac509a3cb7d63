import { expect, test } from 'vitest'
import {
  anyClient,
  bothManners,
  createGroup,
  createUser,
  identityProvider,
  membersOf,
  oktaSuite,
  patchOp,
} from './identity-provider.js'

// Okta's Runscope suites (§1.1), SailPoint (§10.5), Oracle (§10.6), Rippling (§10.4), and others met on the way (§10.9).

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

test("Q2 Okta's suites send application/json, and get application/scim+json", async () => {
  for (const idp of bothManners(oktaSuite)) {
    const created = await idp.post('/Users', `{"schemas":["${core}"],"userName":"Runscope300"}`)
    expect(created).toMatchObject({ status: 201, tolerated: [] })
    expect(created.headers.get('content-type')).toBe('application/scim+json')
  }
})

test('Q2 no media type at all is SCIM, another one is refused, and parameters of it do not matter', async () => {
  for (const idp of bothManners(anyClient)) {
    const send = (userName: string, contentType: string | undefined) =>
      idp.bench.send(
        'POST',
        '/Users',
        `{"schemas":["${core}"],"userName":"${userName}"}`,
        contentType === undefined ? {} : { 'content-type': contentType },
      )
    const taken = ['', 'application/scim+json', 'application/json;charset=UTF-8', 'APPLICATION/SCIM+JSON ; v=2']
    for (const [n, type] of taken.entries()) expect([type, (await send(`u${n}`, type)).status]).toEqual([type, 201])
    for (const type of ['text/plain', 'application/xml', 'application/x-www-form-urlencoded', 'application/jsonx']) {
      const refused = await send('refused', type)
      expect([type, refused.status, refused.body.status]).toEqual([type, 415, '415'])
    }
    expect((await idp.get('/Users')).body.totalResults).toBe(taken.length)
  }
})

test('Q4 unknown parameters of the query are ignored, slashes count once', async () => {
  for (const idp of bothManners(anyClient)) {
    const id = await createUser(idp, 'x')
    for (const path of [
      '/Users?aadOptscim062020',
      '/Users/?aadOptscim062020&filter=userName+eq+"x"',
      '//Users//?filter=userName+eq+"x"&recordLimit=x',
      '/users',
    ]) {
      const { status, body, tolerated } = await idp.get(path)
      expect([path, status, body.totalResults, tolerated]).toEqual([path, 200, 1, []])
    }
    expect((await idp.get(`/Users//${id}/?aadOptscim062020`)).body.id).toBe(id)
    const patched = await idp.patch(
      `/Users/${id}/?aadOptscim062020`,
      patchOp('{"op":"add","path":"nickName","value":"Babs"}'),
    )
    expect(patched).toMatchObject({ status: 200, body: { nickName: 'Babs' } })
  }
})

test('Q44 SailPoint reads every definition by its id before it aggregates', async () => {
  for (const idp of bothManners(anyClient)) {
    for (const path of [
      '/ServiceProviderConfig',
      '/ResourceTypes',
      '/Schemas',
      '/ResourceTypes/User',
      `/Schemas/${core}`,
      `/Schemas/${enterprise}`,
      '/ResourceTypes/Group',
    ]) {
      const { status, body } = await idp.get(path)
      expect([path, status]).toEqual([path, 200])
      expect(JSON.stringify(body)).not.toContain('null')
    }
  }
})

test('Q12 SailPoint replaces a part of a name, and expects it to be merged', async () => {
  for (const idp of bothManners(anyClient)) {
    const id = await createUser(idp, 'x', { name: { givenName: 'A', familyName: 'B' } })
    const changed = await idp.patch(`/Users/${id}`, patchOp('{"op":"replace","path":"name","value":{"givenName":"X"}}'))
    expect(changed).toMatchObject({ status: 200, tolerated: [] })
    expect((await idp.get(`/Users/${id}`)).body.name).toEqual({ givenName: 'X', familyName: 'B' })
  }
})

test('Q13 WSO2 names attributes of the base schema by their URN', async () => {
  for (const idp of bothManners(anyClient)) {
    const id = await createUser(idp, 'x')
    const changed = await idp.patch(
      `/Users/${id}`,
      patchOp(`{"op":"add","value":{"${core}:nickName":"Babs","${enterprise}":{"department":"D"}}}`),
    )
    expect(changed).toMatchObject({ status: 200, tolerated: [] })
    expect(changed.body).toMatchObject({ nickName: 'Babs', [enterprise]: { department: 'D' } })
  }
})

test('Q13 dotted and URN names in the body of a POST; strict: 400 invalidSyntax', async () => {
  const [compatible, strict] = bothManners(anyClient)
  const sent = `{"schemas":["${core}"],"userName":"x","name.givenName":"A","${enterprise}:department":"D"}`
  const created = await compatible.post('/Users', sent)
  expect(created).toMatchObject({ status: 201, tolerated: ['acceptQualifiedNames'] })
  expect((await compatible.get(`/Users/${created.body.id}`)).body).toMatchObject({
    name: { givenName: 'A' },
    [enterprise]: { department: 'D' },
  })
  const refused = await strict.post('/Users', sent)
  expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
})

test('Q22 Keycloak sends all members', async () => {
  for (const idp of bothManners(anyClient)) {
    const ids = [await createUser(idp, 'a'), await createUser(idp, 'b')]
    const group = await createGroup(idp, 'G', [ids[0] ?? ''])
    const all = ids.map((value) => `{"value":"${value}"}`).join(',')
    expect(
      (await idp.patch(`/Groups/${group}`, patchOp(`{"op":"replace","path":"members","value":[${all}]}`))).status,
    ).toBe(204)
    expect(await membersOf(idp, group)).toEqual(ids)
  }
})

test('Q36 Rippling tries a create again: 409, and the first is untouched; a move is two requests in any order', async () => {
  const idp = identityProvider(anyClient)
  const sent = `{"schemas":["${core}"],"userName":"x","externalId":"e-1"}`
  const first = await idp.post('/Users', sent)
  expect(await idp.post('/Users', sent)).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } })
  expect((await idp.get(`/Users/${first.body.id}`)).body).toEqual(first.body)
  const [from, to] = [await createGroup(idp, 'From', [first.body.id]), await createGroup(idp, 'To')]
  const member = `[{"value":"${first.body.id}"}]`
  const add = () => idp.patch(`/Groups/${to}`, patchOp(`{"op":"add","path":"members","value":${member}}`))
  const remove = () => idp.patch(`/Groups/${from}`, patchOp(`{"op":"remove","path":"members","value":${member}}`))
  expect([(await add()).status, (await remove()).status, (await add()).status, (await remove()).status]).toEqual(
    Array(4).fill(204),
  )
  expect([await membersOf(idp, from), await membersOf(idp, to)]).toEqual([[], [first.body.id]])
})

test('Q9 Oracle disables by PUT, and finds whom it has disabled', async () => {
  const idp = identityProvider({ always: {}, withBody: { 'content-type': 'application/json' } })
  const id = await createUser(idp, 'x', { title: 'T' })
  const put = await idp.put(`/Users/${id}`, `{"schemas":["${core}"],"userName":"x","title":"T","active":false}`)
  expect(put).toMatchObject({ status: 200, body: { id, active: false } })
  expect((await idp.get('/Users')).body).toMatchObject({ totalResults: 1, Resources: [{ id, active: false }] })
})
