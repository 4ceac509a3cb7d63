import { describe, expect } from 'vitest'
import { createCursorKeys } from '../operations/cursor-keys.js'
import { namesIn, refusalIn } from './found-names.js'
import type { BenchOptions, OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'
import { searchBody } from './search-body.js'

const invalidCursor = { status: 400, scimType: 'invalidCursor' }
const invalidCount = { status: 400, scimType: 'invalidCount' }

/** RFC 9865 §2.1 and §5: cursors that are refused, and what they may tell. */
export function testCursorRefusals(open: OpenBench): void {
  const fill = async (bench: ProtocolBench) => {
    for (const name of ['u1', 'u2', 'u3', 'u4', 'u5']) {
      expect((await bench.post('/Users', userBody(name, { title: 'x' }))).status).toBe(201)
    }
    return bench
  }
  const openWalk = async (query = 'count=2', options: BenchOptions = {}) => {
    const bench = await fill(open(options))
    const { nextCursor } = (await bench.get(`/Users?${query}&cursor=`)).body
    return { bench, nextCursor: String(nextCursor), next: `/Users?${query}&cursor=${nextCursor}` }
  }

  describe('RFC 9865 §2.1 and §5, cursors that are refused', () => {
    requirement('9865-2-i', 'a cursor belongs to its query, however that is spelled', async () => {
      const query = 'count=2&filter=title%20eq%20%22x%22&sortBy=userName'
      const { bench, nextCursor } = await openWalk(query)
      await bench.post('/Devices', { schemas: ['urn:example:params:scim:schemas:core:2.0:Device'], serial: 's' })
      for (const [path, expected] of [
        ['/Users?count=2&filter=title%20eq%20%22y%22&sortBy=userName', invalidCursor],
        ['/Users?count=2&sortBy=userName', invalidCursor],
        ['/Users?count=2&filter=title%20eq%20%22x%22', invalidCursor],
        ['/Users?count=2&filter=title%20eq%20%22x%22&sortBy=title', invalidCursor],
        [`/Users?${query}&sortOrder=descending`, invalidCursor],
        [`/?${query}`, invalidCursor],
        [`/Devices?count=2`, invalidCursor],
        ['/Users?count=3&filter=title%20eq%20%22x%22&sortBy=userName', invalidCount],
      ] as const) {
        expect([path, refusalIn(await bench.get(`${path}&cursor=${nextCursor}`))]).toEqual([path, expected])
      }
      for (const same of [query, 'sortBy=USERNAME&filter=TITLE%20EQ%20%20%22x%22&count=2&sortOrder=Ascending']) {
        expect(namesIn(await bench.get(`/Users?${same}&cursor=${nextCursor}`))).toEqual(['u3', 'u4'])
      }
      const body = searchBody({ count: 2, filter: 'title eq "x"', sortBy: 'userName', cursor: nextCursor })
      expect(namesIn(await bench.post('/Users/.search', body))).toEqual(['u3', 'u4'])
    })

    requirement('9865-2.1-a', 'a wrong cursor or count is a SCIM error that says which', async () => {
      const { bench } = await openWalk()
      for (const [query, scimType, word] of [
        ['cursor=AAAA', 'invalidCursor', 'cursor'],
        ['cursor=&count=x', 'invalidCount', "'count'"],
      ]) {
        const answer = await bench.get(`/Users?${query}`)
        expect(answer.headers.get('content-type')).toBe('application/scim+json')
        expect([answer.status, answer.body]).toEqual([
          400,
          {
            schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'],
            status: '400',
            scimType,
            detail: expect.stringContaining(word ?? ''),
          },
        ])
      }
    })

    requirement('9865-2.1-b', 'what is no cursor of ours is invalidCursor', async () => {
      const { bench, nextCursor } = await openWalk()
      const [key = '', sealed = ''] = nextCursor.split('.')
      const forged = [
        'AAAA',
        '.',
        'a.b',
        '2',
        `${key}.`,
        `.${sealed}`,
        `x${key}.${sealed}`,
        `${key}.${sealed}A`,
        `${key}.${sealed.slice(0, -1)}`,
        `${key}.${sealed}.${sealed}`,
        `${nextCursor}%3D`,
        ` ${nextCursor}`,
        nextCursor.toUpperCase(),
        `${key}.${'A'.repeat(9000)}`,
        '%F0%9F%99%82',
        '__proto__.AAAA',
      ]
      for (const cursor of forged) {
        expect([cursor, refusalIn(await bench.get(`/Users?count=2&cursor=${cursor}`))]).toEqual([cursor, invalidCursor])
      }
      expect(namesIn(await bench.get(`/Users?count=2&cursor=${nextCursor}`))).toEqual(['u3', 'u4'])
    })

    requirement('9865-2.1-c', 'a cursor expires after cursorTimeout; each page brings a new one', async () => {
      const { bench, next } = await openWalk('count=1', { cursors: { timeout: 60 } })
      bench.advance(55_000)
      const second = await bench.get(next)
      expect(namesIn(second)).toEqual(['u2'])
      bench.advance(55_000)
      expect(namesIn(await bench.get(`/Users?count=1&cursor=${second.body.nextCursor}`))).toEqual(['u3'])
      expect(refusalIn(await bench.get(next))).toEqual({ status: 400, scimType: 'expiredCursor' })
      const plain = await openWalk()
      plain.bench.advance(3_599_000)
      expect((await plain.bench.get(plain.next)).status).toBe(200)
      plain.bench.advance(1000)
      expect(refusalIn(await plain.bench.get(plain.next))).toEqual({ status: 400, scimType: 'expiredCursor' })
    })

    requirement(
      '9865-2.1-d',
      'a count that is none, or another one in the middle of a walk, is invalidCount',
      async () => {
        const { bench, nextCursor } = await openWalk()
        for (const count of ['abc', '1.5', '0x2']) {
          expect([count, refusalIn(await bench.get(`/Users?cursor=&count=${count}`))]).toEqual([count, invalidCount])
        }
        for (const count of ['count=3', 'count=0', '', 'count=abc']) {
          const answer = await bench.get(`/Users?cursor=${nextCursor}&${count}`)
          expect([count, refusalIn(answer)]).toEqual([count, invalidCount])
        }
        for (const count of [3, 2.5, true]) {
          const answer = await bench.post('/Users/.search', searchBody({ cursor: nextCursor, count }))
          expect([count, refusalIn(answer)]).toEqual([count, invalidCount])
        }
        // Above the largest page it is cut, as without a cursor (D-33), and is the same on every page.
        const large = await bench.get('/Users?cursor=&count=100000')
        expect([large.status, large.body.itemsPerPage]).toEqual([200, 5])
      },
    )

    requirement(
      ['9865-5-a', '9865-5-e'],
      'another tenant’s or connection’s cursor is refused in the words of a forged one',
      async () => {
        const keys = createCursorKeys()
        const ofAudience = (audience: string) => ({ cursors: { keys, audience } })
        const { bench, next } = await openWalk('count=2', ofAudience('a'))
        const stranger = await fill(open(ofAudience('b')))
        const colleague = bench.another({ ...ofAudience('c'), connection: 'entra' })
        const forged = await stranger.get('/Users?count=2&cursor=AAAA')
        const expired = (await bench.get('/Users?count=2&cursor=')).body.nextCursor
        bench.advance(4_000_000)
        const refusals = [
          forged,
          await stranger.get(next),
          await colleague.get(next),
          await stranger.get(`/Users?count=2&cursor=${expired}`),
          await stranger.get(next.replace('count=2', 'count=3')),
        ]
        for (const refusal of refusals) {
          expect(refusalIn(refusal)).toEqual(invalidCursor)
          expect(refusal.body).toEqual(forged.body)
        }
        expect(namesIn(await bench.another(ofAudience('a')).get(next))).toEqual(['u3', 'u4'])
      },
    )

    requirement('9865-5-d', 'every change of a cursor, of any bit, is noticed; none says what is in it', async () => {
      const { bench, nextCursor } = await openWalk('count=2&sortBy=userName')
      for (let at = 0; at < nextCursor.length; at++) {
        for (const character of ['A', 'B', '_', '.']) {
          if (nextCursor[at] === character) continue
          const changed = `${nextCursor.slice(0, at)}${character}${nextCursor.slice(at + 1)}`
          const answer = await bench.get(`/Users?count=2&sortBy=userName&cursor=${changed}`)
          expect([changed, refusalIn(answer)]).toEqual([changed, invalidCursor])
        }
      }
      const again = (await bench.get('/Users?count=2&sortBy=userName&cursor=')).body.nextCursor
      expect(again).not.toBe(nextCursor)
      const bytes = atob(nextCursor.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? '')
      expect(bytes).not.toContain('u2')
    })

    requirement('9865-5-f', 'open cursors leave nothing behind: each is all there is of it', async () => {
      const keys = createCursorKeys()
      const { bench, next } = await openWalk('count=2', { cursors: { keys, audience: 'a' } })
      const before = await bench.changeRecords()
      const cursors = new Set<string>()
      for (let n = 0; n < 500; n++)
        cursors.add((await bench.get('/Users?count=1&cursor=&attributes=id')).body.nextCursor)
      expect(cursors.size).toBe(500)
      expect(await bench.changeRecords()).toHaveLength(before.length)
      // The oldest is as good as the newest, also to another who knows the key and nothing else.
      for (const each of [bench, bench.another({ cursors: { keys, audience: 'a' } })]) {
        expect(namesIn(await each.get(next))).toEqual(['u3', 'u4'])
      }
    })
  })
}
