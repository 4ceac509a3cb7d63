import { describe, expect, test } from 'vitest'
import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench } from './protocol-bench.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, groupUrn, userBody, userUrn } from './sample-bodies.js'

const invalidSyntax = { status: 400, body: { scimType: 'invalidSyntax' } }
const withTax = { [enterpriseUrn]: { department: 'Tax' } }

/** RFC 7643 §3, §3.3: the attribute `schemas`, and where the attributes of extensions stand. */
export function testSchemasAttribute(open: OpenBench, strict: boolean): void {
  describe('RFC 7643 §3, the schemas that a body names', () => testGivenSchemas(open, strict))
  describe('RFC 7643 §3, the schemas that an answer names', () => testAnsweredSchemas(open))
  describe('RFC 7643 §3.3, extensions', () => testExtensions(open, strict))
}

function testGivenSchemas(open: OpenBench, strict: boolean): void {
  const tolerance = strict ? 'is refused' : 'is taken for one with it, and counted'
  requirement('7643-3-a', `a body without schemas ${tolerance} (D-66)`, async () => {
    const bench = open()
    const { schemas: _, ...body } = userBody('a@gridco.example')
    const answer = await bench.post('/Users', body)
    if (strict) {
      expect(answer).toMatchObject(invalidSyntax)
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
    } else {
      expect(answer).toMatchObject({ status: 201, body: { schemas: [userUrn] } })
      expect(bench.tolerated).toEqual(['acceptMissingSchemas'])
    }
    for (const schemas of [[7], [null], [{ value: userUrn }]]) {
      expect(await bench.post('/Users', userBody('b@gridco.example', { schemas }))).toMatchObject(invalidSyntax)
    }
  })

  requirement('7643-3-b', `a body whose schemas are empty, or lack the base schema, ${tolerance} (D-66)`, async () => {
    const bench = open()
    for (const [index, schemas] of [[], [enterpriseUrn]].entries()) {
      const answer = await bench.post('/Users', userBody(`${index}@gridco.example`, { schemas }))
      if (strict) expect(answer).toMatchObject(invalidSyntax)
      else expect(answer).toMatchObject({ status: 201, body: { schemas: [userUrn] } })
    }
    expect(bench.tolerated).toEqual(strict ? [] : ['acceptMissingSchemas', 'acceptMissingSchemas'])
  })

  const foreign = strict ? 'refused' : 'ignored, and counted'
  requirement(
    '7643-3-c',
    `a schema that the resource type has not is ${foreign}, and never answered (D-66)`,
    async () => {
      const bench = open()
      const { body } = await bench.post('/Users', userBody('z@gridco.example'))
      for (const urn of [groupUrn, 'urn:example:unknown', warrantyUrn]) {
        const given = userBody(`${urn}@gridco.example`, { schemas: [userUrn, urn] })
        const answers = [
          await bench.post('/Users', given),
          await bench.put(`/Users/${body.id}`, { ...given, userName: 'z@gridco.example' }),
        ]
        for (const [index, answer] of answers.entries()) {
          if (strict) expect(answer).toMatchObject(invalidSyntax)
          else expect(answer).toMatchObject({ status: index === 0 ? 201 : 200, body: { schemas: [userUrn] } })
        }
      }
      const answered = (await bench.get('/Users')).body.Resources.map(({ schemas }: { schemas: unknown }) => schemas)
      expect(answered).toEqual(Array.from({ length: strict ? 1 : 4 }, () => [userUrn]))
      expect(bench.tolerated).toEqual(strict ? [] : Array.from({ length: 6 }, () => 'ignoreUnknownSchemas'))
    },
  )

  requirement('7643-3-d', 'a schema that a body names twice is answered once', async () => {
    const bench = open()
    const schemas = [userUrn, enterpriseUrn, userUrn, enterpriseUrn.toUpperCase()]
    const { status, body } = await bench.post('/Users', userBody('a@gridco.example', { schemas, ...withTax }))
    expect(status).toBe(201)
    expect(body.schemas).toEqual([userUrn, enterpriseUrn])
    expect((await bench.get(`/Users/${body.id}`)).body.schemas).toEqual([userUrn, enterpriseUrn])
  })

  requirement('7643-3-e', 'the order of schemas means nothing', async () => {
    const bench = open()
    const given = (schemas: readonly string[]) => userBody('a@gridco.example', { schemas, ...withTax })
    const answers = []
    for (const schemas of [
      [userUrn, enterpriseUrn],
      [enterpriseUrn, userUrn],
    ]) {
      const { status, body } = await bench.post('/Users', given(schemas))
      expect(status).toBe(201)
      const path = `/Users/${body.id}`
      for (const order of [schemas, [...schemas].reverse()])
        expect((await bench.put(path, given(order))).body).toEqual(body)
      expect((await bench.delete(path)).status).toBe(204)
      const { id, meta, ...rest } = body
      answers.push(rest)
    }
    expect(answers[0]).toEqual(answers[1])
    expect(answers[0]).toMatchObject({ schemas: [userUrn, enterpriseUrn], ...withTax })
  })
}

