import type { ImportProgress } from '../rollcall.js'
import { grouped, printProgress } from './print-progress.js'
import type { Terminal } from './terminal.js'

/** How far an import is, on standard error: a bar that moves on a terminal, a line now and then elsewhere. */
export interface ProgressLine {
  show(progress: ImportProgress): void
  /** A line for what went wrong, above the bar. After so many, they are only counted. */
  say(text: string): void
  end(): void
}

const mostSaid = 20
const betweenPlainLinesMs = 5000

/** Writes nothing before there is something to say. */
export function createProgressLine({ err, columns }: Terminal, now: () => number = Date.now): ProgressLine {
  const began = now()
  let said = 0
  let shown = ''
  let lastPlain = began
  const clear = () => {
    if (shown !== '') err(`\r${' '.repeat(shown.length)}\r`)
    shown = ''
  }
  return {
    show(progress) {
      if (columns === undefined) {
        if (now() - lastPlain < betweenPlainLinesMs) return
        lastPlain = now()
        err(`${printProgress(progress, now() - began, plainColumns)}\n`)
        return
      }
      clear()
      // The last column is left free: a full line would wrap.
      shown = printProgress(progress, now() - began, columns - 1)
      err(shown)
    },
    say(text) {
      clear()
      if (++said <= mostSaid) err(`${text}\n`)
    },
    end() {
      clear()
      if (said > mostSaid) err(`… and ${grouped(said - mostSaid)} more.\n`)
    },
  }
}

const plainColumns = 120
