import type { ImportCounts, ImportFailure } from './import-options.js'
import type { LineOutcome } from './line-outcome.js'
import type { Place, SourceLine } from './source-line.js'

/** A line on its way. */
export interface Entry {
  readonly line: number
  readonly end: Place
  /** What it is, as far as it is known, for the list of what failed. */
  type: string | undefined
  name: string | undefined
  outcome: LineOutcome | undefined
}

/**
 * Keeps count of lines in the order of the file, in whatever order they come to their end: what is counted is a beginning of
 * the file, so that an import that is broken off goes on behind it.
 */
export interface Ledger {
  /** Behind it nothing is counted, before it everything. */
  readonly place: Place
  readonly counts: ImportCounts
  /** Takes a line into account: in the order of the file. */
  enter(entry: Entry): void
  settle(entry: Entry, outcome: LineOutcome): void
}

/** A line of which nothing is known yet. */
export function createEntry({ line, end }: SourceLine): Entry {
  return { line, end, type: undefined, name: undefined, outcome: undefined }
}

/** A ledger that goes on from counts of before. `failed` is told of failures in the order of the file. */
export function createLedger(begin: Place, counts: ImportCounts, failed: (failure: ImportFailure) => void): Ledger {
  const waiting: Entry[] = []
  const counted = { ...counts }
  let place = begin
  let first = 0

  function advance(): void {
    for (let entry = waiting[first]; entry?.outcome; entry = waiting[first]) {
      count(entry, entry.outcome)
      place = entry.end
      first++
    }
    // Cut off now and then: to take away the first of many costs as much as there are.
    if (first > 1000) waiting.splice(0, first)
    if (first > 1000) first = 0
  }

  function count({ line, type, name }: Entry, outcome: LineOutcome): void {
    if (outcome.kind === 'later') return
    counted[outcome.kind]++
    if (outcome.kind !== 'failed') return
    const { scimType, message } = outcome.error
    failed({ line, type, name, scimType, reason: message })
  }

  return {
    get place() {
      return place
    },
    get counts() {
      return { ...counted }
    },
    enter(entry) {
      waiting.push(entry)
    },
    settle(entry, outcome) {
      entry.outcome ??= outcome
      advance()
    },
  }
}

/** Nothing counted yet. */
export const noCounts: ImportCounts = { created: 0, replaced: 0, skipped: 0, failed: 0 }
