import { describe, expect, test } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, userBody, userUrn } from './sample-bodies.js'

/** RFC 7643 §2.5: unassigned and null values. */
export function testUnassigned(open: OpenBench, strict: boolean): void {
  describe('RFC 7643 §2.5, unassigned and null values', () => {
    requirement('7643-2.5-a', 'unassigned, null and an empty array are one state', async () => {
      const bench = open()
      const nothing = { title: null, emails: [], phoneNumbers: [null], name: null, [enterpriseUrn]: null }
      const { status, body } = await bench.post('/Users', userBody('a@gridco.example', nothing))
      expect(status).toBe(201)
      for (const name of Object.keys(nothing)) expect(body).not.toHaveProperty([name])
      for (const filter of [
        'title pr',
        'emails pr',
        'name pr',
        'name.givenName pr',
        `${enterpriseUrn}:department pr`,
      ]) {
        const { totalResults } = (await bench.get(`/Users?filter=${encodeURIComponent(filter)}`)).body
        expect(totalResults, filter).toBe(0)
      }
      const absent = { ...userBody('a@gridco.example'), title: undefined, emails: undefined, name: undefined }
      const replaced = await bench.put(`/Users/${body.id}`, absent)
      expect(replaced.body).toEqual(body)
    })

    requirement('7643-2.5-b', 'to assign null or an empty array is to clear', async () => {
      const bench = open()
      const phoneNumbers = [{ value: 'tel:+1' }]
      const full = { nickName: 'Z', title: 'T', phoneNumbers, [enterpriseUrn]: { department: 'Tax', division: 'East' } }
      const { body } = await bench.post('/Users', userBody('a@gridco.example', full))
      const path = `/Users/${body.id}`
      const cleared = { nickName: null, phoneNumbers: [] }
      const replaced = await bench.put(path, userBody('a@gridco.example', { ...full, ...cleared }))
      for (const name of Object.keys(cleared)) expect(replaced.body).not.toHaveProperty([name])
      expect(replaced.body).toMatchObject({ title: 'T' })
      const patched = await bench.patch(path, [
        { op: 'replace', path: 'emails', value: [] },
        { op: 'replace', path: 'title', value: null },
        { op: 'replace', path: `${enterpriseUrn}:division`, value: null },
      ])
      expect(patched.status).toBe(200)
      expect(patched.body).not.toHaveProperty('emails')
      expect(patched.body).not.toHaveProperty('title')
      expect(patched.body[enterpriseUrn]).toEqual({ department: 'Tax' })
      expect((await bench.get(path)).body).toEqual(patched.body)
    })

    const statement = strict
      ? 'what is unassigned is left out of every answer, and an empty text is a value of its own'
      : 'what is unassigned is left out of every answer, also what came as an empty text (Q26)'
    requirement('7643-2.5-c', statement, async () => {
      const bench = open()
      const parts = {
        name: { familyName: 'A', middleName: null },
        emails: [{ value: 'a@x', type: null }, {}],
      }
      const full = await bench.post('/Users', { schemas: [userUrn], userName: 'b@gridco.example', ...parts })
      expect(full.body).toMatchObject({ name: { familyName: 'A' }, emails: [{ value: 'a@x' }] })
      expect(JSON.stringify(full.body)).not.toMatch(/null|\[\]|\{\}/)
      expect((await bench.delete(`/Users/${full.body.id}`)).status).toBe(204)
      const { body } = await bench.post('/Users', { schemas: [userUrn], userName: 'a@gridco.example', title: '' })
      const left = strict ? ['title'] : []
      expect(Object.keys(body).sort()).toEqual(['active', 'id', 'meta', 'schemas', ...left, 'userName'].sort())
      const listed = (await bench.get('/Users')).body.Resources[0]
      expect(listed).toEqual(body)
      expect((await bench.get(`/Users/${body.id}?attributes=title,emails,name`)).body).toEqual({
        schemas: [userUrn],
        id: body.id,
        ...(strict ? { title: '' } : {}),
      })
    })

    test('D-64 null unassigns in PATCH; what is required is refused there, and in POST and PUT', async () => {
      const bench = open()
      const more = { location: { building: 'A', room: '1' }, ports: [{ value: 'p1', type: 'usb' }], model: 'M' }
      const { body } = await bench.post('/Devices', deviceBody('S-1', more))
      const path = `/Devices/${body.id}`
      for (const operation of [
        { op: 'replace', path: 'serial', value: null },
        { op: 'add', path: 'serial', value: null },
        { op: 'remove', path: 'serial' },
        { op: 'replace', path: 'location.building', value: null },
        { op: 'replace', value: { serial: null } },
      ]) {
        expect(await bench.patch(path, [operation])).toMatchObject({ status: 400, body: { scimType: 'mutability' } })
      }
      for (const answer of [
        await bench.post('/Devices', deviceBody('S-2', { serial: null })),
        await bench.put(path, deviceBody('S-1', { serial: null })),
      ]) {
        expect(answer).toMatchObject({ status: 400, body: { scimType: 'invalidValue' } })
      }
      expect((await bench.get(path)).body).toEqual(body)
      const patched = await bench.patch(path, [
        { op: 'replace', value: { model: null, ports: [] } },
        { op: 'add', path: 'location.room', value: null },
      ])
      expect(patched).toMatchObject({ status: 200, body: { location: { building: 'A' } } })
      expect(patched.body.location).not.toHaveProperty('room')
      expect(patched.body).not.toHaveProperty('ports')
      expect(patched.body).not.toHaveProperty('model')
    })
  })
}
