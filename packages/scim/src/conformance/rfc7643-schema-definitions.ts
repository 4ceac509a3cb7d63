import { describe, expect } from 'vitest'
import { deviceBody, warrantyUrn } from './device.js'
import type { OpenBench, ProtocolBench } from './protocol-bench.js'
import { type AttributeDefinition, definitionsIn, type SchemaDefinition } from './published-schemas.js'
import { requirement } from './requirement.js'
import { enterpriseUrn, groupBody, userBody } from './sample-bodies.js'

const schemaUrn = 'urn:ietf:params:scim:schemas:core:2.0:Schema'
const metaSchemas: readonly string[] = ['Schema', 'ResourceType', 'ServiceProviderConfig'].map(
  (name) => `urn:ietf:params:scim:schemas:core:2.0:${name}`,
)

/** RFC 7643 §7: schemas as resources, and what their definitions may say (§1.2, §2.1, §2.3, §2.4). */
export function testSchemaDefinitions(open: OpenBench): void {
  describe('RFC 7643 §7, schemas as resources', () => testSchemaResources(open))
  describe('RFC 7643 §7, the definitions of attributes', () => testDefinitions(open))
  describe('RFC 7643 §7, the definitions of complex attributes', () => testComplexDefinitions(open))
}

function testSchemaResources(open: OpenBench): void {
  requirement('7643-7-a', 'each schema that a resource or a message of discovery names is there to read', async () => {
    const bench = open()
    const used = new Set<string>()
    for (const [endpoint, body] of [
      ['/Users', userBody('a@gridco.example', { [enterpriseUrn]: { department: 'Tax' } })],
      ['/Groups', groupBody('Auditors')],
      ['/Devices', deviceBody('S-1', { [warrantyUrn]: { vendor: 'V' } })],
    ] as const) {
      for (const urn of (await bench.post(endpoint, body)).body.schemas) used.add(urn)
    }
    const config = (await bench.get('/ServiceProviderConfig')).body
    const types = (await bench.get('/ResourceTypes')).body.Resources
    for (const { schemas } of [config, ...types, ...(await schemasOf(bench))]) for (const urn of schemas) used.add(urn)
    expect(used.size).toBe(8)
    const listed = (await schemasOf(bench)).map(({ id }) => id)
    for (const urn of used) {
      expect(await bench.get(`/Schemas/${urn}`)).toMatchObject({ status: 200, body: { id: urn } })
      expect(listed).toContain(urn)
    }
    expect((await bench.get('/Schemas/urn:example:unknown')).status).toBe(404)
  })

  requirement('7643-7-b', 'schemas are only read', async () => {
    const bench = open()
    const before = (await bench.get('/Schemas')).body
    const [schema] = before.Resources
    const answers = [
      await bench.post('/Schemas', { ...schema, id: 'urn:example:mine' }),
      await bench.put(`/Schemas/${schema.id}`, { ...schema, name: 'Mine' }),
      await bench.patch(`/Schemas/${schema.id}`, [{ op: 'replace', path: 'name', value: 'Mine' }]),
      await bench.delete(`/Schemas/${schema.id}`),
    ]
    for (const { status, headers } of answers) {
      expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET, HEAD' })
    }
    expect((await bench.get('/Schemas')).body).toEqual(before)
  })

  requirement('7643-7-c', 'a schema has a URN for its id, a name, a description, and is a Schema', async () => {
    const bench = open()
    for (const { id, name, description, schemas, meta } of await schemasOf(bench)) {
      expect(id).toMatch(/^urn:[a-z0-9][a-z0-9-]*:\S+$/i)
      for (const text of [name, description]) expect(text, id).toMatch(/\S/)
      expect(schemas).toEqual([schemaUrn])
      expect(meta).toMatchObject({ resourceType: 'Schema', location: `${bench.baseUrl}/Schemas/${id}` })
      expect((await bench.get(`/Schemas/${id}`)).body).toMatchObject({ id, name, description, schemas, meta })
    }
  })

  requirement('7643-3.1-c', 'no schema of resources defines a common attribute as another than §3.1 says', async () => {
    const bench = open()
    const types = (await bench.get('/ResourceTypes')).body.Resources
    const bases: readonly string[] = types.map(({ schema }: { schema: string }) => schema)
    expect(bases).toHaveLength(3)
    for (const { id, attributes } of await schemasOf(bench)) {
      // ResourceType and ServiceProviderConfig are exempted; a Schema's id is its URN.
      const common = attributes.filter(({ name }) =>
        ['id', 'externalid', 'meta', 'schemas'].includes(name.toLowerCase()),
      )
      if (!metaSchemas.includes(id)) expect(common, id).toEqual([])
    }
    // What §3.1 says holds though no schema does.
    const { body } = await bench.post('/Devices', deviceBody('S-1', { id: 'mine', externalId: 'AbC' }))
    expect(body).toMatchObject({ id: expect.not.stringMatching('mine'), externalId: 'AbC' })
    const shown = (await bench.get(`/Devices/${body.id}?attributes=serial&excludedAttributes=`)).body
    expect(Object.keys(shown).sort()).toEqual(['id', 'label', 'schemas', 'serial'].filter((name) => name in shown))
    for (const [filter, count] of [
      ['externalId eq "AbC"', 1],
      ['externalId eq "abc"', 0],
      [`id eq "${body.id.toUpperCase()}"`, 0],
    ] as const) {
      expect((await bench.get(`/Devices?filter=${encodeURIComponent(filter)}`)).body.totalResults).toBe(count)
    }
  })

  requirement('7643-3.3-c', 'extensions define no attribute that the base schema has', async () => {
    const bench = open()
    const schemas = new Map((await schemasOf(bench)).map((schema) => [schema.id, schema]))
    const namesIn = (urn: string) => (schemas.get(urn)?.attributes ?? []).map(({ name }) => name.toLowerCase())
    let extensions = 0
    for (const { schema, schemaExtensions = [] } of (await bench.get('/ResourceTypes')).body.Resources) {
      for (const extension of schemaExtensions) {
        extensions++
        expect(extension.schema).toMatch(/^urn:.*:schemas:extension:/)
        const names = namesIn(extension.schema)
        expect(names.length).toBeGreaterThan(0)
        expect(
          names.filter((name) => [...namesIn(schema), 'id', 'externalid', 'meta', 'schemas'].includes(name)),
        ).toEqual([])
      }
    }
    expect(extensions).toBe(2)
  })
}

