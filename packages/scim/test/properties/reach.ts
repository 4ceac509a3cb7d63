import { expect } from 'vitest'

/** Counts what a generator reaches: one that reaches nothing proves nothing. */
export interface Reach {
  count(what: string, happened: boolean): void
  /** At least this share of the cases, where there were enough of them to tell. */
  assertShare(what: string, share: number): void
}

export function createReach(): Reach {
  const counts = new Map<string, { all: number; happened: number }>()
  return {
    count(what, happened) {
      const count = counts.get(what) ?? { all: 0, happened: 0 }
      counts.set(what, { all: count.all + 1, happened: count.happened + Number(happened) })
    },
    assertShare(what, share) {
      const { all, happened } = counts.get(what) ?? { all: 0, happened: 0 }
      if (all >= enough) expect(happened / all, what).toBeGreaterThanOrEqual(share)
      else expect(all, what).toBeGreaterThan(0)
    },
  }
}

const enough = 100
