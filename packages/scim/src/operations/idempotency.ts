import type { Instant } from '../resource/resource.js'
import { unprocessable } from '../scim-error.js'
import type { Draft } from '../storage/resource-store.js'

/**
 * A key under which a client sends a request again when it did not hear the answer
 * (draft-ietf-httpapi-idempotency-key-header): what the request did is kept with the write set that does it.
 */
export interface Idempotency {
  readonly key: string
  /** Tells the request from another one: two requests of one fingerprint are one and the same. */
  readonly fingerprint: string
}

/** In milliseconds: a day. What comes later under the same key is a new request. */
const keptFor = 24 * 60 * 60 * 1000

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

/** Stages what is to be found under the key for a day. */
export function stageKept(draft: Draft, { key, fingerprint }: Idempotency, answer: unknown, now: Instant): void {
  draft.keep(key, { fingerprint, answer: JSON.stringify(answer), until: now + keptFor })
}
