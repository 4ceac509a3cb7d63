import { ScimError } from '@rollcall/scim'
import type { ImportRun } from './import-run.js'
import { type ReadLine, readLine } from './judge-line.js'
import { createEntry } from './ledger.js'
import { refersToOthers } from './read-resources.js'
import type { Place, SourceLine } from './source-line.js'

/** A file, from the first line on that refers to others. */
export interface LinkSource {
  readonly run: ImportRun
  readonly from: Place
}

/** The lines that refer to others. The rest has been dealt with in the first reading, what was refused there included. */
export async function* linesWithLinks({ run, from }: LinkSource): AsyncGenerator<ReadLine> {
  for await (const line of run.source.lines(from)) {
    const read = tryRead(run, line)
    if (read && refersToOthers(read)) yield read
  }
}

function tryRead(run: ImportRun, line: SourceLine): ReadLine | undefined {
  const { line: number, content } = line
  try {
    return readLine(run.session(), { entry: createEntry(line), id: run.idOf(number), content }, run.otherwise)
  } catch (error) {
    if (error instanceof ScimError) return undefined
    throw error
  }
}
