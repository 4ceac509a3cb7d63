import { expect, test } from 'vitest'
import { boolean, defineEntitlementType, type RollcallOptions } from '../src/index.js'
import { openRollcall, organisation, patchBody, userBody } from './open-rollcall.js'

const characteristic = 'urn:bestapps:scim:schemas:extension:todoapp:1.0:Characteristic'

const declared: Pick<RollcallOptions, 'roles' | 'entitlementTypes'> = {
  roles: {
    'todo-er': { display: 'Todo-er', allows: ['todo:own'] },
    manager: { display: 'Manager', description: 'Runs it', allows: ['todo:own', 'todo:assign'] },
  },
  entitlementTypes: [
    defineEntitlementType({
      name: 'Characteristic',
      endpoint: '/Characteristics',
      extension: characteristic,
      attributes: { is_tall: boolean() },
      values: { is_tall: { display: 'This user is so tall', description: 'Taller than most', is_tall: true } },
    }),
  ],
}

test('an organisation starts with what the app declares', async () => {
  const { rollcall } = await openRollcall(declared)
  const { client } = await organisation(rollcall, 'a.example')
  const roles = (await client('GET', '/Roles')).body
  expect(roles.Resources).toMatchObject([
    { id: 'todo-er' },
    { id: 'manager', displayName: 'Manager', description: 'Runs it' },
  ])
  expect((await client('GET', '/Characteristics/is_tall')).body).toMatchObject({
    schemas: ['urn:okta:scim:schemas:core:1.0:Entitlement', characteristic],
    displayName: 'This user is so tall',
    type: 'Characteristic',
    description: 'Taller than most',
    [characteristic]: { is_tall: true },
  })
  expect((await client('GET', '/ResourceTypes/Characteristic')).body).toMatchObject({
    endpoint: '/Characteristics',
    schemaExtensions: [{ schema: characteristic, required: true }],
  })
  expect((await client('GET', `/Schemas/${characteristic}`)).body.attributes).toMatchObject([
    { name: 'is_tall', type: 'boolean' },
  ])
})

test("the draft's dialect lists the same under its own schemas", async () => {
  const { rollcall } = await openRollcall(declared)
  const { client } = await organisation(rollcall, 'a.example', { dialect: 'ietf' })
  expect((await client('GET', '/Entitlements/is_tall')).body).toMatchObject({
    value: 'is_tall',
    type: 'Characteristic',
  })
  expect((await client('GET', '/Characteristics')).status).toBe(404)
})

test('what is declared anew reaches organisations that are there; what they changed stays', async () => {
  const { rollcall, file } = await openRollcall(declared)
  const { key } = await organisation(rollcall, 'a.example')
  await rollcall.tenants.addRole('a.example', 'auditor', { display: 'Our own auditor', allows: [] })
  await rollcall.tenants.removeEntitlementType('a.example', 'Characteristic')
  await rollcall.close()

  const next = await openRollcall({
    database: file,
    roles: {
      ...declared.roles,
      manager: { display: 'Renamed in code', allows: [] },
      auditor: { display: "The app's auditor", allows: ['todo:audit'] },
      guest: { display: 'Guest', allows: [] },
    },
    entitlementTypes: [
      ...(declared.entitlementTypes ?? []).map((type) => ({
        ...type,
        values: { ...type.values, is_small: { display: 'Small' } },
      })),
      { name: 'License', endpoint: '/Licenses', values: { pro: { display: 'Pro' } } },
    ],
  })
  const { client } = await organisation(next.rollcall, 'a.example')
  const roles = (await client('GET', '/Roles')).body.Resources
  expect(roles.map((role: { id: string; displayName: string }) => [role.id, role.displayName])).toEqual([
    ['todo-er', 'Todo-er'],
    ['manager', 'Manager'],
    ['auditor', 'Our own auditor'],
    ['guest', 'Guest'],
  ])
  expect((await client('GET', '/Licenses/pro')).status).toBe(200)
  expect((await client('GET', '/Characteristics')).status).toBe(404)
  expect(key).not.toBe('')
  const fresh = await organisation(next.rollcall, 'b.example')
  expect((await fresh.client('GET', '/Characteristics')).body.totalResults).toBe(2)
})

test('starting twice with the same declaration changes nothing', async () => {
  const { rollcall, file } = await openRollcall(declared)
  const { client } = await organisation(rollcall, 'a.example')
  const before = (await client('GET', '/Roles/manager')).body.meta
  await openRollcall({ ...declared, database: file })
  expect((await client('GET', '/Roles/manager')).body.meta).toEqual(before)
})

