import { expect, expectTypeOf, test } from 'vitest'
import { createRollcall, ScimError, sql } from '../src/index.js'
import { openRollcall, organisation, patchBody } from './open-rollcall.js'

const roles = {
  'todo-er': { display: 'Todo-er', allows: ['todo:own'] },
  manager: { display: 'Manager', description: 'Runs it', allows: ['todo:own', 'todo:assign'] },
} as const

async function gridco(passwords = true) {
  const { rollcall } = await openRollcall<'todo:own' | 'todo:assign' | 'todo:audit'>({ roles })
  await rollcall.tenants.create('gridco.example', { passwords })
  const { client } = await organisation(rollcall, 'gridco.example')
  const directory = rollcall.ofTenant('gridco.example')
  const trinity = await directory.users.create({
    userName: 'trinity@gridco.example',
    externalId: '32',
    name: { givenName: 'Trinity', familyName: 'JustTrinity' },
    password: 'Zion',
    roles: [{ value: 'todo-er' }],
  })
  return { rollcall, client, directory, trinity }
}

test('A6: a role means what it allows, from the next question on', async () => {
  const { directory, client, trinity } = await gridco()
  expect(await directory.can(trinity.id, 'todo:own')).toBe(true)
  expect(await directory.can(trinity.id, 'todo:assign')).toBe(false)
  const grant = patchBody({ op: 'add', path: 'roles', value: [{ value: 'manager' }] })
  await client('PATCH', `/Users/${trinity.id}`, { body: grant })
  expect(await directory.can(trinity.id, 'todo:assign')).toBe(true)
  expect(await directory.accessOf(trinity.id)).toMatchObject({
    active: true,
    roles: [
      { value: 'manager', display: 'Manager', description: 'Runs it', allows: ['todo:own', 'todo:assign'] },
      { value: 'todo-er', display: 'Todo-er', description: undefined, allows: ['todo:own'] },
    ],
    permissions: ['todo:own', 'todo:assign'],
  })
  await client('PATCH', `/Users/${trinity.id}`, { body: patchBody({ op: 'remove', path: 'roles' }) })
  expect(await directory.can(trinity.id, 'todo:own')).toBe(false)
})

test('A5: whoever is deactivated may do nothing, and is still found', async () => {
  const { directory, client, trinity } = await gridco()
  await client('PATCH', `/Users/${trinity.id}`, { body: patchBody({ op: 'replace', value: { active: false } }) })
  expect(await directory.can(trinity.id, 'todo:own')).toBe(false)
  expect(await directory.accessOf(trinity.id)).toMatchObject({
    active: false,
    permissions: [],
    roles: [{ value: 'todo-er' }],
  })
  expect(await directory.users.get(trinity.id)).toMatchObject({ active: false })
  expect(await directory.authenticate('trinity@gridco.example', 'Zion')).toMatchObject({ active: false })
})

test("a role's meaning is the organisation's own", async () => {
  const { rollcall, directory, client, trinity } = await gridco()
  await rollcall.tenants.addRole('gridco.example', 'reader', { display: 'Reader', allows: ['todo:audit'] })
  expect((await directory.roles()).map(({ value }) => value)).toEqual(['todo-er', 'manager', 'reader'])
  await client('PATCH', `/Users/${trinity.id}`, {
    body: patchBody({ op: 'add', path: 'roles', value: [{ value: 'reader' }] }),
  })
  expect(await directory.can(trinity.id, 'todo:audit')).toBe(true)
})

test('a password is known by its owner only, whatever the case of the name', async () => {
  const { directory, trinity } = await gridco()
  expect(await directory.authenticate('Trinity@Gridco.example', 'Zion')).toMatchObject({ id: trinity.id })
  for (const [name, password] of [
    ['trinity@gridco.example', 'zion'],
    ['trinity@gridco.example', ''],
    ['nobody@gridco.example', 'Zion'],
    ['" or userName pr or userName eq "', 'Zion'],
    ['a\0b', 'Zion'],
    ['x'.repeat(100_000), 'Zion'],
  ] as const) {
    expect(await directory.authenticate(name, password)).toBeUndefined()
  }
})

test('Q27: where passwords are not kept nobody signs in by one', async () => {
  const { directory } = await gridco(false)
  expect(await directory.authenticate('trinity@gridco.example', 'Zion')).toBeUndefined()
})

