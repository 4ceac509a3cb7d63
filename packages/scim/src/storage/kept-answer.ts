import type { Instant } from '../resource/resource.js'

/** What a request did, for the answer where it comes again. Both texts are stored as they are: what the client sent is in neither. */
export interface KeptAnswer {
  /** Tells the request from another one under the same key. */
  readonly fingerprint: string
  /** JSON text, bounded by the caller. */
  readonly answer: string
  /** From then on it counts as absent, and is swept away by a later write that keeps something. */
  readonly until: Instant
}
