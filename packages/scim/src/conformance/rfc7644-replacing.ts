import { describe, expect } from 'vitest'
import { deviceBody, deviceUrn, warrantyUrn } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody, userUrn } from './sample-bodies.js'
import { badRequest, createSubject, expectRefusal } from './subject.js'

/** RFC 7644 §3.5.1: replacing with PUT. */
export function testReplacing(open: OpenBench): void {
  describe('RFC 7644 §3.5.1, replacing with PUT', () => {
    testReplacedValues(open)
    testMutability(open)
    testChecks(open)
  })
}

function testReplacedValues(open: OpenBench): void {
  requirement(
    ['7644-3.5-a', '7644-3.5.1-j'],
    'PUT answers 200 with the entire resource, as a GET shows it',
    async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [user.id]))
      for (const [subject, body] of [
        [user, userBody('a@x.example', { title: 'Pilot' })],
        [group, groupBody('Crew of the ship', [user.id])],
      ] as const) {
        const answer = await subject.put(body)
        const { status, headers, body: shown } = await bench.get(subject.path)
        expect({ status: answer.status, body: answer.body }).toEqual({ status, body: shown })
        expect(answer.headers.get('etag')).toBe(headers.get('etag'))
        expect(answer.headers.get('location')).toBe(`${bench.baseUrl}${subject.path}`)
      }
      expect((await group.read()).members).toMatchObject([{ value: user.id }])
    },
  )

  requirement('7644-3.5.1-a', 'PUT of an id that does not exist is 404 and creates nothing', async () => {
    const bench = open()
    const answer = await bench.put('/Users/018f0000-0000-7000-8000-000000000000', userBody('a@x.example'))
    expectRefusal(answer, { status: 404, scimType: undefined })
    expect((await bench.get('/Users')).body.totalResults).toBe(0)
    expect(await bench.changeRecords()).toEqual([])
  })

  requirement('7644-3.5.1-b', 'values given replace those that are there, secrets too', async () => {
    const { bench, hashed } = openWithPasswords(open)
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { password: 'Nebuchadnezzar' }))
    const after = await user.changedBy(() =>
      user.put({
        schemas: [userUrn],
        userName: 'a@x.example',
        displayName: 'Trin',
        emails: [{ value: 'other@x.example', type: 'home' }],
        password: 'Logos-1999',
      }),
    )
    expect(after).toMatchObject({ displayName: 'Trin', emails: [{ value: 'other@x.example', type: 'home' }] })
    expect(after.password).toBeUndefined()
    expect(hashed).toEqual(['Nebuchadnezzar', 'Logos-1999'])
  })

  requirement(
    '7644-3.5.1-b',
    'PUT of a group replaces its members, and PUT of the same members moves nothing',
    async () => {
      const bench = open()
      const [a, b] = [
        await createSubject(bench, '/Users', userBody('a@x.example')),
        await createSubject(bench, '/Users', userBody('b@x.example')),
      ]
      const group = await createSubject(bench, '/Groups', groupBody('Crew', [a.id]))
      const after = await group.changedBy(() => group.put(groupBody('Crew', [b.id])))
      expect(after.members.map(({ value }: { value: string }) => value)).toEqual([b.id])
      await group.keptBy(() => group.put(groupBody('Crew', [b.id])))
      expect((await group.changedBy(() => group.put(groupBody('Crew')))).members).toBeUndefined()
    },
  )

  requirement('7644-3.5.1-j', 'D-70: PUT of what is there already changes nothing', async () => {
    const bench = open()
    const body = userBody('a@x.example', { title: 'Pilot', emails: [{ value: 'a@x.example' }] })
    const user = await createSubject(bench, '/Users', body)
    await user.keptBy(() => user.put(body))
    await user.keptBy(() => user.put({ ...body, nickName: null, photos: [] }))
  })
}

