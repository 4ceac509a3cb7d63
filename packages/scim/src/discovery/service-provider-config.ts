import type { JsonObject } from '../json.js'
import { defaultPageSize, maxPageSize } from '../storage/page-sizes.js'

const configSchema = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'

/** A way to authenticate, as ServiceProviderConfig names it (RFC 7643 §5). */
export interface AuthenticationScheme {
  readonly type: 'oauth' | 'oauth2' | 'oauthbearertoken' | 'httpbasic' | 'httpdigest'
  readonly name: string
  readonly description: string
  readonly specUri?: string
  readonly documentationUri?: string
  readonly primary?: boolean
}

/** What differs from one service provider to the next: all else is the engine's own. */
export interface ProviderFeatures {
  readonly changePassword: boolean
  /** The limits of a Bulk request (RFC 7644 §3.7.4). */
  readonly bulk: { readonly maxOperations: number; readonly maxPayloadSize: number }
  /** For how many seconds a cursor holds (RFC 9865 §4). */
  readonly cursorTimeout: number
  /** Where people read about the service. */
  readonly documentationUri: string | undefined
  readonly authenticationSchemes: readonly AuthenticationScheme[]
  /** What a catalogue says of itself (draft-ietf-scim-roles-entitlements-01): only in the draft's dialect. */
  readonly rolesAndEntitlements: JsonObject | undefined
}

/** A key in the Authorization header: what a service takes unless it says otherwise. */
export const bearerToken: AuthenticationScheme = {
  type: 'oauthbearertoken',
  name: 'Bearer token',
  description: "The key of a connection, sent as 'Authorization: Bearer <key>'",
  specUri: 'https://www.rfc-editor.org/info/rfc6750',
  primary: true,
}

/** What this service provider supports (RFC 7643 §5; RFC 9865 §2.2 for pagination): what it says is what is enforced. */
export function serviceProviderConfig(features: ProviderFeatures, baseUrl: string): JsonObject {
  const { bulk, cursorTimeout, changePassword, documentationUri, authenticationSchemes, rolesAndEntitlements } =
    features
  return {
    schemas: [configSchema],
    ...(documentationUri === undefined ? {} : { documentationUri }),
    patch: { supported: true },
    bulk: { supported: true, maxOperations: bulk.maxOperations, maxPayloadSize: bulk.maxPayloadSize },
    filter: { supported: true, maxResults: maxPageSize },
    changePassword: { supported: changePassword },
    sort: { supported: true },
    etag: { supported: true },
    pagination: {
      cursor: true,
      index: true,
      defaultPaginationMethod: 'index',
      defaultPageSize,
      maxPageSize,
      cursorTimeout,
    },
    authenticationSchemes: authenticationSchemes.map((scheme) => ({ ...scheme })),
    ...(rolesAndEntitlements === undefined ? {} : { RolesAndEntitlements: rolesAndEntitlements }),
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  }
}
