import { describe, expect } from 'vitest'
import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody, userUrn } from './sample-bodies.js'
import { createSubject } from './subject.js'

/** RFC 7644 §3.5.1: what becomes of attributes that a PUT leaves out, or gives as null. */
export function testOmissions(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §3.5.1, what PUT leaves out', () => {
    testLeftOut(open, strict)
    testNull(open, strict)
  })
}

function testLeftOut(open: OpenBench, strict: boolean): void {
  requirement(
    '7644-3.5.1-c',
    'D-29: what is left out is cleared or gets its default; what is immutable stays',
    async () => {
      const bench = open()
      const more = { title: 'Pilot', active: false, externalId: 'x-1' }
      const user = await createSubject(bench, '/Users', userBody('a@x.example', more))
      const after = await user.changedBy(() => user.put({ schemas: [userUrn], userName: 'a@x.example' }))
      expect(Object.keys(after).sort()).toEqual(['active', 'id', 'meta', 'schemas', 'userName'])
      expect(after.active).toBe(true)
      const held = {
        asset: 'A-1',
        code: 'c',
        location: { building: 'B', slot: 'S' },
        [warrantyUrn]: { vendor: 'V', contract: 'C' },
      }
      const device = await createSubject(bench, '/Devices', deviceBody('1', held))
      const kept = await device.changedBy(() =>
        device.put(deviceBody('1', { location: { building: 'B2' }, [warrantyUrn]: { vendor: 'V2' } })),
      )
      expect(kept).toMatchObject({ asset: 'A-1', location: { building: 'B2', slot: 'S' } })
      expect(kept[warrantyUrn]).toEqual({ vendor: 'V2', contract: 'C' })
      expect(kept.code).toBeUndefined()
    },
  )

  requirement('7644-3.5.1-c', 'D-29, D-74: a secret that is left out is kept', async () => {
    const { bench, hashed } = openWithPasswords(open)
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { password: 'Nebuchadnezzar' }))
    await user.keptBy(() => user.put(userBody('a@x.example')))
    expect(hashed).toEqual(['Nebuchadnezzar'])
    const device = await createSubject(bench, '/Devices', deviceBody('1', { pin: '1999' }))
    await device.keptBy(() => device.put(deviceBody('1')))
    // That it was kept shows in what a removal changes.
    await device.changedBy([{ op: 'remove', path: 'pin' }])
    await user.changedBy([{ op: 'remove', path: 'password' }])
  })

  requirement(
    '7644-3.5.1-c',
    'D-74: compatible leaves roles and entitlements that PUT does not mention, strict clears them',
    async () => {
      const held = { roles: [{ value: 'pilot' }], entitlements: [{ value: 'ship' }] }
      const user = await createSubject(open(), '/Users', userBody('a@x.example', held))
      const put = () => user.put(userBody('a@x.example'))
      if (strict) expect(await user.changedBy(put)).not.toHaveProperty('roles')
      else await user.keptBy(put)
    },
  )
}

function testNull(open: OpenBench, strict: boolean): void {
  requirement('7644-3.5.1-d', 'null and an empty array clear what they are given for', async () => {
    const user = await createSubject(open(), '/Users', userBody('a@x.example', { title: 'Pilot' }))
    const after = await user.changedBy(() => user.put(userBody('a@x.example', { title: null, emails: [], name: null })))
    expect(after).not.toHaveProperty('title')
    expect(after).not.toHaveProperty('emails')
    expect(after).not.toHaveProperty('name')
    expect(after.displayName).toBe('Trinity JustTrinity')
  })

  requirement(
    '7644-3.5.1-d',
    'D-29: null clears a secret in the strict manner, and is passed over in the compatible',
    async () => {
      const { bench } = openWithPasswords(open)
      const user = await createSubject(bench, '/Users', userBody('a@x.example', { password: 'Nebuchadnezzar' }))
      const device = await createSubject(bench, '/Devices', deviceBody('1', { pin: '1999' }))
      const nulls = [
        [user, () => user.put(userBody('a@x.example', { password: null }))],
        [device, () => device.put(deviceBody('1', { pin: null }))],
      ] as const
      for (const [subject, put] of nulls) {
        if (strict) await subject.changedBy(put)
        else await subject.keptBy(put)
      }
    },
  )

  requirement('7644-3.5.1-d', 'D-74: an empty array clears roles and entitlements', async () => {
    const held = { roles: [{ value: 'pilot' }], entitlements: [{ value: 'ship' }] }
    const user = await createSubject(open(), '/Users', userBody('a@x.example', held))
    const after = await user.changedBy(() => user.put(userBody('a@x.example', { roles: [], entitlements: [] })))
    expect(after).not.toHaveProperty('roles')
    expect(after).not.toHaveProperty('entitlements')
  })
}

function openWithPasswords(open: OpenBench): { readonly bench: ProtocolBench; readonly hashed: readonly string[] } {
  const hashed: string[] = []
  const hashPassword = async (password: string) => `hash ${hashed.push(password)}`
  return { bench: open({ hashPassword }), hashed }
}
