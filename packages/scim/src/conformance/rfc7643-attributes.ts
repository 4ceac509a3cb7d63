import { describe, expect } from 'vitest'
import { deviceBody } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody, userUrn } from './sample-bodies.js'

/** RFC 7643 §1.1, §2.1, §2.2: names of attributes, what they have by default, and quotation marks. */
export function testAttributes(open: OpenBench): void {
  describe('RFC 7643 §1.1, §2.1, §2.2, attributes', () => {
    requirement('7643-1.1-a', 'no keyword or URN is answered in quotation marks', async () => {
      const bench = open()
      const { body } = await bench.post('/Users', userBody('a@gridco.example'))
      expect(body.meta.resourceType).toBe('User')
      expect(body.schemas).toEqual([userUrn])
      const schemas = (await bench.get('/Schemas')).body.Resources
      for (const text of textsIn([body.schemas, body.meta.resourceType, schemas.map(keywordsOf)])) {
        expect(text).toMatch(/^[A-Za-z][\w:.-]*$/)
      }
    })

    requirement('7643-2.1-a', 'every representation of a resource names its schemas', async () => {
      const bench = open()
      for (const [endpoint, body] of [
        ['/Users', userBody('a@gridco.example')],
        ['/Groups', groupBody('Auditors')],
        ['/Devices', deviceBody('S-1')],
      ] as const) {
        const { body: created } = await bench.post(endpoint, body)
        const at = `${endpoint}/${created.id}`
        const patch = [{ op: 'add', path: 'externalId', value: 'x' }]
        const answers = [
          created,
          (await bench.get(at)).body,
          (await bench.get(`${at}?attributes=externalId`)).body,
          (await bench.get(`${at}?excludedAttributes=schemas`)).body,
          (await bench.put(at, body)).body,
          (await bench.patch(`${at}?attributes=externalId`, patch)).body,
          (await bench.get(endpoint)).body.Resources[0],
        ]
        for (const answer of answers) expect(answer.schemas).toEqual(body.schemas)
      }
    })

    testNames(open)

    requirement('7643-2.2-a', 'an attribute of which nothing is said has the characteristics of §2.2', async () => {
      const bench = open()
      const [definition] = (await bench.get(`/Schemas/${String(deviceBody('S').schemas)}`)).body.attributes.filter(
        ({ name }: { name: string }) => name === 'model',
      )
      expect(definition).toEqual({
        name: 'model',
        type: 'string',
        multiValued: false,
        description: 'model',
        required: false,
        caseExact: false,
        mutability: 'readWrite',
        returned: 'default',
        uniqueness: 'none',
      })
      const { body } = await bench.post('/Devices', deviceBody('S-1', { model: 'Alpha' }))
      expect((await bench.post('/Devices', deviceBody('S-2', { model: 'Alpha' }))).status).toBe(201)
      expect((await bench.post('/Devices', deviceBody('S-3'))).status).toBe(201)
      expect(body.model).toBe('Alpha')
      expect((await bench.get('/Devices?filter=model%20eq%20%22aLPHA%22')).body.totalResults).toBe(2)
      await bench.patch(`/Devices/${body.id}`, [{ op: 'replace', path: 'model', value: 'Beta' }])
      expect((await bench.get(`/Devices/${body.id}`)).body.model).toBe('Beta')
      expect((await bench.get(`/Devices/${body.id}?attributes=code`)).body.model).toBeUndefined()
    })
  })
}

/** RFC 7643 §2.1: names and URNs without regard to case. */
function testNames(open: OpenBench): void {
  requirement('7643-2.1-b', 'the names of attributes are read without regard to case', async () => {
    const bench = open()
    const { status, body } = await bench.post('/Users', {
      schemas: [userUrn],
      USERNAME: 'x1@gridco.example',
      DisplayName: 'A',
      EMAILS: [{ VALUE: 'a@x', Type: 'work' }],
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      userName: 'x1@gridco.example',
      displayName: 'A',
      emails: [{ value: 'a@x', type: 'work' }],
    })
    expect((await bench.get('/Users?filter=DISPLAYNAME%20eq%20%22A%22')).body.totalResults).toBe(1)
    expect((await bench.get(`/Users/${body.id}?attributes=displayNAME`)).body.displayName).toBe('A')
    await bench.patch(`/Users/${body.id}`, [{ op: 'replace', path: 'DISPLAYNAME', value: 'B' }])
    expect((await bench.get(`/Users/${body.id}`)).body.displayName).toBe('B')
  })

  requirement('7643-2.1-c', 'two spellings of one attribute are refused, and nothing is created (D-12)', async () => {
    const bench = open()
    const twice = [
      { ...userBody('a@gridco.example'), username: 'b' },
      userBody('a@gridco.example', { name: { givenName: 'A', GivenName: 'B' } }),
      userBody('a@gridco.example', { emails: [{ value: 'a@x', Value: 'b@x' }] }),
      userBody('a@gridco.example', { [enterpriseUrn]: { department: 'A', DEPARTMENT: 'B' } }),
      { ...userBody('a@gridco.example'), Schemas: [userUrn] },
    ]
    for (const body of twice) {
      expect(await bench.post('/Users', body)).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
    }
    expect((await bench.get('/Users')).body.totalResults).toBe(0)
    const { body } = await bench.post('/Users', userBody('a@gridco.example'))
    const patched = await bench.patch(`/Users/${body.id}`, [{ op: 'replace', value: { title: 'A', Title: 'B' } }])
    expect(patched).toMatchObject({ status: 400, body: { scimType: 'invalidSyntax' } })
    expect((await bench.get(`/Users/${body.id}`)).body.title).toBeUndefined()
  })

  requirement('7643-2.1-e', 'URNs of schemas are read without regard to case and answered in their own', async () => {
    const bench = open()
    const { status, body } = await bench.post('/Users', {
      ...userBody('a@gridco.example'),
      schemas: [userUrn.toUpperCase(), enterpriseUrn.toUpperCase()],
      [enterpriseUrn.toUpperCase()]: { department: 'Tax' },
    })
    expect(status).toBe(201)
    expect(body.schemas).toEqual([userUrn, enterpriseUrn])
    expect(body[enterpriseUrn]).toEqual({ department: 'Tax' })
    const filter = encodeURIComponent(`${enterpriseUrn.toUpperCase()}:department eq "Tax"`)
    expect((await bench.get(`/Users?filter=${filter}`)).body.totalResults).toBe(1)
    expect((await bench.get(`/Schemas/${userUrn.toUpperCase()}`)).body.id).toBe(userUrn)
  })
}

/** What of a schema is keyword or URN: no names for people. */
function keywordsOf(schema: { id: string; schemas: unknown; meta: { resourceType: unknown }; attributes: unknown }) {
  return [schema.id, schema.schemas, schema.meta.resourceType, attributeKeywords(schema.attributes)]
}

function attributeKeywords(attributes: unknown): readonly unknown[] {
  if (!Array.isArray(attributes)) return []
  return attributes.map(({ type, mutability, returned, uniqueness, referenceTypes, subAttributes }) => [
    [type, mutability, returned, uniqueness, referenceTypes],
    attributeKeywords(subAttributes),
  ])
}

function textsIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn)
  return typeof value === 'string' ? [value] : []
}