function testAnsweredSchemas(open: OpenBench): void {
  requirement('7643-3-f', 'the common attributes are there whatever the schemas are', async () => {
    const bench = open()
    const { status, body } = await bench.post('/Devices', deviceBody('S-1', { externalId: 'e-1' }))
    expect(status).toBe(201)
    expect(body).toMatchObject({ externalId: 'e-1', meta: { resourceType: 'Device' } })
    expect(body.id).toMatch(/^[0-9a-f-]{36}$/)
    const filter = encodeURIComponent('externalId eq "e-1" and meta.resourceType eq "Device"')
    expect((await bench.get(`/Devices?filter=${filter}`)).body.totalResults).toBe(1)
  })

  requirement('7643-3.3-a', 'every resource names the base schema of its type', async () => {
    const bench = open()
    const types = (await bench.get('/ResourceTypes')).body.Resources
    const bodies: Record<string, unknown> = {
      User: userBody('a@gridco.example', withTax),
      Group: groupBody('Auditors'),
      Device: deviceBody('S-1', { [warrantyUrn]: { vendor: 'V' } }),
    }
    expect(types.map(({ name }: { name: string }) => name).sort()).toEqual(Object.keys(bodies).sort())
    for (const { name, endpoint, schema } of types) {
      const { body } = await bench.post(endpoint, bodies[name])
      for (const answer of [body, (await bench.get(`${endpoint}/${body.id}?attributes=meta`)).body]) {
        expect(answer.schemas).toContain(schema)
      }
      expect((await bench.get(endpoint)).body.Resources[0].schemas).toEqual(body.schemas)
    }
  })

  requirement(
    '7643-3.3-d',
    'the URN of an extension is named when there is data of it, and only then (D-65)',
    async () => {
      const bench = open()
      const { status, body } = await bench.post('/Users', userBody('a@gridco.example', withTax))
      expect({ status, schemas: body.schemas }).toEqual({ status: 201, schemas: [userUrn, enterpriseUrn] })
      const path = `/Users/${body.id}`
      const without = await bench.patch(path, [{ op: 'remove', path: `${enterpriseUrn}:department` }])
      expect(without.body.schemas).toEqual([userUrn])
      expect(without.body).not.toHaveProperty([enterpriseUrn])
      const again = await bench.patch(path, [{ op: 'add', path: `${enterpriseUrn}:division`, value: 'East' }])
      expect(again.body.schemas).toEqual([userUrn, enterpriseUrn])
      const named = userBody('a@gridco.example', { schemas: [userUrn, enterpriseUrn], [enterpriseUrn]: {} })
      expect((await bench.put(path, named)).body.schemas).toEqual([userUrn])
      for (const query of ['', '?attributes=userName', '?excludedAttributes=meta']) {
        expect((await bench.get(path + query)).body.schemas).toEqual([userUrn])
      }
      const filter = encodeURIComponent(`schemas eq "${enterpriseUrn}"`)
      expect((await bench.get(`/Users?filter=${filter}`)).body.totalResults).toBe(0)
    },
  )

  test('D-65 schemas follow the data: to remove a URN removes its data, to replace the list changes nothing', async () => {
    const bench = open()
    const { body } = await bench.post('/Users', userBody('a@gridco.example', withTax))
    const path = `/Users/${body.id}`
    const replaced = await bench.patch(path, [{ op: 'replace', path: 'schemas', value: [userUrn] }])
    expect(replaced.body).toEqual(body)
    const removed = await bench.patch(path, [{ op: 'remove', path: `schemas[value eq "${enterpriseUrn}"]` }])
    expect(removed).toMatchObject({ status: 200, body: { schemas: [userUrn] } })
    expect(removed.body).not.toHaveProperty([enterpriseUrn])
  })

  test('D-66 data of an extension is taken though schemas does not name it', async () => {
    const bench = open()
    const { status, body } = await bench.post(
      '/Users',
      userBody('a@gridco.example', { schemas: [userUrn], ...withTax }),
    )
    expect({ status, schemas: body.schemas }).toEqual({ status: 201, schemas: [userUrn, enterpriseUrn] })
    expect(bench.tolerated).toEqual([])
  })
}

function testExtensions(open: OpenBench, strict: boolean): void {
  requirement('7643-3-g', 'the attributes of an extension stand under its URN', async () => {
    const bench = open()
    const { body } = await bench.post('/Users', userBody('a@gridco.example', withTax))
    const answer = (await bench.get(`/Users/${body.id}`)).body
    expect(answer[enterpriseUrn]).toEqual({ department: 'Tax' })
    expect(answer).not.toHaveProperty('department')
    expect((await bench.get(`/Users/${body.id}?attributes=${enterpriseUrn}:department`)).body).toEqual({
      schemas: [userUrn, enterpriseUrn],
      id: body.id,
      ...withTax,
    })
  })

  const statement = strict
    ? 'an attribute of an extension outside of its URN is refused'
    : 'an attribute of an extension outside of its URN is put under it (D-14)'
  requirement('7643-3.3-b', statement, async () => {
    const bench = open()
    const answer = await bench.post('/Users', userBody('a@gridco.example', { department: 'Tax' }))
    if (strict) {
      expect(answer).toMatchObject(invalidSyntax)
      expect((await bench.get('/Users')).body.totalResults).toBe(0)
    } else {
      expect(answer).toMatchObject({ status: 201, body: withTax })
      expect(answer.body).not.toHaveProperty('department')
    }
    const under = await bench.post('/Users', userBody('b@gridco.example', withTax))
    expect(under).toMatchObject({ status: 201, body: withTax })
  })
}
