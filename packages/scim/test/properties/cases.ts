import process from 'node:process'

/** How many random cases all properties together look at: some in every test run, many in CI, millions by `npm run verify -- fuzz`. */
const total = Number(process.env.ROLLCALL_TEST_CASES ?? '3000')

/** What fast-check is told: a share of all cases. */
export function casesOf(percent: number): { readonly numRuns: number } {
  return { numRuns: Math.max(1, Math.round((total * percent) / 100)) }
}

/** A test of many cases may take long; `npm run verify -- fuzz` runs millions. */
export const casesTimeout = Math.max(20_000, total * 20)
