import { describe, expect } from 'vitest'
import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody, userUrn } from './sample-bodies.js'
import { badRequest, createSubject } from './subject.js'

/** RFC 7644 §3.5.2.2: the remove operation of PATCH. */
export function testPatchRemove(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §3.5.2.2, remove', () => {
    testWholes(open)
    testSelection(open)
    testRefusals(open)
    testListed(open, strict)
  })
}

const work = { value: 'a@x.example', type: 'work', display: 'Work' }
const home = { value: 'h@example.com', type: 'home' }

function testWholes(open: OpenBench): void {
  requirement('7644-3.5.2.2-a', 'D-04: remove without a path is noTarget', async () => {
    const user = await createSubject(open(), '/Users', userBody('a@x.example'))
    await user.refuses([{ op: 'remove' }], badRequest('noTarget'))
    await user.refuses([{ op: 'remove', value: { title: 'Pilot' } }], badRequest('noTarget'))
  })

  requirement('7644-3.5.2.2-b', 'a single-valued attribute is unassigned, for filters too', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { title: 'Pilot', externalId: 'x' }))
    const after = await user.changedBy([
      { op: 'remove', path: 'title' },
      { op: 'remove', path: 'name' },
      { op: 'remove', path: 'externalId' },
    ])
    for (const name of ['title', 'name', 'externalId']) {
      expect(after).not.toHaveProperty(name)
      expect((await bench.get(`/Users?filter=${name}%20pr`)).body.totalResults).toBe(0)
    }
  })

  requirement('7644-3.5.2.2-c', 'a list without a filter loses all its values', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { roles: [{ value: 'pilot' }] }))
    const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
    const device = await createSubject(bench, '/Devices', deviceBody('1', { colors: ['red', 'blue'] }))
    const after = await user.changedBy([
      { op: 'remove', path: 'emails' },
      { op: 'remove', path: 'roles' },
    ])
    expect(after).not.toHaveProperty('emails')
    expect(after).not.toHaveProperty('roles')
    expect(await group.changedBy([{ op: 'remove', path: 'members' }])).not.toHaveProperty('members')
    expect(await device.changedBy([{ op: 'remove', path: 'colors' }])).not.toHaveProperty('colors')
    expect((await user.read()).groups).toBeUndefined()
  })

  requirement('7644-3.5.2.2-i', 'an extension loses an attribute by its path, and everything by its URN', async () => {
    const bench = open()
    const enterprise = { department: 'Bridge', costCenter: '4130', manager: { value: '26118915' } }
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { [enterpriseUrn]: enterprise }))
    const less = await user.changedBy([
      { op: 'remove', path: `${enterpriseUrn}:department` },
      { op: 'remove', path: `${enterpriseUrn}:manager.value` },
    ])
    expect(less[enterpriseUrn]).toEqual({ costCenter: '4130' })
    const none = await user.changedBy([{ op: 'remove', path: enterpriseUrn.toUpperCase() }])
    expect(none).not.toHaveProperty([enterpriseUrn])
    expect(none.schemas).toEqual([userUrn])
    await user.keptBy([{ op: 'remove', path: enterpriseUrn }])
  })
}

function testSelection(open: OpenBench): void {
  requirement(
    '7644-3.5.2.2-d',
    'the values that the filter selects are removed; without a last one the list is unassigned',
    async () => {
      const bench = open()
      const [a, b] = [
        await createSubject(bench, '/Users', userBody('a@x.example', { emails: [work, home] })),
        await createSubject(bench, '/Users', userBody('b@x.example')),
      ]
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [a.id, b.id]))
      const { members } = await group.changedBy([{ op: 'remove', path: `members[value eq"${a.id}"]` }])
      expect(members).toMatchObject([{ value: b.id }])
      expect(await group.changedBy([{ op: 'remove', path: `members[value eq "${b.id}"]` }])).not.toHaveProperty(
        'members',
      )
      expect((await a.changedBy([{ op: 'remove', path: 'emails[type eq "work"]' }])).emails).toEqual([home])
      const after = await a.changedBy([{ op: 'remove', path: 'emails[type eq "home"]' }])
      expect(after).not.toHaveProperty('emails')
      expect((await bench.get('/Users?filter=emails%20pr')).body).toMatchObject({ totalResults: 1 })
    },
  )

  requirement(
    '7644-3.5.2.2-d',
    'a list of simple values is selected from by value, or by a bare comparison (EID 7122)',
    async () => {
      for (const path of ['colors[value eq "red"]', 'colors eq "red"', 'COLORS[VALUE EQ "RED"]']) {
        const device = await createSubject(open(), '/Devices', deviceBody('1', { colors: ['red', 'blue'] }))
        expect((await device.changedBy([{ op: 'remove', path }])).colors).toEqual(['blue'])
        await device.keptBy([{ op: 'remove', path }])
      }
    },
  )

  requirement(
    '7644-3.5.2.2-e',
    'a filter of several sub-attributes removes the matching records, and only them',
    async () => {
      const others = ['o', 'p'].map((name) => ({ value: `${name}@example.com`, type: 'work' }))
      const user = await createSubject(open(), '/Users', userBody('a@x.example', { emails: [work, home, ...others] }))
      const path = 'emails[type eq "work" and value ew "example.com"]'
      expect((await user.changedBy([{ op: 'remove', path }])).emails).toEqual([work, home])
      const either = 'emails[not (type eq "work") or value co "nobody"]'
      expect((await user.changedBy([{ op: 'remove', path: either }])).emails).toEqual([work])
    },
  )

  requirement('7644-3.5.2.2-f', 'a sub-attribute is unassigned: of one value, of the selected, of all', async () => {
    const bench = open()
    const emails = [work, { ...home, display: 'Home' }]
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { emails }))
    const selected = await user.changedBy([{ op: 'remove', path: 'emails[type eq "work"].display' }])
    expect(selected.emails).toEqual([{ value: work.value, type: 'work' }, emails[1]])
    const all = await user.changedBy([{ op: 'remove', path: 'emails.display' }])
    expect(all.emails).toEqual([{ value: work.value, type: 'work' }, home])
    expect((await user.changedBy([{ op: 'remove', path: 'name.familyName' }])).name).toEqual({ givenName: 'Trinity' })
    expect(await user.changedBy([{ op: 'remove', path: 'name.givenName' }])).not.toHaveProperty('name')
    expect((await bench.get('/Users?filter=name%20pr')).body.totalResults).toBe(0)
  })
}

