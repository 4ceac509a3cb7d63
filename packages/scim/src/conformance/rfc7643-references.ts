import { describe, expect } from 'vitest'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'

const invalidValue = { status: 400, body: { scimType: 'invalidValue' } }

/** RFC 7643 §2.3.7: references. */
export function testReferences(open: OpenBench, strict: boolean): void {
  describe('RFC 7643 §2.3.7, references', () => {
    const statement = strict
      ? 'a reference is a URI, absolute or relative'
      : 'references are URIs; text that is none is kept as it came, and counted (Q45)'
    requirement('7643-2.3.7-a', statement, async () => {
      const bench = open()
      const uris = ['https://gridco.example/~a?b=c%20d#e', 'urn:isbn:0451450523', 'people/zoe', '#top', 'IAPX2X08P9ZD']
      for (const [index, profileUrl] of uris.entries()) {
        const { status, body } = await bench.post('/Users', userBody(`${index}@gridco.example`, { profileUrl }))
        expect({ status, profileUrl: body.profileUrl }).toEqual({ status: 201, profileUrl })
        expect(new URL(body.meta.location).href).toBe(body.meta.location)
      }
      expect(bench.tolerated).toEqual([])
      for (const [index, profileUrl] of [
        'ht tp://',
        'a b',
        'https://x/%zz',
        'a#b#c',
        '<x>',
        'https://x/zoë',
      ].entries()) {
        const answer = await bench.post('/Users', userBody(`n${index}@gridco.example`, { profileUrl }))
        if (strict) expect(answer).toMatchObject(invalidValue)
        else expect(answer).toMatchObject({ status: 201, body: { profileUrl } })
      }
      expect(bench.tolerated).toEqual(strict ? [] : Array.from({ length: 6 }, () => 'acceptTextAsReference'))
      for (const profileUrl of [true, {}, ['https://x']]) {
        expect(await bench.post('/Users', userBody('z@gridco.example', { profileUrl }))).toMatchObject(invalidValue)
      }
    })

    requirement(
      '7643-2.3.7-b',
      'a relative reference is resolved against the root, and what is answered is absolute',
      async () => {
        const bench = open()
        const user = (await bench.post('/Users', userBody('a@gridco.example'))).body
        const body = groupBody('Auditors', [], { members: [{ $ref: `Users/${user.id}` }] })
        const group = await bench.post('/Groups', body)
        expect(group.status).toBe(201)
        const [member] = group.body.members
        expect(member).toMatchObject({ value: user.id, $ref: `${bench.baseUrl}/Users/${user.id}` })
        expect(new URL(`Users/${user.id}`, `${bench.baseUrl}/`).href).toBe(member.$ref)
      },
    )

    requirement('7643-2.3.7-c', 'what a reference leads to is answered under it, and 404 once it is gone', async () => {
      const bench = open()
      const user = (await bench.post('/Users', userBody('a@gridco.example'))).body
      const inner = (await bench.post('/Groups', groupBody('Inner', [user.id]))).body
      const outer = (await bench.post('/Groups', groupBody('Outer', [inner.id, user.id]))).body
      const groups = (await bench.get(`/Users/${user.id}`)).body.groups
      const references = [...outer.members, ...inner.members, ...groups]
      expect(references).toHaveLength(5)
      for (const { $ref, value } of references) {
        expect(await bench.get($ref.slice(bench.baseUrl.length))).toMatchObject({ status: 200, body: { id: value } })
      }
      await bench.delete(`/Groups/${inner.id}`)
      expect((await bench.get(inner.meta.location.slice(bench.baseUrl.length))).status).toBe(404)
    })

    requirement('7643-2.3.7-d', 'references are compared exactly', async () => {
      const bench = open()
      await bench.post('/Users', userBody('a@gridco.example', { profileUrl: 'https://gridco.example/People/A' }))
      expect(await found(bench, '/Users', 'profileUrl eq "https://gridco.example/People/A"')).toBe(1)
      expect(await found(bench, '/Users', 'profileUrl eq "https://gridco.example/people/a"')).toBe(0)
      expect(await found(bench, '/Users', 'profileUrl sw "https://GRIDCO.example/"')).toBe(0)
    })

    requirement(
      '7643-2.3.7-e',
      'a member that does not exist is refused by its id, and nothing is written (D-54)',
      async () => {
        const bench = open()
        const unknown = '01900000-0000-7000-8000-000000000000'
        const refused = await bench.post('/Groups', groupBody('Auditors', [unknown]))
        expect(refused).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
        expect(refused.body.detail).toContain(`'${unknown}'`)
        expect((await bench.get('/Groups')).body.totalResults).toBe(0)
        const group = (await bench.post('/Groups', groupBody('Auditors'))).body
        const path = `/Groups/${group.id}`
        const add = [{ op: 'add', path: 'members', value: [{ value: unknown }] }]
        expect(await bench.patch(path, add)).toMatchObject(invalidValue)
        expect(await bench.put(path, groupBody('Auditors', [unknown]))).toMatchObject(invalidValue)
        expect((await bench.get(path)).body).toEqual(group)
      },
    )
  })
}

async function found(bench: ReturnType<OpenBench>, endpoint: string, filter: string): Promise<number> {
  const { status, body } = await bench.get(`${endpoint}?filter=${encodeURIComponent(filter)}`)
  expect(status).toBe(200)
  return body.totalResults
}
