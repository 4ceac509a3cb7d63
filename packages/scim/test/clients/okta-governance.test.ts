import { describe, expect, test } from 'vitest'
import { workshopCatalogue } from '../service-provider.js'
import { bothManners, createUser, type IdentityProvider, identityProvider, okta, patchOp } from './identity-provider.js'

// Discovery and grants as Okta Identity Governance sends them (§4).

const catalogue = workshopCatalogue
const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const tall = { value: 'is_tall', display: 'This user is so tall', type: 'Characteristic' }
const todoEr = { value: 'todo-er', display: 'Todo-er' }

describe('discovery', () => {
  test('Q43 count is honoured on the endpoints of the catalogue too, and itemsPerPage is true', async () => {
    for (const idp of bothManners(okta, { catalogue })) {
      const ids: string[] = []
      for (const startIndex of [1, 2, 3]) {
        const { status, body } = await idp.get(`/Roles?startIndex=${startIndex}&count=1`)
        expect(status).toBe(200)
        expect(body).toMatchObject({ totalResults: 3, startIndex, itemsPerPage: 1 })
        expect(body.Resources).toHaveLength(1)
        ids.push(body.Resources[0].id)
      }
      expect(new Set(ids).size).toBe(3)
      expect((await idp.get('/Roles?startIndex=1&count=2')).body).toMatchObject({ totalResults: 3, itemsPerPage: 2 })
      expect((await idp.get('/Roles?startIndex=4&count=1')).body).toMatchObject({ totalResults: 3, itemsPerPage: 0 })
      expect((await idp.get('/Characteristics?startIndex=1&count=1')).body).toMatchObject({ itemsPerPage: 1 })
    }
  })

  test('Q44 every definition is in a ListResponse and at its own place, without null, in camel case', async () => {
    for (const idp of bothManners(okta, { catalogue })) {
      for (const path of ['/ResourceTypes', '/Schemas', '/ResourceTypes?startIndex=1&count=100']) {
        const { status, body } = await idp.get(path)
        expect(status).toBe(200)
        expect(body.schemas).toEqual(['urn:ietf:params:scim:api:messages:2.0:ListResponse'])
        expect(body).toMatchObject({ totalResults: body.Resources.length, itemsPerPage: body.Resources.length })
        const text = JSON.stringify(body)
        expect(text).not.toContain('null')
        const names = [...text.matchAll(/"([A-Za-z_]+)":/g)].map(([, name]) => name)
        expect(names.filter((name) => name !== 'Resources' && !/^[a-z][A-Za-z]*$/.test(String(name)))).toEqual([])
        for (const { id } of body.Resources) {
          const one = await idp.get(`${path.split('?')[0]}/${id}`)
          expect([id, one.status, one.body.id]).toEqual([id, 200, id])
        }
      }
      const config = await idp.get('/ServiceProviderConfig')
      expect(config).toMatchObject({ status: 200, body: { patch: { supported: true } } })
      expect(JSON.stringify(config.body)).not.toContain('null')
    }
  })

  test('Q44 the types that Okta looks for name the schema, the endpoint, and in each value the type', async () => {
    const idp = identityProvider(okta, { catalogue })
    const types: {
      id: string
      name: string
      endpoint: string
      schema: string
      schemaExtensions?: { schema: string }[]
    }[] = (await idp.get('/ResourceTypes')).body.Resources
    const schemas: string[] = (await idp.get('/Schemas')).body.Resources.map(({ id }: { id: string }) => id)
    const known = ['urn:okta:scim:schemas:core:1.0:Role', 'urn:okta:scim:schemas:core:1.0:Entitlement']
    const grantable = types.filter(({ schema }) => known.includes(schema))
    expect(grantable.map(({ id, endpoint }) => [id, endpoint])).toEqual([
      ['Role', '/Roles'],
      ['Characteristic', '/Characteristics'],
    ])
    for (const { name, endpoint, schema, schemaExtensions = [] } of grantable) {
      for (const extension of schemaExtensions) expect(schemas).toContain(extension.schema)
      const { body } = await idp.get(`${endpoint}?startIndex=1&count=100`)
      for (const resource of body.Resources) {
        expect(resource.schemas).toContain(schema)
        expect(typeof resource.displayName).toBe('string')
        if (schema.endsWith('Entitlement')) expect(resource.type).toBe(name)
      }
    }
  })
})

