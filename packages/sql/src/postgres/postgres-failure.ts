import { DatabaseError } from 'pg'

/**
 * What an error means for whoever asked. `lost`: the connection is gone, or leads to a server that cannot serve now.
 * `undone`: another transaction was in the way, and the same again may succeed. `stale`: the connection is not as we take it
 * to be: a prepared statement is older than the schema or was never made, or the transaction before did not end.
 */
export type PostgresFailure =
  | 'lost'
  | 'undone'
  | 'stale'
  | 'tooSlow'
  | 'full'
  | 'tooLarge'
  | 'referenceBroken'
  | 'taken'
  | 'other'

/** The server has not answered a commit: whether it took effect must be asked. */
export class CommitUnanswered extends Error {
  override readonly name = 'CommitUnanswered'
}

/** Where the primary should be is a server that follows another: what it answers may be older than what was acknowledged. */
export class StandbyReached extends Error {
  override readonly name = 'StandbyReached'
}

/** Tells by SQLSTATE; never by a constraint's name, which a cluster changes. */
export function failureOf(error: unknown): PostgresFailure {
  if (!(error instanceof Error)) return 'other'
  if (error instanceof CommitUnanswered || error instanceof StandbyReached) return 'lost'
  if (!(error instanceof DatabaseError)) return isConnectionError(error) ? 'lost' : 'other'
  const { code = '' } = error
  if (code === '0A000' && error.message.startsWith('cached plan')) return 'stale'
  return failures[code] ?? failures[code.slice(0, 2)] ?? 'other'
}

/**
 * True where an error in answer to COMMIT leaves open whether it took effect: all but those by which the server says that it
 * has rolled back.
 */
export function leavesOpen(error: unknown): boolean {
  if (!(error instanceof DatabaseError) || error.severity !== 'ERROR') return true
  return failureOf(error) === 'lost' || unknownOutcomes.has(error.code ?? '')
}

/** statement_completion_unknown, which clusters answer; internal_error, data_corrupted, index_corrupted. */
const unknownOutcomes: ReadonlySet<string> = new Set(['40003', 'XX000', 'XX001', 'XX002'])

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, by code or by class. */
const failures: Readonly<Record<string, PostgresFailure>> = {
  '08': 'lost',
  '53300': 'lost',
  '57P01': 'lost',
  '57P02': 'lost',
  '57P03': 'lost',
  '57P05': 'lost',
  '25P03': 'lost',
  // A server that was the primary before a fail-over.
  '25006': 'lost',
  '40001': 'undone',
  '40P01': 'undone',
  '25P02': 'stale',
  '26000': 'stale',
  '57014': 'tooSlow',
  '55P03': 'tooSlow',
  '53100': 'full',
  // What is looked up by an index has at most 2,704 bytes, after compression.
  '54000': 'tooLarge',
  '23503': 'referenceBroken',
  '23505': 'taken',
}

/** Of the socket, or the driver's own words for it. A host with several addresses has an error for each of them. */
function isConnectionError(error: Error): boolean {
  if (error instanceof AggregateError)
    return error.errors.some((each) => each instanceof Error && isConnectionError(each))
  // What breaks off while TLS is agreed on has a code and no system call.
  if ('syscall' in error || ('code' in error && error.code === 'ECONNRESET')) return true
  return /^(Connection terminated|Client has encountered a connection error|Client was closed|Query read timeout|timeout expired)/.test(
    error.message,
  )
}
