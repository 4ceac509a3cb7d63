import { openFailureList } from './failure-list.js'
import type { ImportCounts, ImportFailure } from './import-options.js'
import { assertSame, hashOfBeginning, type ImportState, readState, removeState, writeState } from './import-state.js'
import type { ImportIdentity } from './line-ids.js'
import type { Place, Source } from './source-line.js'

/** What an import writes down beside its input: how far it is, and what was refused. */
export interface ImportJournal {
  /** Where it begins, or goes on. */
  readonly state: ImportState
  readonly isResumed: boolean
  note(failure: ImportFailure): void
  /** Writes down how far the import is: what was noted belongs to it. */
  keep(progress: KeptProgress): Promise<void>
  /** The list of what was refused, where there is something on it. */
  readonly failures: string | undefined
  /** Writes the list to its end; what is done needs no more to go on from. */
  close(isDone: boolean): Promise<void>
}

/** How far an import is. */
export interface KeptProgress {
  readonly reading: ImportState['reading']
  readonly place: Place
  readonly counts: ImportCounts
  readonly linksFrom: Place | undefined
}

/** What an import is, to be known again when it goes on. */
export interface JournalOptions {
  readonly file: string
  readonly source: Source
  /** All that decides what it does. */
  readonly asked: string
  readonly restart: boolean
  /** Of an import that begins. */
  readonly identity: ImportIdentity
}

/** Opens it where an earlier import of the file was broken off. @throws Refusal where that was another import */
export async function openJournal(options: JournalOptions): Promise<ImportJournal> {
  const { file } = options
  const fresh = freshState(options, await hashOfBeginning(file))
  const earlier = options.restart ? undefined : await readState(file)
  if (earlier) assertSame(file, earlier, fresh)
  const state = earlier ?? fresh
  const list = await openFailureList(file, state.failuresLength)
  // The ids that are given to lines must be known before any is written.
  await writeState(file, state)
  return {
    state,
    isResumed: earlier !== undefined,
    note: (failure) => list.add(failure),
    async keep({ linksFrom, ...progress }) {
      // What is noted while this waits belongs to what comes after.
      await list.flush()
      const links = linksFrom === undefined ? {} : { linksFrom }
      await writeState(file, { ...state, ...progress, ...links, failuresLength: list.length })
    },
    async close(isDone) {
      await list.flush()
      if (isDone) await removeState(file)
    },
    get failures() {
      return list.length > 0 ? list.file : undefined
    },
  }
}

/** For a dry run: nothing is written down. */
export function createPaperlessJournal({ source, asked, identity }: JournalOptions): ImportJournal {
  return {
    state: freshState({ source, asked, identity }, ''),
    isResumed: false,
    note: () => {},
    keep: async () => {},
    close: async () => {},
    failures: undefined,
  }
}

function freshState(
  { source, asked, identity }: Pick<JournalOptions, 'source' | 'asked' | 'identity'>,
  hash: string,
): ImportState {
  return {
    format: 1,
    ...identity,
    asked,
    size: source.size,
    hash,
    reading: 'first',
    place: source.begin,
    counts: { created: 0, replaced: 0, skipped: 0, failed: 0 },
    failuresLength: 0,
  }
}