describe('grants', () => {
  test('Q28 a PUT as in §4.3 grants what it lists and takes the rest away', async () => {
    for (const idp of bothManners(okta, { catalogue })) {
      const id = await createUser(idp, 'jane@test.com')
      const put = (grants: string) =>
        idp.put(
          `/Users/${id}`,
          `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"${id}","externalId":"00u6a15d23T9AeHhF5d7",
 "userName":"jane@test.com","name":{"givenName":"Jane","familyName":"Doe"},
 "emails":[{"primary":true,"value":"jane@test.com","type":"work"}],"displayName":"Jane Doe","locale":"en-US","active":true,"groups":[],
 ${grants},"meta":{"resourceType":"User"}}`,
        )
      const granted = await put(
        '"roles":[{"value":"todo-er","display":"Todo-er"}],"entitlements":[{"value":"is_tall","display":"This user is so tall","type":"Characteristic"}]',
      )
      expect(granted).toMatchObject({ status: 200, tolerated: [] })
      expect(granted.body).toMatchObject({ roles: [todoEr], entitlements: [tall] })
      const fewer = await put('"roles":[],"entitlements":[{"value":"is_tall","type":"Characteristic"}]')
      expect(fewer.body).not.toHaveProperty('roles')
      expect((await idp.get(`/Users/${id}`)).body.entitlements).toEqual([tall])
    }
  })

  test.each([
    ['text', '"roles":"todo-er"', ['acceptObjectAsArray', 'acceptPlainValues']],
    ['an array of text', '"roles":["todo-er","manager"]', ['acceptPlainValues']],
  ])('Q18 roles as %s become values; strict: 400 invalidValue', async (_form, roles, tolerated) => {
    const [compatible, strict] = bothManners(okta, { catalogue })
    const sent = `{"schemas":["${core}"],"userName":"jane@test.com",${roles}}`
    const created = await compatible.post('/Users', sent)
    expect(created).toMatchObject({ status: 201, tolerated })
    const { body } = await compatible.get(`/Users/${created.body.id}`)
    expect(body.roles).toContainEqual(todoEr)
    expect(body.roles).toHaveLength(roles.includes('manager') ? 2 : 1)
    const refused = await strict.post('/Users', sent)
    expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
    expect((await strict.get('/Users')).body.totalResults).toBe(0)
  })

  test('Q18 a comma is part of a value, and parts values only where the connection says so', async () => {
    const sent = `{"schemas":["${core}"],"userName":"jane@test.com","roles":"todo-er, manager"}`
    const usual = identityProvider(okta)
    const whole = await usual.post('/Users', sent)
    expect(whole.body.roles).toEqual([{ value: 'todo-er, manager' }])
    const splitting = usual.another({ settings: { splitCommaLists: true }, catalogue })
    const put = await splitting.put(`/Users/${whole.body.id}`, sent)
    expect(put).toMatchObject({
      status: 200,
      tolerated: ['acceptObjectAsArray', 'splitCommaLists', 'acceptPlainValues'],
    })
    expect((await splitting.get(`/Users/${whole.body.id}`)).body.roles).toEqual([
      { value: 'manager', display: 'Manager' },
      todoEr,
    ])
    const patched = await splitting.patch(
      `/Users/${whole.body.id}`,
      patchOp(
        '{"op":"replace","path":"roles","value":"todo-auditor,manager,"}',
        '{"op":"replace","path":"title","value":"Operator, senior"}',
      ),
    )
    expect(patched.body.roles.map(({ value }: { value: string }) => value)).toEqual(['manager', 'todo-auditor'])
    expect(patched.body.title).toBe('Operator, senior')
    const endless = await splitting.patch(
      `/Users/${whole.body.id}`,
      patchOp(`{"op":"replace","path":"roles","value":"${'x,'.repeat(5000)}"}`),
    )
    expect(endless).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
    const strict = identityProvider(okta, { strict: true, settings: { splitCommaLists: true } })
    expect(await strict.post('/Users', sent)).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
  })

  test.each([
    ['added', '{"op":"add","path":"roles","value":[{"value":"todo-er","display":"Todo-er"}]}'],
    ['replaced', '{"op":"replace","path":"roles","value":[{"value":"todo-er","display":"Todo-er"}]}'],
    ['replaced without a path', '{"op":"replace","value":{"roles":[{"value":"todo-er","display":"Todo-er"}]}}'],
  ])('Q12 grants by PATCH (§4.4), %s, and removed by their value', async (_way, operation) => {
    for (const idp of bothManners(okta, { catalogue })) {
      const id = await createUser(idp, 'jane@test.com', { entitlements: [tall] })
      const granted = await idp.patch(`/Users/${id}`, patchOp(operation))
      expect(granted).toMatchObject({ status: 200, body: { roles: [todoEr], entitlements: [tall] }, tolerated: [] })
      const removed = await idp.patch(
        `/Users/${id}`,
        patchOp('{"op":"remove","path":"entitlements[value eq \\"is_tall\\"]"}'),
      )
      expect(removed.body).not.toHaveProperty('entitlements')
      expect((await idp.get(`/Users/${id}`)).body.roles).toEqual([todoEr])
    }
  })

  test('Q50 a grant that the catalogue does not have is refused by name, and nothing is done', async () => {
    for (const idp of bothManners(okta, { catalogue })) {
      const id = await createUser(idp, 'jane@test.com', { roles: [{ value: 'todo-er' }] })
      const unknown = '{"value":"role-99","display":"No Such Role"}'
      for (const answer of [
        await idp.post('/Users', `{"schemas":["${core}"],"userName":"john@test.com","roles":[${unknown}]}`),
        await idp.put(`/Users/${id}`, `{"schemas":["${core}"],"userName":"jane@test.com","roles":[${unknown}]}`),
        await idp.patch(`/Users/${id}`, patchOp(`{"op":"add","path":"roles","value":[${unknown}]}`)),
        await idp.patch(
          `/Users/${id}`,
          patchOp('{"op":"add","path":"entitlements","value":[{"value":"role-99","type":"Characteristic"}]}'),
        ),
      ]) {
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
        expect(answer.body.detail).toContain("'role-99'")
      }
      expect((await idp.get('/Users')).body).toMatchObject({ totalResults: 1, Resources: [{ id, roles: [todoEr] }] })
    }
  })

  test('Q50 what was granted and has left the catalogue since is kept, sent again or not, and not granted anew', async () => {
    for (const before of bothManners(okta, { catalogue })) {
      const id = await createUser(before, 'jane@test.com', { roles: [{ value: 'todo-er' }] })
      const roles = catalogue.roles.filter(({ value }) => value !== 'todo-er')
      const idp = before.another({ catalogue: { ...catalogue, roles } })
      const isHeld = async () =>
        (await idp.get(`/Users/${id}`)).body.roles.some(({ value }: { value: string }) => value === 'todo-er')
      expect((await idp.get('/Roles/todo-er')).status).toBe(404)
      expect(await isHeld()).toBe(true)
      const again = await idp.put(
        `/Users/${id}`,
        `{"schemas":["${core}"],"userName":"jane@test.com","title":"T","roles":[{"value":"todo-er"},{"value":"manager"}]}`,
      )
      expect(again.status).toBe(200)
      expect(await isHeld()).toBe(true)
      const other = await idp.post(
        '/Users',
        `{"schemas":["${core}"],"userName":"john@test.com","roles":[{"value":"todo-er"}]}`,
      )
      expect(other).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      expect(
        (await idp.patch(`/Users/${id}`, patchOp('{"op":"remove","path":"roles[value eq \\"todo-er\\"]"}'))).status,
      ).toBe(200)
      expect(await isHeld()).toBe(false)
    }
  })
})

test.each([
  ['as its value', '{"value":"Todo Auditor"}', ['grantByDisplay']],
  ['and no value', '{"display":"Todo Auditor"}', ['acceptDisplayAsValue', 'grantByDisplay']],
])('Q50 a role with its label %s is the role; strict: 400 invalidValue', async (_form, role, tolerated) => {
  const [compatible, strict] = bothManners(okta, { catalogue })
  const grant = async (idp: IdentityProvider) =>
    idp.patch(
      `/Users/${await createUser(idp, 'jane@test.com')}`,
      patchOp(`{"op":"add","path":"roles","value":[${role}]}`),
    )
  const granted = await grant(compatible)
  expect(granted).toMatchObject({ status: 200, tolerated })
  expect(granted.body.roles).toEqual([{ value: 'todo-auditor', display: 'Todo Auditor' }])
  expect(await grant(strict)).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
  expect((await strict.get('/Users')).body.Resources[0]).not.toHaveProperty('roles')
})
