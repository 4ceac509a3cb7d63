import {
  type Applied,
  DatabaseUnavailable,
  OutcomeUnknown,
  ReferenceBroken,
  type Statement,
  UnexpectedCount,
} from '../sql-database.js'
import { attemptWrite } from './attempt-write.js'
import { CommitUnanswered, failureOf } from './postgres-failure.js'
import type { PostgresPool } from './postgres-pool.js'
import { withRetries } from './with-retries.js'

/**
 * Applies a write, and again where a lost connection or another transaction undid it. Where the connection dies at the commit,
 * the proof tells whether it took effect.
 *
 * @throws UnexpectedCount · ReferenceBroken · DatabaseUnavailable · OutcomeUnknown
 */
export async function applyWrite(
  pool: PostgresPool,
  statements: readonly Statement[],
  proof: Statement | undefined,
): Promise<readonly Applied[]> {
  let open: readonly Applied[] | undefined
  const isProved = async () => proof !== undefined && (await pool.use((one) => one.run(proof))).count > 0

  async function run(): Promise<readonly Applied[]> {
    if (open && (await isProved())) return open
    const outcome = await pool.use((connection) => attemptWrite(connection, statements))
    switch (outcome.kind) {
      case 'applied':
        return outcome.results
      case 'unexpectedCount':
        throw new UnexpectedCount(outcome.index, outcome.count)
      case 'open':
        if (!proof) throw new OutcomeUnknown('the connection to PostgreSQL died before it answered a commit')
        open = outcome.results
        throw new CommitUnanswered('a commit was not answered', { cause: outcome.error })
    }
  }

  /** What another attempt finds in its way may be the first one, which was still about to end when the proof was read. */
  async function runAgain(): Promise<readonly Applied[]> {
    try {
      return await run()
    } catch (error) {
      if (open && isInTheWay(error) && (await isProved())) return open
      throw error
    }
  }

  try {
    return await withRetries(runAgain)
  } catch (error) {
    if (open && error instanceof DatabaseUnavailable) {
      throw new OutcomeUnknown(`the connection died at a commit, and nobody could be asked about it: ${error.reason}`)
    }
    throw error
  }
}

function isInTheWay(error: unknown): boolean {
  return error instanceof UnexpectedCount || error instanceof ReferenceBroken || failureOf(error) === 'taken'
}
