import { expect } from 'vitest'

/** Counts what a generator reaches: one that reaches nothing proves nothing. */
export interface Reach {
  count(what: string, happened: boolean): void
  /** At least this share of the cases, as far as so many of them can tell. */
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
      expect(all, what).toBeGreaterThan(0)
      // Chance alone brings a few cases further below the share than many: four standard deviations are no chance.
      const chance = 4 * Math.sqrt((share * (1 - share)) / Math.max(all, 1))
      expect(happened / all + chance, what).toBeGreaterThanOrEqual(share)
    },
  }
}
