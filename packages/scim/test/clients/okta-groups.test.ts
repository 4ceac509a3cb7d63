import { beforeEach, describe, expect, test } from 'vitest'
import { createTestClient, type ScimClient, userBody } from '../service-provider.js'

/** Group push as Okta sends it: the whole group by PUT (app integration wizard), or changes by PATCH (catalogue apps). */

const groupUrn = 'urn:ietf:params:scim:schemas:core:2.0:Group'

let client: ScimClient
let ids: readonly string[]

beforeEach(async () => {
  client = createTestClient()
  const users = ['a', 'b', 'c'].map((name) =>
    client.post('/Users', userBody(`${name}@okta.local`, { displayName: name })),
  )
  ids = (await Promise.all(users)).map(({ body }) => body.id)
})

async function createGroup(members: readonly unknown[] = []): Promise<string> {
  const { status, body } = await client.post('/Groups', { schemas: [groupUrn], displayName: 'Operators', members })
  expect(status).toBe(201)
  return body.id
}

async function membersOf(group: string): Promise<readonly string[]> {
  const { body } = await client.get(`/Groups/${group}`)
  return (body.members ?? []).map((member: { value: string }) => member.value)
}

describe('the whole group by PUT', () => {
  test('Q22 Q23 look up, create empty, read, fill: members with a display that is null and without a type', async () => {
    const lookUp = await client.get('/Groups?filter=displayName%20eq%20%22Operators%22&startIndex=1&count=100')
    expect(lookUp.body).toMatchObject({ totalResults: 0, Resources: [] })
    const id = await createGroup()
    expect((await client.get(`/Groups/${id}`)).status).toBe(200)
    const body = {
      schemas: [groupUrn],
      id,
      displayName: 'Operators',
      members: [
        { value: ids[0], display: 'a@okta.local' },
        { value: ids[1], display: null },
      ],
    }
    const { status } = await client.put(`/Groups/${id}`, body)
    expect(status).toBe(200)
    expect(await membersOf(id)).toEqual([ids[0], ids[1]])
  })

  test('Q22 a shorter list removes who is not in it, an empty one empties the group', async () => {
    const id = await createGroup([{ value: ids[0] }, { value: ids[1] }])
    await client.put(`/Groups/${id}`, {
      schemas: [groupUrn],
      displayName: 'Operators',
      members: [{ value: ids[1] }, { value: ids[2] }],
    })
    expect(await membersOf(id)).toEqual([ids[1], ids[2]])
    await client.put(`/Groups/${id}`, { schemas: [groupUrn], displayName: 'Operators', members: [] })
    expect(await membersOf(id)).toEqual([])
  })

  test('a group never comes into being by PUT', async () => {
    expect((await client.put('/Groups/unknown', { schemas: [groupUrn], displayName: 'X' })).status).toBe(404)
  })
})