function testDefinitions(open: OpenBench): void {
  requirement('7643-2.1-d', 'the names of attributes are ATTRNAMEs, or $ref', async () => {
    for (const { path, definition } of await allDefinitions(open())) {
      expect(definition.name, path).toMatch(/^([A-Za-z][A-Za-z0-9$_-]*|\$ref)$/)
    }
  })

  requirement('7643-2.3-a', 'no extension has a data type of its own', async () => {
    const definitions = await allDefinitions(open())
    const types = new Set(definitions.map(({ definition }) => definition.type))
    expect([...types].sort()).toEqual([
      'binary',
      'boolean',
      'complex',
      'dateTime',
      'decimal',
      'integer',
      'reference',
      'string',
    ])
  })

  requirement('7643-7-e', 'every attribute has a description', async () => {
    for (const { path, definition } of await allDefinitions(open())) {
      expect(definition.description, path).toEqual(expect.stringMatching(/\S/))
    }
  })

  requirement('7643-7-f', 'every attribute is defined in full, with what belongs to its type', async () => {
    for (const { path, definition } of await allDefinitions(open())) assertDefinition(path, definition)
  })

  requirement('7643-7-s', 'only references have referenceTypes: resource types, external or uri', async () => {
    const bench = open()
    const types = (await bench.get('/ResourceTypes')).body.Resources.map(({ name }: { name: string }) => name)
    for (const { path, definition } of await allDefinitions(bench)) {
      const { type, referenceTypes } = definition
      if (type !== 'reference') expect(referenceTypes, path).toBeUndefined()
      else for (const each of referenceTypes ?? [undefined]) expect([...types, 'external', 'uri'], path).toContain(each)
    }
  })
}

/** RFC 7643 §7 with its errata: what a definition must say, by its type. */
function assertDefinition(path: string, definition: AttributeDefinition): void {
  const { type, mutability, returned, uniqueness, caseExact, referenceTypes } = definition
  expect(typeof definition.name, path).toBe('string')
  expect(typeof definition.description, path).toBe('string')
  expect(typeof definition.multiValued, path).toBe('boolean')
  expect(typeof definition.required, path).toBe('boolean')
  expect(['readOnly', 'readWrite', 'immutable', 'writeOnly'], path).toContain(mutability)
  expect(['always', 'never', 'default', 'request'], path).toContain(returned)
  if (type === 'string') {
    expect(typeof caseExact, path).toBe('boolean')
    expect(['none', 'server', 'global'], path).toContain(uniqueness)
  }
  if (type === 'binary' || type === 'reference') expect(caseExact, path).toBe(true)
  if (type === 'reference') expect(referenceTypes?.length, path).toBeGreaterThan(0)
}

function testComplexDefinitions(open: OpenBench): void {
  requirement('7643-1.2-a', 'a simple attribute has no sub-attributes', async () => {
    for (const { path, definition } of await allDefinitions(open())) {
      if (definition.type !== 'complex') expect(definition.subAttributes, path).toBeUndefined()
    }
  })

  requirement('7643-7-d', 'a complex attribute lists its sub-attributes', async () => {
    const complex = (await allDefinitions(open())).filter(({ definition }) => definition.type === 'complex')
    expect(complex.length).toBeGreaterThan(15)
    for (const { path, definition } of complex) expect(definition.subAttributes?.length, path).toBeGreaterThan(0)
  })

  requirement('7643-2.3.8-b', 'complex attributes do not nest, but in the schema of schemas', async () => {
    for (const schema of await schemasOf(open())) {
      if (schema.id === schemaUrn) continue
      for (const { path, parent, definition } of definitionsIn(schema)) {
        if (parent) expect(definition.type, path).not.toBe('complex')
      }
    }
  })

  requirement('7643-2.4-a', 'the standard sub-attributes of several values have their types', async () => {
    const standard: Readonly<Record<string, string>> = {
      type: 'string',
      primary: 'boolean',
      display: 'string',
      $ref: 'reference',
    }
    let seen = 0
    for (const schema of await schemasOf(open())) {
      // `attributes` of a Schema has a `type` by which data types are named: a string as well.
      for (const { path, parent, definition } of definitionsIn(schema)) {
        if (!parent?.multiValued || !Object.hasOwn(standard, definition.name)) continue
        seen++
        expect({ path, type: definition.type, multiValued: definition.multiValued }).toEqual({
          path,
          type: standard[definition.name],
          multiValued: false,
        })
      }
    }
    expect(seen).toBeGreaterThan(25)
  })
}

async function schemasOf(bench: ProtocolBench): Promise<readonly SchemaDefinition[]> {
  const { status, body } = await bench.get('/Schemas')
  expect(status).toBe(200)
  expect(body.Resources).toHaveLength(8)
  return body.Resources
}

async function allDefinitions(bench: ProtocolBench) {
  const definitions = (await schemasOf(bench)).flatMap(definitionsIn)
  expect(definitions.length).toBeGreaterThan(100)
  return definitions
}
