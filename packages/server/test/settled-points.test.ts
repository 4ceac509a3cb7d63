import { describe, expect, test } from 'vitest'
import type { TraceEntry } from '../src/index.js'
import { patchBody, userBody } from './open-rollcall.js'
import { manners, openServer } from './open-server.js'

const searchRequest = 'urn:ietf:params:scim:api:messages:2.0:SearchRequest'

describe.each(manners)('settled points that need a server, %s', (manner) => {
  const strict = manner === 'strict'

  test('D-20 a filter on the password is refused, and what it asked for is in no log', async () => {
    const entries: TraceEntry[] = []
    const server = await openServer({ trace: (entry) => entries.push(entry), traceBodies: true })
    const { client } = await server.organisation('a.example', { manner })
    const filter = 'password eq "Correct-Horse-7"'
    const body = { schemas: [searchRequest], filter }
    for (const refused of [
      await client('GET', `/Users?filter=${encodeURIComponent(filter)}`),
      await client('POST', '/Users/.search', { body }),
      await client('POST', '/.search', { body }),
    ]) {
      expect([refused.status, refused.body.scimType]).toEqual([400, 'invalidFilter'])
      expect(refused.text).not.toContain('Correct-Horse-7')
    }
    await expect.poll(() => entries.length).toBe(3)
    expect(entries[0]?.path).toBe('/scim/v2/Users?filter=password eq "…"')
    expect(JSON.stringify(entries)).not.toContain('Correct-Horse-7')
    const logged = () => server.rollcall.database.read({ sql: '/* a test asks */ SELECT * FROM request_log' })
    await expect.poll(async () => (await logged()).length).toBe(3)
    const numbersAsText = (_name: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
    expect(JSON.stringify(await logged(), numbersAsText)).not.toContain('Correct-Horse-7')
  })

  const fate = strict ? 'is refused by its name' : 'is ignored, and its request is marked in the log'
  test(`D-38 an attribute that no schema has ${fate}`, async () => {
    const entries: TraceEntry[] = []
    const { organisation } = await openServer({ trace: (entry) => entries.push(entry) })
    const { client } = await organisation('a.example', { manner })
    const answer = await client('POST', '/Users', { body: userBody('x@a.example', { shoeSize: 42 }) })
    await expect.poll(() => entries.length).toBe(1)
    if (strict) {
      expect([answer.status, answer.body.scimType]).toEqual([400, 'invalidSyntax'])
      expect(answer.body.detail).toContain("'shoeSize'")
      expect(entries[0]).toMatchObject({ status: 400, scimType: 'invalidSyntax', tolerances: [] })
    } else {
      expect(answer.status).toBe(201)
      expect(answer.body).not.toHaveProperty('shoeSize')
      expect(entries[0]).toMatchObject({ status: 201, tolerances: ['ignoreUnknownAttributes'] })
    }
  })

  test('D-60 whoever is deactivated stays visible and may do nothing; nobody is deleted but by DELETE', async () => {
    const { rollcall, organisation } = await openServer()
    await rollcall.tenants.create('a.example', { passwords: true })
    await rollcall.tenants.addRole('a.example', 'boss', { display: 'Boss', allows: ['todo:manage'] })
    const { client } = await organisation('a.example', { manner })
    const more = { password: 'Correct-Horse-7', roles: [{ value: 'boss' }] }
    const { id } = (await client('POST', '/Users', { body: userBody('x@a.example', more) })).body
    const directory = rollcall.ofTenant('a.example')
    expect(await directory.can(id, 'todo:manage')).toBe(true)
    const path = `/Users/${id}`
    const deactivate = patchBody({ op: 'replace', path: 'active', value: false })
    expect((await client('PATCH', path, { body: deactivate })).status).toBe(200)
    expect(await directory.can(id, 'todo:manage')).toBe(false)
    expect(await directory.authenticate('x@a.example', 'Correct-Horse-7')).toMatchObject({ id, active: false })
    expect((await client('GET', path)).body).toMatchObject({ active: false, roles: [{ value: 'boss' }] })
    expect((await client('GET', '/Users?filter=active%20eq%20false')).body.totalResults).toBe(1)
    expect((await client('DELETE', path)).status).toBe(204)
    expect((await client('GET', path)).status).toBe(404)
    expect(await directory.users.get(id)).toBeUndefined()
  })
})
