import { DatabaseBusy } from '../sql-database.js'

/** Lets so many through at once; the others wait. @throws DatabaseBusy for those that are too many. */
export type WideGate = <T>(work: () => Promise<T>) => Promise<T>

/** How many may wait: whoever comes then is told to come again, and nothing piles up. */
const waitingLimit = 64

/** Wide reads never hold every connection: beside them there must be some for the requests. */
export function createWideGate(atOnce: number): WideGate {
  const waiting: (() => void)[] = []
  let inside = 0

  async function enter(): Promise<void> {
    if (inside < atOnce) {
      inside += 1
      return
    }
    if (waiting.length >= waitingLimit) throw new DatabaseBusy('too many wide reads wait')
    await new Promise<void>((resolve) => waiting.push(resolve))
  }

  /** Whoever waits takes the place of the one who leaves. */
  function leave(): void {
    const next = waiting.shift()
    if (next) next()
    else inside -= 1
  }

  return async (work) => {
    await enter()
    try {
      return await work()
    } finally {
      leave()
    }
  }
}
