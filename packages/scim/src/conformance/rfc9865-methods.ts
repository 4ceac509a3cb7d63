import { describe, expect } from 'vitest'
import { namesOfPages, openFive, walkPages } from './cursor-walk.js'
import { namesIn } from './found-names.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'
import { searchBody } from './search-body.js'

/** RFC 9865 §2.2 to §4: how cursors go with sorting, pages by index, POST and the configuration. */
export function testPaginationMethods(open: OpenBench): void {
  describe('RFC 9865 §2.2 to §4, sorting, methods and the configuration', () => {
    requirement('9865-2.2-a', 'pages by cursor are sorted', async () => {
      const bench = await openFive(open)
      const walk = async (query: string) => namesOfPages(await walkPages(bench, `/Users?count=2&${query}`)).join(' | ')
      expect(await walk('sortBy=userName')).toBe('u1 u2 | u3 u4 | u5')
      expect(await walk('sortBy=userName&sortOrder=descending')).toBe('u5 u4 | u3 u2 | u1')
      expect(await walk('sortBy=title')).toBe('u2 u4 | u1 u3 | u5')
      expect(await walk('sortBy=title&sortOrder=descending')).toBe('u5 u3 | u1 u4 | u2')
    })

    requirement(['9865-2.3-a', '9865-2.4-a'], 'who says nothing of a method gets pages by index', async () => {
      const bench = await openFive(open)
      const config = (await bench.get('/ServiceProviderConfig')).body.pagination
      expect([config.index, config.defaultPaginationMethod]).toEqual([true, 'index'])
      for (const answer of [
        await bench.get('/Users?count=2'),
        await bench.post('/.search', searchBody({ count: 2 })),
      ]) {
        expect(answer.body).toMatchObject({ totalResults: 5, startIndex: 1, itemsPerPage: 2 })
        expect(answer.body).not.toHaveProperty('nextCursor')
      }
    })

    requirement('9865-3-a', '.search takes a cursor, of a type and of the root', async () => {
      const bench = await openFive(open)
      for (const path of ['/Users/.search', '/.search']) {
        const seen: string[] = []
        for (let cursor: string | undefined = ''; cursor !== undefined; ) {
          const answer = await bench.post(path, searchBody({ cursor, count: 2, filter: 'userName sw "U"' }))
          expect(answer.status).toBe(200)
          seen.push(namesIn(answer).join(' '))
          cursor = answer.body.nextCursor
        }
        expect(seen).toEqual(['u1 u2', 'u3 u4', 'u5'])
      }
    })

    requirement(
      ['9865-4-a', '9865-4-b', '9865-4-c'],
      'ServiceProviderConfig says how pages are read, and it is so',
      async () => {
        const bench = await openFive(open, { cursors: { timeout: 90 } })
        const { pagination } = (await bench.get('/ServiceProviderConfig')).body
        expect(pagination).toEqual({
          cursor: true,
          index: true,
          defaultPaginationMethod: 'index',
          defaultPageSize: 100,
          maxPageSize: 1000,
          cursorTimeout: 90,
        })
        expect((await open().get('/ServiceProviderConfig')).body.pagination.cursorTimeout).toBe(3600)
        for (let n = 0; n < pagination.defaultPageSize; n++) await bench.post('/Users', userBody(`more${n}`))
        const whole = await bench.get('/Users?cursor=&attributes=id')
        expect([whole.body.itemsPerPage, whole.body.totalResults]).toEqual([pagination.defaultPageSize, 105])
        const rest = await bench.get(`/Users?attributes=id&cursor=${whole.body.nextCursor}`)
        expect([rest.body.itemsPerPage, rest.body.nextCursor]).toEqual([5, undefined])
      },
    )

    requirement(
      ['9865-4-c', '9865-2.1-d'],
      'a page is never longer than maxPageSize: a larger count is cut (D-33)',
      async () => {
        const roles = Array.from({ length: 1001 }, (_, n) => ({ ...role, value: `r${n}`, display: `r${n}` }))
        const bench = open({ catalogue: { roles, entitlementTypes: [] } })
        const first = await bench.get('/Roles?cursor=&count=100000')
        expect([first.body.itemsPerPage, first.body.totalResults]).toEqual([1000, 1001])
        // The count of every page is 1000, however it was asked for.
        for (const count of [100_000, 1000]) {
          const second = await bench.get(`/Roles?cursor=${first.body.nextCursor}&count=${count}`)
          expect([second.status, second.body.itemsPerPage, second.body.nextCursor]).toEqual([200, 1, undefined])
        }
      },
    )
  })
}

const role = { description: undefined, attributes: {}, supported: true, created: 0, lastModified: 0 }
