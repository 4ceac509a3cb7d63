import { describe, expect } from 'vitest'
import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody, userUrn } from './sample-bodies.js'
import { badRequest, createSubject } from './subject.js'

/** RFC 7644 §3.5.2.3: the replace operation of PATCH. */
export function testPatchReplace(open: OpenBench): void {
  describe('RFC 7644 §3.5.2.3, replace', () => {
    testWholes(open)
    testComplex(open)
    testNothing(open)
  })
}

const work = { value: 'a@x.example', type: 'work' }
const home = { value: 'h@x.example', type: 'home' }

function testWholes(open: OpenBench): void {
  requirement('7644-3.5.2.3-a', 'D-06: without a path the value is an object, each key of it a path', async () => {
    const user = await createSubject(open(), '/Users', userBody('a@x.example', { emails: [work, home] }))
    const after = await user.changedBy([
      {
        op: 'replace',
        value: {
          displayName: 'Trin',
          emails: [{ value: 'n@x.example' }],
          'name.familyName': 'T',
          [`${userUrn}:title`]: 'Pilot',
          [`${enterpriseUrn}:manager.value`]: '26118915',
          [enterpriseUrn]: { department: 'Bridge' },
          locale: null,
        },
      },
    ])
    expect(after).toMatchObject({
      displayName: 'Trin',
      emails: [{ value: 'n@x.example' }],
      name: { givenName: 'Trinity', familyName: 'T' },
      title: 'Pilot',
      [enterpriseUrn]: { manager: { value: '26118915' }, department: 'Bridge' },
    })
    expect(after.emails).toHaveLength(1)
    expect(after).not.toHaveProperty('locale')
    for (const value of ['x', 5, ['displayName'], null]) {
      await user.refuses([{ op: 'replace', value }], badRequest('invalidValue'))
    }
    await user.refuses([{ op: 'replace' }], badRequest('invalidValue'))
    await user.refuses([{ op: 'replace', value: { displayName: 'a', DISPLAYNAME: 'b' } }], badRequest('invalidSyntax'))
  })

  requirement('7644-3.5.2.3-b', 'the value of a single-valued attribute is replaced', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { [enterpriseUrn]: { department: 'A' } }))
    const after = await user.changedBy([
      { op: 'replace', path: 'displayName', value: 'Trin' },
      { op: 'replace', path: 'active', value: false },
      { op: 'replace', path: 'name.givenName', value: 'T' },
      { op: 'replace', path: `${enterpriseUrn}:department`, value: 'B' },
    ])
    expect(after).toMatchObject({ displayName: 'Trin', active: false, [enterpriseUrn]: { department: 'B' } })
    expect(after.name).toEqual({ givenName: 'T', familyName: 'JustTrinity' })
    const found = await bench.get(`/Users?filter=${encodeURIComponent('displayName eq "trin" and active eq false')}`)
    expect(found.body.totalResults).toBe(1)
  })

  requirement('7644-3.5.2.3-c', 'a list without a filter is replaced with all its values', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { emails: [work, home] }))
    const other = await createSubject(bench, '/Users', userBody('b@x.example'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
    const device = await createSubject(bench, '/Devices', deviceBody('1', { colors: ['red', 'blue'] }))
    expect((await user.changedBy([{ op: 'replace', path: 'emails', value: [home] }])).emails).toEqual([home])
    const replaced = await group.changedBy([{ op: 'replace', path: 'members', value: [{ value: other.id }] }])
    expect(replaced.members.map(({ value }: { value: string }) => value)).toEqual([other.id])
    expect((await device.changedBy([{ op: 'replace', path: 'colors', value: ['green'] }])).colors).toEqual(['green'])
  })

  requirement('7644-3.5.2.3-d', 'what is not there yet is added', async () => {
    const device = await createSubject(open(), '/Devices', deviceBody('1'))
    const after = await device.changedBy([
      { op: 'replace', path: 'code', value: 'c' },
      { op: 'replace', path: 'colors', value: ['red'] },
      { op: 'replace', path: 'location.building', value: 'B' },
      { op: 'replace', path: `${warrantyUrn}:vendor`, value: 'Acme' },
    ])
    expect(after).toMatchObject({
      code: 'c',
      colors: ['red'],
      location: { building: 'B' },
      [warrantyUrn]: { vendor: 'Acme' },
    })
  })
}

