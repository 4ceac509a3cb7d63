import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'

/** RFC 7643 §7: when an attribute is part of an answer. */
export function testReturned(open: OpenBench): void {
  describe('RFC 7643 §7, returned', () => {
    requirement('7643-7-m', 'what is always returned is, whatever is asked for', async () => {
      const bench = open()
      const { body } = await bench.post('/Devices', deviceBody('S-1', { label: 'L', model: 'M' }))
      const path = `/Devices/${body.id}`
      for (const query of ['attributes=model', 'excludedAttributes=label,id,schemas', 'attributes=nonsense']) {
        const answers = [
          (await bench.get(`${path}?${query}`)).body,
          (await bench.get(`/Devices?${query}`)).body.Resources[0],
        ]
        for (const answer of answers)
          expect(answer, query).toMatchObject({ id: body.id, label: 'L', schemas: body.schemas })
      }
      const patched = await bench.patch(`${path}?attributes=model`, [{ op: 'replace', path: 'model', value: 'N' }])
      expect(patched.body).toEqual({ schemas: body.schemas, id: body.id, label: 'L', model: 'N' })
    })

    requirement('7643-7-n', 'what is never returned is not, even when it is asked for', async () => {
      const bench = open()
      const { body } = await bench.post(
        '/Users?attributes=password',
        userBody('a@gridco.example', { password: 's3cret!' }),
      )
      const path = `/Users/${body.id}`
      const answers = [
        body,
        (await bench.get(path)).body,
        (await bench.get(`${path}?attributes=password,userName`)).body,
        (await bench.get('/Users?attributes=password')).body,
        (await bench.put(`${path}?attributes=password`, userBody('a@gridco.example', { password: 's3cret?' }))).body,
        (await bench.patch(path, [{ op: 'replace', path: 'password', value: 's3cret!' }])).body,
      ]
      for (const answer of answers) expect(JSON.stringify(answer)).not.toMatch(/password|s3cret|hashed/i)
      const device = (await bench.post('/Devices?attributes=pin,serial', deviceBody('S-1', { pin: '1234' }))).body
      const read = (await bench.get(`/Devices/${device.id}?attributes=pin,serial`)).body
      const [listed] = (await bench.get('/Devices?attributes=pin,serial')).body.Resources
      for (const answer of [device, read, listed]) {
        expect(answer).toMatchObject({ serial: 'S-1' })
        expect(answer).not.toHaveProperty('pin')
      }
    })

    requirement('7643-7-o', 'what is returned by default is, unless attributes name something else', async () => {
      const bench = open()
      const { body } = await bench.post('/Users', userBody('a@gridco.example'))
      const path = `/Users/${body.id}`
      expect((await bench.get(path)).body).toMatchObject({ displayName: 'Trinity JustTrinity', emails: body.emails })
      const answers = [
        (await bench.get(`${path}?attributes=userName`)).body,
        (await bench.get('/Users?attributes=userName')).body.Resources[0],
        (await bench.put(`${path}?attributes=userName`, userBody('a@gridco.example'))).body,
      ]
      for (const answer of answers) {
        expect(answer).toEqual({ schemas: body.schemas, id: body.id, userName: 'a@gridco.example' })
      }
    })

    requirement(
      '7643-7-p',
      'what is returned on request is there when it is named, or was written just now',
      async () => {
        const bench = open()
        const created = await bench.post(
          '/Devices',
          deviceBody('S-1', { NOTES: 'n', location: { building: 'B', comment: 'c' } }),
        )
        expect(created.body).toMatchObject({ notes: 'n', location: { building: 'B', comment: 'c' } })
        const path = `/Devices/${created.body.id}`
        await assertUnasked(bench, path)
        const asked = (await bench.get(`${path}?attributes=notes,location.comment`)).body
        expect(asked).toMatchObject({ notes: 'n', location: { comment: 'c' } })
        const other = await bench.patch(path, [{ op: 'replace', path: 'model', value: 'M' }])
        expect(other.body).toMatchObject({ model: 'M', location: { building: 'B' } })
        expect(other.body).not.toHaveProperty('notes')
        expect(other.body.location).not.toHaveProperty('comment')
        for (const [operation, shown] of [
          [{ op: 'replace', path: 'notes', value: 'n1' }, { notes: 'n1' }],
          [{ op: 'replace', value: { notes: 'n2' } }, { notes: 'n2' }],
          [{ op: 'add', path: 'location.comment', value: 'c2' }, { comment: 'c2' }],
        ] as const) {
          const { notes, location } = (await bench.patch(path, [operation])).body
          expect({ notes, comment: location.comment }).toEqual({ notes: undefined, comment: undefined, ...shown })
        }
        const more = { notes: 'n3', location: { building: 'B' } }
        expect((await bench.put(path, deviceBody('S-1', more))).body.notes).toBe('n3')
        expect((await bench.put(`${path}?attributes=serial`, deviceBody('S-1', more))).body).not.toHaveProperty('notes')
        expect((await bench.put(`${path}?excludedAttributes=notes`, deviceBody('S-1', more))).body).not.toHaveProperty(
          'notes',
        )
        await assertUnasked(bench, path)
      },
    )
  })
}

async function assertUnasked(bench: ProtocolBench, path: string): Promise<void> {
  const { Resources } = (await bench.get('/Devices')).body
  for (const answer of [
    (await bench.get(path)).body,
    Resources[0],
    (await bench.get(`${path}?excludedAttributes=model`)).body,
  ]) {
    expect(answer).not.toHaveProperty('notes')
    expect(answer.location).toEqual({ building: 'B' })
  }
}
