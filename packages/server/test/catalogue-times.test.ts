import { describe, expect, onTestFinished, test } from 'vitest'
import { createRollcall, type RollcallOptions } from '../src/index.js'
import { clientOf, openRollcall } from './open-rollcall.js'
import { type HttpClient, openServer } from './open-server.js'
import { rollcallIn } from './run-rollcall.js'

const roles = { 'todo-er': { display: 'Todo-er', allows: [] } }
const license = { name: 'License', endpoint: '/Licenses', values: { pro: { display: 'Pro' } } } as const
const options = { roles, entitlementTypes: [license] } satisfies Partial<RollcallOptions>
const noon = Date.parse('2026-11-01T12:00:00.000Z')

/** A server on a clock that a test moves; its one organisation was made at noon. */
async function openAt(more: Partial<RollcallOptions> = {}) {
  const clock = { now: noon }
  const server = await openServer({ ...options, now: () => clock.now, ...more })
  return { server, clock, ...(await server.organisation('a.example')) }
}

async function timesOf(client: HttpClient, target: string) {
  const { headers, body } = await client('GET', target)
  return { created: body.meta.created, lastModified: body.meta.lastModified, etag: headers.etag }
}

async function statusUnchanged(client: HttpClient, target: string, etag: string | undefined): Promise<number> {
  return (await client('GET', target, { headers: { 'if-none-match': etag ?? '' } })).status
}

/** What a client that syncs by time asks: which resources changed since. */
async function changedSince(client: HttpClient, endpoint: string, since: string): Promise<readonly string[]> {
  const { body } = await client('GET', `${endpoint}?filter=${encodeURIComponent(`meta.lastModified gt "${since}"`)}`)
  return body.Resources.map(({ id }: { readonly id: string }) => id)
}

describe.each([
  ['okta', '/Licenses'],
  ['ietf', '/Entitlements'],
] as const)("a catalogue's times, %s", (dialect, licenses) => {
  test('what is granted keeps its times while keys and connections are made, set and revoked', async () => {
    const { server, clock, connection } = await openAt()
    const { client } = await server.organisation('a.example', { dialect })
    const before = [await timesOf(client, '/Roles/todo-er'), await timesOf(client, `${licenses}/pro`)]
    const stated = new Date(noon).toISOString()
    expect(before).toMatchObject(Array.from({ length: 2 }, () => ({ created: stated, lastModified: stated })))
    clock.now += 60_000
    const { tenants } = server.rollcall
    await tenants.issueKey('a.example')
    await tenants.issueKey('a.example', { connection })
    await tenants.changeConnection('a.example', connection, { protectMembers: true })
    const [key] = await tenants.listKeys('a.example')
    await tenants.revokeKey('a.example', key?.id ?? '')
    expect([await timesOf(client, '/Roles/todo-er'), await timesOf(client, `${licenses}/pro`)]).toEqual(before)
    expect(await statusUnchanged(client, '/Roles/todo-er', before[0]?.etag)).toBe(304)
  })

  test('what is added has its own times, and what was there keeps its own', async () => {
    const { server, clock } = await openAt()
    const { client } = await server.organisation('a.example', { dialect })
    const before = await timesOf(client, '/Roles/todo-er')
    clock.now += 60_000
    await server.rollcall.tenants.addRole('a.example', 'reader', { display: 'Reader', allows: [] })
    clock.now += 60_000
    const seat = { name: 'Seat', endpoint: '/Seats', values: { window: { display: 'Window' } } }
    await server.rollcall.tenants.addEntitlementType('a.example', seat)
    const stated = (minutes: number) => new Date(noon + minutes * 60_000).toISOString()
    const added = await timesOf(client, '/Roles/reader')
    expect(added).toMatchObject({ created: stated(1), lastModified: stated(1) })
    const window = dialect === 'okta' ? '/Seats/window' : '/Entitlements/window'
    expect(await timesOf(client, window)).toMatchObject({ created: stated(2), lastModified: stated(2) })
    expect(await timesOf(client, '/Roles/todo-er')).toEqual(before)
    expect(await changedSince(client, '/Roles', before.lastModified)).toEqual(['reader'])
    expect(added.etag).not.toBe(before.etag)
  })

  test('what changes has a new version and time, and is as old as it was', async () => {
    const { server, clock } = await openAt()
    const { client } = await server.organisation('a.example', { dialect })
    await server.rollcall.tenants.addRole('a.example', 'reader', { display: 'Reader', allows: [] })
    const before = await timesOf(client, '/Roles/reader')
    clock.now += 60_000
    await rename(server.rollcall, 'reader', 'Librarian', BigInt(clock.now))
    const after = await timesOf(client, '/Roles/reader')
    expect(after).toMatchObject({ created: before.created, lastModified: new Date(clock.now).toISOString() })
    expect(await statusUnchanged(client, '/Roles/reader', before.etag)).toBe(200)
    expect(await statusUnchanged(client, '/Roles/reader', after.etag)).toBe(304)
    expect(await changedSince(client, '/Roles', before.lastModified)).toEqual(['reader'])
  })
})

