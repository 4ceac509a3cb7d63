import { complex, dateTime, nameAttributes, reference, string } from './attribute.js'
import type { Schema } from './schema.js'

/**
 * The attributes that every resource has and no schema defines (RFC 7643 §3, §3.1). `schemas` is among them so that it
 * can be filtered (D-15).
 */
export const commonAttributes: Schema = {
  id: '',
  name: 'Common',
  description: 'Attributes that every resource has',
  attributes: nameAttributes({
    schemas: string({ multiValued: true, required: true, returned: 'always' }),
    id: string({ caseExact: true, mutability: 'readOnly', returned: 'always', uniqueness: 'server' }),
    externalId: string({ caseExact: true }),
    meta: complex(
      {
        resourceType: string({ caseExact: true, mutability: 'readOnly' }),
        created: dateTime({ mutability: 'readOnly' }),
        lastModified: dateTime({ mutability: 'readOnly' }),
        location: reference({ mutability: 'readOnly', referenceTypes: ['uri'] }),
        version: string({ caseExact: true, mutability: 'readOnly' }),
      },
      { mutability: 'readOnly' },
    ),
  }),
}
