import process from 'node:process'
import { defineConfig } from 'vitest/config'

const folder = process.env.ROLLCALL_VERIFY_FOLDER ?? '{filter,patch}'

/**
 * The tests that judge the mutants of a folder: its units, and for `patch/` what clients send. No more than these, for a mutant
 * that loops is waited for as long as all of its tests take. What a request may cost takes long to find out, and is asked where
 * the mutated file counts it.
 */
export default defineConfig({
  test: {
    include: [
      `packages/scim/src/${folder}/**/*.test.ts`,
      ...(folder === 'filter' ? [] : ['packages/scim/test/clients/*.test.ts']),
    ],
    exclude: process.env.ROLLCALL_VERIFY_COSTS === '1' ? [] : ['**/*-costs.test.ts'],
    setupFiles: ['tools/seeded-properties.ts'],
    testTimeout: 120_000,
  },
})
