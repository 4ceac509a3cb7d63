import { describe, expect } from 'vitest'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody, userUrn } from './sample-bodies.js'

const password = 'Correct-Horse-Battery-7'
const changed = 'Staple-Of-The-Second-8'

/** RFC 7643 §4.1.1 and RFC 7644 §7.5.2: a password is written, and not compared. */
export function testPasswords(open: OpenBench): void {
  describe('RFC 7643 §4.1.1, password', () => {
    requirement(
      ['7643-4.1.1-m', '7644-7.5.2-a'],
      'a password is not compared: a filter is refused and tells nothing (D-20)',
      async () => {
        const bench = open()
        await bench.post('/Users', userBody('a@x.example', { password }))
        for (const text of [
          `password eq "${password}"`,
          'password pr',
          'not (password pr)',
          `userName pr and PASSWORD sw "${password.slice(0, 3)}"`,
          `${userUrn}:password ne "x"`,
        ]) {
          const { status, body } = await bench.get(`/Users?filter=${encodeURIComponent(text)}`)
          expect({ text, status, scimType: body.scimType }).toEqual({ text, status: 400, scimType: 'invalidFilter' })
          expect(body.detail).not.toContain(password.slice(0, 3))
        }
      },
    )

    requirement(
      '7643-4.1.1-n',
      'a password is written by POST, PUT and PATCH, and each moves the version',
      async () => {
        const bench = open()
        const { body } = await bench.post('/Users', userBody('a@x.example'))
        const path = `/Users/${body.id}`
        const versions = [body.meta.version]
        await bench.patch(path, [{ op: 'add', path: 'password', value: password }])
        versions.push(await versionAt(bench, path))
        await bench.put(path, userBody('a@x.example', { password: changed }))
        versions.push(await versionAt(bench, path))
        await bench.patch(path, [{ op: 'remove', path: 'password' }])
        versions.push(await versionAt(bench, path))
        expect(new Set(versions).size).toBe(4)
      },
    )
  })
}

async function versionAt(bench: ProtocolBench, path: string): Promise<string> {
  return (await bench.get(path)).body.meta.version
}
