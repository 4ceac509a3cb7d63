import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import { invalidFilter, invalidValue, namesIn, refusalIn } from './found-names.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'
import { searchBody, searchRequestUrn } from './search-body.js'

const invalidSyntax = { status: 400, scimType: 'invalidSyntax' }
const listUrn = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

/** RFC 7644 §3.4.3: queries by POST, of a resource type and of the root. */
export function testSearch(open: OpenBench, strict: boolean): void {
  const openCompany = async () => {
    const bench = open()
    for (const name of ['ada', 'bob', 'cyd']) {
      await bench.post('/Users', userBody(name, { displayName: name, title: name === 'bob' ? undefined : 'x' }))
    }
    await bench.post('/Groups', groupBody('staff'))
    await bench.post('/Devices', deviceBody('laptop', { floor: 3 }))
    return bench
  }

  describe('RFC 7644 §3.4.3, querying with POST', () => {
    requirement('7644-3.4.3-a', 'a POST to .search is a query and creates nothing; no Location (D-61)', async () => {
      const bench = await openCompany()
      const before = await bench.changeRecords()
      for (const [path, names] of [
        ['/Users/.search', 'ada bob cyd'],
        ['/Groups/.search', 'staff'],
        ['/Devices/.SEARCH', 'laptop'],
        ['/.search', 'ada bob cyd staff laptop'],
      ] as const) {
        const answer = await bench.post(path, searchBody())
        expect([path, answer.status, answer.body.schemas]).toEqual([path, 200, [listUrn]])
        expect(namesIn(answer).join(' ')).toBe(names)
        expect(answer.body.totalResults).toBe(names.split(' ').length)
        expect(answer.headers.get('location')).toBeNull()
      }
      expect(await bench.changeRecords()).toHaveLength(before.length)
    })

    requirement(
      '7644-3.4.3-a',
      'another method on .search is refused before its body is looked at (D-46)',
      async () => {
        const bench = await openCompany()
        for (const path of ['/.search', '/Users/.search']) {
          for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
            const answer = await bench.send(method, path, method === 'GET' ? undefined : '{')
            expect([path, method, answer.status, answer.headers.get('allow')]).toEqual([path, method, 405, 'POST'])
          }
        }
        expect((await bench.post('/Unknown/.search', searchBody())).status).toBe(404)
      },
    )

    requirement('7644-3.4.3-b', 'the message is known by its URN; missing, or another one, it is refused', async () => {
      const bench = await openCompany()
      const wrong = [
        {},
        { schemas: [] },
        { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] },
        { schemas: [7] },
        { schemas: { 0: searchRequestUrn } },
      ]
      for (const path of ['/Users/.search', '/.search']) {
        for (const body of wrong) expect([body, refusalIn(await bench.post(path, body))]).toEqual([body, invalidSyntax])
        for (const body of [[], 'x', null]) expect(refusalIn(await bench.post(path, body))).toEqual(invalidSyntax)
      }
      const upper = { schemas: [searchRequestUrn.toUpperCase()] }
      expect((await bench.post('/Users/.search', upper)).status).toBe(200)
    })

    requirement('7644-3.4.3-c', 'names are in standard notation, and a filter is a filter', async () => {
      const bench = await openCompany()
      const search = (more: Record<string, unknown>) => bench.post('/Users/.search', searchBody(more))
      for (const filter of ['userName eq', 'foo eq "x"', '']) {
        expect([filter, refusalIn(await search({ filter }))]).toEqual([filter, invalidFilter])
      }
      expect(refusalIn(await search({ sortBy: 'foo' }))).toEqual(invalidValue)
      for (const attributes of [['userName', 'urn:ietf:params:scim:schemas:core:2.0:User:title'], 'userName,title']) {
        const { body } = await search({ attributes, filter: 'userName eq "ada"' })
        expect(body.Resources).toEqual([
          { schemas: expect.any(Array), id: expect.any(String), userName: 'ada', title: 'x' },
        ])
      }
      const misshapen = [
        { attributes: [7] },
        { attributes: {} },
        { filter: 7 },
        { sortBy: ['userName'] },
        { cursor: 1 },
      ]
      for (const more of misshapen) expect([more, refusalIn(await search(more))]).toEqual([more, invalidSyntax])
      for (const more of [{ count: 1.5 }, { count: true }, { startIndex: 'x' }, { startIndex: [] }]) {
        expect([more, refusalIn(await search(more))]).toEqual([more, invalidValue])
      }
    })

    requirement(
      '7644-3.4.3-c',
      'numbers as text and unknown members are for the compatible manner (D-08, D-38)',
      async () => {
        const bench = await openCompany()
        const text = await bench.post('/Users/.search', searchBody({ count: '2', startIndex: '2' }))
        const unknown = await bench.post('/Users/.search', searchBody({ foo: 1 }))
        if (strict) {
          expect(refusalIn(text)).toEqual(invalidValue)
          expect(refusalIn(unknown)).toEqual(invalidSyntax)
          return
        }
        expect(namesIn(text)).toEqual(['bob', 'cyd'])
        expect(namesIn(unknown)).toEqual(['ada', 'bob', 'cyd'])
        expect(bench.tolerated).toEqual(expect.arrayContaining(['acceptTextAsNumbers', 'ignoreUnknownAttributes']))
      },
    )

    requirement(
      '7644-3.4.3-c',
      'names that JavaScript gives a meaning to, and one name twice, are refused',
      async () => {
        const bench = await openCompany()
        const send = (members: string) =>
          bench.send('POST', '/Users/.search', `{"schemas":["${searchRequestUrn}"],${members}}`, {
            'content-type': 'application/json',
          })
        for (const members of ['"__proto__":{"count":1}', '"constructor":1', '"count":1,"COUNT":2']) {
          expect([members, refusalIn(await send(members))]).toEqual([members, invalidSyntax])
        }
        expect(namesIn(await send('"COUNT":1'))).toEqual(['ada'])
      },
    )

    requirement('7644-3.4.3-d', 'excludedAttributes takes nothing away that is always returned', async () => {
      const bench = await openCompany()
      const excludedAttributes = ['id', 'schemas', 'userName', 'emails']
      for (const path of ['/Users/.search', '/.search']) {
        const { body } = await bench.post(path, searchBody({ excludedAttributes, filter: 'userName eq "ada"' }))
        expect(body.Resources).toHaveLength(1)
        expect(body.Resources[0]).toMatchObject({ id: expect.any(String), schemas: expect.any(Array), title: 'x' })
        expect(body.Resources[0]).not.toHaveProperty('emails')
        expect(body.Resources[0]).not.toHaveProperty('userName')
      }
    })

    requirement('7644-3.4.3-e', 'the answer is that of the same query by GET', async () => {
      const bench = await openCompany()
      const queries: readonly Record<string, string | number>[] = [
        {},
        { filter: 'title pr', count: 1 },
        { filter: 'meta.resourceType eq "User" and title pr', sortBy: 'userName', sortOrder: 'descending' },
        { startIndex: 2, count: 2, attributes: 'userName' },
        { startIndex: 0, count: -1 },
        { count: 100_000, excludedAttributes: 'emails,name' },
        { startIndex: 99 },
        { startIndex: 1e300 },
      ]
      for (const endpoint of ['/Users', '']) {
        for (const query of queries) {
          const url = Object.entries(query).map(([name, value]) => {
            return `${name}=${encodeURIComponent(typeof value === 'number' ? value.toLocaleString('fullwide', plain) : value)}`
          })
          const byGet = await bench.get(`${endpoint}/?${url.join('&')}`)
          const byPost = await bench.post(`${endpoint}/.search`, searchBody(query))
          expect(byGet.status).toBe(200)
          expect([query, byPost.status, byPost.body]).toEqual([query, 200, byGet.body])
        }
      }
    })

    requirement('7644-3.4.3-e', 'parameters of the URL are none of a query by POST', async () => {
      const bench = await openCompany()
      const answer = await bench.post('/Users/.search?count=1&filter=foo', searchBody({ count: 2 }))
      expect(namesIn(answer)).toEqual(['ada', 'bob'])
    })

    requirement('7644-3.4.3-f', 'sortBy orders, ascending unless it says otherwise', async () => {
      const bench = await openCompany()
      const names = async (more: Record<string, unknown>) =>
        namesIn(await bench.post('/Users/.search', searchBody(more))).join(' ')
      expect(await names({ sortBy: 'displayName' })).toBe('ada bob cyd')
      expect(await names({ sortBy: 'displayName', sortOrder: 'descending' })).toBe('cyd bob ada')
      expect(await names({ sortBy: 'title' })).toBe('ada cyd bob')
      expect(await names({ sortBy: 'title', sortOrder: 'DESCENDING' })).toBe('bob cyd ada')
      const upward = await bench.post('/Users/.search', searchBody({ sortBy: 'title', sortOrder: 'upward' }))
      expect(refusalIn(upward)).toEqual(invalidValue)
    })
  })
}

/** All digits, as a URL has them. */
const plain = { useGrouping: false } as const
