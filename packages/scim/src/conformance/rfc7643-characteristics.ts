import { describe, expect, test } from 'vitest'
import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { groupBody, userBody } from './sample-bodies.js'

const mutability = { status: 400, body: { scimType: 'mutability' } }
const taken = { status: 409, body: { scimType: 'uniqueness' } }

/** RFC 7643 §7: what each characteristic of an attribute asks for. */
export function testCharacteristics(open: OpenBench): void {
  describe('RFC 7643 §7, caseExact', () => testCase(open))
  describe('RFC 7643 §7, mutability', () => testMutability(open))
  describe('RFC 7643 §7, uniqueness', () => testUniqueness(open))
}

function testCase(open: OpenBench): void {
  requirement(
    ['7643-7-g', '7643-7-i'],
    'filters honour caseExact, and case is kept where it does not count',
    async () => {
      const bench = open()
      const { body } = await bench.post('/Devices', deviceBody('S-1', { code: 'AbC', model: 'AbC' }))
      expect(body).toMatchObject({ code: 'AbC', model: 'AbC' })
      for (const [filter, count] of [
        ['code eq "AbC"', 1],
        ['code eq "aBc"', 0],
        ['code sw "ab"', 0],
        ['code ne "abc"', 1],
        ['model eq "aBc"', 1],
        ['model sw "ab"', 1],
        ['model ne "abc"', 0],
      ] as const) {
        const { totalResults } = (await bench.get(`/Devices?filter=${encodeURIComponent(filter)}`)).body
        expect({ filter, totalResults }).toEqual({ filter, totalResults: count })
      }
      expect((await bench.get(`/Devices/${body.id}`)).body).toMatchObject({ code: 'AbC', model: 'AbC' })
    },
  )

  test('D-52 a userName is kept as sent, and compared without regard to case, width and composition', async () => {
    const bench = open()
    const userName = 'Zoe\u0308@GridCo.example'
    const { body } = await bench.post('/Users', userBody(userName))
    expect(body.userName).toBe(userName)
    for (const other of ['Zo\u00eb@GridCo.example', 'ZOE\u0308@GRIDCO.EXAMPLE', 'Ｚoë@gridco.example']) {
      expect(await bench.post('/Users', userBody(other)), other).toMatchObject(taken)
      const filter = encodeURIComponent(`userName eq "${other}"`)
      expect((await bench.get(`/Users?filter=${filter}`)).body.totalResults, other).toBe(1)
    }
    expect((await bench.post('/Users', userBody('zoe@gridco.example'))).status).toBe(201)
    expect((await bench.get('/Users')).body.totalResults).toBe(2)
  })
}

