/**
 * Lets a call run at most so often at once; the others wait, first come, first served, as many as may.
 *
 * @throws whatever `refuse` gives when the line is full.
 */
export function inTurns<A extends readonly unknown[], R>(
  limit: number,
  call: (...args: A) => Promise<R>,
  line: { readonly most: number; readonly refuse: () => Error } = endless,
) {
  const waiting: (() => void)[] = []
  let running = 0
  return async (...args: A): Promise<R> => {
    if (running >= limit && waiting.length >= line.most) throw line.refuse()
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

const endless = { most: Number.POSITIVE_INFINITY, refuse: () => new Error('the line is full') }
