/** Draws that a seed repeats. */
export interface Random {
  /** From 0 up to and without 1. */
  readonly next: () => number
  /** A whole number from 0 up to and without the bound. */
  readonly below: (bound: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <Value>(values: readonly [Value, ...Value[]]) => Value
  /** One of a list that may be empty. */
  readonly find: <Value>(values: readonly Value[]) => Value | undefined
}

/** A source of draws (mulberry32): the same seed gives the same ones on every machine. */
export function createRandom(seed: number): Random {
  let state = seed | 0
  function next(): number {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
  const below = (bound: number) => Math.floor(next() * bound)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (values) => values[below(values.length)] ?? values[0],
    find: (values) => values[below(values.length)],
  }
}
