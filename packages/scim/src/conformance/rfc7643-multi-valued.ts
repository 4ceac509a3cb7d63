import { describe, expect, test } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'

const invalidValue = { status: 400, body: { scimType: 'invalidValue' } }

/** RFC 7643 §2.4: multi-valued attributes. */
export function testMultiValued(open: OpenBench): void {
  describe('RFC 7643 §2.4, the primary value', () => testPrimary(open))
  describe('RFC 7643 §2.4, the values of an attribute', () => testValues(open))
}

function testPrimary(open: OpenBench): void {
  const two = [
    { value: 'a@x', type: 'work', primary: true },
    { value: 'b@x', type: 'home', primary: true },
  ]

  requirement('7643-2.4-b', 'at most one value is primary: a body that says it of two is refused (D-11)', async () => {
    const bench = open()
    expect(await bench.post('/Users', userBody('a@gridco.example', { emails: two }))).toMatchObject(invalidValue)
    const ports = two.map(({ value, primary }) => ({ value, primary }))
    expect(await bench.post('/Devices', deviceBody('S-1', { ports }))).toMatchObject(invalidValue)
    const { body } = await bench.post('/Users', userBody('a@gridco.example'))
    const path = `/Users/${body.id}`
    expect(await bench.put(path, userBody('a@gridco.example', { emails: two }))).toMatchObject(invalidValue)
    for (const op of ['add', 'replace']) {
      expect(await bench.patch(path, [{ op, path: 'emails', value: two }])).toMatchObject(invalidValue)
    }
    expect((await bench.get(path)).body).toEqual(body)
  })

  test('D-11 a value that PATCH makes primary ends that of the others, and the last operation wins', async () => {
    const bench = open()
    const emails = [{ value: 'a@x', primary: true }, { value: 'b@x' }, { value: 'c@x' }]
    const { body } = await bench.post('/Users', userBody('a@gridco.example', { emails }))
    const patched = await bench.patch(`/Users/${body.id}`, [
      { op: 'replace', path: 'emails[value eq "b@x"].primary', value: true },
      { op: 'add', path: 'emails', value: [{ value: 'd@x', primary: true }] },
      { op: 'replace', path: 'emails[value eq "c@x"].primary', value: true },
    ])
    expect(patched.status).toBe(200)
    expect(patched.body.emails).toEqual([
      { value: 'a@x', primary: false },
      { value: 'b@x', primary: false },
      { value: 'c@x', primary: true },
      { value: 'd@x', primary: false },
    ])
  })

  requirement('7643-2.4-c', 'a value that does not say whether it is primary is not (D-11)', async () => {
    const bench = open()
    await bench.post('/Users', userBody('a@gridco.example', { emails: [{ value: 'a@x', type: 'work' }] }))
    await bench.post('/Users', userBody('b@gridco.example', { emails: [{ value: 'b@x', primary: true }] }))
    const matching = async (filter: string) => {
      const { body } = await bench.get(`/Users?filter=${encodeURIComponent(filter)}`)
      return body.Resources.map(({ userName }: { userName: string }) => userName)
    }
    expect(await matching('emails[primary eq false]')).toEqual(['a@gridco.example'])
    expect(await matching('emails.primary eq false')).toEqual(['a@gridco.example'])
    expect(await matching('emails[primary eq true]')).toEqual(['b@gridco.example'])
    expect(await matching('emails[primary ne true]')).toEqual(['a@gridco.example'])
  })
}

function testValues(open: OpenBench): void {
  requirement('7643-2.4-d', "what is shown of a member is the member's name, and no client changes it", async () => {
    const bench = open()
    const user = (await bench.post('/Users', userBody('a@gridco.example'))).body
    const members = [{ value: user.id, display: 'Mallory' }]
    const group = (await bench.post('/Groups', groupBody('Auditors', [], { members }))).body
    expect(group.members[0].display).toBe('Trinity JustTrinity')
    const path = `members[value eq "${user.id}"].display`
    expect(await bench.patch(`/Groups/${group.id}`, [{ op: 'replace', path, value: 'Mallory' }])).toMatchObject({
      status: 400,
      body: { scimType: 'mutability' },
    })
    expect((await bench.get(`/Groups/${group.id}`)).body).toEqual(group)
  })

  requirement('7643-2.4-e', 'references with, without and with another version name the same resource', async () => {
    const bench = open()
    const { id } = (await bench.post('/Users', userBody('a@gridco.example'))).body
    const group = (await bench.post('/Groups', groupBody('Auditors'))).body
    for (const base of ['https://app.example/scim', 'https://app.example/scim/v1', 'https://app.example/scim/v2']) {
      const value = [{ value: id, $ref: `${base}/Users/${id}` }]
      expect((await bench.patch(`/Groups/${group.id}`, [{ op: 'add', path: 'members', value }])).status).toBe(204)
      const alone = [{ $ref: `${base}/Users/${id}` }]
      expect((await bench.patch(`/Groups/${group.id}`, [{ op: 'add', path: 'members', value: alone }])).status).toBe(
        204,
      )
    }
    const { members } = (await bench.get(`/Groups/${group.id}`)).body
    expect(members).toEqual([
      { value: id, $ref: `${bench.baseUrl}/Users/${id}`, display: 'Trinity JustTrinity', type: 'User' },
    ])
  })

  requirement('7643-2.4-f', 'values are answered with the type that the client gave them, in their order', async () => {
    const bench = open()
    const emails = [{ value: 'Zoe@GridCo.example', type: 'work' }, { value: 'a@x', type: 'home' }, { value: 'b@x' }]
    const { body } = await bench.post('/Users', userBody('a@gridco.example', { emails }))
    expect((await bench.get(`/Users/${body.id}`)).body.emails).toEqual(emails)
    expect((await bench.put(`/Users/${body.id}`, userBody('a@gridco.example', { emails }))).body).toEqual(body)
  })

  requirement('7643-2.4-g', 'one pair of value and type is kept once, whatever else is said of it', async () => {
    const bench = open()
    const twice = [
      { value: 'a@x', type: 'work', primary: true },
      { value: 'b@x', type: 'work' },
      { type: 'work', value: 'a@x', display: 'A' },
    ]
    const once = [
      { value: 'a@x', type: 'work', primary: true, display: 'A' },
      { value: 'b@x', type: 'work' },
    ]
    const { body } = await bench.post('/Users', userBody('a@gridco.example', { emails: twice }))
    expect(body.emails).toEqual(once)
    const path = `/Users/${body.id}`
    expect((await bench.put(path, userBody('a@gridco.example', { emails: twice }))).body.emails).toEqual(once)
    for (const op of ['add', 'replace']) {
      expect((await bench.patch(path, [{ op, path: 'emails', value: twice }])).body.emails).toEqual(once)
    }
    const device = await bench.post('/Devices', deviceBody('S-1', { colors: ['red', 'blue', 'red'] }))
    expect(device.body.colors).toEqual(['red', 'blue'])
  })

  requirement('7643-2.4-h', 'one value may be there with several types', async () => {
    const bench = open()
    const emails = [
      { value: 'a@x', type: 'work' },
      { value: 'a@x', type: 'home' },
    ]
    const { body } = await bench.post('/Users', userBody('a@gridco.example', { emails }))
    expect(body.emails).toEqual(emails)
    const more = [{ op: 'add', path: 'emails', value: [{ value: 'a@x', type: 'other' }] }]
    expect((await bench.patch(`/Users/${body.id}`, more)).body.emails).toHaveLength(3)
  })
}
