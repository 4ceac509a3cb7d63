import { describe, expect, test } from 'vitest'
import { deviceBody } from '../../src/conformance/device.js'
import { bothManners, createUser, type IdentityProvider, identityProvider, okta, patchOp } from './identity-provider.js'

// Users as Okta sends them (§1.4, §2, §3): whole by PUT, or activated, deactivated and given a password by PATCH.

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** The body of §1.4. */
function oktaUser(userName: string): string {
  return `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],
 "userName":"${userName}",
 "name":{"givenName":"Jane","familyName":"Doe"},
 "emails":[{"primary":true,"value":"${userName}","type":"work"}],
 "displayName":"Jane Doe",
 "locale":"en-US",
 "externalId":"00u6a15d23T9AeHhF5d7",
 "groups":[],
 "password":"1mz050nq",
 "active":true}`
}

async function assign(idp: IdentityProvider, userName = 'jane@test.com'): Promise<string> {
  const { status, body } = await idp.post('/Users', oktaUser(userName))
  expect(status).toBe(201)
  return body.id
}

const lookUp = (userName: string) =>
  `/Users?filter=userName%20eq%20%22${encodeURIComponent(userName)}%22&startIndex=1&count=100`

describe('assigning', () => {
  test('Q8 a look-up that misses is a list with nothing in it, in every order of its parameters', async () => {
    for (const idp of bothManners(okta)) {
      const filter = 'filter=userName%20eq%20%22test.user%40okta.local%22'
      for (const query of [`${filter}&startIndex=1&count=100`, `startIndex=1&count=100&${filter}`, filter]) {
        const { status, body, tolerated } = await idp.get(`/Users?${query}`)
        expect(status).toBe(200)
        expect(body).toEqual({
          schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
          totalResults: 0,
          startIndex: 1,
          itemsPerPage: 0,
          Resources: [],
        })
        expect(tolerated).toEqual([])
      }
    }
  })

  test('Q3 D-50 the answer is application/scim+json, bare, whatever is accepted; strict: 406 where JSON is left out', async () => {
    for (const idp of bothManners(okta)) {
      const created = await idp.post('/Users', oktaUser('jane@test.com'))
      expect(created).toMatchObject({ status: 201, tolerated: [] })
      expect(created.headers.get('content-type')).toBe('application/scim+json')
      for (const accept of [
        'application/scim+json',
        'application/scim+json; charset=utf-8',
        'application/json',
        '*/*',
      ]) {
        const listed = await idp.bench.get('/Users', { accept, 'accept-charset': 'utf-8' })
        expect([accept, listed.status]).toEqual([accept, 200])
        expect(listed.headers.get('content-type')).toBe('application/scim+json')
      }
      const foreign = await idp.bench.get('/Users', { accept: 'text/html' })
      expect(foreign.status).toBe(idp.bench.strict ? 406 : 200)
      expect(foreign.headers.get('content-type')).toBe('application/scim+json')
    }
  })

  test('Q27 the password that comes with every create is never told', async () => {
    const idp = identityProvider(okta)
    const created = await idp.post('/Users', oktaUser('jane@test.com'))
    expect(created.status).toBe(201)
    const { id } = created.body
    const answers = [
      created,
      await idp.get(`/Users/${id}`),
      await idp.get(`/Users/${id}?attributes=password`),
      await idp.get('/Users?startIndex=1&count=2'),
      await idp.patch(
        `/Users/${id}`,
        '{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":[{"op":"replace","value":{"password":"NewP@ss1"}}]}',
      ),
      await idp.get('/Users?filter=password%20eq%20%221mz050nq%22'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 400])
    expect(JSON.stringify(answers.map(({ body }) => body))).not.toMatch(/1mz050nq|NewP@ss1|hashed/)
    // The new password is kept: the version has moved.
    expect(answers[4]?.headers.get('etag')).toMatch(/^W\/"2\b/)
  })

  test('Q36 a second user of that name, in any case, is 409 uniqueness, and the first stays as it was', async () => {
    for (const idp of bothManners(okta)) {
      const id = await assign(idp)
      const { status, body } = await idp.post('/Users', oktaUser('JANE@test.com'))
      expect(status).toBe(409)
      expect(body).toMatchObject({ status: '409', scimType: 'uniqueness' })
      expect((await idp.get('/Users')).body).toMatchObject({ totalResults: 1, Resources: [{ id }] })
      const other = await createUser(idp, 'other@test.com')
      const renamed = await idp.put(`/Users/${other}`, oktaUser('Jane@Test.com'))
      expect({ status: renamed.status, scimType: renamed.body.scimType }).toEqual({
        status: 409,
        scimType: 'uniqueness',
      })
    }
  })
})

describe('looking up', () => {
  test('Q7 userName and displayName are compared without regard to case, id and externalId exactly', async () => {
    for (const idp of bothManners(okta)) {
      const id = await assign(idp)
      const found = async (filter: string) =>
        (await idp.get(`/Users?filter=${encodeURIComponent(filter)}`)).body.totalResults
      expect(await found('userName eq "JANE@Test.COM"')).toBe(1)
      expect(await found('displayName eq "jane DOE"')).toBe(1)
      expect(await found('externalId eq "00u6a15d23T9AeHhF5d7"')).toBe(1)
      expect(await found('externalId eq "00U6A15D23T9AEHHF5D7"')).toBe(0)
      expect(await found(`id eq "${id}"`)).toBe(1)
      expect(await found(`id eq "${id.toUpperCase()}"`)).toBe(0)
      expect((await idp.get(`/Users/${id.toUpperCase()}`)).status).toBe(404)
    }
  })

  test('Q9 whoever is not active is found by filter and by id, and counted', async () => {
    for (const idp of bothManners(okta)) {
      const id = await assign(idp)
      await assign(idp, 'john@test.com')
      await idp.patch(`/Users/${id}`, patchOp('{"op":"replace","value":{"active":false}}'))
      expect((await idp.get(`/Users/${id}`)).body.active).toBe(false)
      expect((await idp.get(lookUp('jane@test.com'))).body).toMatchObject({ totalResults: 1, Resources: [{ id }] })
      const list = (await idp.get('/Users?startIndex=1&count=2')).body
      expect(list).toMatchObject({ totalResults: 2, itemsPerPage: 2 })
      expect(list.Resources.map((user: { active: boolean }) => user.active)).toEqual([false, true])
    }
  })
})

describe('changing', () => {
  test('Q12 the object of a deactivation merges, and B5 brings back the same user', async () => {
    for (const idp of bothManners(okta)) {
      const id = await assign(idp)
      const before = (await idp.get(`/Users/${id}`)).body
      const { status, body, tolerated } = await idp.patch(
        `/Users/${id}`,
        `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
 "Operations":[{"op":"replace","value":{"active":false}}]}`,
      )
      expect(status).toBe(200)
      expect(body).toEqual({ ...before, active: false, meta: body.meta })
      expect(tolerated).toEqual([])
      const back = await idp.patch(`/Users/${id}`, patchOp('{"op":"replace","value":{"active":true}}'))
      expect(back.body).toEqual({ ...before, meta: back.body.meta })
    }
  })

  test('Q12 a profile change without a path merges the name too (B3p)', async () => {
    for (const idp of bothManners(okta)) {
      const id = await assign(idp)
      const { status, body } = await idp.patch(
        `/Users/${id}`,
        patchOp('{"op":"replace","value":{"name":{"givenName":"X"},"title":"Y"}}'),
      )
      expect(status).toBe(200)
      expect(body).toMatchObject({
        name: { givenName: 'X', familyName: 'Doe' },
        title: 'Y',
        emails: [{ primary: true, value: 'jane@test.com', type: 'work' }],
        active: true,
      })
    }
  })

  test("Q28 the PUT of the service's own stale values: read-only ones are ignored, a stale formatted name stays", async () => {
    for (const idp of bothManners(okta)) {
      const created = await idp.post('/Users', {
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        userName: 'jane@test.com',
        name: { formatted: 'Mona Octocat', givenName: 'Mona', familyName: 'Octocat' },
      })
      const { id, meta } = created.body
      const { status, headers, body, tolerated } = await idp.put(
        `/Users/${id}`,
        `{"active":true,"displayName":"Jane Smith",
 "emails":[{"primary":true,"type":"work","value":"jane@test.com"}],
 "externalId":"00u6a15d23T9AeHhF5d7","groups":[],
 "id":"5fc0c238-1112-11e8-8e45-920c87bdbd75","locale":"en-US",
 "meta":{"created":"2018-02-13T15:05:24.000-08:00","lastModified":"2018-02-13T15:05:55.000-08:00",
         "location":"https://old.example/Users/5fc0c238-1112-11e8-8e45-920c87bdbd75","resourceType":"User"},
 "name":{"familyName":"Smith","formatted":"Mona Octocat","givenName":"Jane"},
 "schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"jane@test.com"}`,
      )
      expect(status).toBe(200)
      expect(body).toEqual({
        schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
        id,
        externalId: '00u6a15d23T9AeHhF5d7',
        userName: 'jane@test.com',
        displayName: 'Jane Smith',
        name: { givenName: 'Jane', familyName: 'Smith', formatted: 'Mona Octocat' },
        emails: [{ primary: true, type: 'work', value: 'jane@test.com' }],
        locale: 'en-US',
        active: true,
        meta: {
          resourceType: 'User',
          created: meta.created,
          lastModified: body.meta.lastModified,
          location: meta.location,
          version: headers.get('etag'),
        },
      })
      expect(tolerated).toEqual([])
      expect((await idp.get('/Users/5fc0c238-1112-11e8-8e45-920c87bdbd75')).status).toBe(404)
    }
  })

  test('Q28 D-74 a PUT without roles, entitlements and password leaves them, and [] clears; strict: it clears', async () => {
    const grants = { roles: [{ value: 'admin' }], entitlements: [{ value: 'lic-1', type: 'License' }] }
    const [compatible, strict] = bothManners(okta)
    const id = await createUser(compatible, 'jane@test.com', grants)
    const kept = await compatible.put(`/Users/${id}`, oktaUser('jane@test.com'))
    expect(kept).toMatchObject({ status: 200, body: grants, tolerated: ['keepAbsentGrants'] })
    const cleared = await compatible.put(`/Users/${id}`, {
      ...JSON.parse(oktaUser('jane@test.com')),
      roles: [],
      entitlements: [],
    })
    expect(cleared.tolerated).toEqual([])
    expect(cleared.body).not.toHaveProperty('roles')
    expect(cleared.body).not.toHaveProperty('entitlements')

    const other = await createUser(strict, 'jane@test.com', grants)
    const replaced = await strict.put(`/Users/${other}`, oktaUser('jane@test.com'))
    expect(replaced.status).toBe(200)
    expect(replaced.body).not.toHaveProperty('roles')
    expect(replaced.body).not.toHaveProperty('entitlements')
  })

  test('Q14 id, meta, groups and schemas in the value of a PATCH change nothing; strict: 400 mutability (D-39)', async () => {
    const [compatible, strict] = bothManners(okta)
    const message = patchOp(
      '{"op":"replace","value":{"id":"other","meta":{"resourceType":"Group"},"groups":[{"value":"g"}],"schemas":[],"title":"T"}}',
    )
    const id = await assign(compatible)
    const before = (await compatible.get(`/Users/${id}`)).body
    const changed = await compatible.patch(`/Users/${id}`, message)
    expect(changed).toMatchObject({ status: 200, tolerated: ['ignoreReadOnlyKeys'] })
    expect(changed.body).toEqual({ ...before, title: 'T', meta: changed.body.meta })
    const other = await assign(strict)
    const refused = await strict.patch(`/Users/${other}`, message)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'mutability' } })
    expect((await strict.get(`/Users/${other}`)).body).not.toHaveProperty('title')
  })

  test("Q26 Okta's null update: null and an empty list unassign, the text that is empty too; strict keeps the text", async () => {
    const [compatible, strict] = bothManners(okta)
    const profile = { title: 'T', nickName: 'N', phoneNumbers: [{ value: '1', type: 'work' }] }
    const sent = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      userName: 'jane@test.com',
      title: null,
      nickName: '',
      phoneNumbers: [],
    }
    const id = await createUser(compatible, 'jane@test.com', profile)
    const put = await compatible.put(`/Users/${id}`, sent)
    expect(put.tolerated).toEqual(['acceptEmptyText'])
    for (const name of Object.keys(profile)) expect(put.body).not.toHaveProperty(name)

    const other = await createUser(strict, 'jane@test.com', profile)
    const kept = await strict.put(`/Users/${other}`, sent)
    expect(kept).toMatchObject({ status: 200, body: { nickName: '' }, tolerated: [] })
    expect(kept.body).not.toHaveProperty('title')
    expect(kept.body).not.toHaveProperty('phoneNumbers')
  })

  test('Q26 null and "" in a PATCH unassign; a required attribute cannot be', async () => {
    const idp = identityProvider(okta)
    const id = await createUser(idp, 'jane@test.com', { title: 'T', nickName: 'N' })
    const changed = await idp.patch(
      `/Users/${id}`,
      patchOp('{"op":"replace","path":"title","value":null}', '{"op":"replace","path":"nickName","value":""}'),
    )
    expect(changed).toMatchObject({ status: 200, tolerated: ['acceptEmptyText'] })
    expect(changed.body).not.toHaveProperty('title')
    expect(changed.body).not.toHaveProperty('nickName')
    const refused = await idp.patch(`/Users/${id}`, patchOp('{"op":"replace","path":"userName","value":null}'))
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'mutability' } })
    expect((await idp.get(`/Users/${id}`)).body.userName).toBe('jane@test.com')
  })

  test("Q30 the numbers of Okta's sample user become text; strict refuses them", async () => {
    const [compatible, strict] = bothManners(okta)
    const sample = {
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
      userName: 'bjensen@example.com',
      externalId: 701984,
      name: null,
      familyName: 'Jensen',
      addresses: [{ type: 'work', postalCode: 91608 }],
      [enterprise]: { employeeNumber: 701984, costCenter: 4130 },
    }
    const created = await compatible.post('/Users', sample)
    expect(created.status).toBe(201)
    expect(created.tolerated).toEqual(['acceptNumbersAsText', 'ignoreUnknownAttributes'])
    expect((await compatible.get(`/Users/${created.body.id}`)).body).toMatchObject({
      externalId: '701984',
      addresses: [{ type: 'work', postalCode: '91608' }],
      [enterprise]: { employeeNumber: '701984', costCenter: '4130' },
    })
    const found = await compatible.get('/Users?filter=externalId%20eq%20%22701984%22')
    expect(found.body.totalResults).toBe(1)
    const refused = await strict.post('/Users', sample)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
    expect((await strict.get('/Users')).body.totalResults).toBe(0)
  })

  test('Q30 D-08 text where a number is due is that number; strict: 400 invalidValue', async () => {
    const [compatible, strict] = bothManners(okta)
    const sent = deviceBody('d-1', { floor: '42', weight: '1.5', label: '42' })
    const created = await compatible.post('/Devices', sent)
    expect(created).toMatchObject({ status: 201, tolerated: ['acceptTextAsNumbers'] })
    expect((await compatible.get(`/Devices/${created.body.id}`)).body).toMatchObject({
      floor: 42,
      weight: 1.5,
      label: '42',
    })
    expect(await strict.post('/Devices', sent)).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
  })

  test('Q37 D-62 a changed user comes back whole, also when nothing has changed', async () => {
    for (const idp of bothManners(okta)) {
      const id = await assign(idp)
      for (const active of [false, false, true]) {
        const { status, body } = await idp.patch(
          `/Users/${id}`,
          patchOp(`{"op":"replace","value":{"active":${active}}}`),
        )
        expect(status).toBe(200)
        expect(body).toMatchObject({ id, userName: 'jane@test.com', active })
      }
    }
  })
})
