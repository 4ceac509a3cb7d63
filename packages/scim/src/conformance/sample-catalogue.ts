import type { Catalogue, CatalogueValue } from '../entitlements/catalogue.js'
import { integer, string } from '../schema/attribute.js'
import { defineSchema } from '../schema/schema.js'

export const licenseUrn = 'urn:example:params:scim:schemas:extension:2.0:License'

/** A catalogue with everything that a catalogue can have: what is retired, what contains, two kinds with one value. */
export const sampleCatalogue: Catalogue = {
  roles: [
    value('owner', 'Owner', { contains: ['auditor', 'member'] }),
    value('auditor', 'Auditor', { description: 'Sees everything' }),
    value('member', 'Member'),
    value('janitor', 'Janitor', { supported: false }),
  ],
  entitlementTypes: [
    {
      name: 'License',
      endpoint: '/Licenses',
      description: 'What is paid for',
      extension: defineSchema(licenseUrn, { seats: integer(), plan: string() }, { name: 'License' }),
      values: [
        value('pro', 'Professional', { attributes: { seats: 20, plan: 'yearly' } }),
        value('basic', 'Basic', { attributes: { seats: 5, plan: 'monthly' } }),
      ],
    },
    {
      name: 'Support',
      endpoint: '/SupportLevels',
      description: 'How fast help comes',
      extension: undefined,
      values: [value('basic', 'By mail'), value('gold', 'By telephone'), value('fax', 'By fax', { supported: false })],
    },
  ],
}

function value(name: string, display: string, more: Partial<CatalogueValue> = {}): CatalogueValue {
  const times = { created: Date.parse('2026-10-01T00:00:00Z'), lastModified: Date.parse('2026-11-01T00:00:00Z') }
  return { value: name, display, description: undefined, attributes: {}, supported: true, ...times, ...more }
}
