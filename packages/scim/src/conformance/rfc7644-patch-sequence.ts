import { describe, expect } from 'vitest'
import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody, userUrn } from './sample-bodies.js'
import { badRequest, createSubject } from './subject.js'

/** RFC 7644 §3.5.2: the operations of one PATCH, one after the other and all or none; `schemas`; the primary value. */
export function testPatchSequence(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §3.5.2, the operations of one PATCH', () => {
    testSequence(open)
    testAtomicity(open)
    testSchemas(open, strict)
    testPrimary(open)
  })
}

function testSequence(open: OpenBench): void {
  requirement('7644-3.5.2-l', 'each operation works on what the one before has left', async () => {
    const user = await createSubject(open(), '/Users', userBody('a@x.example'))
    const after = await user.changedBy([
      { op: 'add', path: 'nickName', value: 'Trin' },
      { op: 'remove', path: 'nickName' },
      { op: 'add', path: 'emails', value: [{ value: 'b@x.example', type: 'home' }] },
      { op: 'replace', path: 'emails[type eq "home"].display', value: 'Home' },
      { op: 'remove', path: 'emails[type eq "work"]' },
      { op: 'replace', path: 'title', value: 'Pilot' },
      { op: 'replace', path: 'title', value: 'Captain' },
    ])
    expect(after).not.toHaveProperty('nickName')
    expect(after.emails).toEqual([{ value: 'b@x.example', type: 'home', display: 'Home' }])
    expect(after.title).toBe('Captain')
  })

  requirement(
    '7644-3.5.2-l',
    'all members removed and others added in one request: these are the members',
    async () => {
      const bench = open()
      const ids = []
      for (const name of ['a', 'b', 'c']) ids.push((await createSubject(bench, '/Users', userBody(name))).id)
      const [a = '', b, c] = ids
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [a]))
      const members = await group.changedBy([
        { op: 'remove', path: 'members' },
        { op: 'add', path: 'members', value: [{ value: b }, { value: c }] },
        { op: 'remove', path: `members[value eq "${c}"]` },
      ])
      expect(members.members.map(({ value }: { value: string }) => value)).toEqual([b])
    },
  )

  requirement('7644-3.5.2-l', 'D-70: operations that undo each other change nothing', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew'))
    await user.keptBy([
      { op: 'add', path: 'nickName', value: 'Trin' },
      { op: 'remove', path: 'nickName' },
    ])
    await group.keptBy([
      { op: 'add', path: 'members', value: [{ value: user.id }] },
      { op: 'remove', path: `members[value eq "${user.id}"]` },
    ])
  })
}

function testAtomicity(open: OpenBench): void {
  requirement(
    ['7644-3.5.2-n', '7644-3.5.2-o', '7644-3.5.2-p'],
    'a third operation that fails leaves nothing of the first two, whatever it fails by',
    async () => {
      const bench = open()
      await createSubject(bench, '/Users', userBody('taken@x.example'))
      const user = await createSubject(bench, '/Users', userBody('a@x.example', { roles: [{ value: 'pilot' }] }))
      const valid = [
        { op: 'replace', path: 'title', value: 'Captain' },
        { op: 'add', path: 'roles', value: [{ value: 'captain' }] },
      ]
      for (const [failing, scimType] of [
        [{ op: 'replace', path: 'id', value: 'x' }, 'mutability'],
        [{ op: 'remove', path: 'userName' }, 'mutability'],
        [{ op: 'replace', path: 'active', value: {} }, 'invalidValue'],
        [{ op: 'replace', path: 'emails[type eq "none"]', value: { value: 'x' } }, 'noTarget'],
        [{ op: 'add', path: 'nothing', value: 'x' }, 'invalidPath'],
        [{ op: 'remove', path: 'emails[type zz 1]' }, 'invalidFilter'],
        [{ op: 'move', path: 'title' }, 'invalidSyntax'],
      ] as const) {
        await user.refuses([...valid, failing], badRequest(scimType))
      }
      const conflict = { status: 409, scimType: 'uniqueness' } as const
      await user.refuses([...valid, { op: 'replace', path: 'userName', value: 'taken@x.example' }], conflict)
      await user.changedBy(valid)
    },
  )

  requirement(
    ['7644-3.5.2-n', '7644-3.5.2-o'],
    'nor does it leave a membership: of the group, and of its members',
    async () => {
      const bench = open()
      const [a, b] = [
        await createSubject(bench, '/Users', userBody('a@x.example')),
        await createSubject(bench, '/Users', userBody('b@x.example')),
      ]
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [a.id]))
      const valid = [
        { op: 'replace', path: 'displayName', value: 'Ship' },
        { op: 'add', path: 'members', value: [{ value: b.id }] },
        { op: 'remove', path: `members[value eq "${a.id}"]` },
      ]
      const before = [await a.read(), await b.read()]
      for (const [failing, scimType] of [
        [{ op: 'add', path: 'members', value: [{ value: 'nobody' }] }, 'invalidValue'],
        [{ op: 'remove', path: 'displayName' }, 'mutability'],
        [{ op: 'replace', path: 'members.value', value: 'x' }, 'mutability'],
      ] as const) {
        await group.refuses([...valid, failing], badRequest(scimType))
        expect([await a.read(), await b.read()]).toEqual(before)
      }
    },
  )
}

