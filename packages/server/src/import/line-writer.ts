import { type JudgedLine, wantedBy } from './judge-line.js'

/** Gathers lines into sets, and has a few sets written at a time. */
export interface LineWriter {
  /** Takes a line; waits while enough sets are under way. @throws whatever a set threw */
  add(line: JudgedLine): Promise<void>
  /** Writes what was taken, to its end. @throws whatever a set threw */
  flush(): Promise<void>
}

/** Many resources share a write set, as far as it stays short: the links of a group count too. */
const heaviestSet = 100
/** While one is written, the next ones are made. */
const setsAtATime = 4

/**
 * Two lines that want one name are never under way together, whatever else they say: the second one is about whom the first
 * one made.
 */
export function createLineWriter(write: (lines: readonly JudgedLine[]) => Promise<void>): LineWriter {
  const underWay = new Set<Promise<void>>()
  const wanted = new Set<string>()
  let lines: JudgedLine[] = []
  let weight = 0
  let failure: { readonly error: unknown } | undefined

  function send(): void {
    const sent = lines
    lines = []
    weight = 0
    const done = write(sent)
      .catch((error: unknown) => {
        failure ??= { error }
      })
      .finally(() => {
        underWay.delete(done)
        for (const line of sent) for (const name of wantedBy(line)) wanted.delete(name)
      })
    underWay.add(done)
  }

  function assertNoFailure(): void {
    if (failure) throw failure.error
  }

  async function flush(): Promise<void> {
    if (lines.length > 0 && !failure) send()
    while (underWay.size > 0) await Promise.all(underWay)
    assertNoFailure()
  }

  return {
    flush,
    async add(line) {
      assertNoFailure()
      const names = wantedBy(line)
      if (names.some((name) => wanted.has(name))) await flush()
      for (const name of names) wanted.add(name)
      lines.push(line)
      weight += weightOf(line)
      if (weight < heaviestSet) return
      send()
      while (underWay.size >= setsAtATime) await Promise.race(underWay)
    },
  }
}

function weightOf({ type, body }: JudgedLine): number {
  const links = type.keptApart.links === undefined ? undefined : body[type.keptApart.links]
  return 1 + (Array.isArray(links) ? links.length / linksAsHeavyAsOne : 0)
}

/** An edge is one row, a person a dozen. */
const linksAsHeavyAsOne = 10
