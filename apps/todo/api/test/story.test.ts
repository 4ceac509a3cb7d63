import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OrganisationPeople, Problem, TodoList } from '../src/contract.js'
import { createBrowser, meOf } from './browser.js'
import { createProviderClient, entraHeaders, oktaHeaders, type ScimAnswer } from './provider-client.js'
import { startTodoProcess, type TodoProcess } from './todo-process.js'

/**
 * The workshop's whole story against the running app: what Okta and Entra ID really send, in order, each effect read back
 * over SCIM and seen in the Todo app. The tests of this file are one story and run in their order.
 */

const characteristicUrn = 'urn:bestapps:scim:schemas:extension:todoapp:1.0:Characteristic'
const patchOpUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'
const userUrn = 'urn:ietf:params:scim:schemas:core:2.0:User'
const characteristic = { value: 'is_tall', display: 'This user is so tall', type: 'Characteristic' }

let todo: TodoProcess
let okta: (method: string, path: string, body?: unknown) => Promise<ScimAnswer>
let entra: typeof okta

beforeAll(async () => {
  todo = await startTodoProcess()
  okta = createProviderClient(todo.scim, oktaHeaders('Bearer 123123'))
  entra = createProviderClient(todo.scim, entraHeaders('Bearer 123123'))
})
afterAll(() => todo?.stop())

/** The user that Okta links by its own id. */
async function userByExternalId(externalId: string) {
  const { body } = await okta('GET', `/Users?filter=externalId%20eq%20%22${externalId}%22&startIndex=1&count=100`)
  expect(body.totalResults).toBe(1)
  return body.Resources[0]
}

/** What Okta does to change a user: GET, overlay, PUT everything back, read-only attributes and all. */
async function putMerged(id: string, changes: Record<string, unknown>): Promise<ScimAnswer> {
  const { body } = await okta('GET', `/Users/${id}`)
  return okta('PUT', `/Users/${id}`, { ...body, ...changes })
}

test('Okta tests the connection', async () => {
  const { status, headers, body } = await okta('GET', '/Users?startIndex=1&count=2')
  expect(status).toBe(200)
  expect(headers['content-type']).toBe('application/scim+json')
  expect(body).toMatchObject({ totalResults: 2, startIndex: 1, itemsPerPage: 2 })
})

test('the key is refused when it is wrong, missing, or in the query string', async () => {
  for (const client of [
    createProviderClient(todo.scim, oktaHeaders('Bearer 123124')),
    createProviderClient(todo.scim, () => ({})),
  ]) {
    const { status, headers, body } = await client('GET', '/Users?access_token=123123&access_token%5Bnot%5D=x')
    expect(status).toBe(401)
    expect(headers['www-authenticate']).toMatch(/^Bearer /)
    expect(body).toMatchObject({ status: '401' })
  }
})

test('Okta imports both people with their roles', async () => {
  const { body } = await okta('GET', '/Users?startIndex=1&count=100')
  expect(body).toMatchObject({ totalResults: 2, startIndex: 1, itemsPerPage: 2 })
  const [somnus, trinity] = [await userByExternalId('31'), await userByExternalId('32')]
  expect(somnus).toMatchObject({
    userName: 'somnus.henderson@gridco.example',
    name: { givenName: 'Somnus', familyName: 'Henderson' },
    active: true,
  })
  expect(somnus).not.toHaveProperty('roles')
  expect(trinity).toMatchObject({
    userName: 'trinity@gridco.example',
    name: { givenName: 'Trinity', familyName: 'JustTrinity' },
    roles: [{ value: 'todo-er', display: 'Todo-er' }],
  })
  expect(JSON.stringify(body)).not.toContain('password')
})

test('Okta discovers what can be granted', async () => {
  const types = (await okta('GET', '/ResourceTypes')).body.Resources
  const granted = types.filter((type: { schema: string }) => type.schema.startsWith('urn:okta:scim:schemas:core:1.0:'))
  expect(granted).toMatchObject([
    { name: 'Role', endpoint: '/Roles', schema: 'urn:okta:scim:schemas:core:1.0:Role' },
    {
      name: 'Characteristic',
      endpoint: '/Characteristics',
      schema: 'urn:okta:scim:schemas:core:1.0:Entitlement',
      schemaExtensions: [{ schema: characteristicUrn, required: true }],
    },
  ])
  const schemas = (await okta('GET', '/Schemas')).body.Resources
  expect(schemas.find((schema: { id: string }) => schema.id === characteristicUrn)).toMatchObject({
    attributes: [{ name: 'is_tall', type: 'boolean' }],
  })
  const roles = (await okta('GET', '/Roles?startIndex=1&count=100')).body
  expect(roles.Resources.map((role: { id: string; displayName: string }) => [role.id, role.displayName])).toEqual(
    expect.arrayContaining([
      ['todo-er', 'Todo-er'],
      ['todo-auditor', 'Todo Auditor'],
      ['manager', 'Manager'],
    ]),
  )
  const characteristics = (await okta('GET', '/Characteristics?startIndex=1&count=100')).body
  expect(characteristics).toMatchObject({
    totalResults: 1,
    itemsPerPage: 1,
    Resources: [
      {
        id: 'is_tall',
        displayName: 'This user is so tall',
        type: 'Characteristic',
        [characteristicUrn]: { is_tall: true },
      },
    ],
  })
  expect((await okta('GET', '/Groups?startIndex=1&count=100')).body).toMatchObject({ totalResults: 0, Resources: [] })
})

