import type { Applied, Statement } from '../sql-database.js'
import type { FailureMessage } from './failure-message.js'

/** What the main thread sends to the writer thread: one write, to be applied whole or not at all. */
export interface WriteMessage {
  readonly id: number
  readonly statements: readonly Statement[]
}

/** What became of a write. */
export type WriteAnswer = { readonly id: number } & WriteOutcome

export type WriteOutcome =
  | { readonly kind: 'applied'; readonly results: readonly Applied[] }
  | { readonly kind: 'unexpectedCount'; readonly index: number; readonly count: number }
  | { readonly kind: 'referenceBroken' }
  | FailureMessage
