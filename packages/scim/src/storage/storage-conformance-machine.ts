import type { Id, JsonObject } from '../resource/resource.js'
import { boolean, dateTime, decimal, integer, string } from '../schema/attribute.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import type { Workbench } from './storage-conformance-workbench.js'

/** A resource type with the attribute types that users and groups lack. */
export const machine = defineResourceType({
  name: 'Machine',
  endpoint: '/Machines',
  schema: defineSchema('urn:example:scim:schemas:Machine', {
    serial: string({ caseExact: true }),
    floor: integer(),
    price: decimal(),
    ports: integer({ multiValued: true }),
    tags: string({ multiValued: true }),
    installed: dateTime(),
    lent: boolean(),
  }),
})

/** Five machines, one of them with nothing; their numbers and dates would sort otherwise as text. */
export const machines: Readonly<Record<string, JsonObject>> = {
  minus: { floor: -3, price: -2.25, installed: '1969-12-31T23:59:59.999Z' },
  nine: {
    serial: 'aB',
    floor: 9,
    price: 2.5,
    ports: [80, 443],
    tags: ['Red', 'green'],
    installed: '2020-02-29T12:00:00Z',
  },
  ten: {
    serial: 'ab',
    floor: 10,
    price: 123456789012.25,
    ports: [443, 8080],
    installed: '2020-02-29T23:00:00-05:00',
    lent: true,
  },
  zero: { serial: 'B', floor: 0, price: 0.1, tags: ['RED'], lent: false },
  bare: {},
}

/** Creates a machine; gives its id. */
export async function createMachine(bench: Workbench, document: JsonObject): Promise<Id> {
  const id = bench.id()
  await bench.write((draft) => draft.create(machine, { id, document, externalId: undefined }))
  return id
}
