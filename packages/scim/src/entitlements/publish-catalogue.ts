import type { Json, JsonObject } from '../json.js'
import type { Instant } from '../resource/resource.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import type { Publication } from '../storage/published-resources.js'
import type { Catalogue, CatalogueValue, EntitlementType } from './catalogue.js'
import {
  type Dialect,
  DraftEntitlementSchema,
  DraftRoleSchema,
  OktaEntitlementSchema,
  OktaRoleSchema,
} from './dialect-schemas.js'

/** When the catalogue last changed: its resources' version and date. */
export interface CatalogueHead {
  readonly version: number
  readonly lastModified: Instant
}

/**
 * The catalogue as read-only resource types and their resources. Okta's dialect has one type a kind, each at its own
 * endpoint; the draft's has two. Values that are not supported any more are in neither.
 */
export function publishCatalogue(catalogue: Catalogue, dialect: Dialect, head: CatalogueHead): readonly Publication[] {
  return dialect === 'okta' ? publishForOkta(catalogue, head) : publishForDraft(catalogue, head)
}

function publishForOkta(catalogue: Catalogue, head: CatalogueHead): readonly Publication[] {
  const roles = publicationOf(RoleForOkta, catalogue.roles, head, oktaDocument)
  const kinds = catalogue.entitlementTypes.map((kind) =>
    publicationOf(oktaResourceType(kind), kind.values, head, (value) => ({
      ...oktaDocument(value),
      type: kind.name,
      ...(kind.extension === undefined ? {} : { [kind.extension.id]: value.attributes }),
    })),
  )
  return [roles, ...kinds]
}

const RoleForOkta = defineResourceType({
  name: 'Role',
  endpoint: '/Roles',
  description: 'Roles that can be granted to users',
  schema: OktaRoleSchema,
  readOnly: true,
})

function oktaResourceType(kind: EntitlementType): ResourceType {
  return defineResourceType({
    name: kind.name,
    endpoint: kind.endpoint,
    description: kind.description,
    schema: OktaEntitlementSchema,
    schemaExtensions: kind.extension === undefined ? [] : [{ schema: kind.extension, required: true }],
    readOnly: true,
  })
}

function oktaDocument(value: CatalogueValue): JsonObject {
  return {
    displayName: value.display,
    ...(value.description === undefined ? {} : { description: value.description }),
  }
}

function publishForDraft(catalogue: Catalogue, head: CatalogueHead): readonly Publication[] {
  const entitlements = catalogue.entitlementTypes.flatMap((kind) => kind.values.map((value) => ({ kind, value })))
  return [
    publicationOf(RoleForDraft, catalogue.roles, head, (value) => draftDocument(value)),
    {
      type: EntitlementForDraft,
      ...head,
      resources: entitlements
        .filter(({ value }) => value.supported)
        .map(({ kind, value }) => ({ id: value.value, document: draftDocument(value, kind.name) })),
    },
  ]
}

const RoleForDraft = defineResourceType({
  name: 'Role',
  endpoint: '/Roles',
  description: 'Roles that can be granted to users',
  schema: DraftRoleSchema,
  readOnly: true,
})

const EntitlementForDraft = defineResourceType({
  name: 'Entitlement',
  endpoint: '/Entitlements',
  description: 'Entitlements that can be granted to users',
  schema: DraftEntitlementSchema,
  readOnly: true,
})

function draftDocument(value: CatalogueValue, type?: string): Record<string, Json> {
  return {
    value: value.value,
    display: value.display,
    ...(type === undefined ? {} : { type }),
    supported: value.supported,
    limitedAssignmentsPermitted: false,
  }
}

function publicationOf(
  type: ResourceType,
  values: readonly CatalogueValue[],
  head: CatalogueHead,
  documentOf: (value: CatalogueValue) => JsonObject,
): Publication {
  const offered = values.filter((value) => value.supported)
  return { type, ...head, resources: offered.map((value) => ({ id: value.value, document: documentOf(value) })) }
}
