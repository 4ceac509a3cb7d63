import { expect, test } from 'vitest'
import { anyClient, bothManners, createUser } from './identity-provider.js'

// PingOne and PingFederate (§10.3), and what Postman collections send.

test('Q5 Eq is eq; Co on an attribute that SCIM does not have is 400 invalidFilter, never 500', async () => {
  for (const idp of bothManners(anyClient)) {
    await createUser(idp, 'x')
    expect((await idp.get('/Users?filter=userName%20Eq%20%22x%22')).body.totalResults).toBe(1)
    const refused = await idp.get('/Users?filter=email%20Co%20%22x%22')
    expect(refused).toMatchObject({ status: 400, body: { status: '400', scimType: 'invalidFilter' } })
    expect(refused.body.detail).toContain("'email'")
  }
})

test.each([
  ['startIndex=1&count=1000', { startIndex: 1, itemsPerPage: 3 }],
  ['startIndex=1&count=100000', { startIndex: 1, itemsPerPage: 3 }],
  ['startIndex=0&count=2', { startIndex: 1, itemsPerPage: 2 }],
  ['startIndex=1&count=0', { startIndex: 1, itemsPerPage: 0 }],
  // PingFederate means "as many as you like"; RFC 7644 §3.4.2.4 and D-33 say that it is 0.
  ['startIndex=1&count=-1', { startIndex: 1, itemsPerPage: 0 }],
])('Q32 D-33 the corners of paging: %s', async (query, page) => {
  for (const idp of bothManners(anyClient)) {
    for (const name of ['a', 'b', 'c']) await createUser(idp, name)
    const { status, body, tolerated } = await idp.get(`/Users?${query}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ totalResults: 3, ...page })
    expect(body.Resources).toHaveLength(page.itemsPerPage)
    expect(tolerated).toEqual([])
  }
})

test('Q32 the names of parameters in another case; strict takes them for unknown ones', async () => {
  const [compatible, strict] = bothManners(anyClient)
  for (const idp of [compatible, strict]) for (const name of ['a', 'b', 'c']) await createUser(idp, name)
  const paged = await compatible.get('/Users?startindex=2&Count=1')
  expect(paged.body).toMatchObject({ totalResults: 3, startIndex: 2, itemsPerPage: 1 })
  expect(paged.tolerated).toEqual(['acceptParameterCase'])
  expect((await compatible.get('/Users?startIndex=2&startindex=3')).body).toMatchObject({
    status: '400',
    scimType: 'invalidValue',
  })
  const unpaged = await strict.get('/Users?startindex=2&Count=1')
  expect(unpaged.body).toMatchObject({ totalResults: 3, startIndex: 1, itemsPerPage: 3 })
})

test('Q28 PingFederate deactivates by a whole PUT', async () => {
  for (const idp of bothManners(anyClient)) {
    const id = await createUser(idp, 'a', { title: 'T' })
    const { body } = await idp.get(`/Users/${id}`)
    const put = await idp.put(`/Users/${id}`, { ...body, active: false })
    expect(put).toMatchObject({ status: 200, body: { id, title: 'T', active: false } })
  }
})
