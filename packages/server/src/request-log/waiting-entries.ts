import type { TraceEntry } from '../rollcall.js'

/** Entries that are to be written, oldest first. Beyond what may wait the oldest are lost, and the memory is not. */
export interface WaitingEntries<Entry> {
  readonly length: number
  add(entry: Entry): void
  /** Takes so many of the oldest out. */
  take(count: number): readonly Entry[]
  /** Puts back what was taken out and not written, as far as there is room. */
  giveBack(entries: readonly Entry[]): void
}

/** How many entries and how many characters may wait: bodies are long, and a disk may be full for hours. */
export interface WaitingLimits {
  readonly entries: number
  readonly characters: number
}

/** None yet. */
export function createWaitingEntries<Entry extends TraceEntry>(limits: WaitingLimits): WaitingEntries<Entry> {
  const waiting: Entry[] = []
  let characters = 0

  function dropOldest(): void {
    let dropped = 0
    for (const entry of waiting) {
      if (waiting.length - dropped <= limits.entries && characters <= limits.characters) break
      characters -= lengthOf(entry)
      dropped += 1
    }
    if (dropped > 0) waiting.splice(0, dropped)
  }

  return {
    get length() {
      return waiting.length
    },
    add(entry) {
      waiting.push(entry)
      characters += lengthOf(entry)
      dropOldest()
    },
    take(count) {
      const taken = waiting.splice(0, count)
      for (const entry of taken) characters -= lengthOf(entry)
      return taken
    },
    giveBack(entries) {
      waiting.unshift(...entries)
      for (const entry of entries) characters += lengthOf(entry)
      dropOldest()
    },
  }
}

/** What takes room; the rest of an entry is bounded by how many there are. */
function lengthOf({ path, requestBody = '', responseBody = '' }: TraceEntry): number {
  return path.length + requestBody.length + responseBody.length
}
