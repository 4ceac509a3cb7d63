import { describe, expect, test } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { userBody } from './sample-bodies.js'

const invalidValue = { status: 400, body: { scimType: 'invalidValue' } }

/** RFC 7643 §2.3: the data types. */
export function testDataTypes(open: OpenBench, strict: boolean): void {
  describe('RFC 7643 §2.3.1, §2.3.2, strings and booleans', () => testTexts(open, strict))
  describe('RFC 7643 §2.3.3 to §2.3.5, numbers and dates', () => testNumbers(open))
  describe('RFC 7643 §2.3.6, binary', () => testBinary(open, strict))
  describe('RFC 7643 §2.3.8, complex values', () => testComplexValues(open))
}

function testTexts(open: OpenBench, strict: boolean): void {
  requirement(
    '7643-2.3.1-a',
    'canonical values are suggestions: another one is kept by POST, PUT and PATCH',
    async () => {
      const bench = open()
      const emails = [{ value: 'a@x', type: 'nonsense' }]
      const { body } = await bench.post('/Users', userBody('a@gridco.example', { emails }))
      expect(body.emails).toEqual(emails)
      const path = `/Users/${body.id}`
      const replaced = await bench.put(
        path,
        userBody('a@gridco.example', { emails: [{ value: 'b@x', type: 'Unsinn' }] }),
      )
      expect(replaced.body.emails).toEqual([{ value: 'b@x', type: 'Unsinn' }])
      const added = await bench.patch(path, [
        { op: 'add', path: 'emails', value: [{ value: 'c@x', type: 'charabia' }] },
      ])
      expect(added.body.emails).toEqual([
        { value: 'b@x', type: 'Unsinn' },
        { value: 'c@x', type: 'charabia' },
      ])
      const changed = await bench.patch(path, [
        { op: 'replace', path: 'emails[value eq "b@x"].type', value: 'sciocco' },
      ])
      expect(changed.body.emails[0]).toEqual({ value: 'b@x', type: 'sciocco' })
    },
  )

  requirement('7643-2.3.1-b', 'a string holds any Unicode, and is answered code point by code point', async () => {
    const bench = open()
    const displayName = 'Zoë Zoe\u0308 漢字 🙂 \u200d \u2028 "\\/\b\t'
    const { body } = await bench.post('/Users', userBody('a@gridco.example', { displayName }))
    expect(body.displayName).toBe(displayName)
    expect((await bench.get(`/Users/${body.id}`)).body.displayName).toBe(displayName)
  })

  const statement = strict
    ? 'a boolean is true or false, and text is refused'
    : 'a boolean is true or false; only the words for them are read from text (D-08)'
  requirement('7643-2.3.2-a', statement, async () => {
    const bench = open()
    for (const active of ['yes', 2, {}, 'wahr']) {
      expect(await bench.post('/Users', userBody('a@gridco.example', { active }))).toMatchObject(invalidValue)
    }
    expect((await bench.get('/Users')).body.totalResults).toBe(0)
    const answer = await bench.post('/Users', userBody('a@gridco.example', { active: 'False' }))
    if (strict) return expect(answer).toMatchObject(invalidValue)
    expect(answer).toMatchObject({ status: 201, body: { active: false } })
    expect(bench.tolerated).toEqual(['acceptStringBooleans'])
  })
}

function testNumbers(open: OpenBench): void {
  requirement('7643-2.3.4-a', 'an integer has no fraction, and is answered without fraction and exponent', async () => {
    const bench = open()
    for (const floor of [1.5, -0.25, 1e300, 2 ** 53]) {
      expect(await bench.post('/Devices', deviceBody('S-1', { floor }))).toMatchObject(invalidValue)
    }
    const { body } = await bench.post('/Devices', deviceBody('S-1', { floor: 9_007_199_254_740_991, weight: 1.5 }))
    expect(body).toMatchObject({ floor: 9_007_199_254_740_991, weight: 1.5 })
    const path = `/Devices/${body.id}`
    expect(await bench.put(path, deviceBody('S-1', { floor: 0.5 }))).toMatchObject(invalidValue)
    const patched = await bench.patch(path, [{ op: 'replace', path: 'floor', value: 2.25 }])
    expect(patched).toMatchObject(invalidValue)
    expect((await bench.get(path)).body.floor).toBe(9_007_199_254_740_991)
  })

  test('7643-2.3.4-a JSON does not tell 1.0 and 1e2 from 1 and 100: they are read as these, and answered as these', async () => {
    const bench = open()
    for (const [serial, written, answered] of [
      ['S-1', '1.0', '1'],
      ['S-2', '1e2', '100'],
    ] as const) {
      const text = JSON.stringify(deviceBody(serial, { floor: 0 })).replace('"floor":0', `"floor":${written}`)
      const { status, body } = await bench.send('POST', '/Devices', text, { 'content-type': 'application/scim+json' })
      expect(status).toBe(201)
      expect(JSON.stringify(body)).toContain(`"floor":${answered},`)
    }
  })

  requirement('7643-2.3.5-a', 'a dateTime has a date and a time', async () => {
    const bench = open()
    for (const boughtOn of [
      '2024-01-01',
      '04:42:34Z',
      '2024-02-30T00:00:00Z',
      '2024-01-01 04:42:34Z',
      'soon',
      1704067200,
    ]) {
      expect(await bench.post('/Devices', deviceBody('S-1', { boughtOn }))).toMatchObject(invalidValue)
    }
    const boughtOn = '2024-01-01T04:42:34.5+01:00'
    const { status, body } = await bench.post('/Devices', deviceBody('S-1', { boughtOn }))
    expect({ status, boughtOn: body.boughtOn }).toEqual({ status: 201, boughtOn })
    for (const text of [body.meta.created, body.meta.lastModified]) {
      expect(text).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      expect(Date.parse(text)).not.toBeNaN()
    }
  })
}

