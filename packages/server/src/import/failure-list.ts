import { open, rm, stat, truncate } from 'node:fs/promises'
import type { ImportFailure } from './import-options.js'

/** The list of refused lines, as a file of JSON Lines beside the input. */
export interface FailureList {
  readonly file: string
  /** In bytes, as far as it is written. */
  readonly length: number
  add(failure: ImportFailure): void
  /** Writes what was added; on the disk when this returns. */
  flush(): Promise<void>
}

/** Opens the list where an earlier import left it: what it wrote behind that is not counted, and comes again. */
export async function openFailureList(input: string, length: number): Promise<FailureList> {
  const file = `${input}.failed.jsonl`
  let written = await cutOff(file, length)
  let waiting = ''
  return {
    file,
    get length() {
      return written
    },
    add(failure) {
      waiting += `${JSON.stringify(failure)}\n`
    },
    async flush() {
      if (waiting === '') return
      const text = waiting
      waiting = ''
      // It names people.
      const handle = await open(file, 'a', 0o600)
      try {
        await handle.writeFile(text)
        await handle.sync()
      } finally {
        await handle.close()
      }
      written += Buffer.byteLength(text)
    },
  }
}

/** Answers what is left: nothing, where somebody took the list away. */
async function cutOff(file: string, length: number): Promise<number> {
  const found = await stat(file).catch(() => undefined)
  if (length > 0 && found !== undefined && found.size >= length) {
    await truncate(file, length)
    return length
  }
  await rm(file, { force: true })
  return 0
}
