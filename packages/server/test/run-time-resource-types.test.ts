import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { patchBody, userBody } from './open-rollcall.js'
import { type OpenServer, openServer } from './open-server.js'
import { rollcallIn } from './run-rollcall.js'
import {
  badge,
  badgeBody,
  badgeUrn,
  filtered,
  leaseUrn,
  room,
  roomType,
  roomUrn,
  twoOrganisations,
  userUrn,
} from './run-time-definitions.js'

describe('an extension of User that one organisation defined', () => {
  test('is discovered, stored, filtered, unique, patched and sorted by', async () => {
    const { ours } = await twoOrganisations()
    const made = await ours('POST', '/Users', { body: badgeBody('a@ours.example', 7) })
    expect(made).toMatchObject({ status: 201, body: { schemas: [userUrn, badgeUrn], [badgeUrn]: { number: 7 } } })
    expect(await ours('POST', '/Users', { body: badgeBody('b@ours.example', 7) })).toMatchObject({
      status: 409,
      body: { scimType: 'uniqueness' },
    })
    const other = await ours('POST', '/Users', { body: badgeBody('b@ours.example', 12) })
    expect(other.status).toBe(201)
    expect((await ours('POST', '/Users', { body: userBody('c@ours.example') })).status).toBe(201)
    expect((await filtered(ours, '/Users', `${badgeUrn}:number gt 7`)).body.Resources).toMatchObject([
      { userName: 'b@ours.example' },
    ])
    expect((await filtered(ours, '/Users', `schemas eq "${badgeUrn}"`)).body.totalResults).toBe(2)

    const userPath = `/Users/${made.body.id}`
    const doors = patchBody({ op: 'add', path: `${badgeUrn}:doors`, value: ['north'] })
    expect((await ours('PATCH', userPath, { body: doors })).body[badgeUrn]).toEqual({ number: 7, doors: ['north'] })
    const wrong = patchBody({ op: 'replace', path: `${badgeUrn}:number`, value: 1.5 })
    expect((await ours('PATCH', userPath, { body: wrong })).body.scimType).toBe('invalidValue')
    const taken = patchBody({ op: 'replace', path: `${badgeUrn}:number`, value: 12 })
    expect((await ours('PATCH', userPath, { body: taken })).body.scimType).toBe('uniqueness')

    expect((await ours('GET', `/Schemas/${badgeUrn}`)).body).toMatchObject({ id: badgeUrn, name: 'Badge' })
    const { body: type } = await ours('GET', '/ResourceTypes/User')
    expect(type.schemaExtensions).toContainEqual({ schema: badgeUrn, required: false })
  })

  test("is not another organisation's: nothing of it is found, filtered or stored", async () => {
    const { theirs } = await twoOrganisations()
    expect((await theirs('GET', `/Schemas/${badgeUrn}`)).status).toBe(404)
    expect((await theirs('GET', '/Schemas')).text).not.toContain('gridco')
    expect((await theirs('GET', '/ResourceTypes/User')).text).not.toContain(badgeUrn)
    expect((await filtered(theirs, '/Users', `${badgeUrn}:number eq 7`)).body.scimType).toBe('invalidFilter')
    const made = await theirs('POST', '/Users', { body: badgeBody('a@theirs.example', 7) })
    expect(made.status).toBe(201)
    expect(made.body[badgeUrn]).toBeUndefined()
    expect(made.body.schemas).toEqual([userUrn])
  })

  test("a required extension is required in that organisation's users, and only there", async () => {
    const { rollcall, organisation } = await openServer()
    const ours = await organisation('ours.example')
    const theirs = await organisation('theirs.example')
    await rollcall.tenants.addSchema('ours.example', badge, { extends: ['User'], required: true })
    expect((await ours.client('POST', '/Users', { body: userBody('a@ours.example') })).body.scimType).toBe(
      'invalidValue',
    )
    expect((await ours.client('POST', '/Users', { body: badgeBody('a@ours.example', 1) })).status).toBe(201)
    expect((await theirs.client('POST', '/Users', { body: userBody('a@theirs.example') })).status).toBe(201)
  })

  test("survives the app's own edits: what is unique stays so, and what is filtered is found", async () => {
    const { rollcall, ours } = await twoOrganisations()
    const { id } = (await ours('POST', '/Users', { body: badgeBody('a@ours.example', 7) })).body
    const { users } = rollcall.ofTenant('ours.example')
    await users.patch(id, [{ op: 'replace', path: 'displayName', value: 'A' }])
    expect((await users.find(`${badgeUrn}:number eq 7`))?.displayName).toBe('A')
    expect((await filtered(ours, '/Users', `${badgeUrn}:number eq 7`)).body.totalResults).toBe(1)
    await expect(users.create({ userName: 'b@ours.example', [badgeUrn]: { number: 7 } })).rejects.toMatchObject({
      scimType: 'uniqueness',
    })
  })
})

