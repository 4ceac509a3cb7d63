import { describe, expect, test } from 'vitest'
import { compatibleManner, type Manner, strictManner, type Tolerance } from '../manner.js'
import { complex, string } from '../schema/attribute.js'
import { EnterpriseUserSchema } from '../schema/enterprise-user.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { parseProjection, projectResource, showGiven, showsAttribute } from './returned-attributes.js'

const enterprise = EnterpriseUserSchema.id
const user = {
  schemas: [User.schema.id, enterprise],
  id: 'u1',
  externalId: 'e1',
  userName: 'jane',
  name: { givenName: 'Jane', familyName: 'Smith' },
  emails: [{ value: 'a@x', type: 'work', primary: true }, { value: 'b@x' }],
  password: 'never to be seen',
  groups: [{ value: 'g1', $ref: 'https://x/Groups/g1', type: 'direct' }],
  [enterprise]: { department: 'D', manager: { value: 'm', displayName: 'Boss' } },
  meta: { resourceType: 'User', version: 'W/"1"' },
}
const minimum = { schemas: user.schemas, id: 'u1' }

function project(query: { attributes?: string; excludedAttributes?: string }, manner: Manner = strictManner) {
  return projectResource(user, parseProjection(query, User, manner), User)
}

test('by default everything is returned but what is never returned', () => {
  const { password, ...visible } = user
  expect(project({})).toEqual(visible)
  expect(project({ attributes: '', excludedAttributes: ' , ' })).toEqual(visible)
})

describe('attributes (RFC 7644 §3.9)', () => {
  test.each([
    ['userName', { userName: 'jane' }],
    ['USERNAME, name', { userName: 'jane', name: user.name }],
    ['name.givenName', { name: { givenName: 'Jane' } }],
    ['name.givenName,name', { name: user.name }],
    ['name,name.givenName', { name: user.name }],
    ['emails.type', { emails: [{ type: 'work' }] }],
    ['emails.value,emails.type', { emails: [{ value: 'a@x', type: 'work' }, { value: 'b@x' }] }],
    ['meta', { meta: user.meta }],
    ['meta.version', { meta: { version: 'W/"1"' } }],
    ['id', {}],
    ['password', {}],
    [enterprise, { [enterprise]: user[enterprise] }],
    [`${enterprise}:department`, { [enterprise]: { department: 'D' } }],
    [`${enterprise}:manager.displayName`, { [enterprise]: { manager: { displayName: 'Boss' } } }],
    [`${User.schema.id}:userName`, { userName: 'jane' }],
    ['externalId', { externalId: 'e1' }],
    ['title', {}],
  ])('%s', (attributes, shown) => {
    expect(project({ attributes })).toEqual({ ...minimum, ...shown })
  })

  test('D-27: id and schemas are always there, meta when it is asked for', () => {
    expect(project({ attributes: 'userName' })).toEqual({ ...minimum, userName: 'jane' })
  })

  test('D-26: unknown names are ignored, and leave the minimum', () => {
    expect(project({ attributes: 'shoeSize' })).toEqual(minimum)
    expect(project({ attributes: 'shoeSize,name.shoeSize,__proto__,constructor,urn:x:y,userName' })).toEqual({
      ...minimum,
      userName: 'jane',
    })
    expect(project({ excludedAttributes: 'shoeSize' })).toEqual(project({}))
  })

  test('the base URN stands for all base attributes', () => {
    expect(Object.keys(project({ attributes: User.schema.id }))).toEqual([
      'schemas',
      'id',
      'userName',
      'name',
      'emails',
      'groups',
    ])
  })
})

describe('excludedAttributes', () => {
  const { password, ...visible } = user

  test.each([
    ['groups', { groups: undefined }],
    ['name.givenName', { name: { familyName: 'Smith' } }],
    ['name.givenName,name.familyName', { name: undefined }],
    ['emails.value', { emails: [{ type: 'work', primary: true }] }],
    ['meta,Emails', { meta: undefined, emails: undefined }],
    ['id,schemas', {}],
    [enterprise, { [enterprise]: undefined }],
    [`${enterprise}:manager`, { [enterprise]: { department: 'D' } }],
    [`${enterprise}:manager.value`, { [enterprise]: { department: 'D', manager: { displayName: 'Boss' } } }],
  ])('%s', (excludedAttributes, change) => {
    const shown = Object.fromEntries(
      Object.entries({ ...visible, ...change }).filter(([, value]) => value !== undefined),
    )
    expect(project({ excludedAttributes })).toEqual(shown)
  })
})

