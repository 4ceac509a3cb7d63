import type { Terminal } from './terminal.js'

/** How far a command is, on standard error: one line that changes on a terminal, and nothing elsewhere. */
export interface StatusLine {
  show(text: string): void
  /** Takes the line away. */
  end(): void
}

/** Writes over its own line, at most ten times a second. */
export function createStatusLine({ err, columns }: Terminal, now: () => number = Date.now): StatusLine {
  let shown = ''
  let shownAt = Number.NEGATIVE_INFINITY
  const clear = () => {
    if (shown !== '') err(`\r${' '.repeat(shown.length)}\r`)
    shown = ''
  }
  return {
    show(text) {
      if (columns === undefined || now() - shownAt < 100) return
      shownAt = now()
      clear()
      // The last column is left free: a full line would wrap.
      shown = text.slice(0, columns - 1)
      err(shown)
    },
    end: clear,
  }
}
