import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Service } from '../service.js'
import type { ImportJournal } from './import-journal.js'
import type { ImportOptions } from './import-options.js'
import type { ImportRun } from './import-run.js'
import type { ImportSession } from './import-session.js'
import { createLedger, type Ledger } from './ledger.js'
import { lineIdsOf } from './line-ids.js'
import { createLineWriter } from './line-writer.js'
import { requireType } from './open-source.js'
import { createRehearsal } from './rehearsal.js'
import type { Source } from './source-line.js'
import { type Writing, writeLines } from './write-lines.js'

/** What an import is made of. */
export interface ImportParts {
  readonly service: Service
  readonly source: Source
  readonly session: ImportSession
  readonly open: () => Promise<ImportSession>
  readonly journal: ImportJournal
  readonly options: ImportOptions
}

/** Puts an import together. */
export function createRun(parts: ImportParts): ImportRun {
  const { service, source, session, journal, options } = parts
  const { state } = journal
  const ledger = createLedger(state.place, state.counts, (failure) => {
    journal.note(failure)
    options.failed?.(failure)
  })
  const current = { session }
  const results: ImportRun['results'] = new Map()
  const writing = createWriting(parts, { current, ledger, results })
  const run: ImportRun = {
    source,
    ledger,
    writing,
    results,
    options,
    writer: createLineWriter((lines) => writeLines(writing, lines)),
    rehearsal: writing.rehearsal,
    otherwise: options.type === undefined ? undefined : requireType(options.type, session.resourceTypes),
    idOf: lineIdsOf(state),
    reading: state.reading,
    linksFrom: state.linksFrom,
    session: () => current.session,
    checkpoint: () => checkpoint(),
    keep: () =>
      journal.keep({ reading: run.reading, place: ledger.place, counts: ledger.counts, linksFrom: run.linksFrom }),
  }
  const checkpoint = createCheckpoint(service, run)
  return run
}

interface Kept {
  /** The session that was opened last. */
  readonly current: { session: ImportSession }
  readonly ledger: Ledger
  readonly results: ImportRun['results']
}

function createWriting({ open, journal, options }: ImportParts, { current, ledger, results }: Kept): Writing {
  return {
    onExisting: options.onExisting ?? 'skip',
    mayBeWritten: journal.isResumed,
    rehearsal: options.dryRun ? createRehearsal() : undefined,
    async open() {
      current.session = await open()
      return current.session
    },
    settle({ entry, type }, outcome, id) {
      if (type.keptApart.links !== undefined) results.set(entry.line, id ?? 'failed')
      ledger.settle(entry, outcome)
    },
  }
}

/** Between lines, now and then: others have their turn, how far it is is kept, and told. */
function createCheckpoint(service: Service, run: ImportRun): () => Promise<void> {
  let lines = 0
  let due = 0
  return async () => {
    if (++lines % linesATurn === 0) await nextTurn()
    if (service.now() < due) return
    due = service.now() + betweenCheckpointsMs
    // The second reading is begun anew where it is broken off: what it wrote is known by its ids.
    if (run.reading === 'first') await run.keep()
    run.options.progress?.({ counts: run.ledger.counts, ...bytesOf(run) })
  }
}

const linesATurn = 20
const betweenCheckpointsMs = 250

function bytesOf({ source, ledger, reading, linksFrom }: ImportRun) {
  const { offset } = ledger.place
  const again = linksFrom ? source.size - linksFrom.offset : 0
  const bytes = reading === 'first' || !linksFrom ? offset : source.size + Math.max(0, offset - linksFrom.offset)
  return { bytes, bytesInAll: source.size + again }
}
