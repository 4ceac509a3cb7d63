import { invalidSyntax, payloadTooLarge, ScimError, unsupportedMediaType } from '../scim-error.js'
import { parseJson } from './parse-json.js'

/** The longest body that is read, in bytes: 16 MiB. */
export const maxBodySize = 16 * 1024 * 1024

/**
 * Reads a request's body as JSON (RFC 7644 §3.1, D-50). A missing media type is taken for application/scim+json.
 *
 * @throws ScimError 415, 413, invalidSyntax
 */
export async function readBody(request: Request, limit = maxBodySize): Promise<unknown> {
  assertMediaType(request.headers.get('content-type'))
  const text = await readText(request, limit)
  if (text.trim() === '') throw invalidSyntax('The request has no body; this operation needs one.')
  return parseJson(text, "The request's body")
}

function assertMediaType(contentType: string | null): void {
  if (contentType === null || contentType.trim() === '') return
  const mediaType = contentType.replace(/;.*$/s, '').trim().toLowerCase()
  if (mediaType === 'application/scim+json' || mediaType === 'application/json') return
  throw unsupportedMediaType(`A body is 'application/scim+json' or 'application/json', not '${mediaType}'.`)
}

async function readText(request: Request, limit: number): Promise<string> {
  const bytes = await readBytes(request, limit)
  try {
    return utf8.decode(bytes)
  } catch {
    throw invalidSyntax("The request's body is not valid UTF-8.")
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** What says its length, and has no more than that, is read at once: servers make a stream only of what is read as one. */
async function readBytes(request: Request, limit: number): Promise<ArrayBuffer | Uint8Array> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN)
  if (length > limit) throw bodyTooLarge(limit)
  try {
    if (Number.isNaN(length)) return await countBytes(request.body, limit)
    const bytes = await request.arrayBuffer()
    if (bytes.byteLength > limit) throw bodyTooLarge(limit)
    return bytes
  } catch (error) {
    if (error instanceof ScimError) throw error
    // The client went away while it sent: its doing, and no bug of ours.
    throw invalidSyntax("The request's body broke off before its end.")
  }
}

/** Counts the bytes while they are read, so that a body without a length cannot fill the memory. */
async function countBytes(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  if (body) {
    for await (const chunk of chunksOf(body)) {
      size += chunk.byteLength
      if (size > limit) throw bodyTooLarge(limit)
      chunks.push(chunk)
    }
  }
  return joined(chunks, size)
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value
  } finally {
    // Not waited for: where the body is read twice, it comes to an end only when the other reader lets go, too.
    void reader.cancel().catch(() => {})
  }
}

function bodyTooLarge(limit: number) {
  return payloadTooLarge(`The request's body is longer than the ${limit} bytes that are read.`)
}