test('a command that declares nothing takes nothing away, and makes organisations with the defaults', async () => {
  const { file } = await openRollcall(declared)
  const { rollcall } = await openRollcall({ database: file })
  const { client } = await organisation(rollcall, 'new.example')
  expect((await client('GET', '/Roles')).body.totalResults).toBe(2)
})

test.each([
  ['a role of a forbidden name', { roles: { 'two words': { display: 'x', allows: [] } } }, "'two words'"],
  [
    'a role like an id',
    { roles: { '01a20cd5-5e74-776f-87ea-b3f731aa088b': { display: 'x', allows: [] } } },
    '01a20cd5',
  ],
  ['a role without a name', { roles: { x: { display: ' ', allows: [] } } }, "'display' of 'x'"],
  ['__proto__', { roles: JSON.parse('{"__proto__":{"display":"x","allows":[]}}') }, '__proto__'],
  ['an endpoint of the standard', { entitlementTypes: [{ name: 'Mine', endpoint: '/users', values: {} }] }, "'/users'"],
  ['a name of the standard', { entitlementTypes: [{ name: 'Group', endpoint: '/G', values: {} }] }, "'Group'"],
  ['an endpoint with a path', { entitlementTypes: [{ name: 'Mine', endpoint: '/a/b', values: {} }] }, "'/a/b'"],
  [
    'an attribute that is not declared',
    { entitlementTypes: [{ name: 'Mine', endpoint: '/M', values: { v: { display: 'V', size: 1 } } }] },
    "'size'",
  ],
  [
    'an attribute of another type',
    {
      entitlementTypes: [
        {
          name: 'Mine',
          endpoint: '/M',
          extension: 'urn:x:y',
          attributes: { size: boolean() },
          values: { v: { display: 'V', size: 1 } },
        },
      ],
    },
    "'size' of 'v' is not a value of type boolean",
  ],
] as const)('%s is refused at the start', async (_name, options, message) => {
  await expect(openRollcall(options)).rejects.toThrow(message)
})

test('a value is one entitlement only, and an endpoint one kind', async () => {
  const { rollcall } = await openRollcall(declared)
  await rollcall.tenants.create('a.example')
  const add = (name: string, endpoint: string, value: string) =>
    rollcall.tenants.addEntitlementType('a.example', { name, endpoint, values: { [value]: { display: value } } })
  await expect(add('Other', '/characteristics', 'x')).rejects.toThrow('already')
  await expect(add('Characteristic', '/Other', 'x')).rejects.toThrow('already')
  await expect(add('Other', '/Others', 'is_tall')).rejects.toThrow("'is_tall'")
  await expect(rollcall.tenants.addRole('a.example', 'manager', { display: 'x', allows: [] })).rejects.toThrow(
    "'manager'",
  )
  const { client } = await organisation(rollcall, 'a.example')
  expect((await client('GET', '/Others')).status).toBe(404)
})

test('what is granted while its kind is being taken away is not stored, and the client is told to send it again', async () => {
  const { rollcall } = await openRollcall(declared)
  const { client, key } = await organisation(rollcall, 'a.example')
  const user = (await client('POST', '/Users', { body: userBody('x@a.example') })).body
  const late = (body: object) =>
    new ReadableStream({
      async pull(controller) {
        await rollcall.tenants.removeEntitlementType('a.example', 'Characteristic')
        controller.enqueue(new TextEncoder().encode(JSON.stringify(body)))
        controller.close()
      },
    })
  const entitlements = [{ value: 'is_tall', type: 'Characteristic' }]
  const answered = await rollcall.fetch(
    new Request(`http://localhost/scim/v2/Users/${user.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${key}` },
      body: late(patchBody({ op: 'add', path: 'entitlements', value: entitlements })),
      duplex: 'half',
    } as RequestInit),
  )
  expect(answered.status).toBe(503)
  expect(answered.headers.get('retry-after')).toBe('1')
  expect(await answered.json()).toMatchObject({ detail: expect.stringContaining('What can be granted here changed') })
  const kept = (await client('GET', `/Users/${user.id}`)).body
  expect(kept).toMatchObject({ meta: { version: user.meta.version } })
  expect(kept.entitlements).toBeUndefined()
})

