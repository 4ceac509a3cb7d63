import { invalidSyntax, payloadTooLarge, ScimError, unsupportedMediaType } from '../scim-error.js'
import { assertShallow } from './assert-shallow.js'

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
  assertShallow(text)
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalidSyntax(`The request's body is not valid JSON: ${positionOf(error)}.`)
  }
}

function assertMediaType(contentType: string | null): void {
  if (contentType === null || contentType.trim() === '') return
  const mediaType = contentType.replace(/;.*$/s, '').trim().toLowerCase()
  if (mediaType === 'application/scim+json' || mediaType === 'application/json') return
  throw unsupportedMediaType(`A body is 'application/scim+json' or 'application/json', not '${mediaType}'.`)
}

/** Counts the bytes while they are read, so that a body without a length cannot fill the memory. */
async function readText(request: Request, limit: number): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > limit) throw bodyTooLarge(limit)
  if (!request.body) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let size = 0
  let text = ''
  try {
    for await (const chunk of chunksOf(request.body)) {
      size += chunk.byteLength
      if (size > limit) throw bodyTooLarge(limit)
      text += decoder.decode(chunk, { stream: true })
    }
    return text + decoder.decode()
  } catch (error) {
    if (error instanceof ScimError) throw error
    if (error instanceof TypeError) throw invalidSyntax("The request's body is not valid UTF-8.")
    // The client went away while it sent: its doing, and no bug of ours.
    throw invalidSyntax("The request's body broke off before its end.")
  }
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

/** Where JSON.parse stopped, without the caller's text, which may hold a secret. */
function positionOf(error: unknown): string {
  const position = /position (\d+)/.exec(String(error))?.[1]
  return position === undefined ? 'it ends too early, or is malformed' : `it goes wrong at position ${position}`
}
