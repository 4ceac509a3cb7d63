import { ScimError } from '@rollcall/scim'
import { expect, test } from 'vitest'
import type { Rollcall } from '../src/index.js'
import { clientOf, groupBody, openRollcall, organisation, patchBody, userBody } from './open-rollcall.js'

/** Two organisations: the second has a person, a group and a kind of entitlement that the first must never reach. */
async function twoOrganisations() {
  const { rollcall } = await openRollcall()
  const ours = await organisation(rollcall, 'ours.example')
  const theirs = await organisation(rollcall, 'theirs.example')
  const license = { name: 'License', endpoint: '/Licenses', values: { pro: { display: 'Pro seat' } } }
  await rollcall.tenants.addEntitlementType('theirs.example', license)
  await rollcall.tenants.addRole('theirs.example', 'boss', { display: 'Boss', allows: [] })
  const user = (await theirs.client('POST', '/Users', { body: userBody('them@theirs.example') })).body
  const group = (await theirs.client('POST', '/Groups', { body: groupBody('Them', { members: [{ value: user.id }] }) }))
    .body
  return { rollcall, ours, theirs, user, group }
}

const change = patchBody({ op: 'replace', path: 'displayName', value: 'ours now' })

test.each([
  ['GET', 'user', undefined],
  ['HEAD', 'user', undefined],
  ['PUT', 'user', userBody('ours@ours.example')],
  ['PATCH', 'user', change],
  ['DELETE', 'user', undefined],
  ['GET', 'group', undefined],
  ['HEAD', 'group', undefined],
  ['PUT', 'group', groupBody('ours')],
  ['PATCH', 'group', change],
  ['DELETE', 'group', undefined],
] as const)("A3, A4: %s does not reach another tenant's %s", async (method, kind, body) => {
  const { ours, theirs, user, group } = await twoOrganisations()
  const path = kind === 'user' ? `/Users/${user.id}` : `/Groups/${group.id}`
  const before = await theirs.client('GET', path)
  const refused = await ours.client(method, path, { body })
  expect(refused.status).toBe(404)
  expect(await theirs.client('GET', path)).toEqual(before)
})

test('A3: what is refused is refused as if it did not exist', async () => {
  const { ours, user } = await twoOrganisations()
  const other = await ours.client('GET', `/Users/${user.id}`)
  const unknown = await ours.client('GET', '/Users/01a20cd5-0000-7000-8000-000000000000')
  expect(other.body.detail.replace(user.id, '…')).toBe(
    unknown.body.detail.replace('01a20cd5-0000-7000-8000-000000000000', '…'),
  )
})

test("A3: no list and no filter finds another tenant's people and groups", async () => {
  const { ours, user, group } = await twoOrganisations()
  for (const path of [
    '/Users',
    '/Groups',
    '/Users?filter=userName eq "them@theirs.example"',
    `/Users?filter=id eq "${user.id}"`,
    '/Users?sortBy=userName&startIndex=1&count=1000',
    `/Groups?filter=members eq "${user.id}"`,
    `/Groups?filter=id eq "${group.id}"`,
  ]) {
    expect((await ours.client('GET', path)).body).toMatchObject({ totalResults: 0, Resources: [] })
  }
})

test("another tenant's user is no member of our groups", async () => {
  const { ours, user, group } = await twoOrganisations()
  for (const member of [user.id, group.id]) {
    const made = await ours.client('POST', '/Groups', { body: groupBody('Ours', { members: [{ value: member }] }) })
    expect(made).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
  }
  const own = (await ours.client('POST', '/Groups', { body: groupBody('Ours') })).body
  const add = patchBody({ op: 'add', path: 'members', value: [{ value: user.id }] })
  expect((await ours.client('PATCH', `/Groups/${own.id}`, { body: add })).status).toBe(400)
})

test('both may have a user and a group of the same name', async () => {
  const { ours } = await twoOrganisations()
  expect((await ours.client('POST', '/Users', { body: userBody('them@theirs.example') })).status).toBe(201)
  expect((await ours.client('POST', '/Groups', { body: groupBody('Them') })).status).toBe(201)
})

test("another tenant's catalogue is neither discovered nor granted", async () => {
  const { ours } = await twoOrganisations()
  for (const path of ['/Licenses', '/Licenses/pro', '/ResourceTypes/License', '/Roles/boss']) {
    expect((await ours.client('GET', path)).status).toBe(404)
  }
  const types = (await ours.client('GET', '/ResourceTypes')).body.Resources.map((type: { name: string }) => type.name)
  expect(types).toEqual(['User', 'Group', 'Role'])
  expect((await ours.client('GET', '/Roles')).body.totalResults).toBe(0)
})

test("a key's tenant cannot be exchanged for another's", async () => {
  const { rollcall, ours, theirs } = await twoOrganisations()
  const forged = ours.key.replace('ours.example', 'theirs.example')
  expect((await clientOf(rollcall, `Bearer ${forged}`)('GET', '/Users')).status).toBe(401)
  expect((await theirs.client('GET', '/Users')).body.totalResults).toBe(1)
})

test("the app's own side does not cross either", async () => {
  const { rollcall, user } = await twoOrganisations()
  const directory = rollcall.ofTenant('ours.example')
  expect(await directory.users.get(user.id)).toBeUndefined()
  expect(await directory.accessOf(user.id)).toBeUndefined()
  expect(await directory.can(user.id, 'anything')).toBe(false)
  expect(await directory.users.find('userName eq "them@theirs.example"')).toBeUndefined()
  expect(await namesOf(rollcall, 'ours.example')).toEqual([])
  await expect(directory.users.patch(user.id, [{ op: 'replace', path: 'title', value: 'x' }])).rejects.toThrow(
    ScimError,
  )
  await expect(directory.users.remove(user.id)).rejects.toThrow(ScimError)
  expect(await namesOf(rollcall, 'theirs.example')).toEqual(['them@theirs.example'])
})

test('an organisation that does not exist is said so', async () => {
  const { rollcall } = await openRollcall()
  await expect(rollcall.ofTenant('nobody.example').roles()).rejects.toThrow("There is no organisation 'nobody.example'")
})

async function namesOf(rollcall: Rollcall, tenant: string): Promise<readonly string[]> {
  const names: string[] = []
  for await (const user of rollcall.ofTenant(tenant).users.list()) names.push(user.userName)
  return names
}
