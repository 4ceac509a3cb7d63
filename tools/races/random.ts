/** Choices that a seed decides, so that a run that failed can be asked for again. */
export interface Random {
  /** A whole number from 0, below the limit. */
  below(limit: number): number
  pick<Item>(items: readonly [Item, ...Item[]]): Item
  shuffled<Item>(items: readonly Item[]): readonly Item[]
}

/** The generator named mulberry32. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0
  const below = (limit: number) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
  return {
    below,
    pick: ([first, ...others]) => others[below(others.length + 1) - 1] ?? first,
    shuffled(items) {
      const keyed = items.map((item) => ({ item, key: below(2 ** 31) }))
      return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
    },
  }
}
