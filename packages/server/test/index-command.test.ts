import { expect, test } from 'vitest'
import { openRollcall, organisation, userBody } from './open-rollcall.js'
import { rollcallIn } from './run-rollcall.js'
import { badge, badgeUrn } from './run-time-definitions.js'

const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

async function filled() {
  const { rollcall, file, folder } = await openRollcall()
  const { client } = await organisation(rollcall, 'gridco.example')
  for (let n = 0; n < 3; n++) {
    const body = userBody(`u${n}@gridco.example`, { locale: n === 1 ? 'nl' : 'de', title: `Title ${n}` })
    expect((await client('POST', '/Users', { body })).status).toBe(201)
  }
  return { rollcall, client, run: rollcallIn(folder, { ROLLCALL_DATABASE: file }) }
}

test('index show says what is indexed of each type, the organisation’s own extensions included', async () => {
  const { rollcall, run } = await filled()
  await rollcall.tenants.addSchema('gridco.example', badge, { extends: ['User'] })
  expect(await run('index', 'show', 'gridco.example')).toEqual({
    code: 0,
    out: `User (by default):
  userName, name, displayName, title, active, emails
  ${enterprise}: employeeNumber, costCenter, organization, division, department, manager
  ${badgeUrn}: number, doors
Group (by default):
  displayName
`,
    err: '',
  })
})

test('a server that runs finds by the index what another process adds, and answers alike before and after', async () => {
  const { client, rollcall, run } = await filled()
  const ask = async () => (await client('GET', '/Users?filter=locale eq "NL"&sortBy=locale')).body.Resources.length
  expect(await ask()).toBe(1)
  const added = await run('index', 'add', 'gridco.example', 'user', 'locale', 'PHONENUMBERS.value')
  expect(added).toMatchObject({ code: 0, err: '' })
  expect(added.out).toContain('title, locale, active, emails, phoneNumbers.value\n')
  expect(await ask()).toBe(1)
  const explained = JSON.parse((await run('explain', 'gridco.example', 'locale eq "nl"', '--json')).out)
  expect(explained.types[0]).toMatchObject({ beginsWith: 'locale eq ?', rechecked: [], notIndexed: [] })
  const { attributes, isDefault, state } = (await rollcall.tenants.listIndexes('gridco.example'))[0] ?? {}
  expect({ isDefault, state }).toEqual({ isDefault: false, state: 'settled' })
  expect(attributes).toEqual(expect.arrayContaining(['locale', 'phoneNumbers.value']))
  expect((await run('db', 'verify')).out).toBe('')
})

test('what is set takes the place of what was, and a reset goes back to the default', async () => {
  const { rollcall, run } = await filled()
  const before = await rollcall.tenants.listIndexes('gridco.example')
  const set = await run('index', 'set', 'gridco.example', 'User', 'emails', `${enterprise}:department`, '--json')
  expect(JSON.parse(set.out)).toMatchObject({
    tenant: 'gridco.example',
    type: 'User',
    attributes: ['userName', 'displayName', 'emails', `${enterprise}:department`],
    isDefault: false,
    state: 'settled',
  })
  await run('index', 'remove', 'gridco.example', 'User', 'emails.type', 'emails.primary')
  const [user] = await rollcall.tenants.listIndexes('gridco.example')
  expect(user?.attributes).toEqual(['userName', 'displayName', 'emails.value', `${enterprise}:department`])
  await run('index', 'reset', 'gridco.example', 'User')
  expect(await rollcall.tenants.listIndexes('gridco.example')).toEqual(before)
  expect((await run('db', 'verify')).out).toBe('')
})

test('what an app changes is brought in line by reindex, with progress; db verify is silent in between', async () => {
  const { rollcall, run } = await filled()
  const change = { add: ['locale'], remove: ['title'] }
  const { attributes, following, state } = await rollcall.tenants.changeIndexes('gridco.example', 'User', change)
  expect(state).toBe('writing')
  expect(attributes).toContain('title')
  expect(following).toContain('locale')
  expect((await run('db', 'verify')).out).toBe('')
  expect((await run('index', 'show', 'gridco.example')).out).toContain('rollcall db reindex gridco.example\n')
  const told: unknown[] = []
  await rollcall.tenants.reindex('gridco.example', {
    progress: ({ state, resources }) => told.push([state, resources]),
  })
  expect(told).toContainEqual(['writing', 3])
  expect(told).toContainEqual(['deleting', 3])
  expect((await run('db', 'verify')).out).toBe('')
  expect((await run('db', 'reindex')).out).toBe('All index rows are in line: there was nothing to do.\n')
})

test('db reindex finishes what was broken off, in all organisations', async () => {
  const { rollcall, run } = await filled()
  await rollcall.tenants.create('other.example')
  for (const tenant of ['gridco.example', 'other.example']) {
    await rollcall.tenants.changeIndexes(tenant, 'User', { add: ['locale'] })
  }
  const { out } = await run('db', 'reindex', '--json')
  expect(JSON.parse(out)).toEqual({ reindexed: ['gridco.example', 'other.example'] })
  expect((await run('db', 'verify')).out).toBe('')
})

test('reindex ends where it is told to, and goes on with the next call', async () => {
  const { rollcall } = await filled()
  await rollcall.tenants.changeIndexes('gridco.example', 'User', { add: ['locale'] })
  const stopped = rollcall.tenants.reindex('gridco.example', { signal: AbortSignal.abort() })
  await expect(stopped).rejects.toThrow('aborted')
  await rollcall.tenants.reindex('gridco.example')
  expect((await rollcall.tenants.listIndexes('gridco.example'))[0]?.state).toBe('settled')
})

test.each([
  [
    'an attribute that is misspelt',
    ['add', 'gridco.example', 'User', 'titel'],
    'These can: userName, name, displayName',
  ],
  ['a password', ['add', 'gridco.example', 'User', 'password'], "'password' is not an attribute of 'User'"],
  ['what no path is', ['add', 'gridco.example', 'User', 'title pr or userName'], 'is not an attribute'],
  ['a member of objects', ['add', 'gridco.example', 'User', '__proto__'], "'__proto__' is not an attribute"],
  ['a certificate', ['add', 'gridco.example', 'User', 'x509Certificates.value'], 'nor what is binary'],
  ['a $ref', ['add', 'gridco.example', 'User', `${enterprise}:manager.$ref`], 'is not an attribute of'],
  ['members', ['add', 'gridco.example', 'Group', 'members.value'], 'kept in a table of its own'],
  ['what is never found otherwise', ['add', 'gridco.example', 'User', 'meta.created'], 'an index of its own'],
  ['leaving out a name', ['remove', 'gridco.example', 'Group', 'displayName'], 'stays indexed'],
  ['a type that is not there', ['reset', 'gridco.example', 'Foo'], "no resource type 'Foo'"],
  ['an organisation that is not there', ['show', 'nope'], "There is no organisation 'nope'."],
])('index refuses %s, and changes nothing', async (_what, args, sentence) => {
  const { rollcall, run } = await filled()
  const before = await rollcall.tenants.listIndexes('gridco.example')
  const { code, out, err } = await run('index', ...args)
  expect([code, out]).toEqual([1, ''])
  expect(err).toContain(sentence)
  expect(err).not.toContain('bug')
  expect(await rollcall.tenants.listIndexes('gridco.example')).toEqual(before)
})