function testSchemas(open: OpenBench, strict: boolean): void {
  requirement(['7644-3.5.2-j', '7644-3.5.2-k'], 'D-65: an extension whose URN is added takes attributes', async () => {
    const user = await createSubject(open(), '/Users', userBody('a@x.example'))
    const after = await user.changedBy([
      { op: 'add', path: 'schemas', value: [enterpriseUrn] },
      { op: 'add', path: `${enterpriseUrn}:department`, value: 'Bridge' },
    ])
    expect(after.schemas).toEqual([userUrn, enterpriseUrn])
    expect(after[enterpriseUrn]).toEqual({ department: 'Bridge' })
  })

  requirement(
    '7644-3.5.2-k',
    'D-65: schemas follow from the data: the first attribute brings the URN, the last takes it',
    async () => {
      const user = await createSubject(open(), '/Users', userBody('a@x.example'))
      const employeeNumber = `${enterpriseUrn}:employeeNumber`
      const with1 = await user.changedBy([{ op: 'add', path: employeeNumber, value: '701984' }])
      expect(with1.schemas).toEqual([userUrn, enterpriseUrn])
      await user.keptBy([{ op: 'replace', path: 'schemas', value: [userUrn] }])
      await user.keptBy([{ op: 'add', path: 'schemas', value: [userUrn, enterpriseUrn] }])
      const without = await user.changedBy([{ op: 'remove', path: employeeNumber }])
      expect(without.schemas).toEqual([userUrn])
      expect(without).not.toHaveProperty([enterpriseUrn])
    },
  )

  requirement(
    '7644-3.5.2-j',
    'D-65: a URN that is removed takes the data of its extension along (EID 7122)',
    async () => {
      for (const path of [`schemas[value eq "${enterpriseUrn}"]`, `schemas eq "${enterpriseUrn.toUpperCase()}"`]) {
        const body = userBody('a@x.example', { [enterpriseUrn]: { department: 'Bridge' } })
        const user = await createSubject(open(), '/Users', body)
        const after = await user.changedBy([{ op: 'remove', path }])
        expect(after.schemas).toEqual([userUrn])
        expect(after).not.toHaveProperty([enterpriseUrn])
        await user.keptBy([{ op: 'remove', path }])
      }
    },
  )

  requirement(
    '7644-3.5.2-j',
    'D-66: strict refuses URNs that the type has not, and to remove all; compatible changes nothing',
    async () => {
      const user = await createSubject(open(), '/Users', userBody('a@x.example'))
      for (const [operation, scimType] of [
        [{ op: 'add', path: 'schemas', value: ['urn:example:unknown'] }, 'invalidSyntax'],
        [{ op: 'replace', path: 'schemas', value: [userUrn, warrantyUrn] }, 'invalidSyntax'],
        [{ op: 'replace', path: 'schemas', value: [enterpriseUrn] }, 'invalidSyntax'],
        [{ op: 'remove', path: 'schemas' }, 'mutability'],
        [{ op: 'replace', path: 'schemas', value: [] }, 'mutability'],
        [{ op: 'remove', path: `schemas[value eq "${userUrn}"]` }, 'mutability'],
      ] as const) {
        if (strict) await user.refuses([operation], badRequest(scimType))
        else await user.keptBy([operation])
      }
      await user.refuses([{ op: 'add', path: 'schemas', value: [5] }], badRequest('invalidSyntax'))
    },
  )
}

