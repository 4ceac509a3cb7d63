import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { ImportFailure } from '../src/index.js'
import { linesOf } from './import-file.js'
import { patchBody, userBody } from './open-rollcall.js'
import { basic, createUsers, full, grant, holding, license, newUser, openSeats, pro, revoke } from './open-seats.js'

test('a seat that nobody has left is refused, to a creation as to a change, and nothing else of it is done', async () => {
  const { client, held } = await openSeats()
  await createUsers(client, 2, holding('basic'))
  const [other = ''] = await createUsers(client, 1)
  const created = await client('POST', '/Users', { body: userBody('late@a.example', holding('basic')) })
  expect(created.body).toMatchObject(full('basic', '2 users'))
  expect((await client('GET', '/Users?filter=userName eq "late@a.example"')).body.totalResults).toBe(0)
  const replacing = userBody('other@a.example', { title: 'Operator', ...holding('basic') })
  const replaced = await client('PUT', `/Users/${other}`, { body: replacing })
  expect(replaced.body).toMatchObject(full('basic', '2 users'))
  expect((await client('GET', `/Users/${other}`)).body).not.toHaveProperty('title')
  expect((await grant(client, other, 'basic')).body).toMatchObject(full('basic', '2 users'))
  expect((await grant(client, other, 'pro')).status).toBe(200)
  expect(await held()).toEqual({ pro: 1, basic: 2 })
})

test('a seat is free again when it is given back, and when the user is deleted; whoever is deactivated keeps it', async () => {
  const { client, held } = await openSeats()
  const [first = '', second = '', third = ''] = await createUsers(client, 3)
  expect([await grant(client, first, 'basic'), await grant(client, second, 'basic')]).toMatchObject([
    { status: 200 },
    { status: 200 },
  ])
  const deactivation = patchBody({ op: 'replace', value: { active: false } })
  expect((await client('PATCH', `/Users/${first}`, { body: deactivation })).status).toBe(200)
  expect((await grant(client, third, 'basic')).status).toBe(400)
  expect((await revoke(client, first, 'basic')).status).toBe(200)
  expect((await grant(client, third, 'basic')).status).toBe(200)
  expect((await grant(client, first, 'basic')).status).toBe(400)
  expect((await client('DELETE', `/Users/${second}`)).status).toBe(204)
  expect((await grant(client, first, 'basic')).status).toBe(200)
  expect(await held()).toEqual({ pro: 0, basic: 2 })
})

test('what a user holds already takes no other seat, however it is said', async () => {
  const { client, held } = await openSeats()
  const [user = ''] = await createUsers(client, 2, holding('basic'))
  expect((await grant(client, user, 'basic')).status).toBe(200)
  const primary = { entitlements: [{ value: 'basic', primary: true }, { value: 'Basic seat' }] }
  expect((await client('PUT', `/Users/${user}`, { body: userBody('again@a.example', primary) })).status).toBe(200)
  expect(await held()).toEqual({ pro: 0, basic: 2 })
})

test('a PUT that exchanges values frees the one and takes the other, or does neither', async () => {
  const { client, tenants, held } = await openSeats()
  await tenants.setSeats('a.example', pro, 1)
  const [first = ''] = await createUsers(client, 1, holding('pro'))
  const [second = '', third = ''] = await createUsers(client, 2, holding('basic'))
  const exchange = (user: string, value: string) =>
    client('PUT', `/Users/${user}`, { body: userBody(`${user}@a.example`, holding(value)) })
  expect((await exchange(first, 'basic')).body).toMatchObject(full('basic', '2 users'))
  expect((await exchange(second, 'pro')).body).toMatchObject(full('pro', '1 user'))
  expect(await held()).toEqual({ pro: 1, basic: 2 })
  expect((await revoke(client, second, 'basic')).status).toBe(200)
  expect((await exchange(first, 'basic')).status).toBe(200)
  expect((await exchange(third, 'pro')).status).toBe(200)
  expect(await held()).toEqual({ pro: 1, basic: 1 })
})