describe('changes by PATCH', () => {
  test('Q14 Q24 Q37 a rename repeats the read-only id, and a rename to the same name changes nothing', async () => {
    const id = await createGroup()
    const rename = { op: 'replace', value: { id, displayName: 'Test SCIMv2' } }
    expect((await client.patch(`/Groups/${id}`, [rename])).status).toBe(204)
    const before = (await client.get(`/Groups/${id}`)).body
    expect(before.displayName).toBe('Test SCIMv2')
    expect((await client.patch(`/Groups/${id}`, [rename])).status).toBe(204)
    expect((await client.get(`/Groups/${id}`)).body).toEqual(before)
  })

  test('B8 one member goes and another comes in one request', async () => {
    const id = await createGroup([{ value: ids[0] }, { value: ids[1] }])
    const { status } = await client.patch(`/Groups/${id}`, [
      { op: 'remove', path: `members[value eq "${ids[0]}"]` },
      { op: 'add', path: 'members', value: [{ value: ids[2], display: 'c@okta.local' }] },
    ])
    expect(status).toBe(204)
    expect(await membersOf(id)).toEqual([ids[1], ids[2]])
  })

  test.each([
    ['with a path', (value: unknown) => ({ op: 'replace', path: 'members', value })],
    ['without a path', (value: unknown) => ({ op: 'replace', value: { members: value } })],
  ])('Q12 Q22 push now replaces the list, also with an empty one: %s', async (_form, operation) => {
    const id = await createGroup([{ value: ids[0] }])
    await client.patch(`/Groups/${id}`, [
      operation([
        { value: ids[1], display: 'b@x' },
        { value: ids[2], display: 'c@x' },
      ]),
    ])
    expect(await membersOf(id)).toEqual([ids[1], ids[2]])
    expect((await client.patch(`/Groups/${id}`, [operation([])])).status).toBe(204)
    expect(await membersOf(id)).toEqual([])
  })

  test('Q24 adding who is there already changes neither members nor version', async () => {
    const id = await createGroup([{ value: ids[0] }])
    const before = (await client.get(`/Groups/${id}`)).body.meta
    await client.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: ids[0] }] }])
    expect((await client.get(`/Groups/${id}`)).body.meta).toEqual(before)
  })

  test('Q25 Q41 D-54 an unknown member is refused by name and nothing of the request is done', async () => {
    const id = await createGroup([{ value: ids[0] }])
    const { status, body } = await client.patch(`/Groups/${id}`, [
      { op: 'add', path: 'members', value: [{ value: ids[1] }] },
      { op: 'add', path: 'members', value: [{ value: 'nobody' }] },
    ])
    expect(status).toBe(400)
    expect(body).toMatchObject({ scimType: 'invalidValue', detail: "No resource has the id 'nobody'." })
    expect(await membersOf(id)).toEqual([ids[0]])
  })

  test.each([
    ['an array', (value: unknown) => [{ $ref: null, value }]],
    ['an object', (value: unknown) => ({ value })],
    ['a string', (value: unknown) => value],
  ])('Q20 D-05 Remove with a value removes just that member, never all: %s', async (_form, shapeOf) => {
    const id = await createGroup(ids.map((value) => ({ value })))
    await client.patch(`/Groups/${id}`, [{ op: 'Remove', path: 'members', value: shapeOf(ids[1]) }])
    expect(await membersOf(id)).toEqual([ids[0], ids[2]])
  })

  test('Q40 fifty parallel additions of one member each are all kept', async () => {
    const id = await createGroup()
    const people = await Promise.all(
      Array.from({ length: 50 }, (_, n) => client.post('/Users', userBody(`p${n}@okta.local`))),
    )
    const answers = await Promise.all(
      people.map(({ body }) =>
        client.patch(`/Groups/${id}`, [{ op: 'add', path: 'members', value: [{ value: body.id }] }]),
      ),
    )
    expect(answers.every(({ status }) => status === 204)).toBe(true)
    expect(await membersOf(id)).toEqual(people.map(({ body }) => body.id).sort())
    expect((await client.get(`/Groups/${id}`)).body.meta.version).toBe('W/"51"')
  })
})

test('members and groups point at each other, with references that answer', async () => {
  const id = await createGroup([{ value: ids[0] }])
  const { body: group } = await client.get(`/Groups/${id}`)
  expect(group.members).toEqual([
    { value: ids[0], $ref: `https://app.example/scim/v2/Users/${ids[0]}`, display: 'a', type: 'User' },
  ])
  const { body: user } = await client.get(`/Users/${ids[0]}`)
  expect(user.groups).toEqual([
    { value: id, $ref: `https://app.example/scim/v2/Groups/${id}`, display: 'Operators', type: 'direct' },
  ])
})

test('Q33 excludedAttributes=members leaves them out of a group and of a list', async () => {
  const id = await createGroup([{ value: ids[0] }])
  expect((await client.get(`/Groups/${id}?excludedAttributes=members`)).body).not.toHaveProperty('members')
  const list = await client.get('/Groups?excludedAttributes=members&filter=displayName%20eq%20%22operators%22')
  expect(list.body.totalResults).toBe(1)
  expect(list.body.Resources[0]).not.toHaveProperty('members')
})

test('Q34 is a member: the filter that Entra ID asks', async () => {
  const id = await createGroup([{ value: ids[0] }])
  for (const [member, total] of [
    [ids[0], 1],
    [ids[1], 0],
  ]) {
    const filter = encodeURIComponent(`id eq "${id}" and members eq "${member}"`)
    expect((await client.get(`/Groups?filter=${filter}&attributes=id`)).body.totalResults).toBe(total)
  }
})
