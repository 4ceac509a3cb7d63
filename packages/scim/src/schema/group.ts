import { complex, reference, string } from './attribute.js'
import { defineResourceType } from './resource-type.js'
import { defineSchema } from './schema.js'

/** The schema of a group (RFC 7643 §4.2). */
export const GroupSchema = defineSchema(
  'urn:ietf:params:scim:schemas:core:2.0:Group',
  {
    displayName: string({ description: 'A human-readable name for the Group', required: true }),
    members: complex(
      {
        value: string({
          description: 'Identifier of the member of this Group',
          required: true,
          mutability: 'immutable',
        }),
        $ref: reference({
          description: 'The URI corresponding to a SCIM resource that is a member of this Group',
          mutability: 'immutable',
          referenceTypes: ['User', 'Group'],
        }),
        type: string({
          description: "A label indicating the type of resource, e.g., 'User' or 'Group'",
          canonicalValues: ['User', 'Group'],
          mutability: 'immutable',
        }),
        display: string({
          description: 'A human-readable name, primarily used for display purposes',
          mutability: 'readOnly',
        }),
      },
      { description: 'A list of members of the Group', multiValued: true },
    ),
  },
  { name: 'Group', description: 'Group' },
)

/** Groups (RFC 7643 §4.2), at /Groups. */
export const Group = defineResourceType({
  name: 'Group',
  endpoint: '/Groups',
  description: 'Group',
  schema: GroupSchema,
  keptApart: { links: 'members' },
})
