import { boolean, integer, string } from '../schema/attribute.js'
import { defineSchema } from '../schema/schema.js'

/** Which base schemas the catalogue is published under: Okta's, or the IETF draft's (draft-ietf-scim-roles-entitlements-01). */
export type Dialect = 'okta' | 'ietf'

const readOnly = { mutability: 'readOnly' } as const

/** Okta's Role: what Okta Identity Governance discovers at /Roles. */
export const OktaRoleSchema = defineSchema(
  'urn:okta:scim:schemas:core:1.0:Role',
  {
    displayName: string({ ...readOnly, required: true, description: 'The name of the role as people read it' }),
    description: string({ ...readOnly, description: 'What the role is for' }),
  },
  { name: 'Role', description: 'A role that can be granted to a user' },
)

/** Okta's Entitlement: the base of every other kind, each at an endpoint of its own. */
export const OktaEntitlementSchema = defineSchema(
  'urn:okta:scim:schemas:core:1.0:Entitlement',
  {
    displayName: string({ ...readOnly, required: true, description: 'The name of the entitlement as people read it' }),
    type: string({ ...readOnly, required: true, description: "The resource type's name" }),
    description: string({ ...readOnly, description: 'What the entitlement is for' }),
  },
  { name: 'Entitlement', description: 'An entitlement that can be granted to a user' },
)

const draftAttributes = {
  value: string({ ...readOnly, required: true, description: 'What a user carries in roles or entitlements' }),
  display: string({ ...readOnly, description: 'The name as people read it' }),
  type: string({ ...readOnly, description: 'The kind it belongs to' }),
  supported: boolean({ ...readOnly, description: 'Whether it can be granted at present' }),
  limitedAssignmentsPermitted: boolean({ ...readOnly, description: 'Whether only so many users may hold it' }),
  totalAssignmentsPermitted: integer({ ...readOnly, description: 'How many users may hold it' }),
  totalAssignmentsUsed: integer({ ...readOnly, description: 'How many users hold it' }),
  containedBy: string({ ...readOnly, multiValued: true, description: 'Those whose rights include its own' }),
  contains: string({ ...readOnly, multiValued: true, description: 'Those whose rights it grants too' }),
}

/** The IETF draft's Role. There `supported` is required; of an entitlement it is not (§3.2, §3.3). */
export const DraftRoleSchema = defineSchema(
  'urn:ietf:params:scim:schemas:core:2.0:Role',
  {
    ...draftAttributes,
    supported: boolean({ ...readOnly, required: true, description: 'Whether it can be granted at present' }),
  },
  { name: 'Role', description: 'A role that can be granted to a user' },
)

/** The IETF draft's Entitlement: one type for all kinds, told apart by `type`. */
export const DraftEntitlementSchema = defineSchema(
  'urn:ietf:params:scim:schemas:core:2.0:Entitlement',
  draftAttributes,
  {
    name: 'Entitlement',
    description: 'An entitlement that can be granted to a user',
  },
)
