/** One mistake that a check found, said as a sentence to the person who can mend it. */
export interface Finding {
  readonly file: string
  /** Counted from 1; absent when the whole file is meant. */
  readonly line?: number
  readonly message: string
}

/** Prints what a check found; a check that found something ends the process with 1. */
export function reportFindings(check: string, findings: readonly Finding[]): void {
  for (const { file, line, message } of findings)
    console.error(`${line === undefined ? file : `${file}:${line}`}  ${message}`)
  if (findings.length === 0) {
    console.log(`${check}: nothing found`)
    return
  }
  console.error(`${check}: ${findings.length} found`)
  process.exitCode = 1
}
