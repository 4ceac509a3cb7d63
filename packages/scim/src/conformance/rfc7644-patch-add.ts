import { describe, expect } from 'vitest'
import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody } from './sample-bodies.js'
import { badRequest, createSubject } from './subject.js'

/** RFC 7644 §3.5.2.1: the add operation of PATCH. */
export function testPatchAdd(open: OpenBench): void {
  describe('RFC 7644 §3.5.2.1, add', () => {
    testValues(open)
    testRedundancy(open)
    testSelection(open)
  })
}

const work = { value: 'a@x.example', type: 'work' }
const home = { value: 'h@x.example', type: 'home' }

function testValues(open: OpenBench): void {
  requirement('7644-3.5.2.1-a', 'add needs a value', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    for (const operation of [
      { op: 'add' },
      { op: 'add', path: 'title' },
      { op: 'add', path: 'emails[type eq "x"].value' },
    ]) {
      await user.refuses([operation], badRequest('invalidValue'))
    }
    await user.refuses([{ op: 'add', value: 'x' }], badRequest('invalidValue'))
    await user.refuses([{ op: 'add', value: [{ title: 'x' }] }], badRequest('invalidValue'))
  })

  requirement(
    '7644-3.5.2.1-b',
    'D-06: without a path each key of the value is one, dotted and with a URN too',
    async () => {
      const user = await createSubject(open(), '/Users', userBody('a@x.example', { emails: [work] }))
      const after = await user.changedBy([
        {
          op: 'add',
          value: {
            nickName: 'Trin',
            emails: [home],
            'name.givenName': 'T',
            [`${enterpriseUrn}:department`]: 'Bridge',
            [enterpriseUrn]: { costCenter: '4130' },
          },
        },
      ])
      expect(after).toMatchObject({
        nickName: 'Trin',
        emails: [work, home],
        name: { givenName: 'T', familyName: 'JustTrinity' },
        [enterpriseUrn]: { department: 'Bridge', costCenter: '4130' },
      })
    },
  )

  requirement(
    '7644-3.5.2.1-c',
    'an attribute that is not there yet is added, of any kind and in an extension',
    async () => {
      const device = await createSubject(open(), '/Devices', deviceBody('1'))
      const whole = await device.changedBy([
        { op: 'add', path: 'code', value: 'c' },
        { op: 'add', path: 'colors', value: 'red' },
        { op: 'add', path: 'location', value: { building: 'B' } },
        { op: 'add', path: 'ports', value: { value: '1', type: 'usb' } },
        { op: 'add', path: `${warrantyUrn}:vendor`, value: 'Acme' },
        { op: 'add', path: `${warrantyUrn}:contacts`, value: [{ value: 'x' }] },
      ])
      expect(whole).toMatchObject({
        code: 'c',
        colors: ['red'],
        location: { building: 'B' },
        ports: [{ value: '1', type: 'usb' }],
        [warrantyUrn]: { vendor: 'Acme', contacts: [{ value: 'x' }] },
      })
      const parts = await device.changedBy([
        { op: 'add', path: 'location.room', value: '12' },
        { op: 'add', path: `${warrantyUrn}:months`, value: 24 },
        { op: 'add', path: warrantyUrn, value: { contract: 'C-1' } },
      ])
      expect(parts.location).toEqual({ building: 'B', room: '12' })
      expect(parts[warrantyUrn]).toEqual({ vendor: 'Acme', months: 24, contract: 'C-1', contacts: [{ value: 'x' }] })
    },
  )

  requirement('7644-3.5.2.1-d', 'to a complex attribute sub-attributes are added; the others stay', async () => {
    const user = await createSubject(open(), '/Users', userBody('a@x.example'))
    const after = await user.changedBy([{ op: 'add', path: 'name', value: { givenName: 'T', middleName: 'M' } }])
    expect(after.name).toEqual({ givenName: 'T', middleName: 'M', familyName: 'JustTrinity' })
    for (const value of ['T', 5, true, ['T']]) {
      await user.refuses([{ op: 'add', path: 'name', value }], badRequest('invalidValue'))
    }
  })

  requirement('7644-3.5.2.1-e', 'values are appended to a list, one by itself or several in an array', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { emails: [work] }))
    expect((await user.changedBy([{ op: 'add', path: 'emails', value: home }])).emails).toEqual([work, home])
    const others = [{ value: 'c@x.example' }, { value: 'd@x.example' }]
    const after = await user.changedBy([{ op: 'add', path: 'emails', value: others }])
    expect(after.emails).toEqual([work, home, ...others])
    const device = await createSubject(bench, '/Devices', deviceBody('1', { colors: ['red'] }))
    expect((await device.changedBy([{ op: 'add', path: 'colors', value: 'blue' }])).colors).toEqual(['red', 'blue'])
    const value = ['green', 'red', 'green']
    const { colors } = await device.changedBy([{ op: 'add', path: 'colors', value }])
    expect(colors).toEqual(['red', 'blue', 'green'])
  })

  requirement('7644-3.5.2.1-f', 'the value of a single-valued attribute is replaced', async () => {
    const user = await createSubject(
      open(),
      '/Users',
      userBody('a@x.example', { [enterpriseUrn]: { department: 'A' } }),
    )
    const after = await user.changedBy([
      { op: 'add', path: 'displayName', value: 'Trin' },
      { op: 'add', path: 'active', value: false },
      { op: 'add', path: `${enterpriseUrn}:department`, value: 'B' },
    ])
    expect(after).toMatchObject({ displayName: 'Trin', active: false, [enterpriseUrn]: { department: 'B' } })
  })
}