function testPrimary(open: OpenBench): void {
  requirement(
    '7644-3.5.2-m',
    'D-11: a value that becomes primary ends that of the others, by every form of PATCH',
    async () => {
      const bench = open()
      const home = { value: 'h@x.example', type: 'home' }
      for (const [index, operation] of [
        { op: 'add', path: 'emails', value: [{ value: 'n@x.example', type: 'other', primary: true }] },
        { op: 'add', path: 'emails', value: { value: 'n@x.example', type: 'other', primary: true } },
        { op: 'add', value: { emails: [{ ...home, primary: true }] } },
        { op: 'add', path: 'emails[type eq "home"].primary', value: true },
        { op: 'replace', path: 'emails[type eq "home"].primary', value: true },
        { op: 'replace', path: 'emails[type eq "home"]', value: { ...home, primary: true } },
      ].entries()) {
        const work = { value: 'w@x.example', type: 'work', primary: true }
        const user = await createSubject(bench, '/Users', userBody(`${index}`, { emails: [work, home] }))
        const { emails } = await user.changedBy([operation])
        expect(emails[0]).toEqual({ ...work, primary: false })
        expect(emails.filter(({ primary }: { primary?: boolean }) => primary === true)).toHaveLength(1)
      }
    },
  )

  requirement(
    '7644-3.5.2-m',
    'D-11: of several operations the last primary wins; two in one value are refused',
    async () => {
      const user = await createSubject(open(), '/Users', userBody('a@x.example'))
      const [b, c] = [
        { value: 'b@x.example', type: 'home', primary: true },
        { value: 'c@x.example', type: 'other', primary: true },
      ]
      await user.refuses([{ op: 'add', path: 'emails', value: [b, c] }], badRequest('invalidValue'))
      await user.refuses([{ op: 'replace', path: 'emails', value: [b, c] }], badRequest('invalidValue'))
      const { emails } = await user.changedBy([
        { op: 'add', path: 'emails', value: [b] },
        { op: 'add', path: 'emails', value: [c] },
      ])
      expect(emails.map(({ primary }: { primary?: boolean }) => primary)).toEqual([false, false, true])
    },
  )

  requirement('7644-3.5.2-m', 'D-11: a value that does not say so is not primary, for a filter too', async () => {
    const emails = [{ value: 'a@x.example', type: 'work', primary: true }, { value: 'b@x.example' }]
    const user = await createSubject(open(), '/Users', userBody('a@x.example', { emails }))
    const after = await user.changedBy([{ op: 'remove', path: 'emails[primary eq false]' }])
    expect(after.emails).toEqual([emails[0]])
  })

  requirement('7644-3.5.2-m', 'D-11: the same holds in an extension', async () => {
    const contacts = [{ value: 'a', primary: true }, { value: 'b' }]
    const body = deviceBody('1', { [warrantyUrn]: { vendor: 'Acme', contacts } })
    const device = await createSubject(open(), '/Devices', body)
    const path = `${warrantyUrn}:contacts[value eq "b"].primary`
    expect((await device.changedBy([{ op: 'replace', path, value: true }]))[warrantyUrn].contacts).toEqual([
      { value: 'a', primary: false },
      { value: 'b', primary: true },
    ])
  })
}
