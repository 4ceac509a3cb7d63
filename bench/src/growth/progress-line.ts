import process from 'node:process'

/** A line of the terminal that says how far something is, and how long it takes still. */
export interface ProgressLine {
  /** From 0 to 1. */
  show(part: number): void
  end(): void
}

/** On a terminal the line is written over; elsewhere it comes every ten seconds. */
export function createProgressLine(title: string): ProgressLine {
  const begun = performance.now()
  const { isTTY } = process.stderr
  let shown = 0
  let first: number | undefined
  const write = (text: string) => process.stderr.write(isTTY ? `\r${text}\u001b[K` : `${text}\n`)
  return {
    show(part) {
      // What an earlier run has done took none of this one's time.
      first ??= part
      const now = performance.now()
      if (now - shown < (isTTY ? 250 : 10_000)) return
      shown = now
      const left = part > first ? ((now - begun) * (1 - part)) / (part - first) : undefined
      write(`${title}: ${Math.floor(part * 100)} %${left === undefined ? '' : `, ${durationOf(left)} to go`}`)
    },
    end() {
      write(`${title}: done in ${durationOf(performance.now() - begun)}`)
      if (isTTY) process.stderr.write('\n')
    },
  }
}

/** `45 s`, `3 min 20 s` */
export function durationOf(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
