export * from './filter/filter.js'
export type { Json, JsonObject, Resource } from './resource/resource.js'
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
export type { AttributePath } from './schema/attribute-path.js'
export { EnterpriseUserSchema } from './schema/enterprise-user.js'
export { Group } from './schema/group.js'
export { defineResourceType, type Meta, type ResourceOf, type ResourceType } from './schema/resource-type.js'
export { defineSchema, type Schema } from './schema/schema.js'
export { User } from './schema/user.js'
export * from './scim-error.js'