function testMutability(open: OpenBench): void {
  requirement('7643-7-j', 'what is read-only is not changed by clients', async () => {
    const bench = open()
    const health = { health: 'forged' }
    const { body } = await bench.post('/Devices', deviceBody('S-1', health))
    expect(body).not.toHaveProperty('health')
    const path = `/Devices/${body.id}`
    const forged = { id: 'mine', meta: { created: '1970-01-01T00:00:00Z' }, ...health }
    expect((await bench.put(path, deviceBody('S-1', forged))).body).toEqual(body)
    for (const name of ['id', 'meta.created', 'meta', 'health']) {
      for (const op of ['add', 'replace']) {
        expect(await bench.patch(path, [{ op, path: name, value: 'x' }]), name).toMatchObject(mutability)
      }
      expect(await bench.patch(path, [{ op: 'remove', path: name }]), name).toMatchObject(mutability)
    }
    expect((await bench.get(path)).body).toEqual(body)
    const user = (await bench.post('/Users', userBody('a@gridco.example'))).body
    const group = (await bench.post('/Groups', groupBody('Auditors'))).body
    const joined = await bench.put(`/Users/${user.id}`, userBody('a@gridco.example', { groups: [{ value: group.id }] }))
    expect(joined).toMatchObject({ status: 200 })
    expect(joined.body).not.toHaveProperty('groups')
    const value = [{ value: group.id }]
    expect(await bench.patch(`/Users/${user.id}`, [{ op: 'add', path: 'groups', value }])).toMatchObject(mutability)
    expect((await bench.get(`/Groups/${group.id}`)).body).not.toHaveProperty('members')
  })

  requirement('7643-7-k', 'what is immutable is set while it is empty, and never changed after', async () => {
    const bench = open()
    const empty = (await bench.post('/Devices', deviceBody('S-1'))).body
    const atEmpty = `/Devices/${empty.id}`
    expect((await bench.put(atEmpty, deviceBody('S-1', { asset: 'A' }))).body.asset).toBe('A')
    const more = { asset: 'A', location: { building: 'B', slot: '1' }, [warrantyUrn]: { vendor: 'V', contract: 'C' } }
    const { body } = await bench.post('/Devices', deviceBody('S-2', more))
    const path = `/Devices/${body.id}`
    for (const changed of [
      { ...more, asset: 'X' },
      { ...more, location: { building: 'B', slot: '2' } },
      { ...more, [warrantyUrn]: { vendor: 'V', contract: 'c' } },
    ]) {
      expect(await bench.put(path, deviceBody('S-2', changed))).toMatchObject(mutability)
    }
    for (const name of ['asset', 'location.slot', `${warrantyUrn}:contract`]) {
      expect(await bench.patch(path, [{ op: 'replace', path: name, value: 'X' }]), name).toMatchObject(mutability)
      expect(await bench.patch(path, [{ op: 'remove', path: name }]), name).toMatchObject(mutability)
    }
    expect((await bench.put(path, deviceBody('S-2', more))).body).toEqual(body)
    expect((await bench.patch(path, [{ op: 'replace', path: 'asset', value: 'A' }])).body).toEqual(body)
  })

  requirement('7643-7-l', 'what is write-only is never answered', async () => {
    const bench = open()
    const secret = 'pin-0451'
    const created = await bench.post('/Devices?attributes=pin,serial', deviceBody('S-1', { pin: secret }))
    const path = `/Devices/${created.body.id}`
    const answers = [
      created,
      await bench.get(path),
      await bench.get(`${path}?attributes=pin`),
      await bench.get('/Devices?attributes=pin'),
      await bench.put(path, deviceBody('S-1', { pin: secret })),
      await bench.patch(`${path}?attributes=pin`, [{ op: 'replace', path: 'pin', value: `${secret}1` }]),
      await bench.get('/Devices?filter=pin%20eq%20%22pin-0451%22'),
      await bench.get('/Devices?sortBy=pin'),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200, 400, 400])
    for (const { body } of answers.slice(0, 6)) expect(JSON.stringify(body)).not.toContain('pin')
  })
}

function testUniqueness(open: OpenBench): void {
  requirement(
    ['7643-7-q', '7643-7-r'],
    'a value that is taken is 409 in POST, PUT and PATCH, in its tenant only (D-37)',
    async () => {
      const bench = open()
      const first = (await bench.post('/Devices', deviceBody('S-1'))).body
      const second = (await bench.post('/Devices', deviceBody('S-2'))).body
      const path = `/Devices/${second.id}`
      const answers = [
        await bench.post('/Devices', deviceBody('S-1')),
        await bench.post('/Devices', deviceBody('s-1')),
        await bench.put(path, deviceBody('S-1')),
        await bench.patch(path, [{ op: 'replace', path: 'serial', value: 's-1' }]),
      ]
      for (const answer of answers) {
        expect(answer).toMatchObject(taken)
        expect(answer.body).toMatchObject({ status: '409', detail: expect.stringContaining("'serial'") })
      }
      expect((await bench.get('/Devices')).body.totalResults).toBe(2)
      expect((await bench.get(path)).body).toEqual(second)
      expect((await open().post('/Devices', deviceBody('S-1'))).status).toBe(201)
      expect((await bench.put(`/Devices/${first.id}`, deviceBody('s-1'))).status).toBe(200)
      await bench.delete(`/Devices/${first.id}`)
      expect((await bench.post('/Devices', deviceBody('S-1'))).status).toBe(201)
    },
  )

  test('D-37 a userName that is taken is 409 in POST, PUT and PATCH', async () => {
    const bench = open()
    await bench.post('/Users', userBody('a@gridco.example'))
    const { body } = await bench.post('/Users', userBody('b@gridco.example'))
    const path = `/Users/${body.id}`
    for (const answer of [
      await bench.post('/Users', userBody('A@gridco.example')),
      await bench.put(path, userBody('a@gridco.example')),
      await bench.patch(path, [{ op: 'replace', path: 'userName', value: 'a@GRIDCO.example' }]),
    ]) {
      expect(answer).toMatchObject(taken)
    }
    expect((await bench.get(path)).body).toEqual(body)
  })
}
