import { findAmbiguousUrn, type ResourceType, type Schema } from '@rollcall/scim'
import { Refusal } from '../refusal.js'
import type { TenantConfiguration } from '../tenants/tenant-configurations.js'
import { isStandardEndpoint, isStandardName, isStandardSchema } from './standard-names.js'

/** @throws Refusal for a resource type whose name or endpoint something else of the tenant has. */
export function assertTypeFree(
  { catalogue, resourceTypes, tenant }: TenantConfiguration,
  { name, endpoint }: { readonly name: string; readonly endpoint: string },
): void {
  if (isStandardName(name)) throw new Refusal(`'${name}' is a name that SCIM itself uses; choose another.`)
  if (isStandardEndpoint(endpoint)) {
    throw new Refusal(`'${endpoint}' is an endpoint that SCIM itself uses; choose another.`)
  }
  const kinds = catalogue.entitlementTypes.map((kind) => ({ ...kind, is: 'kind of entitlement' }))
  for (const other of [...resourceTypes.map((type) => ({ ...type, is: 'resource type' })), ...kinds]) {
    if (same(other.name, name)) throw new Refusal(`'${tenant}' has a ${other.is} '${other.name}' already.`)
    if (same(other.endpoint, endpoint)) {
      throw new Refusal(`'${tenant}' has the ${other.is} '${other.name}' at '${other.endpoint}' already.`)
    }
  }
}

/** @throws Refusal for the URN of a schema that is there already. */
export function assertSchemaFree({ catalogue, definitions, tenant }: TenantConfiguration, urn: string): void {
  if (isStandardSchema(urn)) {
    throw new Refusal(`'${urn}' is the URN of a schema of SCIM itself; give yours one of its own.`)
  }
  const own = definitions.schemas.find(({ id }) => same(id, urn))
  if (own) {
    throw new Refusal(`'${tenant}' has a schema '${own.id}' already. See them: rollcall schema list ${tenant}`)
  }
  const kind = catalogue.entitlementTypes.find(({ extension }) => extension !== undefined && same(extension.id, urn))
  if (kind)
    throw new Refusal(`'${urn}' is the schema of the kind of entitlement '${kind.name}' of '${tenant}' already.`)
}

/** @throws Refusal for a schema whose URN, in this resource type, would also be the name of an attribute, or the other way round. */
export function assertUnambiguous({ name, schema, schemaExtensions }: ResourceType, added: Schema): void {
  const ambiguity = findAmbiguousUrn([schema, ...schemaExtensions.map((extension) => extension.schema), added])
  if (ambiguity !== undefined) throw new Refusal(`'${added.id}' cannot extend '${name}'. ${ambiguity}`)
}

/** Names are read without regard to case (RFC 7643 §2.1). */
function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
