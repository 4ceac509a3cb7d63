import { describe, expect, test } from 'vitest'
import type { TraceEntry } from '../src/index.js'
import { groupBody, patchBody, userBody } from './open-rollcall.js'
import { exchange, manners, openServer } from './open-server.js'

const filterOf = (filter: string) => `/Users?filter=${encodeURIComponent(filter)}`

describe.each(manners)('RFC 7644 §1.2, §1.3 and §3.13, URIs, %s', (manner) => {
  test('7644-1.2-a a filter is percent-decoded: %2B is a plus, and a plus is a space', async () => {
    const { organisation } = await openServer()
    const { client } = await organisation('a.example', { manner })
    for (const userName of ['a+b@x', 'ä%20&=#?/@x']) {
      const { body } = await client('POST', '/Users', { body: userBody(userName) })
      const { body: found } = await client('GET', filterOf(`userName eq "${userName}"`))
      expect(found.Resources.map(({ id }: { id: string }) => id)).toEqual([body.id])
    }
    expect((await client('GET', '/Users?filter=userName+eq+%22a%2bb@x%22')).body.totalResults).toBe(1)
    expect((await client('GET', '/Users?filter=userName%20eq%20%22a+b@x%22')).body.totalResults).toBe(0)
    const { body: user } = await client('POST', '/Users', { body: userBody('path@x') })
    const encoded = [...user.id].map((character: string) => `%${character.charCodeAt(0).toString(16)}`).join('')
    expect((await client('GET', `/%55sers/${encoded}`)).body).toEqual(user)
  })

  test('7644-1.3-a 7644-1.3-b D-55 every location begins with the base URL that was used, which has no query', async () => {
    for (const [publicUrl, base] of [
      [undefined, undefined],
      ['https://app.example', 'https://app.example/scim/v2'],
      ['https://app.example/tenants/7/', 'https://app.example/tenants/7/scim/v2'],
    ] as const) {
      const { origin, organisation } = await openServer(publicUrl === undefined ? {} : { publicUrl })
      const expected = base ?? `${origin}/scim/v2`
      const { client } = await organisation('a.example', { manner })
      const { body: user } = await client('POST', '/Users?attributes=userName,meta', { body: userBody('x@a.example') })
      const { body: group } = await client('POST', '/Groups', {
        body: groupBody('G', { members: [{ value: user.id }] }),
      })
      const { body: read } = await client('GET', `/Users/${user.id}?x=y`)
      expect(user.meta.location).toBe(`${expected}/Users/${user.id}`)
      expect(group.members[0].$ref).toBe(`${expected}/Users/${user.id}`)
      expect(read.groups[0].$ref).toBe(`${expected}/Groups/${group.id}`)
      const lists = await Promise.all(
        ['/Users?count=1', '/Groups', '/ResourceTypes', '/Schemas', '/ServiceProviderConfig'].map((path) =>
          client('GET', path),
        ),
      )
      const locations = lists.flatMap(({ text }) => [...text.matchAll(/"(?:location|\$ref)":"([^"]*)"/g)])
      expect(locations.length).toBeGreaterThan(8)
      for (const [, location = ''] of locations) {
        expect(location.startsWith(`${expected}/`)).toBe(true)
        expect(location).not.toContain('?')
      }
    }
  })

  test('D-55 Location is sent with 201, with 200 and with the 204 of a PATCH; forwarded headers do not move it', async () => {
    const { origin, organisation } = await openServer()
    const { client } = await organisation('a.example', { manner })
    const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', forwarded: 'host=evil.example' }
    const created = await client('POST', '/Users', { body: userBody('x@a.example'), headers })
    const location = `${origin}/scim/v2/Users/${created.body.id}`
    const replaced = await client('PUT', `/Users/${created.body.id}`, { body: userBody('y@a.example'), headers })
    const body = patchBody({ op: 'replace', path: 'displayName', value: 'H' })
    const modified = await client('PATCH', `/Users/${created.body.id}`, { body, headers })
    for (const [answer, status] of [
      [created, 201],
      [replaced, 200],
      [modified, 200],
    ] as const) {
      expect([answer.status, answer.headers.location, answer.body.meta.location]).toEqual([status, location, location])
    }
    const group = await client('POST', '/Groups', { body: groupBody('G') })
    const renamed = await client('PATCH', `/Groups/${group.body.id}`, { body, headers })
    expect([renamed.status, renamed.text, renamed.headers.location]).toEqual([204, '', group.headers.location])
  })

  test('7644-3.13-a 7644-3.13-b D-57 the base ends in v2, and another version is not found', async () => {
    const { origin, organisation } = await openServer()
    const { client, key } = await organisation('a.example', { manner })
    const { headers } = await client('POST', '/Users', { body: userBody('x@a.example') })
    expect(headers.location).toMatch(/\/scim\/v2\/Users\/[0-9a-f-]+$/)
    const authorization = `Bearer ${key}`
    for (const path of ['/scim/v1/Users', '/scim/v3/Users', '/v1/Users', '/scim/v2/v1/Users', '/scim/v2.0/Users']) {
      const refused = await exchange(origin + path, { headers: { authorization } })
      expect([path, refused.status, refused.body.status]).toEqual([path, 404, '404'])
    }
  })

  test('7644-3.13-c without a version it is version 2 that answers', async () => {
    const { origin, organisation } = await openServer()
    const { client, key } = await organisation('a.example', { manner })
    const { body } = await client('POST', '/Users', { body: userBody('x@a.example') })
    const { body: found } = await exchange(`${origin}/Users/${body.id}`, {
      headers: { authorization: `Bearer ${key}` },
    })
    expect(found).toEqual(body)
  })

  test('7644-3.12-k D-56 slashes at the end and doubled ones are answered in place, never redirected', async () => {
    const { organisation } = await openServer()
    const { client } = await organisation('a.example', { manner })
    const { body } = await client('POST', '//Users/', { body: userBody('x@a.example') })
    expect(body.userName).toBe('x@a.example')
    for (const path of ['/Users/', '//Users', '/Users//', '/ServiceProviderConfig/', `/Users//${body.id}/`]) {
      const { status, headers } = await client('GET', path)
      expect([path, status, headers.location === undefined || path.includes(body.id)]).toEqual([path, 200, true])
    }
    expect((await client('DELETE', `/Users/${body.id}/`)).status).toBe(204)
  })

  test('D-56 the plural of ServiceProviderConfig is an alias for compatible connections alone', async () => {
    const { organisation } = await openServer()
    const { client } = await organisation('a.example', { manner })
    const plural = await client('GET', '/ServiceProviderConfigs')
    expect(plural.status).toBe(manner === 'strict' ? 404 : 200)
    if (manner === 'compatible') expect(plural.body).toEqual((await client('GET', '/ServiceProviderConfig')).body)
  })

  test('7644-7.5.2-b no URI that the server makes holds personal data, and the log hides what a client put into one', async () => {
    const entries: TraceEntry[] = []
    const { organisation } = await openServer({ trace: (entry) => entries.push(entry) })
    const { client } = await organisation('a.example', { manner })
    const more = { externalId: 'trinity-e', displayName: 'Trinity', emails: [{ value: 'trinity@gridco.example' }] }
    const { body: user } = await client('POST', '/Users', { body: userBody('trinity@gridco.example', more) })
    await client('POST', '/Groups', { body: groupBody('Trinity-Fans', { members: [{ value: user.id }] }) })
    const filter = filterOf('userName eq "trinity@gridco.example"')
    const answers = await Promise.all([filter, '/Users?count=1', '/Groups'].map((path) => client('GET', path)))
    const uris = answers.flatMap(({ text, headers }) => [...`${text} ${headers.location}`.matchAll(/https?:[^"\s]*/g)])
    expect(uris.length).toBeGreaterThan(4)
    for (const [uri] of uris) expect(uri).not.toMatch(/trinity/i)
    await expect.poll(() => entries.length).toBe(5)
    expect(entries.map(({ path }) => path)).toContain('/scim/v2/Users?filter=userName eq "…"')
    expect(JSON.stringify(entries)).not.toMatch(/trinity/i)
  })

  test('7644-7.8-a text is prepared before it is compared: composed and decomposed letters are the same', async () => {
    const { organisation } = await openServer()
    const { client } = await organisation('a.example', { manner })
    const [composed, decomposed] = ['Zo\u00eb', 'Zoe\u0308']
    const body = userBody(`${composed}@a.example`, { displayName: composed })
    expect((await client('POST', '/Users', { body })).status).toBe(201)
    for (const filter of [`displayName eq "${decomposed}"`, `userName eq "${decomposed}@A.EXAMPLE"`]) {
      expect((await client('GET', filterOf(filter))).body.totalResults).toBe(1)
    }
    const again = await client('POST', '/Users', { body: userBody(`${decomposed}@a.example`) })
    expect([again.status, again.body.scimType]).toEqual([409, 'uniqueness'])
  })
})
