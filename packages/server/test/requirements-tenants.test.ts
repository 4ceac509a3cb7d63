import { describe, expect, test } from 'vitest'
import type { TraceEntry } from '../src/index.js'
import { groupBody, patchBody, userBody } from './open-rollcall.js'
import { exchange, type MannerName, manners, openServer } from './open-server.js'

/** Two organisations; the second has a user in a group. */
async function twoOrganisations(manner: MannerName) {
  const server = await openServer()
  const ours = await server.organisation('ours.example', { manner })
  const theirs = await server.organisation('theirs.example', { manner })
  const body = userBody('them@theirs.example', { externalId: 'e-1', displayName: 'Their Person' })
  const { body: user } = await theirs.client('POST', '/Users', { body })
  const { body: group } = await theirs.client('POST', '/Groups', {
    body: groupBody('Their Group', { members: [{ value: user.id, type: 'User' }] }),
  })
  return { server, ours, theirs, user, group }
}

const unknownId = '01a20cd5-0000-7000-8000-000000000000'

describe.each(manners)('RFC 7644 §6, tenants, %s', (manner) => {
  test('7644-6.2-b D-43 what another tenant has is answered like what nobody has, word for word', async () => {
    const { ours, theirs, user, group } = await twoOrganisations(manner)
    const change = patchBody({ op: 'replace', path: 'displayName', value: 'ours now' })
    const requests = [
      ['GET', '/Users', user.id, undefined],
      ['PUT', '/Users', user.id, userBody('us@ours.example')],
      ['PATCH', '/Users', user.id, change],
      ['DELETE', '/Users', user.id, undefined],
      ['GET', '/Groups', group.id, undefined],
      ['PUT', '/Groups', group.id, groupBody('Ours')],
      ['PATCH', '/Groups', group.id, change],
      ['DELETE', '/Groups', group.id, undefined],
    ] as const
    const paths = [`/Users/${user.id}`, `/Groups/${group.id}`]
    const before = await Promise.all(paths.map(async (path) => ({ text: (await theirs.client('GET', path)).text })))
    for (const [method, collection, id, body] of requests) {
      const foreign = await ours.client(method, `${collection}/${id}`, { body })
      const unknown = await ours.client(method, `${collection}/${unknownId}`, { body })
      expect([method, foreign.status, foreign.body.status]).toEqual([method, 404, '404'])
      expect(foreign.text.replaceAll(id, unknownId)).toBe(unknown.text)
    }
    for (const [n, path] of paths.entries()) expect(await theirs.client('GET', path)).toMatchObject(before[n] ?? {})
  })

  test('7644-6.2-b no list, filter or member names what another tenant has', async () => {
    const { ours, user, group } = await twoOrganisations(manner)
    for (const path of [
      '/Users',
      '/Groups',
      `/Users?filter=id%20eq%20%22${user.id}%22`,
      '/Users?filter=userName%20eq%20%22them@theirs.example%22',
      '/Users?filter=externalId%20eq%20%22e-1%22',
      `/Groups?filter=members.value%20eq%20%22${user.id}%22`,
    ]) {
      const { status, body } = await ours.client('GET', path)
      expect({ path, status, total: body.totalResults, found: body.Resources }).toEqual({
        path,
        status: 200,
        total: 0,
        found: [],
      })
    }
    for (const { id } of [user, group]) {
      const made = await ours.client('POST', '/Groups', { body: groupBody('Ours', { members: [{ value: id }] }) })
      expect([made.status, made.body.scimType]).toEqual([400, 'invalidValue'])
    }
    expect((await ours.client('GET', '/Groups')).body.totalResults).toBe(0)
  })

  test('7644-6-a the key decides the tenant; a path that names another finds nothing', async () => {
    const { server, ours } = await twoOrganisations(manner)
    const headers = { authorization: `Bearer ${ours.key}` }
    for (const path of ['/theirs.example/scim/v2/Users', '/scim/v2/theirs.example/Users', '/theirs.example/Users']) {
      const { status, text } = await exchange(server.origin + path, { headers })
      expect([path, status]).toEqual([path, 404])
      expect(text).not.toContain('Their Person')
    }
  })

  test('7644-6.1-a nothing beside the key names a tenant: headers, host and query do not, and a forged key opens nothing', async () => {
    const { server, ours, theirs } = await twoOrganisations(manner)
    const headers = {
      host: 'theirs.example',
      'x-tenant': 'theirs.example',
      'x-tenant-id': 'theirs.example',
      'x-forwarded-host': 'theirs.example',
    }
    const answer = await ours.client('GET', '/Users?tenant=theirs.example', { headers })
    expect([answer.status, answer.body.totalResults]).toEqual([200, 0])
    const forged = ours.key.replace('ours.example', 'theirs.example')
    expect((await server.clientOf(`Bearer ${forged}`)('GET', '/Users')).status).toBe(401)
    expect((await theirs.client('GET', '/Users')).body.totalResults).toBe(1)
  })

  test('7644-6.2-a a userName, an externalId and a group of one name may be in two tenants', async () => {
    const { ours, theirs } = await twoOrganisations(manner)
    const body = userBody('them@theirs.example', { externalId: 'e-1' })
    expect((await ours.client('POST', '/Users', { body })).status).toBe(201)
    expect((await ours.client('POST', '/Groups', { body: groupBody('Their Group') })).status).toBe(201)
    expect((await theirs.client('POST', '/Users', { body })).body).toMatchObject({
      status: '409',
      scimType: 'uniqueness',
    })
    for (const { client } of [ours, theirs]) {
      expect((await client('GET', '/Users?filter=externalId%20eq%20%22e-1%22')).body.totalResults).toBe(1)
    }
  })

  test('7643-9.3-a another tenant reads no personal data, and the log of a request holds none', async () => {
    const entries: TraceEntry[] = []
    const server = await openServer({ trace: (entry) => entries.push(entry) })
    const ours = await server.organisation('ours.example', { manner })
    const theirs = await server.organisation('theirs.example', { manner })
    const body = userBody('trinity@gridco.example', { displayName: 'Trinity', externalId: 'zion-1' })
    const { body: user } = await ours.client('POST', '/Users', { body })
    expect((await theirs.client('GET', `/Users/${user.id}`)).text).not.toMatch(/trinity/i)
    await ours.client('GET', '/Users?filter=userName%20eq%20%22trinity@gridco.example%22')
    await ours.client('POST', '/Users', { body })
    await ours.client('PATCH', `/Users/${user.id}`, {
      body: patchBody({ op: 'replace', path: 'active', value: 'trinity' }),
    })
    await expect.poll(() => entries.length).toBe(5)
    expect(entries.map(({ status }) => status)).toEqual([201, 404, 200, 409, 400])
    expect(JSON.stringify(entries)).not.toMatch(/trinity|zion-1/i)
    const logged = await server.rollcall.database.read({
      sql: '/* a test asks */ SELECT path, bodies FROM request_log',
    })
    expect(JSON.stringify(logged)).not.toMatch(/trinity/i)
  })
})