test('the app reads and changes users by the same rules as an identity provider', async () => {
  const { directory, client, trinity } = await gridco()
  expect(trinity).toMatchObject({
    userName: 'trinity@gridco.example',
    externalId: '32',
    displayName: 'Trinity JustTrinity',
    givenName: 'Trinity',
    familyName: 'JustTrinity',
    active: true,
  })
  const changed = await directory.users.patch(trinity.id, [{ op: 'replace', path: 'displayName', value: 'Trin' }])
  expect(changed.displayName).toBe('Trin')
  expect((await client('GET', `/Users/${trinity.id}`)).body).toMatchObject({ displayName: 'Trin', externalId: '32' })
  expect(await directory.users.find('externalId eq "32"')).toMatchObject({ id: trinity.id })
  await expect(directory.users.find('nonsense')).rejects.toThrow(ScimError)
  await expect(directory.users.create({ userName: 'TRINITY@gridco.example' })).rejects.toMatchObject({ status: 409 })
  await expect(directory.users.create({ userName: 'b', roles: [{ value: 'boss' }] })).rejects.toThrow("'boss'")
  await directory.users.remove(trinity.id)
  expect((await client('GET', `/Users/${trinity.id}`)).status).toBe(404)
})

test('names are not split on a space (C15)', async () => {
  const { directory } = await gridco()
  const name = { givenName: 'Mary Ann', familyName: 'van Dyke' }
  expect(await directory.users.create({ userName: 'm', name })).toMatchObject({
    ...name,
    displayName: 'Mary Ann van Dyke',
  })
})

test('users are listed to the last, each once', async () => {
  const { directory } = await gridco()
  for (let index = 0; index < 250; index++) await directory.users.create({ userName: `u${index}` })
  const ids: string[] = []
  for await (const user of directory.users.list('userName sw "u"')) ids.push(user.id)
  expect(ids).toHaveLength(250)
  expect(ids).toEqual([...new Set(ids)].sort())
})

test("the app's own tables live in the same file", async () => {
  const { rollcall } = await gridco()
  await rollcall.database.write([{ sql: 'CREATE TABLE todos (id TEXT NOT NULL PRIMARY KEY, task TEXT, done INTEGER)' }])
  const task = "buy '; DROP TABLE todos; --"
  await rollcall.database.write([sql`INSERT INTO todos (id, task, done) VALUES (${'1'}, ${task}, ${0n})`])
  expect(await rollcall.database.write([sql`UPDATE todos SET done = ${1n}`])).toEqual([1])
  expect(await rollcall.database.read(sql`SELECT * FROM todos WHERE task = ${task}`)).toEqual([
    { id: '1', task, done: 1n },
  ])
  await expect(
    rollcall.database.write([sql`INSERT INTO todos (id) VALUES (${'2'})`, sql`INSERT INTO todos (id) VALUES (${'1'})`]),
  ).rejects.toThrow()
  expect(await rollcall.database.read(sql`SELECT id FROM todos`)).toHaveLength(1)
})

test('only text, bigint and null are bound', () => {
  // @ts-expect-error: a number means different things to different drivers.
  expect(() => sql`SELECT ${5}`).toThrow(TypeError)
  // @ts-expect-error: so does undefined.
  expect(() => sql`SELECT ${undefined}`).toThrow(TypeError)
})

test("a permission that no role allows does not compile: 'todo:audti'", async () => {
  const rollcall = await createRollcall({
    database: ':memory:',
    roles: { auditor: { display: 'Auditor', allows: ['todo:audit'] } },
  })
  await rollcall.tenants.create('a.example')
  const directory = rollcall.ofTenant('a.example')
  const { id } = await directory.users.create({ userName: 'a', roles: [{ value: 'auditor' }] })
  expect(await directory.can(id, 'todo:audit')).toBe(true)
  // @ts-expect-error: a misspelt permission.
  expect(await directory.can(id, 'todo:audti')).toBe(false)
  expectTypeOf(directory.can).parameter(1).toEqualTypeOf<'todo:audit'>()
  await rollcall.close()
})

test('nobody signs in to an organisation that is not there, and it takes as long to say so', async () => {
  const { rollcall, directory } = await gridco()
  for (const tenant of ['nobody.example', 'no_body', '', 'a\u0000b', '\ud800']) {
    expect(await rollcall.ofTenant(tenant).authenticate('trinity@gridco.example', 'Zion')).toBeUndefined()
  }
  const times: { readonly known: number; readonly unknown: number }[] = []
  // By turns, so that whatever else the machine does slows both.
  for (let round = 0; round < 6; round++) {
    const known = await timeOf(() => directory.authenticate('trinity@gridco.example', 'wrong'))
    const unknown = await timeOf(() => rollcall.ofTenant('nobody.example').authenticate('trinity@gridco.example', 'x'))
    times.push({ known, unknown })
  }
  const least = (name: 'known' | 'unknown') => Math.min(...times.map((each) => each[name]))
  expect(least('unknown')).toBeGreaterThan(least('known') / 3)

  async function timeOf(work: () => Promise<unknown>): Promise<number> {
    const started = performance.now()
    await work()
    return performance.now() - started
  }
})
