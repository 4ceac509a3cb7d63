import { DatabaseBusy, DatabaseFull, DatabaseUnavailable } from '../sql-database.js'

/** An error on its way from one thread to another, where its class would be lost. */
export interface FailureMessage {
  readonly kind: 'busy' | 'full' | 'unavailable' | 'failed'
  readonly message: string
}

/** What a thread says of its error. */
export function failureOf(error: unknown): FailureMessage {
  if (error instanceof DatabaseBusy) return { kind: 'busy', message: error.reason }
  if (error instanceof DatabaseFull) return { kind: 'full', message: error.reason }
  if (error instanceof DatabaseUnavailable) return { kind: 'unavailable', message: error.reason }
  return { kind: 'failed', message: error instanceof Error ? error.message : String(error) }
}

/** The error that a thread told of. */
export function errorOfFailure({ kind, message }: FailureMessage): Error {
  switch (kind) {
    case 'busy':
      return new DatabaseBusy(message)
    case 'full':
      return new DatabaseFull(message)
    case 'unavailable':
      return new DatabaseUnavailable(message)
    case 'failed':
      return new Error(message)
  }
}
