import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody, userUrn } from './sample-bodies.js'
import { badRequest, createSubject, type Subject } from './subject.js'

/** RFC 7644 §3.5.2: the paths of PATCH, and what of that they may change. */
export function testPatchPaths(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §3.5.2, the paths of PATCH', () => {
    testPaths(open, strict)
    testMutability(open, strict)
  })
}

function testPaths(open: OpenBench, strict: boolean): void {
  requirement('7644-3.5.2-e', 'a path is attrPath or valuePath [subAttr], and nothing else', async () => {
    const { user } = await openUser(open)
    for (const path of [
      ...['', ' ', 'a..b', 'name.', '.name', 'name.givenName.x', 'emails[]', 'emails[type eq "work"', 'emails]'],
      ...[
        'emails[type eq "work"].',
        'emails[type eq "work"].nothing',
        'emails[type eq "work"] value',
        'emails.value[]',
      ],
      ...['title[value eq "x"]', 'name[givenName eq "x"]', 'title eq "x"', 'emails eq "x"', '"title"', '(title)', 5],
      ...['name.__proto__', 'constructor', 'emails[type eq "work"].prototype'],
    ]) {
      await user.refuses([{ op: 'replace', path, value: 'x' }], badRequest('invalidPath'))
    }
  })

  requirement('7644-3.5.2-e', 'what is wrong inside the brackets is a fault of the filter', async () => {
    const { user } = await openUser(open)
    for (const filter of ['type eq', 'type is "work"', 'nothing eq "x"', 'primary gt true', "type eq 'work'"]) {
      await user.refuses([{ op: 'remove', path: `emails[${filter}]` }], badRequest('invalidFilter'))
    }
  })

  requirement('7644-3.5.2-v', 'a path that names no attribute is invalidPath', async () => {
    const { user } = await openUser(open)
    for (const path of ['foo', 'name.foo', 'urn:example:Unknown:attribute', `${enterpriseUrn}:foo`, `${userUrn}:foo`]) {
      for (const op of ['add', 'replace', 'remove']) {
        await user.refuses([op === 'remove' ? { op, path } : { op, path, value: 'x' }], badRequest('invalidPath'))
      }
    }
  })

  requirement(
    ['7644-3.5.2-s', '7644-3.5.2-k'],
    'D-13: paths are read in any case and with their URN, for core too',
    async () => {
      const { user } = await openUser(open)
      for (const [path, shown] of [
        ['DisplayName', { displayName: 'v0' }],
        [`${userUrn.toUpperCase()}:DISPLAYNAME`, { displayName: 'v1' }],
        [`${userUrn}:name.givenName`, { name: { givenName: 'v2' } }],
        ['NAME.FAMILYNAME', { name: { familyName: 'v3' } }],
        [`${userUrn}:emails[TYPE EQ "work"].VALUE`, { emails: [{ value: 'v4' }] }],
        [`${enterpriseUrn.toLowerCase()}:employeeNumber`, { [enterpriseUrn]: { employeeNumber: 'v5' } }],
        [`${enterpriseUrn}:manager.value`, { [enterpriseUrn]: { manager: { value: 'v6' } } }],
        [`${userUrn}:externalId`, { externalId: 'v7' }],
      ].map(([path, shown]) => [path, shown] as const)) {
        const value = /v\d/.exec(JSON.stringify(shown))?.[0]
        expect(await user.changedBy([{ op: 'replace', path, value }])).toMatchObject(shown as object)
      }
      expect((await user.read()).schemas).toEqual([userUrn, enterpriseUrn])
    },
  )

  requirement(
    '7644-3.5.2-s',
    'D-14: compatible finds an extension attribute without its URN, strict says where it is',
    async () => {
      const { user } = await openUser(open)
      const operations = [{ op: 'add', path: 'department', value: 'Bridge' }]
      if (strict) return user.refuses(operations, badRequest('invalidPath'))
      expect((await user.changedBy(operations))[enterpriseUrn]).toEqual({ department: 'Bridge' })
    },
  )
}

