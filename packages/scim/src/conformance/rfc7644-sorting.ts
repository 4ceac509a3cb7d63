import { describe, expect } from 'vitest'
import { openCast } from './filter-cast.js'
import { invalidValue, namesIn, refusalIn } from './found-names.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, userBody, userUrn } from './sample-bodies.js'

/** RFC 7644 §3.4.2.3: sorting. */
export function testSorting(open: OpenBench): void {
  const sorted = async (bench: ProtocolBench, query: string, endpoint = '/Users') =>
    namesIn(await bench.get(`${endpoint}?${query}`)).join(' ')

  describe('RFC 7644 §3.4.2.3, sorting', () => {
    requirement(
      ['7644-3.4.2.3-a', '7644-3.4.2.3-e'],
      'sortBy orders a list, ascending unless it says otherwise',
      async () => {
        const bench = open()
        for (const name of ['cyd', 'ada', 'dee', 'bob']) await bench.post('/Users', userBody(name))
        expect(await sorted(bench, 'sortBy=userName')).toBe('ada bob cyd dee')
        expect(await sorted(bench, 'sortBy=userName&sortOrder=ascending')).toBe('ada bob cyd dee')
        expect(await sorted(bench, 'sortBy=userName&sortOrder=descending')).toBe('dee cyd bob ada')
        expect(await sorted(bench, 'sortBy=meta.created')).toBe('cyd ada dee bob')
        expect(await sorted(bench, 'sortBy=&sortOrder=ascending')).toBe('cyd ada dee bob')
      },
    )
    requirement('7644-3.4.2.3-b', 'of several values the primary one decides, else the first', async () => {
      const bench = open()
      const emails = (...values: readonly object[]) => ({ emails: values })
      await bench.post('/Users', userBody('primary', emails({ value: 'a@x' }, { value: 'm@x', primary: true })))
      await bench.post('/Users', userBody('first', emails({ value: 'k@x' }, { value: 'a@x' })))
      await bench.post('/Users', userBody('last', emails({ value: 'Z@x' }, { value: 'a@x' })))
      expect(await sorted(bench, 'sortBy=emails.value')).toBe('first primary last')
      expect(await sorted(bench, 'sortBy=emails')).toBe('first primary last')
      expect(await sorted(bench, 'sortBy=emails&sortOrder=descending')).toBe('last primary first')
    })
    requirement(
      '7644-3.4.2.3-c',
      'a complex attribute is sorted by one of its sub-attributes; else invalidValue (D-58)',
      async () => {
        const bench = await openCast(open)
        expect(await sorted(bench, 'sortBy=name.familyName')).toBe('ada bob cyd dee')
        expect(await sorted(bench, 'sortBy=name.familyName&sortOrder=descending')).toBe('dee cyd bob ada')
        for (const name of ['name', 'meta', 'addresses', 'shoeSize', 'password', 'name.shoeSize', '__proto__']) {
          expect([name, refusalIn(await bench.get(`/Users?sortBy=${name}`))]).toEqual([name, invalidValue])
        }
        expect(refusalIn(await bench.get('/Devices?sortBy=pin'))).toEqual(invalidValue)
        // What is made for each answer is no order of what is stored.
        for (const name of ['meta.location', 'groups.$ref', `${enterpriseUrn}:manager.displayName`]) {
          expect([name, refusalIn(await bench.get(`/Users?sortBy=${name}`))]).toEqual([name, invalidValue])
        }
      },
    )
    requirement(
      '7644-3.4.2.3-d',
      'what has no value comes last ascending and first descending, in a firm order (D-58)',
      async () => {
        const bench = await openCast(open)
        expect(await sorted(bench, 'sortBy=externalId')).toBe('ada cyd bob dee')
        expect(await sorted(bench, 'sortBy=externalId&sortOrder=descending')).toBe('dee bob cyd ada')
        expect(await sorted(bench, 'sortBy=title')).toBe('ada bob dee cyd')
        expect(await sorted(bench, 'sortBy=title&sortOrder=descending')).toBe('cyd dee bob ada')
        expect(await sorted(bench, `sortBy=${enterpriseUrn}:employeeNumber`)).toBe('ada bob cyd dee')
        expect(await sorted(bench, 'sortBy=roles.value')).toBe('ada bob cyd dee')
        expect(await sorted(bench, 'sortBy=roles.value&sortOrder=descending')).toBe('dee cyd bob ada')
        expect(await sorted(bench, 'sortBy=floor', '/Devices')).toBe('low nine ten bare')
        expect(await sorted(bench, 'sortBy=floor&sortOrder=descending', '/Devices')).toBe('bare ten nine low')
      },
    )
    requirement('7644-3.4.2.3-f', 'sortOrder is ascending or descending, in any case', async () => {
      const bench = await openCast(open)
      expect(await sorted(bench, 'sortBy=userName&sortOrder=DESCENDING')).toBe('dee cyd bob ada')
      const refused = await bench.get('/Users?sortBy=userName&sortOrder=upward')
      expect(refusalIn(refused)).toEqual(invalidValue)
      expect(refused.body.detail).toContain("'upward'")
    })
    requirement(
      '7644-3.4.2.3-g',
      'texts are sorted without case unless they are caseExact, others by their type',
      async () => {
        const bench = open()
        for (const [name, externalId] of [
          ['c', 'a'],
          ['B', 'B'],
          ['a', 'c'],
        ] as const) {
          await bench.post('/Users', userBody(name, { externalId }))
        }
        expect(await sorted(bench, 'sortBy=userName')).toBe('a B c')
        expect(await sorted(bench, 'sortBy=externalId')).toBe('B c a')
        const others = await openCast(open)
        expect(await sorted(others, 'sortBy=code', '/Devices')).toBe('ten nine low bare')
        expect(await sorted(others, 'sortBy=weight', '/Devices')).toBe('low nine ten bare')
        expect(await sorted(others, 'sortBy=boughtOn', '/Devices')).toBe('low nine ten bare')
        expect(await sorted(others, 'sortBy=ports', '/Devices')).toBe('nine ten low bare')
        expect(await sorted(others, 'sortBy=displayName')).toBe('ada bob dee cyd')
      },
    )
    requirement('7644-3.4.2.3-h', 'what cannot be sorted stays as it is: definitions keep their order', async () => {
      const bench = open()
      expect((await bench.get('/ServiceProviderConfig')).body.sort.supported).toBe(true)
      const { body } = await bench.get('/ResourceTypes')
      const sortedBody = await bench.get('/ResourceTypes?sortBy=name&sortOrder=descending')
      expect(sortedBody.status).toBe(200)
      expect(sortedBody.body.Resources).toEqual(body.Resources)
    })
    requirement('7644-3.10-a', 'sortBy takes a name with and without its URN', async () => {
      const bench = await openCast(open)
      expect(await sorted(bench, `sortBy=${userUrn}:userName&sortOrder=descending`)).toBe('dee cyd bob ada')
      expect(await sorted(bench, `sortBy=${userUrn.toUpperCase()}:NAME.familyname`)).toBe('ada bob cyd dee')
    })
  })
}