test('Okta grants Todo-er to Somnus by PUT, and his todos open at the next request', async () => {
  const person = createBrowser(todo.origin)
  expect((await person.signIn('somnus.henderson@gridco.example', 'correct horse battery staple')).status).toBe(200)
  expect(await person.get<Problem>('/api/todos')).toMatchObject({ status: 403, body: { code: 'noAccess' } })

  const somnus = await userByExternalId('31')
  const { status, body } = await putMerged(somnus.id, { roles: [{ value: 'todo-er', display: 'Todo-er' }] })
  expect(status).toBe(200)
  expect(body.roles).toEqual([{ value: 'todo-er', display: 'Todo-er' }])
  expect((await okta('GET', `/Users/${somnus.id}`)).body.roles).toEqual([{ value: 'todo-er', display: 'Todo-er' }])

  expect((await person.get<TodoList>('/api/todos')).status).toBe(200)
  expect((await meOf(person)).roles).toMatchObject([{ value: 'todo-er', display: 'Todo-er', allows: ['todo:own'] }])
})

test('Okta takes the role back with the shorter list, and the todos close at the next request', async () => {
  const person = createBrowser(todo.origin)
  await person.signIn('somnus.henderson@gridco.example', 'correct horse battery staple')
  const somnus = await userByExternalId('31')
  expect((await putMerged(somnus.id, { roles: [] })).body).not.toHaveProperty('roles')
  expect(await person.get<Problem>('/api/todos')).toMatchObject({ status: 403, body: { code: 'noAccess' } })
})

describe('Okta grants is_tall to Trinity', () => {
  async function expectTall(id: string, tall: boolean) {
    const { body } = await okta('GET', `/Users/${id}`)
    if (tall) expect(body.entitlements).toEqual([characteristic])
    else expect(body).not.toHaveProperty('entitlements')
    expect(body.roles).toEqual([{ value: 'todo-er', display: 'Todo-er' }])
    const person = createBrowser(todo.origin)
    await person.signIn('trinity@gridco.example', 'Zion')
    expect((await meOf(person)).entitlements).toMatchObject(tall ? [characteristic] : [])
  }

  test('by PUT, and takes it away by PUT', async () => {
    const { id } = await userByExternalId('32')
    const granted = await putMerged(id, { entitlements: [characteristic] })
    expect(granted).toMatchObject({ status: 200, body: { entitlements: [characteristic] } })
    await expectTall(id, true)
    expect((await putMerged(id, { entitlements: [] })).status).toBe(200)
    await expectTall(id, false)
  })

  test.each([
    ['add with a path', { op: 'add', path: 'entitlements', value: [characteristic] }],
    ['replace with a path', { op: 'replace', path: 'entitlements', value: [characteristic] }],
    ['replace without a path', { op: 'replace', value: { entitlements: [characteristic] } }],
  ])('by PATCH: %s, and takes it away by a value filter', async (_form, operation) => {
    const { id } = await userByExternalId('32')
    const granted = await okta('PATCH', `/Users/${id}`, { schemas: [patchOpUrn], Operations: [operation] })
    expect([200, 204]).toContain(granted.status)
    await expectTall(id, true)
    const removal = { op: 'remove', path: 'entitlements[value eq "is_tall"]' }
    const removed = await okta('PATCH', `/Users/${id}`, { schemas: [patchOpUrn], Operations: [removal] })
    expect([200, 204]).toContain(removed.status)
    await expectTall(id, false)
  })
})

