import { type Applied, ReferenceBroken, type Statement } from '../sql-database.js'
import { failureOf, leavesOpen } from './postgres-failure.js'
import type { PostgresConnection } from './postgres-pool.js'
import { unawaited } from './unawaited.js'

/** What became of a write. Whatever is not here is an error, and nothing was applied. */
export type WriteOutcome =
  | { readonly kind: 'applied'; readonly results: readonly Applied[] }
  | { readonly kind: 'unexpectedCount'; readonly index: number; readonly count: number }
  /** The commit was sent and not answered: `results` hold if it took effect. */
  | { readonly kind: 'open'; readonly results: readonly Applied[]; readonly error: unknown }

/** How many statements are sent before their answers are looked at. */
const windowLength = 64

/**
 * One transaction. Statements are sent without waiting for each other, and what they changed is looked at before the commit
 * is sent: two round trips, however many there are. Each statement sees what was committed before it began.
 *
 * @throws ReferenceBroken, or the driver's error
 */
export async function attemptWrite(
  connection: PostgresConnection,
  statements: readonly Statement[],
): Promise<WriteOutcome> {
  unawaited(connection.say('BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE'))
  const results: Applied[] = []
  while (results.length < statements.length) {
    const miss = await runWindow(connection, statements, results)
    if (!miss) continue
    unawaited(connection.say('ROLLBACK'))
    if (miss.kind === 'unexpectedCount') return miss
    throw miss.error
  }
  try {
    await connection.say('COMMIT')
    return { kind: 'applied', results }
  } catch (error) {
    if (leavesOpen(error)) return { kind: 'open', results, error }
    throw error
  }
}

type Miss =
  | Extract<WriteOutcome, { readonly kind: 'unexpectedCount' }>
  | { readonly kind: 'failed'; readonly error: unknown }

/** Adds the results of the next statements; answers the first that was not as it had to be. */
async function runWindow(
  connection: PostgresConnection,
  statements: readonly Statement[],
  results: Applied[],
): Promise<Miss | undefined> {
  const first = results.length
  const sent = windowFrom(statements, first).map((statement) =>
    isDue(statement, results) ? connection.run(statement) : Promise.resolve(unchanged),
  )
  const settled = await Promise.allSettled(sent)
  for (const [place, outcome] of settled.entries()) {
    if (outcome.status === 'rejected') return { kind: 'failed', error: errorOf(outcome.reason) }
    const index = first + place
    const { count } = outcome.value
    const { expect, onlyIf } = statements[index] ?? {}
    const isSkipped = onlyIf !== undefined && outcome.value === unchanged
    if (expect !== undefined && count !== expect && !isSkipped) return { kind: 'unexpectedCount', index, count }
    results.push(outcome.value)
  }
  return undefined
}

const unchanged: Applied = { count: 0, rows: [] }

/** As many as need not wait for each other's answers. */
function windowFrom(statements: readonly Statement[], first: number): readonly Statement[] {
  const window = statements.slice(first, first + windowLength)
  const end = window.findIndex(({ onlyIf }) => onlyIf?.some((index) => index >= first))
  return end === -1 ? window : window.slice(0, end)
}

function isDue({ onlyIf }: Statement, results: readonly Applied[]): boolean {
  return onlyIf === undefined || onlyIf.some((index) => (results[index]?.count ?? 0) > 0)
}

function errorOf(error: unknown): unknown {
  return failureOf(error) === 'referenceBroken' ? new ReferenceBroken('a row points at one that does not exist') : error
}
