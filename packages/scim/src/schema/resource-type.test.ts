import { describe, expect, expectTypeOf, test } from 'vitest'
import type { Json, JsonObject } from '../json.js'
import { boolean, complex, dateTime, decimal, integer, string } from './attribute.js'
import type { Group } from './group.js'
import { readResourceType } from './read-resource-type.js'
import { readSchema } from './read-schema.js'
import { defineResourceType, type Meta, type ResourceOf, type ResourceType } from './resource-type.js'
import { defineSchema } from './schema.js'
import type { User } from './user.js'

const Printer = defineResourceType({
  name: 'Printer',
  endpoint: '/Printers',
  schema: defineSchema('urn:example:scim:schemas:Printer', {
    serial: string({ required: true, uniqueness: 'server' }),
    floor: integer(),
    speed: decimal(),
    color: boolean({ required: true }),
    installed: dateTime(),
    tags: string({ multiValued: true }),
    trays: complex({ size: string({ required: true }), sheets: integer() }, { multiValued: true }),
  }),
  schemaExtensions: [
    { schema: defineSchema('urn:example:scim:schemas:Lease', { until: dateTime({ required: true }) }), required: true },
    { schema: defineSchema('urn:example:scim:schemas:Service', { calls: integer() }), required: false },
  ],
})
type Printer = ResourceOf<typeof Printer>

test("a declared schema gives the resource's type: required attributes, lists, and extensions under their URNs", () => {
  expectTypeOf<Printer['id']>().toEqualTypeOf<string>()
  expectTypeOf<Printer['meta']>().toEqualTypeOf<Meta>()
  expectTypeOf<Printer['serial']>().toEqualTypeOf<string>()
  expectTypeOf<Printer['floor']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<Printer['color']>().toEqualTypeOf<boolean>()
  expectTypeOf<Printer['tags']>().toEqualTypeOf<readonly string[] | undefined>()
  expectTypeOf<NonNullable<Printer['trays']>[number]['size']>().toEqualTypeOf<string>()
  expectTypeOf<Printer['urn:example:scim:schemas:Lease']['until']>().toEqualTypeOf<string>()
  expectTypeOf<NonNullable<Printer['urn:example:scim:schemas:Service']>['calls']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<Printer>().not.toHaveProperty('colour')
  const printer: Omit<Printer, 'id' | 'meta' | 'schemas'> = {
    serial: 'x-1',
    color: true,
    'urn:example:scim:schemas:Lease': { until: '2027-01-01T00:00:00Z' },
  }
  expect(printer.serial).toBe('x-1')
})

test('a declared resource is an object of JSON, its metadata included', () => {
  expectTypeOf<Printer>().toExtend<JsonObject>()
  expectTypeOf<Meta>().toExtend<JsonObject>()
})

describe('what is read from JSON has no static type', () => {
  const badge = 'urn:example:scim:schemas:Badge'
  const Badge = readSchema({ id: badge, attributes: [{ name: 'number', type: 'integer', required: true }] })
  const BadgeType = readResourceType({ name: 'Badge', endpoint: '/Badges', schema: badge }, [Badge])

  test('an attribute is any value of JSON, or absent, and what every resource has keeps its type', () => {
    type Read = ResourceOf<typeof BadgeType>
    expectTypeOf<Read>().toEqualTypeOf<ResourceOf<ResourceType>>()
    expectTypeOf<Read['number']>().toEqualTypeOf<Json | undefined>()
    expectTypeOf<Read['id']>().toEqualTypeOf<string>()
    expectTypeOf<Read['schemas']>().toExtend<readonly string[]>()
    expectTypeOf<Read['meta']['created']>().toEqualTypeOf<string>()
  })

  test('an extension that was read adds nothing to the type of a declared one', () => {
    const Extended = defineResourceType({ ...Printer, schemaExtensions: [{ schema: Badge, required: true }] })
    type Extended = ResourceOf<typeof Extended>
    expectTypeOf<Extended['serial']>().toEqualTypeOf<string>()
    expectTypeOf<Extended>().not.toHaveProperty(badge)
    expect(Extended.schemaExtensions[0].schema).toBe(Badge)
  })
})

test('the types of User and Group are those of their schemas', () => {
  type UserResource = ResourceOf<typeof User>
  expectTypeOf<UserResource['userName']>().toEqualTypeOf<string>()
  expectTypeOf<NonNullable<UserResource['emails']>[number]['primary']>().toEqualTypeOf<boolean | undefined>()
  expectTypeOf<
    NonNullable<UserResource['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User']>['department']
  >().toEqualTypeOf<string | undefined>()
  expectTypeOf<ResourceOf<typeof Group>['displayName']>().toEqualTypeOf<string>()
})
