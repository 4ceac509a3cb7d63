import { expect, test } from 'vitest'
import { createTestClient, userBody } from '../service-provider.js'

/** RFC 7644 §3.9: which attributes an answer shows. */

async function clientWithUser() {
  const client = createTestClient()
  const { body } = await client.post('/Users', userBody('t@gridco.example', { roles: [{ value: 'manager' }] }))
  return { client, path: `/Users/${body.id}`, body }
}

test('attributes shows what is named, and what is always returned', async () => {
  const { client, path, body } = await clientWithUser()
  expect((await client.get(`${path}?attributes=userName,name.familyName`)).body).toEqual({
    schemas: body.schemas,
    id: body.id,
    userName: 't@gridco.example',
    name: { familyName: 'JustTrinity' },
  })
})

test('excludedAttributes leaves out what is named, never what is always returned', async () => {
  const { client, path, body } = await clientWithUser()
  const { roles: _roles, displayName: _name, ...rest } = body
  expect((await client.get(`${path}?excludedAttributes=roles,displayName,id`)).body).toEqual(rest)
})

test('a list and a write are shaped alike', async () => {
  const { client, path, body } = await clientWithUser()
  const shown = { schemas: body.schemas, id: body.id, roles: [{ value: 'manager', display: 'Manager' }] }
  expect((await client.get('/Users?attributes=roles')).body.Resources).toEqual([shown])
  const operation = { op: 'replace', path: 'title', value: 'X' }
  expect((await client.patch(`${path}?attributes=roles`, [operation])).body).toEqual(shown)
})

test('the password is in no answer, however it is asked for', async () => {
  const { client, path } = await clientWithUser()
  await client.patch(path, [{ op: 'replace', value: { password: 'NewP@ss1' } }])
  for (const query of ['', '?attributes=password', '?attributes=userName,password', '?excludedAttributes=roles']) {
    const { body } = await client.get(`${path}${query}`)
    expect(body).not.toHaveProperty('password')
    expect(JSON.stringify(body)).not.toContain('NewP@ss1')
  }
  expect((await client.get('/Users?filter=password%20eq%20%22NewP@ss1%22')).body).toMatchObject({
    scimType: 'invalidFilter',
  })
})
