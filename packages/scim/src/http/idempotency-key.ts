import type { Idempotency } from '../operations/idempotency.js'
import { invalidValue } from '../scim-error.js'
import type { Exchange } from './exchange.js'

/**
 * Reads the header `Idempotency-Key` of a POST, on a resource type's endpoint or on `/Bulk`
 * (draft-ietf-httpapi-idempotency-key-header): a client sends the request again under the same key when it did not hear the
 * answer, within a day, and nothing is done twice. A POST is answered with what it created the first time; a Bulk request
 * that broke off finishes the rest. A key is the connection's own. Another request under a key that is taken is refused, 422.
 *
 * @throws ScimError invalidValue for a key that is empty, too long, or not of visible ASCII characters
 */
export async function readIdempotency({ request, url }: Exchange, body: unknown): Promise<Idempotency | undefined> {
  const header = request.headers.get('idempotency-key')
  if (header === null) return undefined
  // The draft's structured field has quotes, which many clients leave out: with or without, it is one key.
  const key = header.replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw invalidValue("'Idempotency-Key' is of 1 to 255 visible ASCII characters.")
  }
  return { key, fingerprint: await fingerprintOf(`${request.method} ${url.pathname}${url.search}`, body) }
}

/** The same request gives the same text, however it was spaced. */
async function fingerprintOf(target: string, body: unknown): Promise<string> {
  const text = new TextEncoder().encode(`${target}\n${JSON.stringify(body)}`)
  const digest = await crypto.subtle.digest('SHA-256', text)
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
