import { describe, expect } from 'vitest'
import { namesOfPages, openFive, walkPages } from './cursor-walk.js'
import { invalidValue, namesIn, refusalIn } from './found-names.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'
import { sampleCatalogue } from './sample-catalogue.js'
import { searchBody } from './search-body.js'

/** RFC 9865 §2: lists that are read by cursor. */
export function testCursors(open: OpenBench): void {
  describe('RFC 9865 §2, cursors', () => {
    requirement('9865-2-a', 'an empty cursor asks for the first page, with or without its equals sign', async () => {
      const bench = await openFive(open)
      for (const query of ['cursor&count=2', 'cursor=&count=2']) {
        const answer = await bench.get(`/Users?${query}`)
        expect([query, answer.status, namesIn(answer)]).toEqual([query, 200, ['u1', 'u2']])
        expect(answer.body.nextCursor).toEqual(expect.any(String))
      }
      // Left out, the default is a page by index (§2.4).
      expect((await bench.get('/Users?count=2')).body).toMatchObject({ startIndex: 1, itemsPerPage: 2 })
    })

    requirement('9865-2-b', 'a cursor is of unreserved characters and of bounded length', async () => {
      const bench = open()
      for (const name of ['a', 'b', 'c']) {
        await bench.post('/Users', userBody(name, { displayName: `${'🙂"\\'.repeat(100)}${name}` }))
      }
      const pages = await walkPages(bench, '/Users?count=1&sortBy=displayName')
      expect(namesOfPages(pages)).toEqual(['a', 'b', 'c'])
      for (const { body } of pages.slice(0, -1)) {
        expect(body.nextCursor).toMatch(/^[A-Za-z0-9._~-]{1,4096}$/)
      }
    })

    requirement('9865-2-c', 'a count of 0, or below, gives the total alone, and an empty list (D-35)', async () => {
      const bench = await openFive(open)
      for (const query of ['cursor=&count=0', 'cursor=&count=-1', 'cursor=&count=-5&filter=id%20pr']) {
        const { status, body } = await bench.get(`/Users?${query}`)
        expect([query, status]).toEqual([query, 200])
        expect(body).toEqual({ schemas: expect.any(Array), totalResults: 5, itemsPerPage: 0, Resources: [] })
      }
    })

    requirement('9865-2-d', 'a page has no more than count', async () => {
      const bench = await openFive(open)
      for (const count of [1, 2, 3, 4]) {
        const pages = await walkPages(bench, `/Users?count=${count}`)
        for (const { body } of pages.slice(0, -1)) {
          expect([body.Resources.length, body.itemsPerPage]).toEqual([count, count])
        }
        expect(pages).toHaveLength(Math.ceil(5 / count))
      }
    })

    requirement(
      ['9865-2-e', '9865-2-f'],
      'every page but the last has a nextCursor, also where pages just fill',
      async () => {
        const bench = await openFive(open)
        const cursors = async (query: string) =>
          (await walkPages(bench, query)).map(({ body }) => typeof body.nextCursor === 'string')
        expect(await cursors('/Users?count=2')).toEqual([true, true, false])
        await bench.post('/Users', userBody('u6'))
        expect(await cursors('/Users?count=2')).toEqual([true, true, false])
        expect(await cursors('/Users?count=6')).toEqual([false])
        expect(await cursors('/Users?count=7')).toEqual([false])
        expect(await cursors('/Users?count=2&filter=title%20pr')).toEqual([false])
        for (const page of await walkPages(bench, '/Users?count=6')) expect(page.body).not.toHaveProperty('nextCursor')
      },
    )

    requirement(['9865-2-g', '9865-2-h'], 'there is no previousCursor, on the first page or any other', async () => {
      const bench = await openFive(open)
      const pages = await walkPages(bench, '/Users?count=2')
      expect(pages).toHaveLength(3)
      for (const { body } of pages) expect(body).not.toHaveProperty('previousCursor')
    })

    requirement(
      '9865-2-j',
      'totalResults is right wherever it is: on first pages, and wherever there is no filter',
      async () => {
        const bench = await openFive(open)
        const totals = async (query: string) => (await walkPages(bench, query)).map(({ body }) => body.totalResults)
        expect(await totals('/Users?count=2')).toEqual([5, 5, 5])
        expect(await totals('/Users?count=1&filter=title%20pr')).toEqual([2, undefined])
        expect(await totals('/?count=2')).toEqual([5, 5, 5])
        const [first] = await walkPages(bench, '/Users?count=2')
        await bench.post('/Users', userBody('u6'))
        const second = await bench.get(`/Users?count=2&cursor=${first?.body.nextCursor}`)
        expect(second.body.totalResults).toBe(6)
      },
    )

    requirement('9865-2-k', 'a page by cursor has no startIndex, and a request for both is refused', async () => {
      const bench = await openFive(open)
      const pages = await walkPages(bench, '/Users?count=2')
      for (const { body } of pages) {
        expect(body).not.toHaveProperty('startIndex')
        expect(body.itemsPerPage).toBe(body.Resources.length)
      }
      const next = pages[0]?.body.nextCursor
      for (const query of ['cursor=&startIndex=1', `cursor=${next}&count=2&startIndex=3`, 'startIndex=0&cursor']) {
        expect([query, refusalIn(await bench.get(`/Users?${query}`))]).toEqual([query, invalidValue])
      }
      expect(refusalIn(await bench.post('/Users/.search', searchBody({ cursor: '', startIndex: 1 })))).toEqual(
        invalidValue,
      )
    })

    requirement('9865-2-l', 'a walk over a set that stands still meets each resource once, in its order', async () => {
      const bench = await openFive(open, { catalogue: sampleCatalogue })
      await bench.post('/Groups', groupBody('staff'))
      const walk = async (query: string) => (await walkPages(bench, query)).flatMap(({ body }) => keysOf(body))
      const list = async (query: string) => keysOf((await bench.get(query)).body)
      const orders = ['', '&sortBy=meta.created', '&sortBy=displayName&sortOrder=descending', '&sortBy=id']
      for (const order of [...orders, '&sortBy=title', '&sortBy=title&sortOrder=descending']) {
        const query = `/Users?count=2${order}`
        expect([query, await walk(query)]).toEqual([query, await list(`/Users?count=9${order}`)])
      }
      for (const endpoint of ['/Roles', '/Licenses', '/Groups', '/']) {
        for (const order of orders) {
          const query = `${endpoint}?count=2${order}`
          const whole = (await list(`${endpoint}?count=99${order}`)).toSorted()
          expect(whole.length).toBeGreaterThan(0)
          expect([query, (await walk(query)).toSorted()]).toEqual([query, whole])
        }
      }
    })

    requirement('9865-2-l', 'what others insert and delete meanwhile moves nothing that they leave alone', async () => {
      const bench = open()
      const kept: string[] = []
      const doomed: string[] = []
      for (let n = 0; n < 40; n++) {
        const { body } = await bench.post('/Users', userBody(`n${String(n).padStart(2, '0')}`, { title: `t${n % 7}` }))
        ;(n % 4 === 1 ? doomed : kept).push(body.id)
      }
      const write = async (n: number) => {
        const gone = doomed.pop()
        const inserted = await bench.post('/Users', userBody(`new${n}-${doomed.length}`, { title: `t${n % 9}` }))
        expect(inserted.status).toBe(201)
        if (gone !== undefined) expect((await bench.delete(`/Users/${gone}`)).status).toBe(204)
      }
      let running = true
      const writers = [0, 1, 2].map(async (writer) => {
        for (let n = writer; running && n < 60; n += 3) await write(n)
      })
      const walks = ['', '&sortBy=title', '&sortBy=userName&sortOrder=descending', '&filter=title%20sw%20%22t%22'].map(
        (more) =>
          walkPages(bench, `/Users?count=3&attributes=id${more}`, () => new Promise((next) => setTimeout(next))),
      )
      const lists = await Promise.all(walks)
      running = false
      await Promise.all(writers)
      for (const pages of lists) {
        const seen: readonly string[] = pages.flatMap(({ body }) => body.Resources.map(({ id }: { id: string }) => id))
        expect(new Set(seen).size).toBe(seen.length)
        expect(kept.filter((id) => !seen.includes(id))).toEqual([])
      }
    })
  })
}

function keysOf(body: { readonly Resources: readonly { id: string; meta: { resourceType: string } }[] }) {
  return body.Resources.map(({ id, meta }) => `${meta.resourceType} ${id}`)
}
