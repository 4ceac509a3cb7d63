import { type Attribute, defineResourceType, Group, type ResourceType, User } from '@rollcall/scim'

/** The writable resource types of a tenant: what its `/Schemas` says is what its storage enforces. */
export function tenantResourceTypes(settings: { readonly duplicateGroupNames: boolean }): readonly ResourceType[] {
  return settings.duplicateGroupNames ? [User, Group] : [User, GroupOfUniqueName]
}

/** Groups whose displayName is claimed: the second of one name is refused with 409 (D-72). */
const GroupOfUniqueName = defineResourceType({
  ...Group,
  schema: { ...Group.schema, attributes: Group.schema.attributes.map(claimName) },
})

function claimName(attribute: Attribute): Attribute {
  return attribute.name === 'displayName' ? { ...attribute, uniqueness: 'server' } : attribute
}
