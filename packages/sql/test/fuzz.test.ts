import { memoryStorage } from '@rollcall/scim/storage'
import { fuzzStorage } from '@rollcall/scim/storage-conformance'
import { expect, test } from 'vitest'
import { sqliteHarness } from './sqlite-harness.js'

const cases = Number(process.env.ROLLCALL_FUZZ_CASES ?? 2000)
const seed = Number(process.env.ROLLCALL_FUZZ_SEED ?? 1)

test(`SQLite answers ${cases} random writes and queries as the memory store does`, {
  timeout: 60_000 + cases * 50,
}, async () => {
  const harness = await sqliteHarness()
  try {
    const report = await fuzzStorage(memoryStorage(), harness.storage, { cases, seed })
    expect(report.writes + report.queries).toBe(cases)
  } finally {
    await harness.close()
  }
})