test('in Bulk each operation takes its own seat; an atomic one takes all or none, and may pass a seat on', async () => {
  const { client, held } = await openSeats()
  const bulk = (query: string, ...Operations: readonly object[]) =>
    client('POST', `/Bulk${query}`, {
      body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], Operations },
    })
  const posts = [1, 2, 3].map((n) => ({
    ...{ method: 'POST', path: '/Users', bulkId: `b${n}` },
    data: newUser(holding('basic')),
  }))
  const atomic = await bulk('?atomic=true', ...posts)
  expect(JSON.stringify(atomic.body)).toContain(full('basic', '2 users').detail)
  expect(await held()).toEqual({ pro: 0, basic: 0 })
  const each = await bulk('', ...posts)
  expect(each.body.Operations.map(({ status }: { status: string }) => status)).toEqual(['201', '201', '400'])
  expect(each.body.Operations[2].response).toMatchObject(full('basic', '2 users'))
  const leaver = each.body.Operations[0].location.split('/scim/v2').at(-1)
  const passedOn = await bulk('?atomic=true', { ...posts[2] }, { method: 'DELETE', path: leaver })
  expect(passedOn.body.Operations).toMatchObject([{ status: '201' }, { status: '204' }])
  expect(await held()).toEqual({ pro: 0, basic: 2 })
})

test('an import fails the lines for which no seat is left, and loads the others', async () => {
  const { server, held } = await openSeats()
  const file = path.join(server.folder, 'people.jsonl')
  const lines = Array.from({ length: 5 }, () => JSON.stringify(newUser(holding('basic'))))
  await writeFile(file, `${lines.join('\n')}\n`)
  const failures: string[] = []
  const report = await server.rollcall
    .ofTenant('a.example')
    .importResources(file, { failed: ({ reason }) => failures.push(reason) })
  expect(report).toMatchObject({ created: 2, failed: 3 })
  expect(new Set(failures)).toEqual(new Set([full('basic', '2 users').detail]))
  expect(await held()).toEqual({ pro: 0, basic: 2 })
})

test('a dry run of an import fails as many lines for which no seat would be left, and takes none', async () => {
  const { client, server, held } = await openSeats()
  const [seated = ''] = await createUsers(client, 1, holding('basic'))
  const { body } = await client('GET', `/Users/${seated}`)
  const load = async (dryRun: boolean, ...lines: readonly object[]) => {
    const file = path.join(server.folder, `seats-${dryRun}-${lines.length}.jsonl`)
    await writeFile(file, linesOf(...lines))
    const reasons = new Set<string>()
    const failed = ({ reason }: ImportFailure) => reasons.add(reason)
    const options = { type: 'User', onExisting: 'replace', dryRun, failed } as const
    const {
      created,
      replaced,
      failed: count,
    } = await server.rollcall.ofTenant('a.example').importResources(file, options)
    return { created, replaced, failed: count, reasons: [...reasons] }
  }
  const few = Array.from({ length: 3 }, () => newUser(holding('basic')))
  const givenBack = [{ ...body, entitlements: [] }, ...few.slice(1)]
  expect(await load(true, ...few)).toEqual({
    created: 1,
    replaced: 0,
    failed: 2,
    reasons: [full('basic', '2 users').detail],
  })
  expect(await load(true, ...Array.from({ length: 250 }, () => newUser(holding('pro'))))).toMatchObject({ created: 10 })
  const passedOn = { created: 2, replaced: 1, failed: 0, reasons: [] }
  expect(await load(true, ...givenBack, newUser())).toMatchObject({ ...passedOn, created: 3 })
  expect(await held()).toEqual({ pro: 0, basic: 1 })
  expect(await load(false, ...givenBack)).toEqual(passedOn)
  expect(await held()).toEqual({ pro: 0, basic: 2 })
})

test("one organisation's seats are not another's", async () => {
  const { server, client } = await openSeats()
  await server.rollcall.tenants.create('b.example')
  const { client: other } = await server.organisation('b.example')
  await createUsers(client, 2, holding('basic'))
  await createUsers(other, 2, holding('basic'))
  await server.rollcall.tenants.setSeats('b.example', basic, 3)
  expect((await client('POST', '/Users', { body: newUser(holding('basic')) })).status).toBe(400)
  expect((await other('POST', '/Users', { body: newUser(holding('basic')) })).status).toBe(201)
})