describe('a resource type that one organisation defined', () => {
  test('is served whole: discovery, uniqueness, filters, sorting, PATCH, versions, its own extension and deleting', async () => {
    const { ours } = await twoOrganisations()
    const body = {
      schemas: [roomUrn, leaseUrn],
      number: 'A-101',
      seats: 4,
      [leaseUrn]: { until: '2030-01-01T00:00:00Z' },
    }
    const made = await ours('POST', '/Rooms', { body })
    expect(made).toMatchObject({
      status: 201,
      body: { number: 'A-101', meta: { resourceType: 'Room', version: 'W/"1"' }, schemas: [roomUrn, leaseUrn] },
    })
    expect(made.headers.location).toContain(`/scim/v2/Rooms/${made.body.id}`)
    expect((await ours('POST', '/Rooms', { body: { schemas: [roomUrn], number: 'a-101' } })).status).toBe(409)
    await ours('POST', '/Rooms', { body: { schemas: [roomUrn], number: 'B-7', seats: 12 } })
    const sorted = await ours('GET', '/Rooms?filter=seats%20gt%203&sortBy=seats&sortOrder=descending')
    expect(sorted.body.Resources.map(({ number }: { number: string }) => number)).toEqual(['B-7', 'A-101'])
    expect((await filtered(ours, '/Rooms', `${leaseUrn}:until lt "2031-01-01T00:00:00Z"`)).body.totalResults).toBe(1)

    const roomPath = `/Rooms/${made.body.id}`
    const add = patchBody({ op: 'add', path: 'equipment', value: ['phone'] })
    expect((await ours('PATCH', roomPath, { body: add })).body).toMatchObject({
      equipment: ['phone'],
      meta: { version: 'W/"2"' },
    })
    expect((await ours('GET', `/Schemas/${roomUrn}`)).body.attributes).toHaveLength(3)
    expect((await ours('GET', '/ResourceTypes/Room')).body).toMatchObject({ ...roomType, id: 'Room' })
    expect((await ours('DELETE', roomPath)).status).toBe(204)
    expect((await ours('GET', roomPath)).status).toBe(404)
  })

  test('does not exist for another organisation', async () => {
    const { ours, theirs } = await twoOrganisations()
    const { id } = (await ours('POST', '/Rooms', { body: { schemas: [roomUrn], number: 'A' } })).body
    for (const [method, target, body] of [
      ['GET', '/Rooms', undefined],
      ['GET', `/Rooms/${id}`, undefined],
      ['POST', '/Rooms', { schemas: [roomUrn], number: 'B' }],
      ['DELETE', `/Rooms/${id}`, undefined],
      ['GET', `/Schemas/${roomUrn}`, undefined],
      ['GET', '/ResourceTypes/Room', undefined],
    ] as const) {
      expect((await theirs(method, target, { body })).status).toBe(404)
    }
    expect((await ours('GET', `/Rooms/${id}`)).status).toBe(200)
  })

  test('two organisations define types of one name, each with its own schema', async () => {
    const { tenants, theirs } = await twoOrganisations()
    await tenants.addSchema('theirs.example', { id: roomUrn, attributes: [{ name: 'floor', type: 'integer' }] })
    await tenants.addResourceType('theirs.example', { name: 'Room', endpoint: '/Rooms', schema: roomUrn })
    expect((await theirs('POST', '/Rooms', { body: { schemas: [roomUrn], floor: 3 } })).body.floor).toBe(3)
    expect((await filtered(theirs, '/Rooms', 'seats gt 1')).body.scimType).toBe('invalidFilter')
  })
})

