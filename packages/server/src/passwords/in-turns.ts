/** Lets a call run at most so often at once; the others wait, first come, first served. */
export function inTurns<A extends readonly unknown[], R>(limit: number, call: (...args: A) => Promise<R>) {
  const waiting: (() => void)[] = []
  let running = 0
  return async (...args: A): Promise<R> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running += 1
    try {
      return await call(...args)
    } finally {
      // Whoever waits takes over the place: it is never free in between.
      const next = waiting.shift()
      if (next) next()
      else running -= 1
    }
  }
}
