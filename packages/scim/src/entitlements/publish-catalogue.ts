import type { JsonObject } from '../json.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import type { Publication } from '../storage/published-resources.js'
import type { Catalogue, CatalogueValue, EntitlementType } from './catalogue.js'
import { type Dialect, OktaEntitlementSchema, OktaRoleSchema } from './dialect-schemas.js'
import { publishForDraft } from './publish-for-draft.js'
import { publishedValue } from './published-value.js'

/**
 * The catalogue as read-only resource types and their resources. Okta's dialect has one type a kind, each at its own
 * endpoint, and only what can be granted; the draft's has two types, and says of each value whether it can.
 */
export function publishCatalogue(catalogue: Catalogue, dialect: Dialect): readonly Publication[] {
  return dialect === 'okta' ? publishForOkta(catalogue) : publishForDraft(catalogue)
}

function publishForOkta(catalogue: Catalogue): readonly Publication[] {
  const roles = oktaPublication(RoleForOkta, catalogue.roles, oktaDocument)
  const kinds = catalogue.entitlementTypes.map((kind) =>
    oktaPublication(oktaResourceType(kind), kind.values, (value) => ({
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

function oktaPublication(
  type: ResourceType,
  values: readonly CatalogueValue[],
  documentOf: (value: CatalogueValue) => JsonObject,
): Publication {
  const offered = values.filter((value) => value.supported)
  return { type, resources: offered.map((value) => publishedValue(value.value, documentOf(value), value)) }
}
