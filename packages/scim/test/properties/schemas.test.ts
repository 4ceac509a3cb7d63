import fc from 'fast-check'
import { expect, test } from 'vitest'
import { schemaResource } from '../../src/discovery/print-schema.js'
import { readSchema } from '../../src/schema/read-schema.js'
import type { Schema } from '../../src/schema/schema.js'
import { casesOf, casesTimeout } from './cases.js'
import { randomResourceType } from './random-schema.js'

test(
  'a schema that is printed for discovery is read, and printed again, as it was',
  () => {
    fc.assert(
      fc.property(randomResourceType({ writableOnly: false }), ({ schema }) => {
        const printed = print(schema)
        expect(print(readSchema(JSON.parse(printed)))).toBe(printed)
      }),
      casesOf(2),
    )
  },
  casesTimeout,
)

function print(schema: Schema): string {
  return JSON.stringify(schemaResource(schema, 'https://app.example/scim/v2'))
}