test('a change that grants nothing does not mind that the catalogue has changed', async () => {
  const { rollcall } = await openRollcall(declared)
  const { client, key } = await organisation(rollcall, 'a.example')
  const roles = [{ value: 'manager' }]
  const user = (await client('POST', '/Users', { body: userBody('x@a.example', { roles }) })).body
  const body = new ReadableStream({
    async pull(controller) {
      await rollcall.tenants.addRole('a.example', 'reader', { display: 'Reader', allows: [] })
      const rename = patchBody({ op: 'replace', path: 'title', value: 'T' }, { op: 'remove', path: 'roles' })
      controller.enqueue(new TextEncoder().encode(JSON.stringify(rename)))
      controller.close()
    },
  })
  const headers = { authorization: `Bearer ${key}` }
  const options = { method: 'PATCH', headers, body, duplex: 'half' } as RequestInit
  const answered = await rollcall.fetch(new Request(`http://localhost/scim/v2/Users/${user.id}`, options))
  expect(answered.status).toBe(200)
  expect(await answered.json()).toMatchObject({ title: 'T' })
})

test('a role may be called as a resource type is; what it may not be called is said', async () => {
  const { rollcall } = await openRollcall()
  const { client } = await organisation(rollcall, 'a.example')
  const add = (value: string) => rollcall.tenants.addRole('a.example', value, { display: 'A role', allows: [] })
  for (const value of ['user', 'group', 'role', 'schema']) await add(value)
  expect((await client('GET', '/Roles')).body.totalResults).toBe(4)
  await expect(add('constructor')).rejects.toThrow("'constructor' is a name that JavaScript keeps for itself")
  await expect(add('01980000-0000-7000-8000-000000000000')).rejects.toThrow("has the form of a user's id")
  await expect(add('a role')).rejects.toThrow("use letters, digits, '.', '_' and '-'")
})

test('a kind that somebody holds is not taken away, until they do not', async () => {
  const { rollcall } = await openRollcall(declared)
  const { client } = await organisation(rollcall, 'a.example')
  const entitlements = [{ value: 'is_tall', type: 'Characteristic' }]
  const user = (await client('POST', '/Users', { body: userBody('x@a.example', { entitlements }) })).body
  expect(user.entitlements).toEqual([{ value: 'is_tall', display: 'This user is so tall', type: 'Characteristic' }])
  const remove = () => rollcall.tenants.removeEntitlementType('a.example', 'characteristic')
  await expect(remove()).rejects.toThrow('still holds')
  expect((await client('GET', '/Characteristics')).body.totalResults).toBe(1)
  await client('PATCH', `/Users/${user.id}`, { body: patchBody({ op: 'remove', path: 'entitlements' }) })
  await remove()
  expect((await client('GET', '/Characteristics')).status).toBe(404)
  await expect(remove()).rejects.toThrow("no kind of entitlement 'characteristic'; it has none")
})

test('D-72: a second group of one name is refused, unless the organisation allows it; /Schemas says so', async () => {
  const { rollcall } = await openRollcall()
  await rollcall.tenants.create('many.example', { duplicateGroupNames: true })
  for (const [name, status, uniqueness] of [
    ['one.example', 409, 'server'],
    ['many.example', 201, 'none'],
  ] as const) {
    const { client } = await organisation(rollcall, name)
    const body = { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], displayName: 'Sales' }
    expect((await client('POST', '/Groups', { body })).status).toBe(201)
    expect((await client('POST', '/Groups', { body: { ...body, displayName: 'sales' } })).status).toBe(status)
    const schema = (await client('GET', '/Schemas/urn:ietf:params:scim:schemas:core:2.0:Group')).body
    expect(schema.attributes[0]).toMatchObject({ name: 'displayName', uniqueness })
  }
})

test.each(['Two.example', 'a_b', '', '-a', 'a'.repeat(64), '../x', 'a b'])(
  "'%s' names no organisation",
  async (name) => {
    const { rollcall } = await openRollcall()
    await expect(rollcall.tenants.create(name)).rejects.toThrow('cannot name an organisation')
  },
)

test('an organisation is made once', async () => {
  const { rollcall } = await openRollcall()
  await rollcall.tenants.create('a.example')
  await expect(rollcall.tenants.create('a.example')).rejects.toThrow("There is an organisation 'a.example' already.")
  expect(await rollcall.tenants.list()).toMatchObject([{ name: 'a.example', people: 0 }])
})
