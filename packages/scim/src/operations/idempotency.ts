import type { Instant } from '../resource/resource.js'
import { unprocessable } from '../scim-error.js'
import type { Draft } from '../storage/resource-store.js'

/**
 * How a request is known when a client sends it again, since it did not hear the answer
 * (draft-ietf-httpapi-idempotency-key-header): what it did is kept under the key, in the write set that does it.
 */
export interface Idempotency {
  /** Kept as it is: it should not give away what the client sent as its key. */
  readonly key: string
  /** Tells the request from another one; kept as it is, so that nobody should be able to guess the body from it. */
  readonly fingerprint: string
}

/** In milliseconds: a day. What comes later under the same key is a new request. */
export const keptFor = 24 * 60 * 60 * 1000

/**
 * What was kept under the key, parsed; undefined where nothing is.
 *
 * @throws ScimError 422 for a key that came with another request
 */
export async function readKept(draft: Draft, { key, fingerprint }: Idempotency): Promise<unknown> {
  const kept = await draft.kept(key)
  if (!kept) return undefined
  if (kept.fingerprint !== fingerprint) {
    throw unprocessable("This 'Idempotency-Key' came with another request before; a new request takes a new key.")
  }
  return JSON.parse(kept.answer)
}

/** Stages what is to be found under the key until then. */
export function stageKept(draft: Draft, { key, fingerprint }: Idempotency, answer: unknown, until: Instant): void {
  draft.keep(key, { fingerprint, answer: JSON.stringify(answer), until })
}
