import { describe, expect } from 'vitest'
import { deviceBody, deviceUrn } from './device.js'
import { openCast } from './filter-cast.js'
import { foundNames, invalidValue, refusalIn } from './found-names.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody, userUrn } from './sample-bodies.js'

/** RFC 7644 §3.4.2.5, §3.9 and §3.10: `attributes`, `excludedAttributes`, and how attributes are named. */
export function testAttributesParameters(open: OpenBench): void {
  const minimum = (bench: { readonly ids: ReadonlyMap<string, string> }, name = 'ada') => ({
    schemas: [userUrn, enterpriseUrn],
    id: bench.ids.get(name),
  })
  const read = async (bench: ProtocolBench & { readonly ids: ReadonlyMap<string, string> }, query: string) => {
    const answer = await bench.get(`/Users/${bench.ids.get('ada')}?${query}`)
    expect(answer.status).toBe(200)
    return answer.body
  }

  describe('RFC 7644 §3.4.2.5, the parameters', () => {
    requirement('7644-3.4.2.5-a', 'both are honoured, for one resource and in lists', async () => {
      const bench = await openCast(open)
      const only = { ...minimum(bench), userName: 'ada@gridco.example' }
      expect(await read(bench, 'attributes=userName')).toEqual(only)
      expect((await bench.get('/Users?attributes=userName&count=1')).body.Resources).toEqual([only])
      const { userName, emails, ...rest } = await read(bench, '')
      expect(userName).toBe('ada@gridco.example')
      expect(emails).toHaveLength(2)
      expect(await read(bench, 'excludedAttributes=userName,emails')).toEqual(rest)
      expect((await bench.get('/Users?excludedAttributes=userName,emails&count=1')).body.Resources).toEqual([rest])
    })
    requirement('7644-3.4.2.5-b', 'a name may have its URN; an extension’s URN alone means all of it', async () => {
      const bench = await openCast(open)
      const whole = { department: 'Engineering', employeeNumber: '007', manager: { value: 'M-7' } }
      const expected = [
        [`${userUrn}:userName`, { userName: 'ada@gridco.example' }],
        [`${enterpriseUrn}:department`, { [enterpriseUrn]: { department: 'Engineering' } }],
        [`${enterpriseUrn}:manager.value`, { [enterpriseUrn]: { manager: { value: 'M-7' } } }],
        [enterpriseUrn, { [enterpriseUrn]: whole }],
      ] as const
      for (const [names, shown] of expected) {
        expect(await read(bench, `attributes=${names}`)).toEqual({ ...minimum(bench), ...shown })
      }
      const without = await read(bench, `excludedAttributes=${enterpriseUrn}:department`)
      expect(without[enterpriseUrn]).toEqual({ employeeNumber: '007', manager: { value: 'M-7' } })
      expect(Object.keys(await read(bench, `excludedAttributes=${enterpriseUrn}`))).not.toContain(enterpriseUrn)
    })
    requirement('7644-3.4.2.5-c', 'what is always returned cannot be excluded', async () => {
      const bench = await openCast(open)
      expect(await read(bench, 'excludedAttributes=id,schemas,ID')).toEqual(await read(bench, ''))
      const { body } = await bench.post('/Devices?excludedAttributes=label,serial', deviceBody('d9', { label: 'L' }))
      expect(body).toMatchObject({ schemas: [deviceUrn], label: 'L' })
      expect(body.serial).toBeUndefined()
    })
    requirement('7644-3.4.2.5-d', 'names are read in any case, down to sub-attributes', async () => {
      const bench = await openCast(open)
      expect(await read(bench, 'attributes=NAME.GIVENNAME,emails.VALUE')).toEqual({
        ...minimum(bench),
        name: { givenName: 'Ada' },
        emails: [{ value: 'ada@home.example' }, { value: 'Ada@Work.example' }],
      })
    })
    requirement('7644-3.4.2.5-e', 'groups can be read without their members', async () => {
      const bench = await openCast(open)
      await bench.post('/Groups', groupBody('all', [bench.ids.get('cyd') ?? '']))
      const { body } = await bench.get('/Groups?excludedAttributes=members')
      expect(body.Resources.map((group: object) => Object.keys(group).sort())).toEqual(
        Array(2).fill(['displayName', 'id', 'meta', 'schemas']),
      )
      const one = await bench.get(`/Groups/${bench.ids.get('staff')}?excludedAttributes=members`)
      expect(one.body.members).toBeUndefined()
      expect((await bench.get('/Groups')).body.Resources[0].members).toHaveLength(2)
    })
  })

  describe('RFC 7644 §3.9, what an answer shows', () => {
    requirement('7644-3.9-a', 'by default, the minimum and what is returned by default', async () => {
      const bench = await openCast(open)
      const names = ['active', 'displayName', 'emails', 'externalId', 'groups', 'id', 'locale', 'meta', 'name']
      const more = ['profileUrl', 'roles', 'schemas', 'title', enterpriseUrn, 'userName', 'userType']
      expect(Object.keys(await read(bench, '')).sort()).toEqual([...names, ...more].sort())
      // What is given empty is not given (D-27).
      expect(await read(bench, 'attributes=&excludedAttributes=')).toEqual(await read(bench, ''))
    })
    requirement(
      '7644-3.9-b',
      'attributes takes the place of the default; meta is shown when it is asked for (D-27), unknown names are ignored (D-26)',
      async () => {
        const bench = await openCast(open)
        expect(await read(bench, 'attributes=userName')).toEqual({ ...minimum(bench), userName: 'ada@gridco.example' })
        expect(Object.keys(await read(bench, 'attributes=meta')).sort()).toEqual(['id', 'meta', 'schemas'])
        // Names that nothing has are ignored (D-26).
        expect(await read(bench, 'attributes=shoeSize,__proto__,urn:x:y,title')).toEqual({
          ...minimum(bench),
          title: 'Countess 100%',
        })
        expect(await read(bench, 'attributes=shoeSize')).toEqual(minimum(bench))
      },
    )
    requirement(
      '7644-3.9-c',
      'with attributes, the minimum and what is named: of a complex one the parts that are named',
      async () => {
        const bench = await openCast(open)
        expect(await read(bench, 'attributes=name.familyName')).toEqual({
          ...minimum(bench),
          name: { familyName: 'Lovelace' },
        })
        const primary = { ...minimum(bench), emails: [{ primary: true }] }
        // A value that is left without any part is left out (D-27).
        expect(await read(bench, 'attributes=emails.primary')).toEqual(primary)
        expect(await read(bench, 'attributes=name.middleName')).toEqual(minimum(bench))
        const { body } = await bench.post(
          '/Devices?attributes=notes,floor',
          deviceBody('d9', { notes: 'n', floor: 1, label: 'L' }),
        )
        expect(body).toEqual({ schemas: [deviceUrn], id: body.id, label: 'L', notes: 'n', floor: 1 })
        expect((await bench.get(`/Devices/${body.id}?attributes=pin`)).body).toEqual({
          schemas: [deviceUrn],
          id: body.id,
          label: 'L',
        })
      },
    )
    requirement(
      '7644-3.9-d',
      'with excludedAttributes, the default without what is named, and always the minimum',
      async () => {
        const bench = await openCast(open)
        const { emails, name, ...rest } = await read(bench, '')
        expect(emails).toHaveLength(2)
        expect(name).toEqual({ givenName: 'Ada', familyName: 'Lovelace' })
        const shown = await read(bench, 'excludedAttributes=emails,name.givenName,shoeSize')
        expect(shown).toEqual({ ...rest, name: { familyName: 'Lovelace' } })
        expect(Object.keys(await read(bench, 'excludedAttributes=meta'))).not.toContain('meta')
      },
    )
    requirement(
      '7644-3.9-e',
      'both at once exclude each other; the compatible manner goes by attributes (D-25)',
      async () => {
        const bench = await openCast(open)
        const path = `/Users/${bench.ids.get('ada')}?attributes=userName,title&excludedAttributes=title`
        const answer = await bench.get(path)
        if (bench.strict) expect(refusalIn(answer)).toEqual(invalidValue)
        else {
          const shown = { userName: 'ada@gridco.example', title: 'Countess 100%' }
          expect(answer.body).toEqual({ ...minimum(bench), ...shown })
          expect(bench.tolerated).toContain('preferAttributes')
        }
      },
    )
    requirement('7644-3.9-f', 'they apply to whatever returns a resource: POST, PUT and PATCH too (D-28)', async () => {
      const bench = open()
      const created = await bench.post('/Users?attributes=userName', userBody('eve'))
      const { id } = created.body
      expect(created.status).toBe(201)
      expect(created.body).toEqual({ schemas: [userUrn], id, userName: 'eve' })
      const replaced = await bench.put(`/Users/${id}?attributes=title`, userBody('eve', { title: 'T' }))
      expect(replaced.body).toEqual({ schemas: [userUrn], id, title: 'T' })
      const patch = [{ op: 'replace', path: 'title', value: 'U' }]
      expect((await bench.patch(`/Users/${id}?attributes=title`, patch)).body).toEqual({
        schemas: [userUrn],
        id,
        title: 'U',
      })
      const without = await bench.patch(`/Users/${id}?excludedAttributes=title`, patch)
      expect(without).toMatchObject({ status: 200, body: { userName: 'eve' } })
      expect(without.body.title).toBeUndefined()
      const group = await bench.post('/Groups', groupBody('staff'))
      const rename = [{ op: 'replace', path: 'displayName', value: 'crew' }]
      const patched = await bench.patch(`/Groups/${group.body.id}?attributes=displayName`, rename)
      expect(patched).toMatchObject({ status: 200, body: { id: group.body.id, displayName: 'crew' } })
      expect(patched.body.meta).toBeUndefined()
    })
  })

  describe('RFC 7644 §3.10, attribute notation', () => {
    requirement(
      '7644-3.10-a',
      'a core attribute may go without its URN, an extension’s has it: in filters, parameters and PATCH',
      async () => {
        const bench = await openCast(open)
        expect(await foundNames(bench, '/Users', `${userUrn}:title sw "Count"`)).toBe('ada')
        expect(await foundNames(bench, '/Users', 'title sw "Count"')).toBe('ada')
        expect(await read(bench, `attributes=${userUrn}:title`)).toEqual(await read(bench, 'attributes=title'))
        const url = `/Users/${bench.ids.get('ada')}`
        const patched = await bench.patch(url, [
          { op: 'replace', path: `${userUrn}:title`, value: 'Dr.' },
          { op: 'replace', path: `${enterpriseUrn}:department`, value: 'Maths' },
        ])
        expect(patched.status).toBe(200)
        expect(patched.body).toMatchObject({ title: 'Dr.', [enterpriseUrn]: { department: 'Maths' } })
        const bare = await bench.patch(url, [{ op: 'replace', path: 'department', value: 'Poetry' }])
        if (bench.strict) expect(refusalIn(bare)).toEqual({ status: 400, scimType: 'invalidPath' })
        const department = bench.strict ? 'Maths' : 'Poetry'
        expect((await bench.get(url)).body[enterpriseUrn].department).toBe(department)
        const shown = await read(bench, 'attributes=department')
        expect(shown[enterpriseUrn]).toEqual(bench.strict ? undefined : { department })
      },
    )
    requirement('7644-3.10-b', 'URN, attribute and sub-attribute are read in any case, everywhere', async () => {
      const bench = await openCast(open)
      const mixed = `${enterpriseUrn.toUpperCase().replace('URN', 'Urn')}:MANAGER.Value`
      expect(await foundNames(bench, '/Users', `${mixed} eq "M-7"`)).toBe('ada')
      expect(await read(bench, `attributes=${mixed}`)).toEqual({
        ...minimum(bench),
        [enterpriseUrn]: { manager: { value: 'M-7' } },
      })
      const sorted = await bench.get(`/Users?sortBy=${mixed}&count=1`)
      expect(sorted.body.Resources[0].id).toBe(bench.ids.get('ada'))
      const patched = await bench.patch(`/Users/${bench.ids.get('bob')}`, [{ op: 'add', path: mixed, value: 'M-8' }])
      expect(patched.body[enterpriseUrn].manager).toMatchObject({ value: 'M-8' })
    })
    requirement('7644-3.10-c', 'the dot of 2.0 in a URN is not the one before a sub-attribute (D-13)', async () => {
      const bench = await openCast(open)
      const name = `${userUrn}:name.givenName`
      expect(await foundNames(bench, '/Users', `${name} eq "ADA"`)).toBe('ada')
      expect(await read(bench, `attributes=${name}`)).toEqual({ ...minimum(bench), name: { givenName: 'Ada' } })
      const patched = await bench.patch(`/Users/${bench.ids.get('ada')}`, [
        { op: 'replace', path: name, value: 'Augusta' },
      ])
      expect(patched.body.name).toEqual({ givenName: 'Augusta', familyName: 'Lovelace' })
    })
  })
}
