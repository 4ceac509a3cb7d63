import type { JsonObject } from '../json.js'
import type { Attribute } from '../schema/attribute.js'
import type { Schema } from '../schema/schema.js'

const schemaSchema = 'urn:ietf:params:scim:schemas:core:2.0:Schema'

/** A schema as a resource (RFC 7643 §7): what is declared is what is enforced. */
export function schemaResource(schema: Schema, baseUrl: string): JsonObject {
  return {
    schemas: [schemaSchema],
    id: schema.id,
    name: schema.name,
    description: schema.description === '' ? schema.name : schema.description,
    attributes: schema.attributes.map(attributeDefinition),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
  }
}

function attributeDefinition(attribute: Attribute): JsonObject {
  const isText = attribute.type === 'string' || attribute.type === 'reference' || attribute.type === 'binary'
  return {
    name: attribute.name,
    type: attribute.type,
    multiValued: attribute.multiValued,
    // Every definition has a description (§7): where none was written, the name says what it is.
    description: attribute.description === '' ? attribute.name : attribute.description,
    required: attribute.required,
    ...(attribute.canonicalValues.length === 0 ? {} : { canonicalValues: attribute.canonicalValues }),
    ...(isText ? { caseExact: attribute.caseExact } : {}),
    mutability: attribute.mutability,
    returned: attribute.returned,
    ...(attribute.type === 'complex' ? {} : { uniqueness: attribute.uniqueness }),
    ...(attribute.referenceTypes.length === 0 ? {} : { referenceTypes: attribute.referenceTypes }),
    ...(attribute.type === 'complex' ? { subAttributes: attribute.subAttributes.map(attributeDefinition) } : {}),
  }
}
