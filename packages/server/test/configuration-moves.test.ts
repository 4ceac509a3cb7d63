import { expect, test } from 'vitest'
import { groupBody, openRollcall, organisation, patchBody, userBody } from './open-rollcall.js'
import { openServer } from './open-server.js'
import { rollcallIn } from './run-rollcall.js'
import { sendWhile } from './send-while.js'

const aUser = userBody('x@a.example')

test('a user is created though another process makes a key and a connection meanwhile', async () => {
  const { rollcall, file, folder } = await openRollcall()
  const { client, key } = await organisation(rollcall, 'a.example')
  const run = rollcallIn(folder)
  const created = await sendWhile(rollcall, key, '/Users', aUser, async () => {
    expect((await run('key', 'issue', 'a.example', '--database', file)).code).toBe(0)
  })
  expect(created.status).toBe(201)
  expect((await client('GET', '/Users')).body.totalResults).toBe(1)
  expect(await rollcall.tenants.listConnections('a.example')).toHaveLength(2)
})

test('nothing that is done to keys and connections stands in the way of a creation', async () => {
  const { rollcall } = await openRollcall()
  const { key, connection } = await organisation(rollcall, 'a.example')
  await organisation(rollcall, 'a.example')
  const created = await sendWhile(rollcall, key, '/Users', aUser, async () => {
    await rollcall.tenants.issueKey('a.example')
    await rollcall.tenants.issueKey('a.example', { connection })
    await rollcall.tenants.changeConnection('a.example', connection, { flatGroups: true })
    const keys = await rollcall.tenants.listKeys('a.example')
    await rollcall.tenants.revokeKey('a.example', keys.at(-1)?.id ?? '')
  })
  expect(created.status).toBe(201)
})

test('a creation that was judged by a catalogue which has changed is not applied', async () => {
  const { rollcall } = await openRollcall()
  const { client, key } = await organisation(rollcall, 'a.example')
  const late = await sendWhile(rollcall, key, '/Users', aUser, () =>
    rollcall.tenants.addRole('a.example', 'reader', { display: 'Reader', allows: [] }),
  )
  expect([late.status, late.headers.get('retry-after')]).toEqual([503, '1'])
  expect((await client('GET', '/Users')).body.totalResults).toBe(0)
})

test('what another process does to keys and connections holds for the next request', async () => {
  const { clientOf, file, folder, organisation: open } = await openServer()
  const { client, connection } = await open('a.example')
  const run = rollcallIn(folder)
  const inner = (await client('POST', '/Groups', { body: groupBody('inner') })).body.id
  const outer = (await client('POST', '/Groups', { body: groupBody('outer') })).body.id
  const nest = () =>
    client('PATCH', `/Groups/${outer}`, {
      body: patchBody({ op: 'add', path: 'members', value: [{ value: inner, type: 'Group' }] }),
    })
  await run('connection', 'set', 'a.example', connection, '--setting', 'flat-groups', '--database', file)
  expect((await nest()).status).toBe(400)
  await run('connection', 'set', 'a.example', connection, '--setting', 'flat-groups=false', '--database', file)
  expect((await nest()).status).toBe(204)
  const issued = JSON.parse((await run('key', 'issue', 'a.example', '--json', '--database', file)).out)
  const other = clientOf(`Bearer ${issued.key}`)
  expect((await other('GET', '/Users')).status).toBe(200)
  const listed = JSON.parse((await run('key', 'list', 'a.example', '--json', '--database', file)).out)
  await run('key', 'revoke', 'a.example', listed.at(-1).id, '--database', file)
  expect((await other('GET', '/Users')).status).toBe(401)
})

test('the app sees the main connection from the moment on in which it is made', async () => {
  const { rollcall } = await openRollcall()
  await rollcall.tenants.create('a.example')
  const directory = rollcall.ofTenant('a.example')
  expect(await directory.users.find('userName eq "x@a.example"')).toBeUndefined()
  const main = await organisation(rollcall, 'a.example')
  const second = await organisation(rollcall, 'a.example')
  const { body } = await main.client('POST', '/Users', { body: userBody('x@a.example', { externalId: 'main' }) })
  const replacement = patchBody({ op: 'add', path: 'externalId', value: 'second' })
  expect((await second.client('PATCH', `/Users/${body.id}`, { body: replacement })).status).toBe(200)
  expect(await directory.users.find('userName eq "x@a.example"')).toMatchObject({ externalId: 'main' })
})
