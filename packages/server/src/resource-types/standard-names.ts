import { isProtocolEndpoint } from '@rollcall/scim'

/** True for the name of a resource type of SCIM itself, in any case. */
export function isStandardName(name: string): boolean {
  return standardNames.has(name.toLowerCase())
}

/** True for an endpoint that SCIM itself gives a meaning to, in any case. */
export function isStandardEndpoint(endpoint: string): boolean {
  return isProtocolEndpoint(endpoint) || standardEndpoints.has(endpoint.toLowerCase())
}

/**
 * True for the URN of a schema or a message of SCIM itself, or of the dialects of roles and entitlements. Other names below
 * `urn:ietf:params:scim:schemas:extension:` are free: Entra ID's own extensions have such.
 */
export function isStandardSchema(urn: string): boolean {
  const folded = urn.toLowerCase()
  return standardUrns.some((beginning) => folded.startsWith(beginning))
}

/** In lower case, as the others. */
const standardNames: ReadonlySet<string> = new Set([
  ...['user', 'group', 'role', 'entitlement', 'schema', 'resourcetype', 'serviceproviderconfig'],
])

/** Of the resource types that have a standard name. */
const standardEndpoints: ReadonlySet<string> = new Set(['/users', '/groups', '/roles', '/entitlements'])

const standardUrns: readonly string[] = [
  'urn:ietf:params:scim:schemas:core:',
  'urn:ietf:params:scim:schemas:extension:enterprise:',
  'urn:ietf:params:scim:api:',
  'urn:okta:scim:schemas:core:',
]
