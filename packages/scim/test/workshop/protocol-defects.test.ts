import { describe, expect, test } from 'vitest'
import {
  characteristicUrn,
  createTestClient,
  patchOpUrn,
  userBody,
  userUrn,
  workshopCatalogue,
} from '../service-provider.js'

/** The protocol and data defects of the workshop's reference app: each test would have caught one, by its number. */

async function clientWithUsers(count: number) {
  const client = createTestClient()
  for (let n = 1; n <= count; n++) {
    const answer = await client.post('/Users', userBody(`user-${n}@gridco.example`, { externalId: `00u${n}` }))
    expect(answer.status).toBe(201)
  }
  return client
}

describe('lists', () => {
  test('C1: count decides the length of a page', async () => {
    const client = await clientWithUsers(5)
    const { body } = await client.get('/Users?startIndex=1&count=2')
    expect(body).toMatchObject({ totalResults: 5, itemsPerPage: 2, startIndex: 1 })
    expect(body.Resources).toHaveLength(2)
  })

  test('C2: startIndex is echoed and moves the page', async () => {
    const client = await clientWithUsers(5)
    const all = await client.get('/Users')
    const { body } = await client.get('/Users?startIndex=4&count=10')
    expect(body).toMatchObject({ totalResults: 5, itemsPerPage: 2, startIndex: 4 })
    expect(body.Resources).toEqual(all.body.Resources.slice(3))
  })

  test('C3: the 101st role can be discovered, and itemsPerPage is what was returned', async () => {
    const roles = Array.from({ length: 101 }, (_, n) => ({
      value: `role-${n}`,
      display: `Role ${n}`,
      description: undefined,
      attributes: {},
      supported: true,
      created: 0,
      lastModified: 0,
    }))
    const client = createTestClient({ catalogue: { ...workshopCatalogue, roles } })
    const first = await client.get('/Roles?startIndex=1&count=100')
    expect(first.body).toMatchObject({ totalResults: 101, itemsPerPage: 100, startIndex: 1 })
    const second = await client.get('/Roles?startIndex=101&count=100')
    expect(second.body).toMatchObject({ totalResults: 101, itemsPerPage: 1, startIndex: 101 })
    const discovered = [...first.body.Resources, ...second.body.Resources].map((each: { id: string }) => each.id)
    expect(new Set(discovered)).toEqual(new Set(roles.map((each) => each.value)))
  })

  test.each([
    ['startIndex=0', { startIndex: 1, itemsPerPage: 3 }],
    ['startIndex=-5', { startIndex: 1, itemsPerPage: 3 }],
    ['count=0', { itemsPerPage: 0 }],
    ['count=-3', { itemsPerPage: 0 }],
    ['count=100000', { itemsPerPage: 3 }],
    ['startIndex=99', { startIndex: 99, itemsPerPage: 0 }],
  ])('C4: the corners of paging are clamped, not fatal: %s', async (query, expected) => {
    const client = await clientWithUsers(3)
    const { status, body } = await client.get(`/Users?${query}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ totalResults: 3, ...expected })
  })

  test('C5: pages are in a stable order, without gap or overlap', async () => {
    const client = await clientWithUsers(7)
    const ids: string[] = []
    for (let startIndex = 1; startIndex <= 7; startIndex += 3) {
      const { body } = await client.get(`/Users?startIndex=${startIndex}&count=3`)
      ids.push(...body.Resources.map((user: { id: string }) => user.id))
    }
    expect(new Set(ids).size).toBe(7)
    expect(ids).toEqual([...ids].sort())
  })
})

describe('filters', () => {
  test.each([
    'garbage',
    'userName',
    'userName eq',
    'nickname of eq "x"',
    'userName like "x"',
    'userName eq "x" or',
    '(userName eq "x"',
    'nonsense eq "x"',
    "userName eq 'x'",
  ])('C6: a filter that is not understood is refused, never answered with everybody: %s', async (filter) => {
    const client = await clientWithUsers(2)
    const { status, body } = await client.get(`/Users?filter=${encodeURIComponent(filter)}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ status: '400', scimType: 'invalidFilter' })
  })

  test('C6: a filter on externalId is answered by externalId', async () => {
    const client = await clientWithUsers(3)
    const { body } = await client.get('/Users?filter=externalId%20eq%20%2200u2%22')
    expect(body.Resources.map((user: { userName: string }) => user.userName)).toEqual(['user-2@gridco.example'])
  })

  test.each([
    'userName eq "USER-2@gridco.example"',
    'USERNAME Eq "user-2@GRIDCO.example"',
    `${userUrn}:userName eq "user-2@gridco.example"`,
  ])('C7: names, operators and userName are read without regard to case: %s', async (filter) => {
    const client = await clientWithUsers(3)
    const { body } = await client.get(`/Users?filter=${encodeURIComponent(filter)}`)
    expect(body).toMatchObject({ totalResults: 1 })
  })

  test.each([
    ['displayName eq "Mary Ann van Dyke"', 1],
    ['displayName eq "say \\"hi\\""', 1],
    ['displayName co "ann" and not (userName eq "x")', 1],
    ['name.familyName sw "van" or displayName eq "say \\"hi\\""', 2],
    ['title pr', 0],
    ['emails[type eq "work" and value co "mary"]', 1],
  ])('C8: values with spaces and quotes, and the whole grammar: %s', async (filter, total) => {
    const client = createTestClient()
    await client.post(
      '/Users',
      userBody('mary@gridco.example', {
        displayName: 'Mary Ann van Dyke',
        name: { givenName: 'Mary Ann', familyName: 'van Dyke' },
      }),
    )
    await client.post('/Users', userBody('hi@gridco.example', { displayName: 'say "hi"' }))
    const { body } = await client.get(`/Users?filter=${encodeURIComponent(filter)}`)
    expect(body.totalResults).toBe(total)
  })
})