test('Okta creates a person by assignment, who can sign in with the password that came along', async () => {
  const userName = 'niobe@gridco.example'
  const filter = `filter=userName%20eq%20%22${encodeURIComponent(userName)}%22`
  for (const query of [`${filter}&startIndex=1&count=100`, `startIndex=1&count=100&${filter}`, filter]) {
    expect((await okta('GET', `/Users?${query}`)).body).toMatchObject({ totalResults: 0, Resources: [] })
  }
  const { status, headers, body } = await okta('POST', '/Users', {
    schemas: [userUrn],
    userName,
    name: { givenName: 'Niobe', familyName: 'of Logos' },
    emails: [{ primary: true, value: userName, type: 'work' }],
    displayName: 'Niobe of Logos',
    locale: 'en-US',
    externalId: '00u6a15d23T9AeHhF5d7',
    groups: [],
    password: '1mz050nq',
    active: true,
    roles: [{ value: 'manager', display: 'Manager' }],
  })
  expect(status).toBe(201)
  expect(headers.location).toBe(`${todo.scim}/Users/${body.id}`)
  expect(body).toMatchObject({
    userName,
    active: true,
    externalId: '00u6a15d23T9AeHhF5d7',
    meta: { resourceType: 'User' },
  })
  expect(body).not.toHaveProperty('password')
  expect((await okta('GET', `/Users/${body.id}`)).body).toEqual(body)

  const again = await okta('POST', '/Users', { schemas: [userUrn], userName: userName.toUpperCase(), externalId: 'x' })
  expect(again).toMatchObject({ status: 409, body: { scimType: 'uniqueness', status: '409' } })

  const person = createBrowser(todo.origin)
  expect((await person.signIn(userName, '1mz050nq')).status).toBe(200)
  const { body: organisation } = await person.get<OrganisationPeople>('/api/organisation/people')
  expect(organisation.people.map((each) => each.displayName)).toContain('Niobe of Logos')
})

test('Okta changes a profile by PUT, and the app shows the new name', async () => {
  const { id } = await userByExternalId('32')
  const { status, body } = await putMerged(id, {
    displayName: 'Trinity Moss',
    name: { givenName: 'Trinity', familyName: 'Moss', formatted: 'Trinity JustTrinity' },
  })
  expect(status).toBe(200)
  expect(body).toMatchObject({
    displayName: 'Trinity Moss',
    name: { familyName: 'Moss' },
    roles: [{ value: 'todo-er' }],
  })
  const person = createBrowser(todo.origin)
  await person.signIn('trinity@gridco.example', 'Zion')
  expect(await meOf(person)).toMatchObject({ displayName: 'Trinity Moss', familyName: 'Moss' })
})

describe('deactivating ends access, reactivating restores it', () => {
  const activeByPut = (active: boolean) => (id: string) => putMerged(id, { active })
  const activeByOktaPatch = (active: boolean) => (id: string) =>
    okta('PATCH', `/Users/${id}`, { schemas: [patchOpUrn], Operations: [{ op: 'replace', value: { active } }] })
  const activeByEntraPatch = (value: string) => (id: string) =>
    entra('PATCH', `/Users/${id}`, { schemas: [patchOpUrn], Operations: [{ op: 'Replace', path: 'active', value }] })

  test.each([
    ['Okta, by PUT', activeByPut(false), activeByPut(true)],
    ['Okta, by PATCH', activeByOktaPatch(false), activeByOktaPatch(true)],
    ['Entra ID', activeByEntraPatch('False'), activeByEntraPatch('True')],
  ])('%s', async (_form, deactivate, reactivate) => {
    const { id } = await userByExternalId('32')
    const person = createBrowser(todo.origin)
    expect((await person.signIn('trinity@gridco.example', 'Zion')).status).toBe(200)
    expect((await person.get('/api/todos')).status).toBe(200)

    expect([200, 204]).toContain((await deactivate(id)).status)
    expect((await okta('GET', `/Users/${id}`)).body).toMatchObject({ id, active: false })
    expect(await person.get<Problem>('/api/todos')).toMatchObject({
      status: 401,
      body: { code: 'deactivated' },
    })
    expect(await person.signIn('trinity@gridco.example', 'Zion')).toMatchObject({
      status: 403,
      body: { code: 'deactivated' },
    })

    expect([200, 204]).toContain((await reactivate(id)).status)
    expect((await okta('GET', `/Users/${id}`)).body).toMatchObject({ id, active: true, roles: [{ value: 'todo-er' }] })
    expect((await person.get<Problem>('/api/todos')).status).toBe(401)
    expect((await person.signIn('trinity@gridco.example', 'Zion')).status).toBe(200)
    expect((await person.get('/api/todos')).status).toBe(200)
  })
})

test('a restart keeps everything', async () => {
  const before = (await okta('GET', '/Users?startIndex=1&count=100')).body
  await todo.restart()
  expect((await okta('GET', '/Users?startIndex=1&count=100')).body).toEqual(before)
})

test('every request was traced in one line, and no secret was printed but the demo key', async () => {
  const lines = todo.output().split('\n')
  expect(lines.some((line) => /PATCH \/scim\/v2\/Users\/\S+ 200 \d+(\.\d+)? ms gridco\.example/.test(line))).toBe(true)
  expect(todo.output()).not.toContain('1mz050nq')
  expect(todo.output()).not.toContain('Bearer 123124')
})
