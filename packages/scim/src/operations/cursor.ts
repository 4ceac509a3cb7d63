import { isList, type Json } from '../json.js'
import type { Instant } from '../resource/resource.js'
import { invalidCursor } from '../scim-error.js'
import type { Position } from '../storage/resource-store.js'
import type { CursorKey, CursorKeys } from './cursor-keys.js'

/** What a cursor holds: the whole state of a list that is read page by page (RFC 9865). Nothing of it is kept elsewhere. */
export interface Cursor {
  readonly position: Position
  readonly count: number
  readonly expires: Instant
}

/**
 * Seals a cursor with AES-GCM: `<key>.<iv, sealed text and tag>`, all of unreserved characters (RFC 3986 §2.3). `owner` is
 * what it holds for: who asks, and for what. It is no part of the cursor, and whoever opens it must say the same.
 */
export async function sealCursor(keys: CursorKeys, owner: string, cursor: Cursor): Promise<string> {
  const { id, key } = await keys.current()
  const { position, count, expires } = cursor
  const iv = crypto.getRandomValues(new Uint8Array(ivLength))
  const text = encoder.encode(JSON.stringify([expires, count, position.id, position.key ?? null]))
  const sealed = new Uint8Array(await crypto.subtle.encrypt(algorithm(iv, owner), key, text))
  return `${id}.${base64url(Uint8Array.of(...iv, ...sealed))}`
}

/**
 * Opens a cursor.
 *
 * @throws ScimError invalidCursor when it was not sealed by one of the keys, in this very form, for this owner
 */
export async function openCursor(keys: CursorKeys, owner: string, text: string): Promise<Cursor> {
  if (text.length > longestCursor) throw invalidCursor()
  const [, keyId = '', sealed = ''] = cursorForm.exec(text) ?? []
  const bytes = bytesOf(sealed)
  const key = bytes && (await keys.find(keyId))
  if (!bytes || !key) throw invalidCursor()
  return readCursor(await decrypt(key, owner, bytes))
}

/** A position holds an id and 256 characters of a sort key: far less, once it is sealed. */
const longestCursor = 8192
const cursorForm = /^([A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]+)$/
const ivLength = 12
const encoder = new TextEncoder()

function algorithm(iv: Uint8Array<ArrayBuffer>, owner: string) {
  return { name: 'AES-GCM', iv, additionalData: encoder.encode(owner) }
}

async function decrypt({ key }: CursorKey, owner: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const [iv, sealed] = [bytes.slice(0, ivLength), bytes.slice(ivLength)]
  try {
    return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm(iv, owner), key, sealed))
  } catch {
    // What fails here is the caller's: the bytes are not what was sealed.
    throw invalidCursor()
  }
}

/** Our own JSON, as `sealCursor` wrote it. */
function readCursor(text: string): Cursor {
  const parts: Json = JSON.parse(text)
  const [expires, count, id, key] = isList(parts) ? parts : []
  if (typeof expires !== 'number' || typeof count !== 'number' || typeof id !== 'string') throw invalidCursor()
  return { expires, count, position: { id, key: typeof key === 'string' ? key : undefined } }
}

function base64url(bytes: Uint8Array): string {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Undefined for a text that is not the one form of some bytes: the last character may have bits that mean nothing. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (text.length % 4 === 1) return undefined
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (unit) => unit.charCodeAt(0))
  return bytes.length > ivLength && base64url(bytes) === text ? bytes : undefined
}
