import { type Attribute, defineResourceType, Group, type ResourceType, User } from '@rollcall/scim'
import type { TenantDefinitions } from './read-definitions.js'

/** The writable resource types of a tenant: what its `/Schemas` says is what its storage enforces. The first is its User. */
export function tenantResourceTypes(
  settings: { readonly duplicateGroupNames: boolean },
  definitions: TenantDefinitions,
): readonly [ResourceType, ...ResourceType[]] {
  const group = settings.duplicateGroupNames ? Group : GroupOfUniqueName
  const others = [group, ...definitions.resourceTypes]
  return [withExtensions(User, definitions), ...others.map((type) => withExtensions(type, definitions))]
}

/** Groups whose displayName is claimed: the second of one name is refused with 409 (D-72). */
const GroupOfUniqueName = defineResourceType({
  ...Group,
  schema: { ...Group.schema, attributes: Group.schema.attributes.map(claimName) },
})

function claimName(attribute: Attribute): Attribute {
  return attribute.name === 'displayName' ? { ...attribute, uniqueness: 'server' } : attribute
}

/** The type itself where the tenant extends it by nothing: what is known of a type is remembered by its object. */
function withExtensions(type: ResourceType, { extensions }: TenantDefinitions): ResourceType {
  const added = extensions.filter(({ typeKey }) => typeKey === type.name.toLowerCase())
  if (added.length === 0) return type
  const schemaExtensions = added.map(({ schema, required }) => ({ schema, required }))
  return defineResourceType({ ...type, schemaExtensions: [...type.schemaExtensions, ...schemaExtensions] })
}