function testBinary(open: OpenBench, strict: boolean): void {
  requirement(
    '7643-2.3.6-a',
    'binary is base64, of which the padding may be left out; anything else is refused',
    async () => {
      const bench = open()
      for (const value of ['not base64!', 'QUJD=', 'QUJDR', 'QQ=', 'Q===', 'QU=D', '+_+_', 'QUJDRA=', '§§§§', 7]) {
        expect(await bench.post('/Devices', deviceBody('S', { firmware: value })), String(value)).toMatchObject(
          invalidValue,
        )
      }
      const body = userBody('a@gridco.example', { x509Certificates: [{ value: 'not base64!' }] })
      expect(await bench.post('/Users', body)).toMatchObject(invalidValue)
      for (const [index, value] of ['QUJD', 'QQ==', 'QUI=', 'QQ', 'QUI', '+/+/', '-_-_'].entries()) {
        const { status, body } = await bench.post('/Devices', deviceBody(`S-${index}`, { firmware: value }))
        expect({ status, firmware: body.firmware }).toEqual({ status: 201, firmware: value })
      }
    },
  )

  const statement = strict ? 'base64 has no line breaks' : 'a certificate may come with the line breaks of its file'
  test(`7643-2.3.6-a ${statement}`, async () => {
    const bench = open()
    const answer = await bench.post('/Devices', deviceBody('S-1', { firmware: 'QUJD\nQQ==\n' }))
    if (strict) return expect(answer).toMatchObject(invalidValue)
    expect(answer).toMatchObject({ status: 201, body: { firmware: 'QUJD\nQQ==\n' } })
    expect(bench.tolerated).toEqual(['acceptLineBreaks'])
  })

  requirement('7643-2.3.6-b', 'binary is compared exactly', async () => {
    const bench = open()
    const x509Certificates = [{ value: 'MARBQkNE' }]
    expect((await bench.post('/Users', userBody('a@gridco.example', { x509Certificates }))).body).toMatchObject({
      x509Certificates,
    })
    expect(await found(bench, '/Users', 'x509Certificates.value eq "MARBQkNE"')).toBe(1)
    expect(await found(bench, '/Users', 'x509Certificates.value eq "marbqkne"')).toBe(0)
    expect(await found(bench, '/Users', 'x509Certificates[value eq "MARBQkne"]')).toBe(0)
  })
}

function testComplexValues(open: OpenBench): void {
  requirement('7643-2.3.8-a', 'the order of members in an object means nothing', async () => {
    const bench = open()
    const body = userBody('a@gridco.example', { name: { familyName: 'A', givenName: 'B' } })
    const { body: created } = await bench.post('/Users', reversed(body))
    const { id, meta, ...rest } = created
    expect(rest).toEqual(body)
    expect(meta.resourceType).toBe('User')
    const path = `/Users/${id}`
    expect((await bench.put(path, reversed(body))).body).toEqual(created)
    const operation = { value: 'T', path: 'title', op: 'replace' }
    const patchOp = { Operations: [operation], schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'] }
    const text = JSON.stringify(patchOp)
    const patched = await bench.send('PATCH', path, text, { 'content-type': 'application/scim+json' })
    expect(patched).toMatchObject({ status: 200, body: { title: 'T', userName: 'a@gridco.example' } })
  })
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, part]) => [name, reversed(part)]),
  )
}

async function found(bench: ReturnType<OpenBench>, endpoint: string, filter: string): Promise<number> {
  const { status, body } = await bench.get(`${endpoint}?filter=${encodeURIComponent(filter)}`)
  expect(status).toBe(200)
  return body.totalResults
}
