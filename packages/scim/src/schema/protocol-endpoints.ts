/**
 * True for an endpoint that the protocol itself gives a meaning to (RFC 7644 §3.2, §4), in any case: no resource type is there.
 *
 * @example isProtocolEndpoint('/Bulk') // true
 */
export function isProtocolEndpoint(endpoint: string): boolean {
  return protocolEndpoints.has(endpoint.toLowerCase())
}

/** In lower case. Some clients ask for the configuration in the plural. */
const protocolEndpoints: ReadonlySet<string> = new Set([
  '/',
  '/.search',
  '/me',
  '/bulk',
  '/schemas',
  '/resourcetypes',
  '/serviceproviderconfig',
  '/serviceproviderconfigs',
])
