import { describe, expect, test } from 'vitest'
import { groupBody, patchBody, userBody } from './open-rollcall.js'
import { type HttpClient, manners, openServer } from './open-server.js'
import { rollcallIn } from './run-rollcall.js'

const tenant = 'a.example'

/** Two connections of one organisation, the second as it comes. */
async function twoConnections(settings: object, manner: 'compatible' | 'strict' = 'compatible') {
  const server = await openServer()
  const set = await server.organisation(tenant, { manner, settings })
  const plain = await server.organisation(tenant, { manner })
  return { ...server, tenants: server.rollcall.tenants, set, plain }
}

async function groupOfOne(client: HttpClient, name: string) {
  const user = (await client('POST', '/Users', { body: userBody(`${name}@a.example`) })).body
  const body = groupBody(name, { members: [{ value: user.id }] })
  return (await client('POST', '/Groups', { body })).body
}

const removeAll = patchBody({ op: 'remove', path: 'members' })

describe.each(manners)('a setting of one connection does not touch another of the same tenant (%s)', (manner) => {
  test('protectMembers (Q21)', async () => {
    const { set, plain } = await twoConnections({ protectMembers: true }, manner)
    const group = await groupOfOne(plain.client, 'crew')
    expect(await set.client('PATCH', `/Groups/${group.id}`, { body: removeAll })).toMatchObject({ status: 403 })
    expect((await plain.client('GET', `/Groups/${group.id}`)).body.members).toHaveLength(1)
    expect((await plain.client('PATCH', `/Groups/${group.id}`, { body: removeAll })).status).toBeLessThan(300)
    expect((await set.client('GET', `/Groups/${group.id}`)).body.members).toBeUndefined()
  })

  test('complexReplacement (D-09)', async () => {
    const { set, plain } = await twoConnections({ complexReplacement: 'whole' }, manner)
    const named = userBody('x@a.example', { name: { givenName: 'X', familyName: 'Y' } })
    const { id } = (await plain.client('POST', '/Users', { body: named })).body
    const replace = patchBody({ op: 'replace', path: 'name', value: { givenName: 'Z' } })
    await plain.client('PATCH', `/Users/${id}`, { body: replace })
    expect((await plain.client('GET', `/Users/${id}`)).body.name).toMatchObject({ givenName: 'Z', familyName: 'Y' })
    await set.client('PATCH', `/Users/${id}`, { body: replace })
    expect((await plain.client('GET', `/Users/${id}`)).body.name).toEqual({ givenName: 'Z' })
  })

  test('flatGroups (D-54)', async () => {
    const { set, plain } = await twoConnections({ flatGroups: true }, manner)
    const inner = await groupOfOne(plain.client, 'inner')
    const nested = (name: string) => groupBody(name, { members: [{ value: inner.id }] })
    expect(await set.client('POST', '/Groups', { body: nested('outer') })).toMatchObject({
      status: 400,
      body: { scimType: 'invalidValue' },
    })
    expect((await plain.client('POST', '/Groups', { body: nested('outer') })).status).toBe(201)
  })
})

describe('tolerances that a compatible connection may have besides', () => {
  test('splitCommaLists (Q18)', async () => {
    const { set, plain, tenants } = await twoConnections({ splitCommaLists: true })
    for (const role of ['reader', 'writer']) await tenants.addRole(tenant, role, { display: role, allows: [] })
    const body = userBody('x@a.example', { roles: 'reader,writer' })
    expect((await plain.client('POST', '/Users', { body })).body.scimType).toBe('invalidValue')
    expect((await set.client('POST', '/Users', { body })).body.roles).toMatchObject([
      { value: 'reader' },
      { value: 'writer' },
    ])
  })

  test('skipUnknownMembers (D-54)', async () => {
    const { set, plain } = await twoConnections({ skipUnknownMembers: true })
    const body = groupBody('crew', { members: [{ value: '01a20cd5-0000-7000-8000-000000000000' }] })
    expect((await plain.client('POST', '/Groups', { body })).body.scimType).toBe('invalidValue')
    const made = await set.client('POST', '/Groups', { body })
    expect(made.status).toBe(201)
    expect(made.body.members).toBeUndefined()
  })

  test('are refused for a strict connection, and nothing is made', async () => {
    const { tenants, set } = await twoConnections({ protectMembers: true }, 'strict')
    for (const settings of [{ splitCommaLists: true }, { skipUnknownMembers: true }]) {
      await expect(tenants.issueKey(tenant, { manner: 'strict', settings })).rejects.toThrow('is a tolerance')
      await expect(tenants.changeConnection(tenant, set.connection, settings)).rejects.toThrow('is a tolerance')
    }
    expect((await tenants.listConnections(tenant)).map(({ settings }) => settings)).toEqual([
      { protectMembers: true },
      {},
    ])
  })
})

