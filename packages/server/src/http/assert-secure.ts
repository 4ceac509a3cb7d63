import { forbidden } from '@rollcall/scim'
import { type BaseUrlSettings, forwardedProtocol } from './base-url.js'

/**
 * Where the public URL is https and the proxy that we trust says that the client came without TLS, nothing is looked at, the
 * key least of all (RFC 7644 §7.2, §7.4).
 *
 * @throws ScimError 403
 */
export function assertSecure({ headers }: Request, { publicUrl, trustForwarded }: BaseUrlSettings): void {
  if (!trustForwarded || !/^https:/i.test(publicUrl ?? '') || forwardedProtocol(headers) !== 'http') return
  throw forbidden('This service is reached by https: only, and a key that was sent in clear text should be revoked.')
}