function testMutability(open: OpenBench, strict: boolean): void {
  requirement(
    ['7644-3.5.2-f', '7644-3.5.2-g', '7644-3.5.2-i'],
    'D-39: what is read-only is not modified by its path: 400 mutability, and nothing has changed',
    async () => {
      const { bench, user } = await openUser(open)
      for (const path of ['id', 'ID', 'meta', 'meta.created', 'groups', 'groups[value eq "x"]', 'groups.display']) {
        for (const op of ['add', 'replace', 'remove']) {
          await user.refuses([op === 'remove' ? { op, path } : { op, path, value: 'x' }], badRequest('mutability'))
        }
      }
      const device = await createSubject(bench, '/Devices', deviceBody('1'))
      await device.refuses([{ op: 'replace', path: 'health', value: 'fine' }], badRequest('mutability'))
    },
  )

  requirement(
    '7644-3.5.2-g',
    'D-39: read-only keys in a value without a path are passed over in the compatible manner only',
    async () => {
      const bench = open()
      const group = await createSubject(bench, '/Groups', groupBody('Crew'))
      const operations = [{ op: 'replace', value: { id: group.id, displayName: 'Ship' } }]
      if (strict) await group.refuses(operations, badRequest('mutability'))
      else expect(await group.changedBy(operations)).toMatchObject({ id: group.id, displayName: 'Ship' })
    },
  )

  requirement(['7644-3.5.2-g', '7644-3.5.2-h'], 'an immutable attribute takes one value, and keeps it', async () => {
    const device = await createSubject(open(), '/Devices', deviceBody('1', { location: { building: 'B' } }))
    await device.changedBy([{ op: 'add', path: 'asset', value: 'A-1' }])
    await device.changedBy([{ op: 'add', path: 'location', value: { slot: 'S-1' } }])
    for (const operation of [
      { op: 'add', path: 'asset', value: 'A-2' },
      { op: 'replace', path: 'asset', value: 'A-2' },
      { op: 'replace', value: { asset: 'A-2' } },
      { op: 'replace', path: 'asset', value: null },
      { op: 'remove', path: 'asset' },
      { op: 'replace', path: 'location.slot', value: 'S-2' },
      { op: 'replace', path: 'location', value: { slot: 'S-2' } },
      { op: 'remove', path: 'location.slot' },
      { op: 'remove', path: 'location' },
    ]) {
      await device.refuses([operation], badRequest('mutability'))
    }
    // To remove it and to give it another value in one request is no way around it.
    await device.refuses(
      [
        { op: 'remove', path: 'asset' },
        { op: 'add', path: 'asset', value: 'A-2' },
      ],
      badRequest('mutability'),
    )
    await device.keptBy([{ op: 'replace', path: 'asset', value: 'A-1' }])
    await device.keptBy([{ op: 'add', path: 'location.slot', value: 'S-1' }])
  })

  requirement('7644-3.5.2-g', 'D-40: members come and go, and none becomes another', async () => {
    const { bench, user } = await openUser(open)
    const other = await createSubject(bench, '/Users', userBody('b@x.example'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
    const member = `members[value eq "${user.id}"]`
    await group.refuses([{ op: 'replace', path: `${member}.value`, value: other.id }], badRequest('mutability'))
    await group.refuses([{ op: 'replace', path: member, value: { value: other.id } }], badRequest('mutability'))
    await group.refuses([{ op: 'remove', path: `${member}.value` }], badRequest('mutability'))
    await group.refuses([{ op: 'replace', path: `${member}.type`, value: 'Group' }], badRequest('mutability'))
    await group.keptBy([{ op: 'replace', path: `${member}.value`, value: user.id }])
    await group.changedBy([{ op: 'replace', path: 'members', value: [{ value: other.id }] }])
  })
}

async function openUser(open: OpenBench): Promise<{ readonly bench: ProtocolBench; readonly user: Subject }> {
  const bench = open()
  return { bench, user: await createSubject(bench, '/Users', userBody('a@x.example')) }
}