/** As a release with a command for it will write it: in the catalogue's own words. */
function rename(
  { database }: Pick<Awaited<ReturnType<typeof openAt>>['server']['rollcall'], 'database'>,
  value: string,
  display: string,
  now: bigint,
) {
  return database.write([
    { sql: "/* a test asks */ UPDATE tenants SET config_version = ? WHERE tenant_id = 'a.example'", parameters: [now] },
    {
      sql: `/* a test asks */ UPDATE entitlement_values SET display = ?, last_modified = ?
        WHERE tenant_id = 'a.example' AND kind = 'role' AND value = ?`,
      parameters: [display, now, value],
    },
  ])
}

test('a kind that is taken away and comes back, in the same moment, is another: its version is not the old one', async () => {
  const { server, client } = await openAt()
  const before = await timesOf(client, '/Licenses/pro')
  await server.rollcall.tenants.removeEntitlementType('a.example', 'License')
  expect((await client('GET', '/Licenses/pro')).status).toBe(404)
  await server.rollcall.tenants.addEntitlementType('a.example', { ...license, values: { pro: { display: 'Other' } } })
  const after = await timesOf(client, '/Licenses/pro')
  expect(Date.parse(after.lastModified)).toBeGreaterThan(Date.parse(before.lastModified))
  expect(await statusUnchanged(client, '/Licenses/pro', before.etag)).toBe(200)
})

test('an entitlement of another kind that is taken already is named, and nothing is added', async () => {
  const { server, client } = await openAt()
  const seat = { name: 'Seat', endpoint: '/Seats', values: { window: { display: 'W' }, pro: { display: 'P' } } }
  const adding = server.rollcall.tenants.addEntitlementType('a.example', seat)
  await expect(adding).rejects.toThrow("'a.example' has an entitlement 'pro' of another kind already.")
  expect((await client('GET', '/Seats')).status).toBe(404)
})

test('what an app declares anew is as new as the start that declared it; the rest is as it was', async () => {
  const { rollcall, file } = await openRollcall({ ...options, now: () => noon })
  await rollcall.tenants.create('a.example')
  const { key } = await rollcall.tenants.issueKey('a.example')
  await rollcall.close()
  const values = { ...license.values, basic: { display: 'Basic' } }
  const entitlementTypes = [{ ...license, values }]
  const again = await createRollcall({ roles, entitlementTypes, database: file, now: () => noon + 60_000 })
  onTestFinished(() => again.close())
  const client = clientOf(again, `Bearer ${key}`)
  const { body } = await client('GET', '/Licenses')
  const times = body.Resources.map((each: { id: string; meta: { created: string } }) => [each.id, each.meta.created])
  expect(times).toEqual([
    ['pro', '2026-11-01T12:00:00.000Z'],
    ['basic', '2026-11-01T12:01:00.000Z'],
  ])
})

test('a role that another process adds is there with the next request, and the rest keeps its version', async () => {
  const { server, client } = await openAt({ now: Date.now })
  const before = await timesOf(client, '/Roles/todo-er')
  const run = rollcallIn(server.folder)
  const { code } = await run('role', 'add', 'a.example', 'reader', '--database', server.file)
  expect(code).toBe(0)
  expect((await client('GET', '/Roles')).body.totalResults).toBe(2)
  expect(await statusUnchanged(client, '/Roles/todo-er', before.etag)).toBe(304)
})

test('a catalogue of the release before keeps the version that clients have, and was made with its organisation', async () => {
  const { rollcall, file } = await openRollcall({ ...options, now: () => noon })
  await rollcall.tenants.create('a.example')
  const { key } = await rollcall.tenants.issueKey('a.example')
  const version = BigInt(noon + 5_000)
  await rollcall.database.write([
    { sql: 'ALTER TABLE entitlement_values DROP COLUMN created' },
    { sql: 'ALTER TABLE entitlement_values DROP COLUMN last_modified' },
    { sql: "DELETE FROM migrations WHERE name = '0005-catalogue-times'" },
    { sql: '/* a test asks */ UPDATE tenants SET config_version = ?', parameters: [version] },
  ])
  await rollcall.close()
  const later = await createRollcall({ ...options, database: file, now: () => noon + 60_000 })
  onTestFinished(() => later.close())
  const { headers, body } = await clientOf(later, `Bearer ${key}`)('GET', '/Roles/todo-er')
  expect(body.meta).toMatchObject({ created: '2026-11-01T12:00:00.000Z', lastModified: '2026-11-01T12:00:05.000Z' })
  expect(headers.get('etag')).toBe(`W/"${version}"`)
})
