import type { JsonObject } from '../json.js'
import type { ResourceType } from '../schema/resource-type.js'

const resourceTypeSchema = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType'

/** The resource types as resources (RFC 7643 §6). */
export function resourceTypeResources(types: readonly ResourceType[], baseUrl: string): readonly JsonObject[] {
  return types.map((type) => ({
    schemas: [resourceTypeSchema],
    id: type.name,
    name: type.name,
    endpoint: type.endpoint,
    ...(type.description === '' ? {} : { description: type.description }),
    schema: type.schema.id,
    ...(type.schemaExtensions.length === 0
      ? {}
      : { schemaExtensions: type.schemaExtensions.map(({ schema, required }) => ({ schema: schema.id, required })) }),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.name}` },
  }))
}
