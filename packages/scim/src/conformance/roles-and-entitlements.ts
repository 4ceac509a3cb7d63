import { describe, expect } from 'vitest'
import type { Dialect } from '../entitlements/dialect-schemas.js'
import { testCatalogueDialects } from './catalogue-dialects.js'
import { testCatalogueGrants } from './catalogue-grants.js'
import { type Item, listed } from './catalogue-items.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { sampleCatalogue } from './sample-catalogue.js'

/** Roles and entitlements as resources of their own, from one catalogue in two dialects, and what users hold of them. */
export function testRolesAndEntitlements(open: OpenBench): void {
  const publish = (dialect: Dialect) => open({ catalogue: sampleCatalogue, dialect })
  testCatalogueDialects(open)
  testCatalogueGrants(open)

  describe.each(['okta', 'ietf'] as const)('the catalogue, in the dialect %s', (dialect) => {
    const label = dialect === 'okta' ? 'displayName' : 'display'
    const total = dialect === 'okta' ? 3 : 4

    requirement(dialect, 'is filtered, sorted and paged as any resources are', async () => {
      const bench = publish(dialect)
      const query = async (parameters: string) => (await bench.get(`/Roles?${parameters}`)).body
      const filtered = await query(`filter=${encodeURIComponent(`${label} eq "AUDITOR" or id eq "member"`)}`)
      expect(idsIn(filtered)).toEqual(['auditor', 'member'])
      expect((await bench.get(`/Roles?filter=${encodeURIComponent('noSuch eq "x"')}`)).status).toBe(400)
      const descending = await query(`sortBy=${label}&sortOrder=descending`)
      expect(idsIn(descending)).toEqual(['owner', 'member', ...(dialect === 'ietf' ? ['janitor'] : []), 'auditor'])
      const page = await query('startIndex=2&count=1')
      expect(page).toMatchObject({ totalResults: total, startIndex: 2, itemsPerPage: 1 })
      expect(idsIn(page)).toEqual(['auditor'])
      const [named] = (await query(`count=1&attributes=${label}`)).Resources
      expect(Object.keys(named).sort()).toEqual([label, 'id', 'schemas'].sort())
    })

    requirement(dialect, 'each is read where its location says, and not twice', async () => {
      const bench = publish(dialect)
      const endpoints = dialect === 'okta' ? ['/Roles', '/Licenses', '/SupportLevels'] : ['/Roles', '/Entitlements']
      for (const endpoint of endpoints) {
        for (const item of await listed(bench, endpoint)) {
          expect(item.meta.location).toBe(`${bench.baseUrl}${endpoint}/${item.id}`)
          const { body, headers } = await bench.get(`${endpoint}/${item.id}`)
          expect(body).toEqual(item)
          expect(headers.get('etag')).toBe(item.meta.version)
          const again = await bench.get(`${endpoint}/${item.id}`, { 'if-none-match': item.meta.version })
          expect(again).toMatchObject({ status: 304, body: undefined })
        }
        expect((await bench.get(`${endpoint}/nobody`)).status).toBe(404)
      }
    })

    requirement(dialect, 'is not written over SCIM: 405 with Allow, whatever the body', async () => {
      const bench = publish(dialect)
      const before = (await bench.get('/Roles')).body
      for (const [method, path] of [
        ['POST', '/Roles'],
        ['PUT', '/Roles/member'],
        ['PATCH', '/Roles/member'],
        ['DELETE', '/Roles/member'],
      ] as const) {
        const answer = await bench.send(method, path, method === 'DELETE' ? undefined : 'no json')
        expect({ status: answer.status, allow: answer.headers.get('allow') }).toEqual({
          status: 405,
          allow: 'GET, HEAD',
        })
      }
      expect((await bench.get('/Roles')).body).toEqual(before)
    })
  })
}

function idsIn({ Resources: resources }: Item): readonly string[] {
  return resources.map(({ id }: Item) => id)
}
