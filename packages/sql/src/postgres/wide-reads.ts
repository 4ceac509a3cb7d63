import { DatabaseError } from 'pg'
import { DatabaseUnavailable, type SqlDatabase, type SqlReader } from '../sql-database.js'
import { failureOf } from './postgres-failure.js'
import type { PostgresPool } from './postgres-pool.js'
import { readOnce, readSnapshot } from './read-snapshot.js'
import { createWideGate } from './wide-gate.js'
import { withRetries } from './with-retries.js'

/** How long a copy that could not be reached is left alone. */
const restMs = 1_000

/** How long it is left to the one who tries it again: as long as a connection may take. */
const tryMs = 5_000

/**
 * Wide reads: from a copy where there is one, and from the primary while the copy cannot serve. It is asked once: what it cannot
 * do now (it is away, a page it reads is being replayed over, its schema is the one before) the primary can. So it
 * can what must be as of now. There they leave connections to the requests, so that a copy that fails or lags slows down what is
 * wide, and nothing else.
 */
export function createWideReads(
  primary: PostgresPool,
  copy: PostgresPool | undefined,
  size: number,
): SqlDatabase['wideSnapshot'] {
  const primaryGate = createWideGate(Math.max(1, Math.floor(size / 2)))
  const fromPrimary = <T>(work: Work<T>) => primaryGate(() => readSnapshot(primary, work))
  if (!copy) return fromPrimary
  const copyGate = createWideGate(size)
  const reach = createReach()
  return async (work, { asOfNow = false } = {}) => {
    if (asOfNow) return fromPrimary(work)
    // Asked again behind the gate: where many wait for one that is away, the first of them has noticed.
    const outcome = reach.isResting()
      ? unable
      : await copyGate(async () => (reach.isResting() ? unable : readFromCopy(copy, reach, work)))
    return outcome.kind === 'read' ? outcome.result : fromPrimary(work)
  }
}

type Work<T> = (reader: SqlReader) => Promise<T>

type Outcome<T> = { readonly kind: 'read'; readonly result: T } | typeof unable

const unable = { kind: 'unable' } as const

/** @throws what the primary would throw as well: refusals, bugs, and that it took too long */
function readFromCopy<T>(copy: PostgresPool, reach: Reach, work: Work<T>): Promise<Outcome<T>> {
  reach.begin()
  return withRetries(async (): Promise<Outcome<T>> => {
    try {
      const result = await readOnce(copy, work)
      reach.tell(true)
      return { kind: 'read', result }
    } catch (error) {
      const failure = failureOf(error)
      const isAway = failure === 'lost' || error instanceof DatabaseUnavailable
      if (!isAway && (failure === 'tooSlow' || !(error instanceof DatabaseError))) throw error
      reach.tell(!isAway)
      return unable
    }
  })
}

/** Whether a server was there when it was asked last. */
interface Reach {
  isResting(): boolean
  begin(): void
  tell(isThere: boolean): void
}

function createReach(): Reach {
  let isAway = false
  let restsUntil = 0
  return {
    isResting: () => isAway && performance.now() < restsUntil,
    begin() {
      if (isAway) restsUntil = performance.now() + tryMs
    },
    tell(isThere) {
      isAway = !isThere
      restsUntil = performance.now() + restMs
    },
  }
}
