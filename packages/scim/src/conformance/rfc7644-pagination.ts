import { describe, expect } from 'vitest'
import { invalidValue, namesIn, refusalIn } from './found-names.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'

/** RFC 7644 §3.4.2.4: pagination by index. */
export function testPagination(open: OpenBench): void {
  const names = ['u1', 'u2', 'u3', 'u4', 'u5']
  const openFive = async () => {
    const bench = open()
    for (const name of names) {
      const title = name === 'u2' || name === 'u4' ? 'even' : 'odd'
      expect((await bench.post('/Users', userBody(name, { title }))).status).toBe(201)
    }
    return bench
  }
  const page = async (bench: ProtocolBench, query: string) => {
    const answer = await bench.get(`/Users?${query}`)
    expect(answer.status).toBe(200)
    const { totalResults, startIndex, itemsPerPage } = answer.body
    return { totalResults, startIndex, itemsPerPage, names: namesIn(answer).join(' ') }
  }

  describe('RFC 7644 §3.4.2.4, pagination', () => {
    requirement('7644-3.4.2.4-a', 'a startIndex below 1 means 1', async () => {
      const bench = await openFive()
      const first = { totalResults: 5, startIndex: 1, itemsPerPage: 2, names: 'u1 u2' }
      for (const startIndex of [1, 0, -5]) {
        expect(await page(bench, `startIndex=${startIndex}&count=2`)).toEqual(first)
      }
    })
    requirement(
      ['7644-3.4.2.4-b', '7644-3.4.2.4-f'],
      'a page has no more than count; totalResults counts all matches',
      async () => {
        const bench = await openFive()
        const rest = { totalResults: 5, itemsPerPage: 2 }
        expect(await page(bench, 'count=2')).toEqual({ ...rest, startIndex: 1, names: 'u1 u2' })
        expect(await page(bench, 'startIndex=3&count=2')).toEqual({ ...rest, startIndex: 3, names: 'u3 u4' })
        const last = { totalResults: 5, startIndex: 5, itemsPerPage: 1, names: 'u5' }
        expect(await page(bench, 'startIndex=5&count=2')).toEqual(last)
      },
    )
    requirement(['7644-3.4.2.4-c', '7644-3.4.2.4-d'], 'a count of 0, or below, gives the total alone', async () => {
      const bench = await openFive()
      for (const count of [0, -1, -1000]) {
        const answer = await bench.get(`/Users?count=${count}`)
        expect(answer.status).toBe(200)
        expect(answer.body).toMatchObject({ totalResults: 5, itemsPerPage: 0, Resources: [] })
      }
      const filtered = await bench.get('/Users?count=0&filter=title%20eq%20%22even%22')
      expect(filtered.body).toMatchObject({ totalResults: 2, Resources: [] })
    })
    requirement('7644-3.4.2.4-e', 'without parameters a list begins at 1 and has a bound of its own', async () => {
      const bench = await openFive()
      const all = { totalResults: 5, startIndex: 1, itemsPerPage: 5, names: names.join(' ') }
      expect(await page(bench, '')).toEqual(all)
      expect(await page(bench, 'startIndex=&count=')).toEqual(all)
      expect((await bench.get('/ServiceProviderConfig')).body.filter.maxResults).toBe(1000)
    })
    requirement('7644-3.4.2.4-g', 'beyond the end there is an empty page, and no error', async () => {
      const bench = await openFive()
      for (const startIndex of [6, 9999, 123_456_789_012_345]) {
        const empty = { totalResults: 5, startIndex, itemsPerPage: 0, names: '' }
        expect(await page(bench, `startIndex=${startIndex}`)).toEqual(empty)
      }
    })
    requirement('7644-3.4.2.4-h', 'a walk of pages meets every resource once', async () => {
      const bench = await openFive()
      const walk = async (query: string) => {
        const seen: string[] = []
        for (let at = 1; at <= 6; at += 2) seen.push((await page(bench, `${query}&startIndex=${at}&count=2`)).names)
        return seen.join(' ').trim()
      }
      expect(await walk('')).toBe('u1 u2 u3 u4 u5')
      // All have one userType, most one title: ties are told apart, by their ids.
      expect(await walk('sortBy=userType')).toBe('u1 u2 u3 u4 u5')
      expect(await walk('sortBy=title')).toBe('u2 u4 u1 u3 u5')
      expect(await walk('sortBy=title&sortOrder=descending')).toBe('u5 u3 u1 u4 u2')
    })
    requirement('7644-3.4.2.4-i', 'a startIndex or count that is no integer is refused (D-33)', async () => {
      const bench = await openFive()
      for (const query of [
        'count=abc',
        'startIndex=1.5',
        'count=1e2',
        'startIndex=0x1',
        'count=--1',
        'startIndex=one',
      ]) {
        const answer = await bench.get(`/Users?${query}`)
        expect([query, refusalIn(answer)]).toEqual([query, invalidValue])
        expect(answer.body.detail).toContain(`'${query.split('=')[0]}'`)
      }
    })
    requirement('7644-3.4.2.4-j', 'a count above the largest page is cut, however large, and not refused', async () => {
      const bench = await openFive()
      const all = { totalResults: 5, startIndex: 1, itemsPerPage: 5, names: names.join(' ') }
      for (const count of ['1001', '100000', '99999999999999999999999']) {
        expect(await page(bench, `count=${count}`)).toEqual(all)
      }
    })
    requirement('7644-3.4.2.4-k', 'pages, filter and sort work together', async () => {
      const bench = await openFive()
      const odd = 'filter=title%20eq%20%22odd%22&sortBy=userName&sortOrder=descending'
      const of3 = { totalResults: 3, itemsPerPage: 2 }
      expect(await page(bench, `${odd}&count=2`)).toEqual({ ...of3, startIndex: 1, names: 'u5 u3' })
      const last = { totalResults: 3, startIndex: 3, itemsPerPage: 1, names: 'u1' }
      expect(await page(bench, `${odd}&count=2&startIndex=3`)).toEqual(last)
    })
  })
}