function testComplex(open: OpenBench): void {
  requirement(
    '7644-3.5.2.3-e',
    'D-09: sub-attributes that are not given stay as they are, by default in both manners',
    async () => {
      for (const settings of [{}, { complexReplacement: 'merge' }] as const) {
        const user = await createSubject(open({ settings }), '/Users', userBody('a@x.example'))
        const merged = { givenName: 'Z', familyName: 'JustTrinity' }
        expect((await user.changedBy([{ op: 'replace', path: 'name', value: { givenName: 'Z' } }])).name).toEqual(
          merged,
        )
        await user.keptBy([{ op: 'replace', value: { name: { givenName: 'Z' } } }])
        const unassigned = [{ op: 'replace', path: 'name', value: { familyName: null } }]
        expect((await user.changedBy(unassigned)).name).toEqual({ givenName: 'Z' })
      }
    },
  )

  requirement(
    '7644-3.5.2.3-e',
    'D-09: where the connection replaces complex values whole, what is not given goes',
    async () => {
      const bench = open({ settings: { complexReplacement: 'whole' } })
      const more = { [enterpriseUrn]: { department: 'A', manager: { value: '26118915' } } }
      const user = await createSubject(bench, '/Users', userBody('a@x.example', more))
      const replaced = await user.changedBy([{ op: 'replace', path: 'name', value: { givenName: 'Z' } }])
      expect(replaced.name).toEqual({ givenName: 'Z' })
      const pathless = await user.changedBy([{ op: 'replace', value: { name: { familyName: 'F' }, title: 'Pilot' } }])
      expect(pathless).toMatchObject({ displayName: 'Trinity JustTrinity', title: 'Pilot' })
      expect(pathless.name).toEqual({ familyName: 'F' })
      // An add merges, a path to a sub-attribute means only that, and an extension is no complex attribute.
      const added = await user.changedBy([{ op: 'add', path: 'name', value: { givenName: 'G' } }])
      expect(added.name).toEqual({ givenName: 'G', familyName: 'F' })
      expect((await user.changedBy([{ op: 'replace', path: 'name.givenName', value: 'H' }])).name.familyName).toBe('F')
      const extended = await user.changedBy([{ op: 'replace', path: enterpriseUrn, value: { department: 'B' } }])
      expect(extended[enterpriseUrn]).toEqual({ department: 'B', manager: { value: '26118915' } })
      expect(await user.changedBy([{ op: 'replace', path: 'name', value: {} }])).not.toHaveProperty('name')
    },
  )

  requirement(
    '7644-3.5.2.3-e',
    'D-09: what is immutable or required in a complex value outlives the whole replacement',
    async () => {
      const bench = open({ settings: { complexReplacement: 'whole' } })
      const location = { building: 'B', room: '12', slot: 'S' }
      const device = await createSubject(bench, '/Devices', deviceBody('1', { location }))
      const after = await device.changedBy([{ op: 'replace', path: 'location', value: { building: 'C' } }])
      expect(after.location).toEqual({ building: 'C', slot: 'S' })
      await device.refuses([{ op: 'replace', path: 'location', value: { room: '1' } }], badRequest('invalidValue'))
      const other = { building: 'C', slot: 'T' }
      await device.refuses([{ op: 'replace', path: 'location', value: other }], badRequest('mutability'))
    },
  )
}

function testNothing(open: OpenBench): void {
  requirement('7644-3.5.2.3-i', 'D-64: replace with null or an empty array clears, what is required not', async () => {
    const bench = open()
    const enterprise = { department: 'A', manager: { value: '26118915' } }
    const more = { title: 'Pilot', roles: [{ value: 'pilot' }], [enterpriseUrn]: enterprise }
    const user = await createSubject(bench, '/Users', userBody('a@x.example', more))
    const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
    const after = await user.changedBy([
      { op: 'replace', path: 'title', value: null },
      { op: 'replace', path: 'emails', value: [] },
      { op: 'replace', value: { roles: null, name: { familyName: null } } },
      { op: 'replace', path: `${enterpriseUrn}:manager`, value: null },
    ])
    for (const name of ['title', 'emails', 'roles']) expect(after).not.toHaveProperty(name)
    expect(after.name).toEqual({ givenName: 'Trinity' })
    expect(after[enterpriseUrn]).toEqual({ department: 'A' })
    expect(await group.changedBy([{ op: 'replace', path: 'members', value: [] }])).not.toHaveProperty('members')
    expect(await user.changedBy([{ op: 'replace', path: enterpriseUrn, value: null }])).not.toHaveProperty([
      enterpriseUrn,
    ])
    for (const operation of [{ path: 'userName', value: null }, { value: { userName: null } }]) {
      await user.refuses([{ op: 'replace', ...operation }], badRequest('mutability'))
    }
    await group.refuses([{ op: 'replace', path: 'displayName', value: null }], badRequest('mutability'))
  })

  requirement(
    '7644-3.5.2.3-j',
    'D-70: a replace that changes nothing leaves version and lastModified as they are',
    async () => {
      const bench = open()
      const more = { emails: [work, home], roles: [{ value: 'pilot' }], [enterpriseUrn]: { department: 'A' } }
      const user = await createSubject(bench, '/Users', userBody('a@x.example', more))
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
      const device = await createSubject(bench, '/Devices', deviceBody('1', { colors: ['red', 'blue'], pin: '1999' }))
      bench.advance(60_000)
      for (const operation of [
        { path: 'displayName', value: 'Trinity JustTrinity' },
        { path: 'name', value: { familyName: 'JustTrinity', givenName: 'Trinity' } },
        { path: 'emails', value: [{ type: 'work', value: 'a@x.example' }, home] },
        { path: 'emails[type eq "work"]', value: work },
        { path: 'emails[type eq "work"].value', value: 'a@x.example' },
        { path: 'roles', value: [{ value: 'pilot' }] },
        { path: `${enterpriseUrn}:department`, value: 'A' },
        { path: enterpriseUrn, value: { department: 'A' } },
        { path: 'title', value: null },
        { path: 'photos', value: [] },
        { value: { active: true, userName: 'a@x.example', emails: [work, home] } },
        { value: {} },
      ]) {
        await user.keptBy([{ op: 'replace', ...operation }])
      }
      await group.keptBy([{ op: 'replace', path: 'members', value: [{ value: user.id }] }])
      await group.keptBy([{ op: 'replace', value: { displayName: 'Crew' } }])
      await device.keptBy([{ op: 'replace', path: 'colors', value: ['red', 'blue'] }])
      await device.keptBy([{ op: 'replace', path: 'pin', value: '1999' }])
    },
  )
}