function testMutability(open: OpenBench): void {
  requirement(
    ['7644-3.5.1-e', '7644-3.5.1-f'],
    'an immutable value that differs is refused with 400 mutability, wherever it stands',
    async () => {
      const held = {
        asset: 'A-1',
        location: { building: 'B1', slot: 'S1' },
        [warrantyUrn]: { vendor: 'Acme', contract: 'C-1' },
      }
      const device = await createSubject(open(), '/Devices', deviceBody('1', held))
      for (const other of [
        { asset: 'A-2' },
        { location: { building: 'B1', slot: 'S2' } },
        { [warrantyUrn]: { vendor: 'Acme', contract: 'C-2' } },
      ]) {
        const body = deviceBody('1', { ...held, ...other })
        await device.refuses(() => device.put(body), badRequest('mutability'))
      }
      await device.keptBy(() => device.put(deviceBody('1', held)))
    },
  )

  requirement('7644-3.5.1-g', 'an immutable attribute without a value takes the one that is given', async () => {
    const device = await createSubject(open(), '/Devices', deviceBody('1'))
    const after = await device.changedBy(() => device.put(deviceBody('1', { asset: 'A-1' })))
    expect(after.asset).toBe('A-1')
    await device.refuses(() => device.put(deviceBody('1', { asset: 'A-2' })), badRequest('mutability'))
  })

  requirement('7644-3.5.1-h', 'D-29: read-only values are ignored, even another id', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    const group = await createSubject(bench, '/Groups', groupBody('Crew'))
    await user.keptBy(() =>
      user.put(
        userBody('a@x.example', {
          id: 'another',
          meta: { created: '1999-03-31T00:00:00Z', version: 'W/"99"', resourceType: 'Group' },
          groups: [{ value: group.id, type: 'direct' }],
        }),
      ),
    )
    expect((await group.read()).members).toBeUndefined()
    const device = await createSubject(bench, '/Devices', deviceBody('1'))
    await device.keptBy(() => device.put(deviceBody('1', { health: 'fine' })))
  })
}

function testChecks(open: OpenBench): void {
  requirement('7644-3.5.1-i', 'what is required must be given', async () => {
    const bench = open()
    const user = await createSubject(bench, '/Users', userBody('a@x.example'))
    for (const missing of [{ schemas: [userUrn] }, userBody('x', { userName: null }), userBody('')]) {
      await user.refuses(() => user.put({ ...missing, displayName: 'Trin' }), badRequest('invalidValue'))
    }
    const device = await createSubject(bench, '/Devices', deviceBody('1', { location: { building: 'B1' } }))
    await device.refuses(() => device.put({ schemas: [deviceUrn] }), badRequest('invalidValue'))
    await device.refuses(() => device.put(deviceBody('1', { location: { room: '12' } })), badRequest('invalidValue'))
    await device.refuses(
      () => device.put(deviceBody('1', { [warrantyUrn]: { months: 12 } })),
      badRequest('invalidValue'),
    )
  })

  requirement(
    '7644-3.5.1-k',
    'a value that another resource holds is refused, its own in another case is not',
    async () => {
      const bench = open()
      await createSubject(bench, '/Users', userBody('taken@x.example'))
      const user = await createSubject(bench, '/Users', userBody('a@x.example'))
      const conflict = { status: 409, scimType: 'uniqueness' } as const
      await user.refuses(() => user.put(userBody('TAKEN@x.example')), conflict)
      const after = await user.changedBy(() => user.put(userBody('A@x.example')))
      expect(after.userName).toBe('A@x.example')
    },
  )

  requirement('7644-3.5.1-i', 'D-11: two primary values in one PUT are refused', async () => {
    const user = await createSubject(open(), '/Users', userBody('a@x.example'))
    const emails = [
      { value: 'a@x.example', primary: true },
      { value: 'b@x.example', primary: true },
    ]
    await user.refuses(() => user.put(userBody('a@x.example', { emails })), badRequest('invalidValue'))
  })
}

function openWithPasswords(open: OpenBench): { readonly bench: ProtocolBench; readonly hashed: readonly string[] } {
  const hashed: string[] = []
  const hashPassword = async (password: string) => `hash ${hashed.push(password)}`
  return { bench: open({ hashPassword }), hashed }
}