describe('the command, beside a server that runs in another process', () => {
  test('defines, lists and takes away, from the next request on', async () => {
    const server = await openServer()
    const { client } = await server.organisation('a.example')
    const { run, file } = await besides(server, { badge, room, roomType: { ...roomType, schemaExtensions: [] } })
    expect((await run('schema', 'list', 'a.example')).out).toContain('rollcall schema add a.example')
    expect(await run('schema', 'add', 'a.example', file('badge'), '--extends', 'User')).toMatchObject({
      code: 0,
      out: expect.stringContaining('It extends User.'),
    })
    expect((await client('POST', '/Users', { body: badgeBody('a@a.example', 7) })).body[badgeUrn].number).toBe(7)
    expect((await run('schema', 'add', 'a.example', file('room'))).out).toContain(
      'rollcall resource-type add a.example',
    )
    expect((await client('GET', '/Rooms')).status).toBe(404)
    expect(JSON.parse((await run('resource-type', 'add', 'a.example', file('roomType'), '--json')).out)).toMatchObject({
      name: 'Room',
      endpoint: '/Rooms',
      resources: 0,
    })
    const { id } = (await client('POST', '/Rooms', { body: { schemas: [roomUrn], number: 'A' } })).body
    expect(JSON.parse((await run('schema', 'list', 'a.example', '--json')).out)).toMatchObject([
      { id: badgeUrn, extensionOf: ['User'], requiredBy: [], baseOf: [] },
      { id: roomUrn, extensionOf: [], baseOf: ['Room'] },
    ])
    expect((await run('resource-type', 'list', 'a.example')).out).toMatch(/Room +\/Rooms/)
    expect(await run('resource-type', 'remove', 'a.example', 'Room')).toMatchObject({
      code: 1,
      err: expect.stringContaining('GET /Rooms lists them'),
    })
    await client('DELETE', `/Rooms/${id}`)
    expect((await run('resource-type', 'remove', 'a.example', 'Room')).code).toBe(0)
    expect((await client('GET', '/Rooms')).status).toBe(404)
    expect((await run('schema', 'remove', 'a.example', roomUrn)).code).toBe(0)
    expect(await run('schema', 'remove', 'a.example', badgeUrn)).toMatchObject({
      code: 1,
      err: expect.stringContaining('{"op":"remove","path":"'),
    })
  }, 40_000)

  test('says what is wrong with a file', async () => {
    const server = await openServer()
    await server.organisation('a.example')
    const { run, file } = await besides(server, { none: {}, broken: '{"id": ' })
    expect(await run('schema', 'add', 'a.example', 'nowhere.json')).toMatchObject({
      code: 1,
      err: expect.stringContaining("There is no file 'nowhere.json'"),
    })
    expect((await run('schema', 'add', 'a.example', file('broken'))).err).toContain('is not JSON')
    expect((await run('schema', 'add', 'a.example', file('none'))).err).toBe("'id' is missing.\n")
    expect((await run('resource-type', 'add', 'a.example', file('none'))).err).toContain(
      'rollcall schema add a.example',
    )
  }, 20_000)

  async function besides(server: OpenServer, contents: Readonly<Record<string, unknown>>) {
    const folder = server.folder
    for (const [name, content] of Object.entries(contents)) {
      const text = typeof content === 'string' ? content : JSON.stringify(content)
      await writeFile(path.join(folder, `${name}.json`), text)
    }
    const run = rollcallIn(folder, { ROLLCALL_DATABASE: server.file })
    return { run, file: (name: string) => path.join(folder, `${name}.json`) }
  }
})
