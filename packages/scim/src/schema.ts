/** Schemas and resource types: declare them in TypeScript, or read them from JSON (`@rollcall/scim/schema`). */
export { findAmbiguousUrn } from './schema/ambiguous-urn.js'
export {
  type Attribute,
  type AttributeDeclaration,
  binary,
  boolean,
  complex,
  dateTime,
  decimal,
  integer,
  reference,
  string,
} from './schema/attribute.js'
export { EnterpriseUserSchema } from './schema/enterprise-user.js'
export { Group } from './schema/group.js'
export { isProtocolEndpoint } from './schema/protocol-endpoints.js'
export { readResourceType } from './schema/read-resource-type.js'
export { readSchema } from './schema/read-schema.js'
export {
  defineResourceType,
  type Meta,
  type ResourceOf,
  type ResourceType,
  type SchemaExtension,
} from './schema/resource-type.js'
export { defineSchema, type Schema } from './schema/schema.js'
export { User } from './schema/user.js'
export { ScimError } from './scim-error.js'
