import type { JsonObject } from '../json.js'
import { defineResourceType } from '../schema/resource-type.js'
import type { Publication } from '../storage/published-resources.js'
import type { Catalogue, CatalogueValue, EntitlementType } from './catalogue.js'
import { DraftEntitlementSchema, DraftRoleSchema } from './dialect-schemas.js'
import { publishedValue } from './published-value.js'

/**
 * The catalogue as draft-ietf-scim-roles-entitlements-01 has it: roles at /Roles, entitlements of every kind at
 * /Entitlements, and in ServiceProviderConfig what users may carry of them (§3.1).
 */
export function publishForDraft(catalogue: Catalogue): readonly Publication[] {
  return [
    {
      type: Role,
      resources: catalogue.roles.map((value) =>
        publishedValue(value.value, documentOf(value, catalogue.roles, undefined), value),
      ),
      rolesAndEntitlements: {
        roles: { supported: true, multipleRolesSupported: true, primarySupported: true, typeSupported: true },
      },
    },
    {
      type: Entitlement,
      resources: entitlementResources(catalogue.entitlementTypes),
      rolesAndEntitlements: { entitlements: entitlementsSupport(catalogue.entitlementTypes) },
    },
  ]
}

const Role = defineResourceType({
  name: 'Role',
  endpoint: '/Roles',
  description: 'Roles that can be granted to users',
  schema: DraftRoleSchema,
  readOnly: true,
})

const Entitlement = defineResourceType({
  name: 'Entitlement',
  endpoint: '/Entitlements',
  description: 'Entitlements that can be granted to users',
  schema: DraftEntitlementSchema,
  readOnly: true,
})

/** An entitlement's `type` is the name of its kind, and of no other. */
function entitlementsSupport(kinds: readonly EntitlementType[]): JsonObject {
  return {
    supported: true,
    multipleEntitlementsSupported: true,
    primarySupported: true,
    typeSupported: true,
    ...(kinds.length === 0 ? {} : { types: kinds.map(({ name }) => name) }),
  }
}

/** The id is the value; where several kinds have the same value, with the name of its kind before it. */
function entitlementResources(kinds: readonly EntitlementType[]): Publication['resources'] {
  const kindsOf = new Map<string, number>()
  for (const { value } of kinds.flatMap(({ values }) => values)) kindsOf.set(value, (kindsOf.get(value) ?? 0) + 1)
  return kinds.flatMap((kind) =>
    kind.values.map((value) => {
      const id = kindsOf.get(value.value) === 1 ? value.value : `${kind.name}.${value.value}`
      return publishedValue(id, documentOf(value, kind.values, kind.name), value)
    }),
  )
}

function documentOf(value: CatalogueValue, siblings: readonly CatalogueValue[], type: string | undefined): JsonObject {
  const contains = value.contains ?? []
  const containedBy = siblings.filter((sibling) => sibling.contains?.includes(value.value)).map((each) => each.value)
  return {
    value: value.value,
    display: value.display,
    ...(type === undefined ? {} : { type }),
    supported: value.supported,
    limitedAssignmentsPermitted: value.seats !== undefined,
    // How many are used is not said: it moves with other resources, and this one's version stands still.
    ...(value.seats === undefined ? {} : { totalAssignmentsPermitted: value.seats }),
    ...(contains.length === 0 ? {} : { contains }),
    ...(containedBy.length === 0 ? {} : { containedBy }),
  }
}
