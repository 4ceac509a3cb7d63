import type { Idempotency } from '../operations/idempotency.js'
import { invalidValue } from '../scim-error.js'
import type { Exchange } from './exchange.js'

/**
 * Reads the header `Idempotency-Key` of a POST, on a resource type's endpoint or on `/Bulk`
 * (draft-ietf-httpapi-idempotency-key-header): a client sends the request again under the same key when it did not hear the
 * answer, within a day, and nothing is done twice. A POST is answered with what it created, as that is now; a Bulk request
 * that broke off finishes the rest. A key is the connection's own. Another request under a key that is taken is refused, 422.
 *
 * The header's value is stored nowhere. What is kept is its digest, and a fingerprint of the request made with the value as its
 * key: a body may hold a password, and whoever reads the storage alone cannot try passwords against either of them.
 *
 * @throws ScimError invalidValue for a key that is empty, too long, or not of visible ASCII characters
 */
export async function readIdempotency(
  { request, url }: Pick<Exchange, 'request' | 'url'>,
  body: unknown,
): Promise<Idempotency | undefined> {
  const header = request.headers.get('idempotency-key')
  if (header === null) return undefined
  // The draft's structured field has quotes, which many clients leave out: with or without, it is one key.
  const value = header.replace(/^"(.*)"$/, '$1')
  if (!/^[\x21-\x7e]{1,255}$/.test(value)) {
    throw invalidValue("'Idempotency-Key' is of 1 to 255 visible ASCII characters.")
  }
  // The same request gives the same text, however it was spaced.
  const text = `${request.method} ${url.pathname}${url.search}\n${JSON.stringify(body)}`
  return { key: await digestOf(value), fingerprint: await fingerprintOf(value, text) }
}

/** The purpose before the value sets it apart from any other digest of it. */
async function digestOf(value: string): Promise<string> {
  return hexOf(await crypto.subtle.digest('SHA-256', bytesOf(`idempotency-key\n${value}`)))
}

async function fingerprintOf(value: string, text: string): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', bytesOf(value), algorithm, false, ['sign'])
  return hexOf(await crypto.subtle.sign(algorithm, key, bytesOf(text)))
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
