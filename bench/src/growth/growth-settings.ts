import process from 'node:process'

/** What is measured, and how long. */
export interface GrowthSettings {
  /** Numbers of people, ascending. */
  readonly sizes: readonly number[]
  readonly seconds: number
  /** How often each operation is measured: the median counts. */
  readonly runs: number
  /** A PostgreSQL server in which databases may be made. */
  readonly postgres: string | undefined
  /** Writes what was measured into the pages. */
  readonly writes: boolean
  /** Writes the pages from what was measured before, and measures nothing. */
  readonly onlyPages: boolean
  /** Measures again what a run that was cut off has measured already. */
  readonly restarts: boolean
}

/** Reads the words after `npm run bench -- growth`, and the environment. @throws Error for words that mean nothing */
export function readGrowthSettings(words: readonly string[]): GrowthSettings {
  const unknown = words.find((word) => !known.has(word))
  if (unknown !== undefined) throw new Error(`'${unknown}' means nothing here: ${[...known].join(', ')}`)
  const { BENCH_USERS, BENCH_SECONDS, BENCH_RUNS, BENCH_POSTGRES_URL, ROLLCALL_TEST_POSTGRES_URL } = process.env
  const sizes = (BENCH_USERS ?? '1000,10000,100000').split(',').map(Number)
  return {
    sizes: [...new Set(words.includes('--million') ? [...sizes, 1_000_000] : sizes)].sort((a, b) => a - b),
    seconds: Number(BENCH_SECONDS ?? '2'),
    runs: Number(BENCH_RUNS ?? '3'),
    postgres: BENCH_POSTGRES_URL ?? ROLLCALL_TEST_POSTGRES_URL,
    writes: words.includes('--write'),
    onlyPages: words.includes('--pages'),
    restarts: words.includes('--restart'),
  }
}

const known: ReadonlySet<string> = new Set(['--million', '--write', '--pages', '--restart'])
