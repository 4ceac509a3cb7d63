import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import { invalidFilter, invalidValue, namesIn, refusalIn } from './found-names.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'
import { sampleCatalogue } from './sample-catalogue.js'
import { searchBody } from './search-body.js'

/** RFC 7644 §3.4.2.1: queries of the root, over all resource types. */
export function testRootQuery(open: OpenBench): void {
  const fill = async (bench: ProtocolBench) => {
    await bench.post('/Users', userBody('ada', { displayName: 'Ada', title: 'x' }))
    await bench.post('/Groups', groupBody('Alumni'))
    await bench.post('/Devices', deviceBody('d1', { label: 'Ada', floor: 3 }))
    await bench.post('/Users', userBody('bob', { displayName: 'Bob' }))
    await bench.post('/Groups', groupBody('Zoo'))
    return bench
  }
  const everybody = 'ada Alumni d1 bob Zoo'
  const find = async (bench: ProtocolBench, filter: string) => {
    const answer = await bench.get(`/?filter=${encodeURIComponent(filter)}`)
    if (answer.status !== 200) return refusalIn(answer)
    expect(answer.body.totalResults).toBe(answer.body.Resources.length)
    return namesIn(answer).join(' ')
  }

  describe('RFC 7644 §3.4.2.1, querying the root', () => {
    requirement('7644-3.4.2.1-a', 'the root has all resources of every type, subject to the filter', async () => {
      const bench = await fill(open())
      for (const path of ['', '/', '/?count=10']) {
        const answer = await bench.get(path)
        expect([path, answer.status, namesIn(answer).join(' ')]).toEqual([path, 200, everybody])
        expect(answer.body).toMatchObject({ totalResults: 5, startIndex: 1, itemsPerPage: 5 })
      }
      expect(await find(bench, 'userName eq "ada" or displayName eq "zoo"')).toBe('ada Zoo')
      for (const method of ['POST', 'PUT', 'DELETE']) {
        const answer = await bench.send(method, '/', '{')
        expect([method, answer.status, answer.headers.get('allow')]).toEqual([method, 405, 'GET, HEAD'])
      }
    })

    requirement('7644-3.4.2.1-a', 'each resource is as a read of it alone, version and all', async () => {
      const bench = await fill(open())
      const { body } = await bench.get('/')
      for (const resource of body.Resources) {
        const path = resource.meta.location.slice(bench.baseUrl.length)
        expect((await bench.get(path)).body).toEqual(resource)
      }
    })

    requirement(
      '7644-3.4.2.1-a',
      'what a catalogue publishes is listed among what is stored, page by page',
      async () => {
        const bench = await fill(open({ catalogue: sampleCatalogue }))
        const typed = ({ id, meta }: { id: string; meta: { resourceType: string } }) => `${meta.resourceType}/${id}`
        const whole = (await bench.get('/?sortBy=displayName')).body
        const ids: readonly string[] = whole.Resources.map(typed)
        expect(ids).toEqual(expect.arrayContaining(['Role/auditor', 'License/basic', 'Support/basic']))
        expect([whole.totalResults, new Set(ids).size]).toEqual([ids.length, ids.length])
        const shown = whole.Resources.map(
          ({ displayName }: { displayName?: string }) => displayName?.toLowerCase() ?? '~',
        )
        expect(shown).toEqual(shown.toSorted())
        const paged: string[] = []
        for (let startIndex = 1; startIndex <= ids.length; startIndex += 2) {
          const page = await bench.get(`/?sortBy=displayName&count=2&startIndex=${startIndex}`)
          paged.push(...page.body.Resources.map(typed))
        }
        expect(paged).toEqual(ids)
        const basic = await bench.post('/.search', searchBody({ filter: 'id eq "basic"', attributes: ['displayName'] }))
        expect(basic.body.Resources.map(({ displayName }: { displayName: string }) => displayName).sort()).toEqual([
          'Basic',
          'By mail',
        ])
      },
    )

    requirement('7644-3.4.2.1-b', 'meta.resourceType narrows to types', async () => {
      const bench = await fill(open())
      const users = 'meta.resourceType eq "User"'
      expect(await find(bench, users)).toBe('ada bob')
      expect(await find(bench, `(${users}) or (meta.resourceType eq "Group")`)).toBe('ada Alumni bob Zoo')
      expect(await find(bench, `not (${users})`)).toBe('Alumni d1 Zoo')
      expect(await find(bench, 'meta.resourceType ne "Group" and meta.created pr')).toBe('ada d1 bob')
      expect(await find(bench, `${users} and displayName sw "A"`)).toBe('ada')
      expect(await find(bench, 'meta.resourceType eq "Nothing"')).toBe('')
    })

    requirement(
      '7644-3.4.2.1-c',
      'too many results at the root are refused with tooMany, where a threshold is set (D-34, D-67)',
      async () => {
        const bench = await fill(open({ mostRootResults: 3 }))
        const tooMany = { status: 400, scimType: 'tooMany' }
        expect(refusalIn(await bench.get('/'))).toEqual(tooMany)
        expect(refusalIn(await bench.get('/?count=1'))).toEqual(tooMany)
        expect(refusalIn(await bench.get('/?cursor=&count=1'))).toEqual(tooMany)
        expect(refusalIn(await bench.post('/.search', searchBody({ filter: 'id pr' })))).toEqual(tooMany)
        expect(await find(bench, 'displayName sw "A"')).toBe('ada Alumni')
        // Lists of one type are paged and never refused.
        for (const name of ['c', 'd', 'e']) await bench.post('/Users', userBody(name))
        expect((await bench.get('/Users')).body.totalResults).toBe(5)
        expect((await (await fill(open())).get('/')).body.totalResults).toBe(5)
      },
    )

    requirement('7644-3.4.2.1-d', 'one filter is read for each type by its own schema', async () => {
      const bench = await fill(open())
      expect(await find(bench, 'displayName sw "A"')).toBe('ada Alumni')
      expect(await find(bench, 'label eq "ada" or displayName eq "ADA"')).toBe('ada d1')
      expect(await find(bench, 'floor ge 3')).toBe('d1')
      expect(await find(bench, 'urn:ietf:params:scim:schemas:core:2.0:User:userName sw "b"')).toBe('bob')
      expect(await find(bench, 'urn:ietf:params:scim:schemas:core:2.0:Group:displayName sw "A"')).toBe('Alumni')
      expect(await find(bench, 'emails[type eq "work" and value eq "ada"]')).toBe('ada')
      for (const wrong of ['floor co "3"', 'floor eq "3"', 'emails[foo eq 1]', 'password eq "x"', 'userName', '']) {
        expect([wrong, await find(bench, wrong)]).toEqual([wrong, invalidFilter])
      }
    })

    requirement(
      '7644-3.4.2.1-e',
      'what a type does not have has no value there; known in no type it is refused (D-16, D-17)',
      async () => {
        const bench = await fill(open())
        expect(await find(bench, 'userName pr')).toBe('ada bob')
        expect(await find(bench, 'not (userName pr)')).toBe('Alumni d1 Zoo')
        expect(await find(bench, 'userName ne "ada"')).toBe('Alumni d1 bob Zoo')
        expect(await find(bench, 'userName eq null')).toBe('Alumni d1 Zoo')
        expect(await find(bench, 'userName ne null')).toBe('ada bob')
        expect(await find(bench, 'title eq "x" or floor eq 3')).toBe('ada d1')
        expect(await find(bench, 'title eq "x" and floor eq 3')).toBe('')
        expect(await find(bench, 'emails[value pr] or serial sw "d"')).toBe('ada d1 bob')
        expect(await find(bench, 'not (emails[value pr]) and not (floor lt 9)')).toBe('Alumni Zoo')
        for (const unknown of [
          'foo eq "x"',
          'userName pr or foo pr',
          'name.foo pr',
          'urn:example:x:foo pr',
          'foo[a pr]',
        ]) {
          expect([unknown, await find(bench, unknown)]).toEqual([unknown, invalidFilter])
        }
      },
    )

    requirement('7644-3.4.2.1-e', 'what a type does not have sorts as having no value, and is not shown', async () => {
      const bench = await fill(open())
      const names = async (query: string) => namesIn(await bench.get(`/?${query}`)).join(' ')
      expect(await names('sortBy=displayName')).toBe('ada Alumni bob Zoo d1')
      expect(await names('sortBy=displayName&sortOrder=descending')).toBe('d1 Zoo bob Alumni ada')
      expect(await names('sortBy=floor')).toMatch(/^d1 /)
      expect(await names('sortBy=meta.created&sortOrder=descending')).toBe('Zoo bob d1 Alumni ada')
      for (const sortBy of ['foo', 'name', 'password']) {
        expect([sortBy, refusalIn(await bench.get(`/?sortBy=${sortBy}`))]).toEqual([sortBy, invalidValue])
      }
      const { body } = await bench.get('/?attributes=userName,floor,foo')
      expect(body.Resources.map((resource: object) => Object.keys(resource).sort().join(' '))).toEqual([
        'id schemas userName',
        'id schemas',
        'floor id label schemas',
        'id schemas userName',
        'id schemas',
      ])
    })
  })
}