test('a limit that is lowered below what is used keeps those who hold it, and grants nobody new', async () => {
  const { client, tenants, held } = await openSeats()
  const [first = '', second = ''] = await createUsers(client, 3, holding('pro'))
  const [late = ''] = await createUsers(client, 1)
  expect(await tenants.setSeats('a.example', pro, 2)).toEqual({ seats: 2, used: 3 })
  expect((await grant(client, first)).status).toBe(200)
  expect((await grant(client, late)).body).toMatchObject(full('pro', '2 users'))
  expect((await revoke(client, first)).status).toBe(200)
  expect((await grant(client, late)).status).toBe(400)
  expect((await revoke(client, second)).status).toBe(200)
  expect((await grant(client, late)).status).toBe(200)
  expect(await held()).toEqual({ pro: 2, basic: 0 })
})

test('a limit that is set later counts who holds the value already, a role under two labels once; without one, any number may', async () => {
  const { client, tenants, held } = await openSeats({ roles: { auditor: { display: 'Auditor', allows: [] } } })
  const roles = [{ value: 'auditor' }, { value: 'auditor', type: 'Team' }]
  await createUsers(client, 2, { roles })
  const auditor = { kind: 'role', value: 'auditor' } as const
  expect(await tenants.setSeats('a.example', auditor, 3)).toEqual({ seats: 3, used: 2 })
  const [third = ''] = await createUsers(client, 1, { roles })
  const { body } = await client('POST', '/Users', { body: newUser({ roles }) })
  expect(body.detail).toBe("At most 3 users may hold the role 'auditor', and not enough of these seats are free.")
  const remove = patchBody({ op: 'remove', path: 'roles[type eq "Team"]' })
  expect((await client('PATCH', `/Users/${third}`, { body: remove })).status).toBe(200)
  expect((await client('POST', '/Users', { body: newUser({ roles }) })).status).toBe(400)
  expect(await tenants.setSeats('a.example', auditor, undefined)).toEqual({ seats: undefined, used: 3 })
  await createUsers(client, 2, { roles })
  expect(await held()).toMatchObject({ auditor: 5 })
})

test('a value that is retired is granted to nobody new, kept by whoever holds it, and granted again when it is restored', async () => {
  const { client, tenants, held } = await openSeats()
  const [user = ''] = await createUsers(client, 1, holding('pro'))
  await tenants.setRetired('a.example', pro, true)
  expect((await client('GET', '/Licenses')).body.Resources.map(({ id }: { id: string }) => id)).toEqual(['basic'])
  expect((await client('POST', '/Users', { body: newUser(holding('pro')) })).body.scimType).toBe('invalidValue')
  expect((await client('GET', `/Users/${user}`)).body.entitlements).toMatchObject([{ value: 'pro' }])
  expect((await grant(client, user)).status).toBe(200)
  await tenants.setRetired('a.example', pro, false)
  await createUsers(client, 1, holding('pro'))
  expect(await held()).toEqual({ pro: 2, basic: 0 })
})

test('seats go with their kind, and do not come back with another of its name', async () => {
  const { client, tenants, held } = await openSeats()
  await tenants.removeEntitlementType('a.example', 'License')
  const { seats: _, ...unlimited } = license
  await tenants.addEntitlementType('a.example', unlimited)
  await createUsers(client, 3, holding('basic'))
  expect(await held()).toEqual({ pro: 0, basic: 3 })
})

test("the IETF draft's dialect says how many may hold a value, with a new version when that changes", async () => {
  const { server, tenants } = await openSeats()
  const { client } = await server.organisation('a.example', { dialect: 'ietf' })
  const before = await client('GET', '/Entitlements/basic')
  expect(before.body).toMatchObject({ limitedAssignmentsPermitted: true, totalAssignmentsPermitted: 2 })
  await tenants.setSeats('a.example', basic, undefined)
  const after = await client('GET', '/Entitlements/basic')
  expect(after.body.limitedAssignmentsPermitted).toBe(false)
  expect(after.body).not.toHaveProperty('totalAssignmentsPermitted')
  expect(after.headers.etag).not.toBe(before.headers.etag)
})