function testRefusals(open: OpenBench): void {
  requirement('7644-3.5.2.2-g', 'what is required or read-only is not removed: 400 mutability', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    for (const path of ['userName', 'id', 'groups', 'meta', 'meta.version', `${userUrn}:userName`]) {
      await user.refuses([{ op: 'remove', path }], badRequest('mutability'))
    }
    const held = {
      location: { building: 'B' },
      ports: [{ value: '1', type: 'usb' }],
      [warrantyUrn]: { vendor: 'V', months: 1 },
    }
    const device = await createSubject(bench, '/Devices', deviceBody('1', held))
    for (const path of [
      'serial',
      'location.building',
      'ports.value',
      'ports[type eq "usb"].value',
      `${warrantyUrn}:vendor`,
    ]) {
      await device.refuses([{ op: 'remove', path }], badRequest('mutability'))
    }
    const group = await createSubject(bench, '/Groups', groupBody('Crew'))
    await group.refuses([{ op: 'remove', path: 'displayName' }], badRequest('mutability'))
  })

  requirement('7644-3.5.2.2-h', 'D-03: to remove what is not there succeeds, and changes nothing', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
    const device = await createSubject(bench, '/Devices', deviceBody('1'))
    await group.keptBy([{ op: 'remove', path: 'members[value eq "not-a-member"]' }])
    for (const path of [
      ...['title', 'name.middleName', 'emails[type eq "none"]', 'emails[type eq "none"].display', 'photos'],
      ...['photos[type eq "photo"]', 'emails.display', 'roles[value eq "pilot"]', 'password', 'externalId'],
      ...[enterpriseUrn, `${enterpriseUrn}:department`, `${enterpriseUrn}:manager.value`],
    ]) {
      await user.keptBy([{ op: 'remove', path }])
    }
    for (const path of ['colors', 'colors[value eq "red"]', 'asset', 'location.slot', 'ports[value eq "1"].lockedBy']) {
      await device.keptBy([{ op: 'remove', path }])
    }
  })
}

function testListed(open: OpenBench, strict: boolean): void {
  requirement(
    '7644-3.5.2.2-d',
    'D-05: compatible removes exactly the values listed, strict refuses a value',
    async () => {
      const bench = open()
      const [a, b] = [
        await createSubject(bench, '/Users', userBody('a@x.example', { emails: [work, home] })),
        await createSubject(bench, '/Users', userBody('b@x.example')),
      ]
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [a.id, b.id]))
      const device = await createSubject(bench, '/Devices', deviceBody('1', { colors: ['red', 'blue'] }))
      const fromGroup = [{ op: 'remove', path: 'members', value: [{ value: a.id }] }]
      const fromUser = [{ op: 'remove', path: 'emails', value: [{ value: 'h@example.com' }] }]
      const fromDevice = [{ op: 'remove', path: 'colors', value: ['red'] }]
      if (strict) {
        await group.refuses(fromGroup, badRequest('invalidSyntax'))
        await a.refuses(fromUser, badRequest('invalidSyntax'))
        return device.refuses(fromDevice, badRequest('invalidSyntax'))
      }
      expect((await group.changedBy(fromGroup)).members).toMatchObject([{ value: b.id }])
      expect((await a.changedBy(fromUser)).emails).toEqual([work])
      expect((await device.changedBy(fromDevice)).colors).toEqual(['blue'])
      await group.keptBy([{ op: 'remove', path: 'members', value: [] }])
      expect(bench.tolerated).toContain('removeListedValues')
    },
  )
}
