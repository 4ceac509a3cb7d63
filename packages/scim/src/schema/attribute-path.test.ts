import { describe, expect, test } from 'vitest'
import { compatibleManner, type Manner, strictManner, type Tolerance } from '../manner.js'
import { integer, string } from './attribute.js'
import { findAttributePath, findExtension, printAttributePath, unknownAttribute } from './attribute-path.js'
import { EnterpriseUserSchema } from './enterprise-user.js'
import { Group } from './group.js'
import { defineResourceType, type ResourceType } from './resource-type.js'
import { defineSchema } from './schema.js'
import { User } from './user.js'

const core = 'urn:ietf:params:scim:schemas:core:2.0:User'
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

function resolve(name: string, manner: Manner = strictManner, type: ResourceType = User): string | undefined {
  const path = findAttributePath(name, type, manner)
  return path && printAttributePath(path)
}

describe('a name resolves without regard to case and prints in the case of the schema', () => {
  test.each([
    ['userName', 'userName'],
    ['USERNAME', 'userName'],
    ['name', 'name'],
    ['Name.GivenName', 'name.givenName'],
    ['emails.value', 'emails.value'],
    ['meta.lastmodified', 'meta.lastModified'],
    ['schemas', 'schemas'],
    ['ID', 'id'],
    ['externalid', 'externalId'],
    ['groups.$REF', 'groups.$ref'],
    [`${core}:userName`, 'userName'],
    [`${core.toUpperCase()}:NAME.familyname`, 'name.familyName'],
    [`${core}:meta.created`, 'meta.created'],
    [`${enterprise}:department`, `${enterprise}:department`],
    [`${enterprise.toLowerCase()}:Manager.DisplayName`, `${enterprise}:manager.displayName`],
  ])('%s', (name, printed) => expect(resolve(name)).toBe(printed))

  test('members.$ref of a group (erratum 8924)', () => {
    expect(resolve('members.$ref', strictManner, Group)).toBe('members.$ref')
  })
})

describe('what names nothing is undefined', () => {
  test.each([
    '',
    '.',
    'foo',
    'userName.value',
    'name.',
    '.givenName',
    'name..givenName',
    'name.givenName.x',
    'urn:x:y:userName',
    core,
    `${core}:`,
    `${core}:department`,
    enterprise,
    `${enterprise}:userName`,
    `${enterprise}department`,
    '__proto__',
    'constructor',
    'toString',
    'name.__proto__',
    `${core}:constructor`,
  ])('%s', (name) => expect(resolve(name, compatibleManner)).toBeUndefined())
})

const Base = defineSchema('urn:example:Device', { name: string(), owner: string() })
const Short = defineSchema('urn:example:ext:2', { floor: integer(), note: string() })
const Long = defineSchema('urn:example:ext:2.0:Place', { floor: integer(), room: string() })
const Device = defineResourceType({
  name: 'Device',
  endpoint: '/Devices',
  schema: Base,
  schemaExtensions: [Short, Long].map((schema) => ({ schema, required: false })),
})

describe('D-13: the longest registered URN is the prefix', () => {
  test.each([
    ['urn:example:ext:2:floor', 'urn:example:ext:2:floor'],
    ['urn:example:ext:2.0:Place:floor', 'urn:example:ext:2.0:Place:floor'],
    ['URN:EXAMPLE:EXT:2.0:PLACE:Room', 'urn:example:ext:2.0:Place:room'],
    ['urn:example:ext:2.0:Place:note', undefined],
  ])('%s', (name, printed) => {
    expect(resolve(name, strictManner, Device)).toBe(printed)
    expect(resolve(name, compatibleManner, Device)).toBe(printed)
  })
})

describe('D-14: an extension attribute without its URN', () => {
  test('resolves in the compatible manner when one extension has it, and says so', () => {
    const seen: Tolerance[] = []
    const manner: Manner = { strict: false, tolerated: (tolerance) => seen.push(tolerance) }
    expect(resolve('Department', manner)).toBe(`${enterprise}:department`)
    expect(resolve('manager.value', manner)).toBe(`${enterprise}:manager.value`)
    expect(seen).toEqual(['acceptUnqualifiedExtensionAttribute', 'acceptUnqualifiedExtensionAttribute'])
  })

  test('does not resolve in the strict manner', () => expect(resolve('department')).toBeUndefined())

  test('does not resolve when two extensions have it', () => {
    expect(resolve('room', compatibleManner, Device)).toBe('urn:example:ext:2.0:Place:room')
    expect(resolve('floor', compatibleManner, Device)).toBeUndefined()
  })

  test('gives way to the base schema', () => {
    expect(findAttributePath('name', Device, compatibleManner)?.schema).toBe(Base)
  })
})

describe('a dot after a URN', () => {
  test('resolves in the compatible manner and is counted', () => {
    const seen: Tolerance[] = []
    const manner: Manner = { strict: false, tolerated: (tolerance) => seen.push(tolerance) }
    expect(resolve(`${enterprise}.manager.value`, manner)).toBe(`${enterprise}:manager.value`)
    expect(resolve(`${core}.userName`, manner)).toBe('userName')
    expect(seen).toEqual(['acceptDotAfterUrn', 'acceptDotAfterUrn'])
  })

  test('does not resolve in the strict manner', () => expect(resolve(`${enterprise}.department`)).toBeUndefined())
})

describe('a whole extension', () => {
  test('is found by its URN in any case', () => {
    expect(findExtension(enterprise.toUpperCase(), User)).toBe(EnterpriseUserSchema)
  })

  test.each([core, `${enterprise}:`, 'urn:x', ''])('is not %s', (text) => {
    expect(findExtension(text, User)).toBeUndefined()
  })
})

describe('the refusal of an unknown name', () => {
  test('names it', () => expect(unknownAttribute('foo', User)).toBe("'User' has no attribute 'foo'."))

  test('says where an extension has it', () => {
    expect(unknownAttribute('department', User)).toContain(`'${enterprise}:department'`)
  })

  test('quotes no more than 80 characters', () => {
    expect(unknownAttribute('🙂'.repeat(500), User)).toBe(`'User' has no attribute '${'🙂'.repeat(80)}…'.`)
  })
})

test('D-13: the longest URN is the prefix, in whatever order the schemas are named', () => {
  const Reversed = { ...Device, schemaExtensions: [...Device.schemaExtensions].reverse() }
  expect(resolve('urn:example:ext:2.0:Place:floor', strictManner, Reversed)).toBe('urn:example:ext:2.0:Place:floor')
  expect(resolve('urn:example:ext:2:floor', strictManner, Reversed)).toBe('urn:example:ext:2:floor')
  const Nested = defineSchema('urn:example:ext', { '2.0': string() })
  for (const schemas of [
    [Nested, Long],
    [Long, Nested],
  ]) {
    const type = { ...Device, schemaExtensions: schemas.map((schema) => ({ schema, required: false })) }
    expect(resolve('urn:example:ext:2.0:Place:room', strictManner, type)).toBe('urn:example:ext:2.0:Place:room')
  }
})
