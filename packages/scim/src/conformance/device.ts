import { binary, boolean, complex, dateTime, decimal, integer, reference, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'

export const deviceUrn = 'urn:example:params:scim:schemas:core:2.0:Device'
export const warrantyUrn = 'urn:example:params:scim:schemas:extension:2.0:Warranty'

const WarrantySchema = defineSchema(warrantyUrn, {
  vendor: string({ required: true }),
  months: integer(),
  contract: string({ caseExact: true, mutability: 'immutable' }),
  contacts: complex({ value: string(), primary: boolean() }, { multiValued: true }),
})

/** A resource type that has every data type and every characteristic of RFC 7643 §2.2 and §2.3 somewhere. */
export const Device = defineResourceType({
  name: 'Device',
  endpoint: '/Devices',
  schema: defineSchema(deviceUrn, {
    serial: string({ required: true, uniqueness: 'server' }),
    label: string({ returned: 'always' }),
    code: string({ caseExact: true }),
    asset: string({ mutability: 'immutable' }),
    health: string({ mutability: 'readOnly' }),
    pin: string({ mutability: 'writeOnly' }),
    model: string(),
    notes: string({ returned: 'request' }),
    floor: integer(),
    weight: decimal(),
    shared: boolean(),
    boughtOn: dateTime(),
    firmware: binary(),
    manual: reference({ referenceTypes: ['external'] }),
    colors: string({ multiValued: true }),
    location: complex({
      building: string({ required: true }),
      room: string(),
      slot: string({ mutability: 'immutable' }),
      comment: string({ returned: 'request' }),
    }),
    ports: complex(
      {
        value: string({ required: true }),
        type: string({ canonicalValues: ['usb', 'hdmi'] }),
        speed: integer(),
        lockedBy: string({ mutability: 'immutable' }),
        primary: boolean(),
      },
      { multiValued: true },
    ),
  }),
  schemaExtensions: [{ schema: WarrantySchema, required: false }],
})

/** The body of a device, with what the test changes. */
export function deviceBody(serial: string, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { schemas: [deviceUrn], serial, ...more }
}
