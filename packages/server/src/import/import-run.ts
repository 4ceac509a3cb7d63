import { type Id, type ResourceType, ScimError } from '@rollcall/scim'
import type { ImportOptions } from './import-options.js'
import type { ImportSession } from './import-session.js'
import type { Entry, Ledger } from './ledger.js'
import type { LineWriter } from './line-writer.js'
import type { Rehearsal } from './rehearsal.js'
import type { Place, Source } from './source-line.js'
import type { Writing } from './write-lines.js'

/** An import under way. */
export interface ImportRun {
  readonly source: Source
  readonly ledger: Ledger
  readonly writer: LineWriter
  readonly writing: Writing
  readonly rehearsal: Rehearsal | undefined
  /** What a line is that does not say it. */
  readonly otherwise: ResourceType | undefined
  readonly idOf: (line: number) => Id
  /** The resource that a line is about, of those that refer to others; `failed` where it came to nothing. */
  readonly results: Map<number, Id | 'failed'>
  readonly options: ImportOptions
  /** Which reading it is. */
  reading: 'first' | 'second'
  /** Where the first line begins that is for the second reading. */
  linksFrom: Place | undefined
  /** The tenant as of a moment ago: whoever writes looks again. */
  session(): ImportSession
  /** Called between lines: says how far it is, and keeps it. */
  checkpoint(): Promise<void>
  /** Keeps how far it is, to go on from there. */
  keep(): Promise<void>
}

/** Settles a line that was refused before it came to be written. @throws whatever is no refusal of the line */
export function settleRefusal({ ledger, results }: ImportRun, entry: Entry, error: unknown): void {
  if (!(error instanceof ScimError) || error.status === 503) throw error
  results.set(entry.line, 'failed')
  ledger.settle(entry, { kind: 'failed', error })
}