describe('users', () => {
  test('C9: userName is its own, whatever the e-mail is', async () => {
    const client = createTestClient()
    const created = await client.post(
      '/Users',
      userBody('trinity', { emails: [{ value: 'mail@gridco.example', primary: true }] }),
    )
    expect(created.body).toMatchObject({
      userName: 'trinity',
      emails: [{ value: 'mail@gridco.example', primary: true }],
    })
    const { body } = await client.get('/Users?filter=userName%20eq%20%22trinity%22')
    expect(body.totalResults).toBe(1)
  })

  test('C10: a second user of the same userName is refused, in any case', async () => {
    const client = await clientWithUsers(1)
    const { status, body } = await client.post('/Users', userBody('USER-1@gridco.example', { externalId: 'other' }))
    expect(status).toBe(409)
    expect(body).toMatchObject({ status: '409', scimType: 'uniqueness' })
  })

  test('C11: externalId is optional', async () => {
    const client = createTestClient()
    expect((await client.post('/Users', userBody('a@gridco.example'))).status).toBe(201)
    expect((await client.post('/Users', userBody('b@gridco.example'))).status).toBe(201)
  })

  test('C12: every refusal is a SCIM error whose status is a string and that names no internal id', async () => {
    const client = await clientWithUsers(1)
    const [user] = (await client.get('/Users')).body.Resources
    const refusals = [
      await client.post('/Users', userBody('user-1@gridco.example')),
      await client.get('/Users/unknown'),
      await client.put('/Users/unknown', userBody('x')),
      await client.get('/Nowhere'),
      await client.send('POST', '/Users', '{', { 'content-type': 'application/scim+json' }),
    ]
    expect(refusals.map((refusal) => refusal.status)).toEqual([409, 404, 404, 404, 400])
    for (const { status, headers, body } of refusals) {
      expect(headers.get('content-type')).toBe('application/scim+json')
      expect(body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status) })
      expect(body.detail).toMatch(/\.$/)
      expect(JSON.stringify(body)).not.toContain(user.id)
    }
  })

  test('C13: a creation has Location, meta and an ETag that If-Match understands', async () => {
    const client = createTestClient({ now: () => Date.parse('2026-11-24T10:00:00Z') })
    const { status, headers, body } = await client.post('/Users', userBody('a@gridco.example'))
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`https://app.example/scim/v2/Users/${body.id}`)
    expect(body.meta).toMatchObject({
      resourceType: 'User',
      created: '2026-11-24T10:00:00.000Z',
      lastModified: '2026-11-24T10:00:00.000Z',
      location: `https://app.example/scim/v2/Users/${body.id}`,
      version: headers.get('etag'),
    })
    const change = [{ op: 'replace', path: 'title', value: 'Operator' }]
    const changed = await client.patch(`/Users/${body.id}`, change, { 'if-match': String(headers.get('etag')) })
    expect(changed.status).toBe(200)
    const stale = await client.patch(`/Users/${body.id}`, [{ op: 'remove', path: 'title' }], {
      'if-match': String(headers.get('etag')),
    })
    expect(stale.status).toBe(412)
  })

  test('C14: answers are application/scim+json, whatever the request prefers', async () => {
    const client = await clientWithUsers(1)
    for (const accept of ['application/json', 'application/scim+json', '*/*', 'text/html']) {
      const { headers } = await client.get('/Users', { accept })
      expect(headers.get('content-type')).toBe('application/scim+json')
    }
  })

  test('C15: names are kept in their parts, however many words they have', async () => {
    const client = createTestClient()
    const name = { givenName: 'Mary Ann', familyName: 'van der Dyke' }
    const { body } = await client.post('/Users', userBody('mary@gridco.example', { name }))
    expect(body.name).toEqual(name)
    expect((await client.get(`/Users/${body.id}`)).body.name).toEqual(name)
  })

  test('C16: a missing name is absent, not invented', async () => {
    const client = createTestClient()
    const { status, body } = await client.post('/Users', { schemas: [userUrn], userName: 'plain' })
    expect(status).toBe(201)
    expect(body).not.toHaveProperty('name')
  })

  test('C17: nothing of what was sent is discarded', async () => {
    const client = createTestClient()
    const sent = userBody('all@gridco.example', {
      displayName: 'All of it',
      locale: 'de-AT',
      title: 'Operator',
      timezone: 'Europe/Vienna',
      emails: [
        { value: 'a@gridco.example', type: 'work', primary: true },
        { value: 'b@home.example', type: 'home' },
      ],
      phoneNumbers: [{ value: '+43 1 2345', type: 'mobile' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Grid', employeeNumber: '31' },
    })
    const { body } = await client.post('/Users', sent)
    const { body: read } = await client.get(`/Users/${body.id}`)
    const { schemas: _, ...attributes } = sent
    expect(read).toMatchObject(attributes)
    expect(read.schemas).toContain('urn:ietf:params:scim:schemas:extension:enterprise:2.0:User')
  })

  test('C18: PUT takes active, externalId, userName and displayName', async () => {
    const client = await clientWithUsers(1)
    const [user] = (await client.get('/Users')).body.Resources
    const sent = userBody('renamed@gridco.example', {
      active: false,
      externalId: 'new',
      displayName: 'New Name',
      password: 'S3cret!',
    })
    const { status, body } = await client.put(`/Users/${user.id}`, sent)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: user.id,
      userName: 'renamed@gridco.example',
      active: false,
      externalId: 'new',
      displayName: 'New Name',
    })
    expect(body).not.toHaveProperty('password')
  })

  test('C19: a PUT that does not mention roles leaves them; an empty list clears them', async () => {
    const client = createTestClient()
    const { body: user } = await client.post('/Users', userBody('t@gridco.example', { roles: [{ value: 'todo-er' }] }))
    const kept = await client.put(`/Users/${user.id}`, userBody('t@gridco.example', { title: 'Operator' }))
    expect(kept.body).toMatchObject({ title: 'Operator', roles: [{ value: 'todo-er', display: 'Todo-er' }] })
    const cleared = await client.put(`/Users/${user.id}`, userBody('t@gridco.example', { roles: [] }))
    expect(cleared.body).not.toHaveProperty('roles')
  })

  test.each([
    ['Okta', { op: 'replace', value: { active: false } }],
    ['Entra ID', { op: 'Replace', path: 'active', value: 'False' }],
    ['Entra ID with the flag', { op: 'replace', path: 'active', value: false }],
  ])('C20: a deactivation that is answered is done: %s', async (_client, operation) => {
    const client = await clientWithUsers(1)
    const [user] = (await client.get('/Users')).body.Resources
    const { status, body } = await client.patch(`/Users/${user.id}`, [operation])
    expect(status).toBe(200)
    expect(body.active).toBe(false)
    expect((await client.get(`/Users/${user.id}`)).body.active).toBe(false)
  })

  test('C20: all operations count, in order, or none does', async () => {
    const client = await clientWithUsers(1)
    const [user] = (await client.get('/Users')).body.Resources
    const { body } = await client.patch(`/Users/${user.id}`, [
      { op: 'add', path: 'title', value: 'Operator' },
      { op: 'replace', path: 'name.familyName', value: 'Changed' },
      { op: 'remove', path: 'locale' },
    ])
    expect(body).toMatchObject({ title: 'Operator', name: { givenName: 'Trinity', familyName: 'Changed' } })
    expect(body).not.toHaveProperty('locale')
    const refused = await client.patch(`/Users/${user.id}`, [
      { op: 'replace', path: 'title', value: 'Lost' },
      { op: 'replace', path: 'noSuchAttribute.x', value: 1 },
    ])
    expect(refused.status).toBe(400)
    expect((await client.get(`/Users/${user.id}`)).body.title).toBe('Operator')
  })

  test('C21: deleting frees the name, and deleting again is 404', async () => {
    const client = await clientWithUsers(1)
    const [user] = (await client.get('/Users')).body.Resources
    expect((await client.delete(`/Users/${user.id}`)).status).toBe(204)
    expect((await client.delete(`/Users/${user.id}`)).status).toBe(404)
    expect((await client.get(`/Users/${user.id}`)).status).toBe(404)
    expect((await client.post('/Users', userBody('user-1@gridco.example'))).status).toBe(201)
  })

  test('C22: an id is opaque: nothing that only begins like it finds the user, and no id is a count', async () => {
    const client = await clientWithUsers(1)
    const [user] = (await client.get('/Users')).body.Resources
    expect((await client.get(`/Users/${user.id}abc`)).status).toBe(404)
    expect((await client.get('/Users/1')).status).toBe(404)
    expect(user.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  test.each(['put', 'patch'] as const)(
    'C23: entitlements are stored and returned as value, display and type: %s',
    async (method) => {
      const client = createTestClient()
      const { body: user } = await client.post('/Users', userBody('t@gridco.example'))
      const entitlements = [{ value: 'is_tall', display: 'This user is so tall', type: 'Characteristic' }]
      const answer =
        method === 'put'
          ? await client.put(`/Users/${user.id}`, userBody('t@gridco.example', { entitlements }))
          : await client.patch(`/Users/${user.id}`, [{ op: 'add', path: 'entitlements', value: entitlements }])
      expect(answer.body.entitlements).toEqual(entitlements)
      expect((await client.get(`/Users/${user.id}`)).body.entitlements).toEqual(entitlements)
    },
  )

  test('C32: a role that does not exist is refused by name, and the user keeps what was there', async () => {
    const client = createTestClient()
    const { body: user } = await client.post('/Users', userBody('t@gridco.example', { roles: [{ value: 'todo-er' }] }))
    const { status, body } = await client.put(
      `/Users/${user.id}`,
      userBody('t@gridco.example', { roles: [{ value: '99' }] }),
    )
    expect(status).toBe(400)
    expect(body).toMatchObject({ scimType: 'invalidValue', detail: "'99' is not a role that can be granted here." })
    expect((await client.get(`/Users/${user.id}`)).body.roles).toEqual([{ value: 'todo-er', display: 'Todo-er' }])
  })

  test('C32: the same role twice is held once', async () => {
    const client = createTestClient()
    const { body } = await client.post(
      '/Users',
      userBody('t@gridco.example', { roles: [{ value: 'todo-er' }, { value: 'todo-er' }] }),
    )
    expect(body.roles).toHaveLength(1)
  })

  test('C33: a user is active unless the client says otherwise', async () => {
    const client = createTestClient()
    const { body } = await client.post('/Users', { schemas: [userUrn], userName: 'plain' })
    expect(body.active).toBe(true)
  })
})

describe('discovery', () => {
  test('C24: every list says that it is a ListResponse', async () => {
    const client = createTestClient()
    for (const path of ['/Users', '/Groups', '/Roles', '/Characteristics', '/ResourceTypes', '/Schemas']) {
      const { body } = await client.get(path)
      expect(body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:ListResponse'])
    }
  })

  test('C25, C26: a characteristic carries base and extension URNs, its extension object, and a boolean', async () => {
    const client = createTestClient()
    const { body } = await client.get('/Characteristics')
    expect(body.Resources).toMatchObject([
      {
        schemas: ['urn:okta:scim:schemas:core:1.0:Entitlement', characteristicUrn],
        id: 'is_tall',
        displayName: 'This user is so tall',
        type: 'Characteristic',
        description: 'Taller than most',
        [characteristicUrn]: { is_tall: true },
      },
    ])
    const { body: schema } = await client.get(`/Schemas/${characteristicUrn}`)
    expect(schema.attributes).toMatchObject([{ name: 'is_tall', type: 'boolean', multiValued: false }])
  })

  test('C27, C28: every schema and resource type is there, at an absolute location that answers', async () => {
    const client = createTestClient()
    const schemas = (await client.get('/Schemas')).body.Resources
    const types = (await client.get('/ResourceTypes')).body.Resources
    expect(types.map((type: { id: string }) => type.id)).toEqual(['User', 'Group', 'Role', 'Characteristic'])
    for (const type of types) {
      const named = [
        type.schema,
        ...(type.schemaExtensions ?? []).map((extension: { schema: string }) => extension.schema),
      ]
      for (const urn of named) expect(schemas.map((schema: { id: string }) => schema.id)).toContain(urn)
    }
    for (const resource of [...schemas, ...types]) {
      expect(resource.schemas).toHaveLength(1)
      expect(resource.meta.location).toMatch(/^https:\/\/app\.example\/scim\/v2\//)
      expect((await client.get(resource.meta.location.replace('https://app.example/scim/v2', ''))).body).toEqual(
        resource,
      )
    }
  })

  test('C29, C31: ServiceProviderConfig says what is supported, and the rest answers 501', async () => {
    const client = createTestClient()
    const { body } = await client.get('/ServiceProviderConfig')
    expect(body).toMatchObject({ patch: { supported: true }, filter: { supported: true }, bulk: { supported: true } })
    expect((await client.post('/Bulk', {})).status).toBe(400)
    expect((await client.get('/Me')).status).toBe(501)
  })

  test('C30: each definition and catalogue entry is found by its id, and a filter on definitions is 403', async () => {
    const client = createTestClient()
    for (const path of ['/ResourceTypes/User', `/Schemas/${userUrn}`, '/Roles/todo-er', '/Characteristics/is_tall']) {
      expect((await client.get(path)).status).toBe(200)
    }
    expect((await client.get('/Schemas?filter=id%20pr')).status).toBe(403)
    expect((await client.get('/ResourceTypes?filter=id%20pr')).status).toBe(403)
  })

  test('the catalogue is read-only: every write is 405 and says what is allowed', async () => {
    const client = createTestClient()
    const answers = [
      await client.post('/Roles', {}),
      await client.put('/Roles/todo-er', {}),
      await client.patch('/Roles/todo-er', []),
      await client.delete('/Roles/todo-er'),
    ]
    for (const { status, headers } of answers) {
      expect(status).toBe(405)
      expect(headers.get('allow')).toBe('GET, HEAD')
    }
  })
})

describe('requests that killed the process (2B)', () => {
  const patchWith = (body: unknown) => JSON.stringify(body)
  test.each([
    ['GET', '/Roles?startIndex=0', undefined, 200],
    ['GET', '/Roles?count=x', undefined, 400],
    ['GET', '/Roles?recordLimit=x', undefined, 200],
    ['GET', '/Users?filter=a&filter=b', undefined, 400],
    ['GET', '/Users?filter[not]=x', undefined, 200],
    ['POST', '/Users', patchWith({ schemas: [userUrn], userName: 'no-emails' }), 201],
    ['POST', '/Users', patchWith({ schemas: [userUrn], userName: 'x', emails: [{ value: 'x@y.example' }] }), 201],
    ['POST', '/Users', patchWith(null), 400],
    ['POST', '/Users', patchWith([]), 400],
    ['POST', '/Users', '', 400],
    ['PUT', '/Users/{id}', patchWith({ schemas: [userUrn], userName: 'user-1@gridco.example' }), 200],
    ['PATCH', '/Users/{id}', patchWith({ schemas: [patchOpUrn] }), 400],
    ['PATCH', '/Users/{id}', patchWith({ schemas: [patchOpUrn], Operations: [{ op: 'remove', path: 'title' }] }), 200],
    ['PATCH', '/Users/{id}', patchWith({ schemas: [patchOpUrn], Operations: [{ op: 'remove' }] }), 400],
    ['PATCH', '/Users/{id}', patchWith({ schemas: [patchOpUrn], Operations: [null] }), 400],
    [
      'PATCH',
      '/Users/unknown',
      patchWith({ schemas: [patchOpUrn], Operations: [{ op: 'replace', value: { active: false } }] }),
      404,
    ],
    ['DELETE', '/Users/unknown', undefined, 404],
    ['GET', '/Users/99999999999999999999', undefined, 404],
    ['GET', '/Users/%E0%A4%A', undefined, 404],
    ['GET', '/Users/a%00b', undefined, 404],
  ])('%s %s is answered: %#', async (method, path, body, status) => {
    const client = await clientWithUsers(1)
    const [user] = (await client.get('/Users')).body.Resources
    const headers: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/scim+json' }
    const answer = await client.send(method, path.replace('{id}', user.id), body, headers)
    expect(answer.status).toBe(status)
  })

  test('a body of a foreign media type is 415, before it is parsed', async () => {
    const client = createTestClient()
    const { status, body } = await client.send('POST', '/Users', 'userName=x', {
      'content-type': 'application/x-www-form-urlencoded',
    })
    expect(status).toBe(415)
    expect(body.status).toBe('415')
  })

  test('two creations of one userName at once: exactly one wins, the other is 409', async () => {
    const client = createTestClient()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => client.post('/Users', userBody('race@gridco.example'))),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409, 409, 409, 409, 409])
  })

  test('C34: malformed JSON is invalidSyntax, and its text is not repeated', async () => {
    const client = createTestClient()
    const { status, body } = await client.send('POST', '/Users', '{"password":"S3cret!",', {
      'content-type': 'application/json',
    })
    expect(status).toBe(400)
    expect(body.scimType).toBe('invalidSyntax')
    expect(JSON.stringify(body)).not.toContain('S3cret')
  })
})
