import type { Bound } from '../bind-value.js'

/** How a column's text is read: as SQLite gives the same value. */
export function parserOf(type: number): (text: string) => Bound {
  return parsers.get(type) ?? asItIs
}

/** By the numbers that PostgreSQL gives its types (`pg_type.dat`). */
const parsers: ReadonlyMap<number, (text: string) => Bound> = new Map([
  [16, parseBoolean],
  [20, BigInt],
  [21, BigInt],
  [23, BigInt],
  // What sum() makes of whole numbers.
  [1700, parseNumeric],
])

function parseBoolean(text: string): bigint {
  return text === 't' ? 1n : 0n
}

function parseNumeric(text: string): Bound {
  return /^-?\d+$/.test(text) ? BigInt(text) : text
}

function asItIs(text: string): string {
  return text
}
