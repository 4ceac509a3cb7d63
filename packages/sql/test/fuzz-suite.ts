import process from 'node:process'
import { memoryStorage } from '@rollcall/scim/storage'
import { type FuzzReport, fuzzStorage } from '@rollcall/scim/storage-conformance'
import { expect, test } from 'vitest'
import { databaseHarness } from './database-harness.js'
import type { CreateTestDatabase } from './test-database.js'

export const cases = Number(process.env.ROLLCALL_FUZZ_CASES ?? 2000)
export const seed = Number(process.env.ROLLCALL_FUZZ_SEED ?? 1)

/** Random writes and queries, each answered as the memory store does, whose code nothing here shares. */
export function testFuzz(createDatabase: CreateTestDatabase): void {
  test(`${cases} random writes and queries are answered as the memory store does`, {
    timeout: 60_000 + cases * 50,
  }, async () => {
    const harness = await databaseHarness(await createDatabase())
    try {
      const oracle = memoryStorage()
      const setBound = async (tenant: string, counter: string, limit: number) => {
        oracle.setBound(tenant, counter, limit)
        await harness.setBound?.(tenant, counter, limit)
      }
      const report = await fuzzStorage(oracle, harness.storage, { cases, seed, setBound })
      expect(report.writes + report.queries).toBe(cases)
      // A few cases, drawn again to look at a difference, may reach less by chance.
      if (cases >= 1000) expect(shortfallsOf(report)).toEqual([])
      if (cases >= 1000) expect(report.limits).toBeGreaterThan(cases / 200)
    } finally {
      await harness.close()
    }
  })
}

/** What the cases must reach, as shares: cases that reach nothing prove nothing. */
const leastShares = {
  selectiveFilters: 0.3,
  appliedWrites: 0.5,
  ties: 0.2,
  missingValues: 0.2,
  beyondBasicPlane: 0.2,
  longValues: 0.2,
  nestedGroups: 0.2,
} as const satisfies Partial<Record<keyof FuzzReport, number>>

export function shortfallsOf(report: FuzzReport): readonly string[] {
  return (Object.keys(leastShares) as (keyof typeof leastShares)[])
    .filter((share) => report[share] < leastShares[share])
    .map((share) => `${share}: ${report[share]}, not ${leastShares[share]}`)
}
