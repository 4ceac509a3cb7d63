import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'
import { badRequest, createSubject } from './subject.js'

/** RFC 7644 §3.5.2.3: replacing the values that a filter selects, and parts of them. */
export function testPatchReplaceSelected(open: OpenBench, strict: boolean): void {
  describe('RFC 7644 §3.5.2.3, replacing what a filter selects', () => {
    testSelection(open, strict)
  })
}

const work = { value: 'a@x.example', type: 'work' }
const home = { value: 'h@x.example', type: 'home' }

function testSelection(open: OpenBench, strict: boolean): void {
  requirement('7644-3.5.2.3-f', 'D-10: all values that the filter selects are replaced, as wholes', async () => {
    const bench = open()
    const emails = [{ ...work, display: 'One' }, home, { value: 'b@x.example', type: 'work', display: 'Two' }]
    const user = await createSubject(bench, '/Users', userBody('a@x.example', { emails }))
    const value = { value: 'n@x.example', type: 'other' }
    const after = await user.changedBy([{ op: 'replace', path: 'emails[type eq "work"]', value }])
    // Both are the new value now, and each value occurs once (RFC 7643 §2.4).
    expect(after.emails).toEqual([value, home])
  })

  requirement(
    '7644-3.5.2.3-f',
    'D-10: an immutable sub-attribute of a replaced value stays, and is not changed',
    async () => {
      const ports = [
        { value: '1', type: 'usb', speed: 10, lockedBy: 'trinity' },
        { value: '4', type: 'usb', lockedBy: 'morpheus' },
      ]
      const device = await createSubject(open(), '/Devices', deviceBody('1', { ports }))
      const path = 'ports[type eq "usb"]'
      const after = await device.changedBy([{ op: 'replace', path, value: { value: '2', type: 'usb' } }])
      expect(after.ports).toEqual([
        { value: '2', type: 'usb', lockedBy: 'trinity' },
        { value: '2', type: 'usb', lockedBy: 'morpheus' },
      ])
      await device.refuses([{ op: 'replace', path, value: { value: '3', lockedBy: 'neo' } }], badRequest('mutability'))
      await device.refuses([{ op: 'replace', path, value: { type: 'usb' } }], badRequest('invalidValue'))
    },
  )

  requirement(
    '7644-3.5.2.3-f',
    'a list of simple values is replaced at what the filter selects, each value once',
    async () => {
      const device = await createSubject(open(), '/Devices', deviceBody('1', { colors: ['red', 'blue'] }))
      const path = 'colors[value eq "red"]'
      expect((await device.changedBy([{ op: 'replace', path, value: 'green' }])).colors).toEqual(['green', 'blue'])
      const same = await device.changedBy([{ op: 'replace', path: 'colors eq "green"', value: 'blue' }])
      expect(same.colors).toEqual(['blue'])
    },
  )

  requirement('7644-3.5.2.3-g', 'the sub-attribute is replaced in all values that the filter selects', async () => {
    const addresses = [
      { type: 'work', streetAddress: 'a', locality: 'x' },
      { type: 'home', streetAddress: 'b' },
      { type: 'work', streetAddress: 'c' },
    ]
    const user = await createSubject(open(), '/Users', userBody('a@x.example', { addresses }))
    const path = 'addresses[type eq "work"].streetAddress'
    expect((await user.changedBy([{ op: 'replace', path, value: '1010 Broadway Ave' }])).addresses).toEqual([
      { type: 'work', streetAddress: '1010 Broadway Ave', locality: 'x' },
      { type: 'home', streetAddress: 'b' },
      { type: 'work', streetAddress: '1010 Broadway Ave' },
    ])
    const all = await user.changedBy([{ op: 'replace', path: 'addresses.country', value: 'US' }])
    expect(all.addresses.map(({ country }: { country: string }) => country)).toEqual(['US', 'US', 'US'])
  })

  requirement(
    '7644-3.5.2.3-h',
    'D-01: a filter that selects none is noTarget; compatible makes the value it describes',
    async () => {
      const bench = open()
      const user = await createSubject(bench, '/Users', userBody('a@x.example', { emails: [work] }))
      for (const path of [
        'emails[type eq "nope"]',
        'emails[type sw "n"].value',
        'emails[type eq "a" or type eq "b"].value',
      ]) {
        const value = path.endsWith('.value') ? 'x@x.example' : { value: 'x@x.example' }
        await user.refuses([{ op: 'replace', path, value }], badRequest('noTarget'))
      }
      const described = [{ op: 'replace', path: 'emails[type eq "home"].value', value: 'h@x.example' }]
      if (strict) return user.refuses(described, badRequest('noTarget'))
      expect((await user.changedBy(described)).emails).toEqual([work, home])
      const path = 'emails[type eq "other" and display eq "o"].value'
      const both = await user.changedBy([{ op: 'replace', path, value: 'o@x.example' }])
      expect(both.emails[2]).toEqual({ type: 'other', display: 'o', value: 'o@x.example' })
      expect(bench.tolerated).toContain('createMissingValue')
    },
  )
}