describe('a connection is changed while it is in use', () => {
  test('what is named changes, the rest stays, and the next request is treated so', async () => {
    const { tenants, set } = await twoConnections({ protectMembers: true })
    await tenants.changeConnection(tenant, set.connection, { flatGroups: true, complexReplacement: 'whole' })
    await tenants.changeConnection(tenant, set.connection, { protectMembers: false })
    expect((await tenants.listConnections(tenant))[0]).toMatchObject({
      id: set.connection,
      settings: { complexReplacement: 'whole', protectMembers: false, flatGroups: true },
    })
    const group = await groupOfOne(set.client, 'crew')
    expect((await set.client('PATCH', `/Groups/${group.id}`, { body: removeAll })).status).toBeLessThan(300)
  })

  test('a setting of a later release does not stop the connection, and is still there when others change', async () => {
    const { rollcall, tenants, set } = await twoConnections({ protectMembers: true })
    const where = 'WHERE tenant_id = ? AND id = ?'
    const parameters = [tenant, set.connection]
    const later = '{"protectMembers":true,"ofALaterRelease":{"a":1}}'
    const sql = `UPDATE connections SET settings = ? ${where}`
    await rollcall.database.write([{ sql, parameters: [later, ...parameters] }])
    const group = await groupOfOne(set.client, 'crew')
    expect((await set.client('PATCH', `/Groups/${group.id}`, { body: removeAll })).status).toBe(403)
    expect((await tenants.listKeys(tenant))[0]?.settings).toEqual({ protectMembers: true })
    await tenants.changeConnection(tenant, set.connection, { protectMembers: false })
    expect((await set.client('PATCH', `/Groups/${group.id}`, { body: removeAll })).status).toBeLessThan(300)
    const [stored] = await rollcall.database.read({ sql: `SELECT settings FROM connections ${where}`, parameters })
    expect(JSON.parse(String(stored?.settings))).toEqual({ protectMembers: false, ofALaterRelease: { a: 1 } })
  })

  test('a second key of a connection is treated as the first, and does not change it', async () => {
    const { tenants, set, plain, clientOf } = await twoConnections({ protectMembers: true })
    const { key } = await tenants.issueKey(tenant, { connection: set.connection })
    const group = await groupOfOne(plain.client, 'crew')
    const second = clientOf(`Bearer ${key}`)
    expect((await second('PATCH', `/Groups/${group.id}`, { body: removeAll })).status).toBe(403)
    await expect(
      tenants.issueKey(tenant, { connection: set.connection, settings: { protectMembers: false } }),
    ).rejects.toThrow(`rollcall connection set ${tenant} ${set.connection}`)
  })

  test.each([
    [{ tidy: true }, "'tidy' is no setting; there are: complex-replacement, split-comma-lists, protect-members"],
    [{ complexReplacement: true }, "'complex-replacement' is merge or whole."],
    [{ flatGroups: 'often' }, "'flat-groups' is true or false."],
  ])('%j is refused', async (settings, message) => {
    const { tenants, set } = await twoConnections({})
    await expect(tenants.changeConnection(tenant, set.connection, settings as object)).rejects.toThrow(message)
    await expect(tenants.issueKey(tenant, { settings: settings as object })).rejects.toThrow(message)
    expect((await tenants.listConnections(tenant)).map(({ settings: kept }) => kept)).toEqual([{}, {}])
  })

  test("another organisation's connection is none of ours", async () => {
    const { organisation, rollcall, set } = await twoConnections({})
    await organisation('b.example')
    await expect(rollcall.tenants.changeConnection('b.example', set.connection, { flatGroups: true })).rejects.toThrow(
      `'b.example' has no connection '${set.connection}'`,
    )
  })
})

test('the command sets, shows and changes them beside a server that runs in another process', async () => {
  const server = await openServer()
  await server.organisation(tenant)
  const run = rollcallIn(server.folder, { ROLLCALL_DATABASE: server.file })
  const options = ['--setting', 'protect-members', '--setting', 'complex-replacement=whole', '--json']
  const { key, connection } = JSON.parse((await run('key', 'issue', tenant, ...options)).out)
  const shown = (await run('key', 'list', tenant)).out
  expect(shown).toContain('complex-replacement=whole, protect-members')
  const client = server.clientOf(`Bearer ${key}`)
  const group = await groupOfOne(client, 'crew')
  expect((await client('PATCH', `/Groups/${group.id}`, { body: removeAll })).status).toBe(403)
  expect((await run('connection', 'set', tenant, connection, '--setting', 'protect-members=false')).out).toContain(
    'is set to: complex-replacement=whole, protect-members=false',
  )
  expect((await client('PATCH', `/Groups/${group.id}`, { body: removeAll })).status).toBeLessThan(300)
  expect(JSON.parse((await run('connection', 'list', tenant, '--json')).out)[1]).toMatchObject({
    id: connection,
    settings: ['complex-replacement=whole', 'protect-members=false'],
  })
  expect(await run('key', 'issue', tenant, '--setting', 'tidy')).toMatchObject({
    code: 2,
    err: expect.stringContaining('there are: complex-replacement, split-comma-lists'),
  })
  expect(await run('connection', 'set', tenant, 'nothing', '--setting', 'flat-groups')).toMatchObject({
    code: 1,
    err: expect.stringContaining(`rollcall connection list ${tenant}`),
  })
  expect((await run('connection', 'set', tenant, connection)).err).toContain('--setting protect-members')
}, 40_000)