test('D-25: both at once are refused in the strict manner; else attributes wins', () => {
  const both = { attributes: 'userName', excludedAttributes: 'name' }
  expect(() => project(both)).toThrow("'attributes' and 'excludedAttributes' exclude each other")
  const tolerated: Tolerance[] = []
  expect(project(both, { strict: false, tolerated: (name) => tolerated.push(name) })).toEqual({
    ...minimum,
    userName: 'jane',
  })
  expect(tolerated).toEqual(['preferAttributes'])
})

describe('attributes that are returned always, never, or on request', () => {
  const Device = defineResourceType({
    name: 'Device',
    endpoint: '/Devices',
    schema: defineSchema('urn:example:Device', {
      code: string({ returned: 'always' }),
      log: string({ returned: 'request' }),
      secret: string({ returned: 'never' }),
      maker: complex({
        name: string({ returned: 'always' }),
        country: string(),
        note: string({ returned: 'request' }),
        key: string({ returned: 'never' }),
      }),
    }),
  })
  const device = { code: 'c', log: 'l', secret: 's', maker: { name: 'n', country: 'y', note: 't', key: 'k' }, stray: 1 }

  test.each([
    [{}, { code: 'c', maker: { name: 'n', country: 'y' } }],
    [{ attributes: 'log' }, { code: 'c', log: 'l' }],
    [{ attributes: 'secret,maker.key' }, { code: 'c', maker: { name: 'n' } }],
    [{ attributes: 'maker.note' }, { code: 'c', maker: { name: 'n', note: 't' } }],
    [{ attributes: 'maker' }, { code: 'c', maker: { name: 'n', country: 'y' } }],
    [{ excludedAttributes: 'code,maker.name,maker.country' }, { code: 'c', maker: { name: 'n' } }],
    [{ excludedAttributes: 'log' }, { code: 'c', maker: { name: 'n', country: 'y' } }],
  ])('%j', (query, shown) => {
    expect(projectResource(device, parseProjection(query, Device, strictManner), Device)).toEqual(shown)
  })

  test('showGiven: what is returned on request is shown where a write has set it, unless a list of attributes says otherwise', () => {
    const given = new Set(Device.schema.attributes.filter(({ name }) => name === 'log' || name === 'secret'))
    const shown = (query: object) => {
      return projectResource(device, showGiven(parseProjection(query, Device, strictManner), given), Device)
    }
    expect(shown({})).toMatchObject({ log: 'l', code: 'c' })
    expect(shown({})).not.toHaveProperty('secret')
    expect(shown({ excludedAttributes: 'maker' })).toMatchObject({ log: 'l' })
    expect(shown({ excludedAttributes: 'log' })).not.toHaveProperty('log')
    expect(shown({ attributes: 'maker' })).not.toHaveProperty('log')
    expect(showGiven(undefined, new Set())).toBeUndefined()
  })
})

test('showsAttribute says whether an attribute need be read at all (D-63)', () => {
  const shows = (query: object, name: string, type: ResourceType = Group) => {
    return showsAttribute(parseProjection(query, type, compatibleManner), name, type)
  }
  expect(shows({}, 'members')).toBe(true)
  expect(shows({ excludedAttributes: 'members' }, 'members')).toBe(false)
  expect(shows({ excludedAttributes: 'members.display' }, 'members')).toBe(true)
  expect(shows({ attributes: 'displayName' }, 'members')).toBe(false)
  expect(shows({ attributes: 'members.value' }, 'members')).toBe(true)
  expect(shows({ attributes: 'userName' }, 'groups', User)).toBe(false)
  expect(shows({ attributes: 'password' }, 'password', User)).toBe(false)
  expect(shows({}, 'no such attribute')).toBe(false)
})

test('a list of names without end is read in reasonable time', () => {
  const attributes = Array.from({ length: 200_000 }, (_, at) => `a${at}`).join()
  expect(project({ attributes })).toEqual(minimum)
})
