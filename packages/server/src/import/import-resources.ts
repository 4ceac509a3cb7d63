import type { Service } from '../service.js'
import { createRun } from './create-run.js'
import { createPaperlessJournal, type ImportJournal, openJournal } from './import-journal.js'
import type { ImportOptions, ImportReport } from './import-options.js'
import type { ImportRun } from './import-run.js'
import { type ImportSession, openImportSession } from './import-session.js'
import { lockImport } from './lock-import.js'
import { openSource } from './open-source.js'
import { readLinks } from './read-links.js'
import { readResources } from './read-resources.js'
import type { Source } from './source-line.js'

/**
 * Loads people, groups and whatever else an organisation has from a file, each by the rules of a POST. An import that was
 * broken off is finished by the next one of the same file.
 *
 * @throws Refusal for a file or an option that is wrong as a whole, before anything is written · ScimError 503
 */
export async function importResources(
  service: Service,
  tenant: string,
  file: string,
  options: ImportOptions = {},
): Promise<ImportReport> {
  const began = service.now()
  const actor = { tenant, connection: options.connection, request: `import-${service.newId()}` }
  const open = () => openImportSession(service, actor)
  const session = await open()
  const source = await openSource(file, session, options)
  const letGo = options.dryRun ? undefined : await lockImport(file)
  try {
    const journal = await journalOf(service, { file, source, session }, options)
    const run = createRun({ service, source, session, open, journal, options })
    const failures = await runToItsEnd(run, journal)
    return { ...reportOf(run, journal), failures, ms: service.now() - began }
  } finally {
    await letGo?.()
  }
}

function reportOf({ ledger, options }: ImportRun, journal: ImportJournal) {
  return {
    kind: options.signal?.aborted ? 'stopped' : 'done',
    ...ledger.counts,
    dryRun: options.dryRun ?? false,
    resumedAt: journal.isResumed ? journal.state.place.line : undefined,
  } as const
}

/** Whatever goes wrong: what is under way is written, and how far it came is kept. */
async function runToItsEnd(run: ImportRun, journal: ImportJournal): Promise<string | undefined> {
  let isDone = false
  try {
    await readFirst(run)
    await readSecond(run)
    isDone = !run.options.signal?.aborted
  } finally {
    await run.writer.flush().catch(() => {})
    await journal.close(isDone)
  }
  return journal.failures
}

async function readFirst(run: ImportRun): Promise<void> {
  if (run.reading !== 'first') return
  try {
    await readResources(run, run.ledger.place)
  } finally {
    await run.writer.flush().catch(() => {})
    await run.keep()
  }
}

async function readSecond(run: ImportRun): Promise<void> {
  if (run.options.signal?.aborted || !run.linksFrom) return
  if (run.reading === 'first') {
    run.reading = 'second'
    await run.keep()
  }
  await readLinks(run, run.linksFrom)
}

interface Opened {
  readonly file: string
  readonly source: Source
  readonly session: ImportSession
}

function journalOf(
  service: Service,
  { file, source, session }: Opened,
  options: ImportOptions,
): Promise<ImportJournal> | ImportJournal {
  const { type, format, mapping, onExisting = 'skip', restart = false } = options
  const { tenant, founded, connection = '' } = session
  const asked = JSON.stringify([tenant, founded, connection, type, format, mapping, onExisting])
  const identity = { seed: service.newId(), started: service.now() }
  const opening = { file, source, asked, restart, identity }
  return options.dryRun ? createPaperlessJournal(opening) : openJournal(opening)
}