function testRedundancy(open: OpenBench): void {
  requirement(
    ['7644-3.5.2.1-g', '7644-3.5.2.1-h'],
    'D-70: what is there already is not added again, and the resource has not changed',
    async () => {
      const bench = open()
      const more = { emails: [work], roles: [{ value: 'pilot' }], [enterpriseUrn]: { department: 'A' } }
      const user = await createSubject(bench, '/Users', userBody('a@x.example', more))
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
      const device = await createSubject(bench, '/Devices', deviceBody('1', { colors: ['red'] }))
      bench.advance(60_000)
      await group.keptBy([{ op: 'add', path: 'members', value: [{ value: user.id, type: 'User' }] }])
      expect((await group.read()).members).toHaveLength(1)
      for (const operation of [
        { op: 'add', path: 'displayName', value: 'Trinity JustTrinity' },
        { op: 'add', path: 'name', value: { givenName: 'Trinity' } },
        { op: 'add', path: 'name.givenName', value: 'Trinity' },
        { op: 'add', path: 'emails', value: [work] },
        { op: 'add', path: 'emails', value: { value: 'a@x.example' } },
        { op: 'add', path: 'emails[type eq "work"].value', value: 'a@x.example' },
        { op: 'add', path: 'roles', value: [{ value: 'pilot' }] },
        { op: 'add', path: `${enterpriseUrn}:department`, value: 'A' },
        { op: 'add', value: { active: true, emails: [work], [enterpriseUrn]: { department: 'A' } } },
        { op: 'add', value: {} },
      ]) {
        await user.keptBy([operation])
      }
      // Text is compared as the attribute says.
      await device.keptBy([{ op: 'add', path: 'colors', value: ['RED'] }])
    },
  )

  requirement(
    '7644-3.5.2.1-g',
    'D-64: add of null or of no values unassigns what is single, and leaves a list as it is',
    async () => {
      const user = await createSubject(open(), '/Users', userBody('a@x.example', { title: 'Pilot' }))
      await user.keptBy([{ op: 'add', path: 'emails', value: [] }])
      await user.keptBy([{ op: 'add', path: 'emails', value: null }])
      expect(await user.changedBy([{ op: 'add', path: 'title', value: null }])).not.toHaveProperty('title')
      await user.refuses([{ op: 'add', path: 'userName', value: null }], badRequest('mutability'))
    },
  )
}

function testSelection(open: OpenBench): void {
  requirement(
    '7644-3.5.2.1-i',
    'D-02: the sub-attribute of the selected value is set, whether or not it has one',
    async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example', { emails: [work, home] }))
      const display = (value: string) => [{ op: 'add', path: 'emails[type eq "work"].display', value }]
      expect((await user.changedBy(display('x'))).emails).toEqual([{ ...work, display: 'x' }, home])
      expect((await user.changedBy(display('y'))).emails).toEqual([{ ...work, display: 'y' }, home])
    },
  )

  requirement(
    '7644-3.5.2.1-j',
    'D-02: where none is selected, the value is made of what the filter says (EID 8097)',
    async () => {
      const user = await createSubject(open(), '/Users', userBody('a@x.example', { emails: [work] }))
      const byType = await user.changedBy([{ op: 'add', path: 'emails[type eq "home"].value', value: 'h@x.example' }])
      expect(byType.emails).toEqual([work, home])
      const path = 'emails[type eq "other" and display eq "o"].value'
      const byBoth = await user.changedBy([{ op: 'add', path, value: 'o@x.example' }])
      expect(byBoth.emails[2]).toEqual({ type: 'other', display: 'o', value: 'o@x.example' })
    },
  )

  requirement(
    '7644-3.5.2.1-j',
    'D-02: a filter that says less than a value is noTarget, one without a sub-attribute invalidPath',
    async () => {
      const user = await createSubject(open(), '/Users', userBody('a@x.example', { emails: [work] }))
      for (const filter of [
        'type ne "work"',
        'type sw "h"',
        'type eq "a" or type eq "b"',
        'not (type eq "work")',
        'type eq "a" and type eq "b"',
      ]) {
        const path = `emails[${filter}].value`
        await user.refuses([{ op: 'add', path, value: 'x@x.example' }], badRequest('noTarget'))
      }
      for (const type of ['work', 'home']) {
        await user.refuses([{ op: 'add', path: `emails[type eq "${type}"]`, value: home }], badRequest('invalidPath'))
      }
    },
  )
}
