import type { JsonObject } from '../json.js'
import { maxPageSize } from '../storage/page-sizes.js'

const configSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'

/** What this service provider supports (RFC 7643 §5; RFC 9865 §2.2 for pagination): what it says is what is enforced. */
export function serviceProviderConfig(features: { readonly changePassword: boolean }, baseUrl: string): JsonObject {
  return {
    schemas: [configSchema],
    patch: { supported: true },
    bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
    filter: { supported: true, maxResults: maxPageSize },
    changePassword: { supported: features.changePassword },
    sort: { supported: true },
    etag: { supported: true },
    pagination: { cursor: false, index: true, defaultPaginationMethod: 'index' },
    authenticationSchemes: [
      {
        type: 'oauthbearertoken',
        name: 'Bearer token',
        description: "The key of a connection, sent as 'Authorization: Bearer <key>'",
        specUri: 'https://www.rfc-editor.org/info/rfc6750',
        primary: true,
      },
    ],
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  }
}
