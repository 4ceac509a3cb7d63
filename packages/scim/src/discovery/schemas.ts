import type { JsonObject } from '../json.js'
import { ResourceTypeSchema, SchemaSchema, ServiceProviderConfigSchema } from '../schema/meta-schemas.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { schemaResource } from './print-schema.js'

/** Every schema that answers may use, each once: base schemas, extensions, and the three that describe them (D-30). */
export function schemaResources(types: readonly ResourceType[], baseUrl: string): readonly JsonObject[] {
  const schemas = new Map<string, Schema>()
  for (const type of types) {
    for (const schema of [type.schema, ...type.schemaExtensions.map((extension) => extension.schema)]) {
      schemas.set(schema.id, schema)
    }
  }
  for (const schema of [ServiceProviderConfigSchema, ResourceTypeSchema, SchemaSchema]) schemas.set(schema.id, schema)
  return [...schemas.values()].map((schema) => schemaResource(schema, baseUrl))
}
