import process from 'node:process'
import { defineConfig } from 'vitest/config'
import { requiredWords } from './tools/closing-lines.js'
import { createClosingReporter } from './tools/closing-reporter.js'

export default defineConfig({
  test: {
    // Left alone, a run keeps one of two cores idle.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'values',
          setupFiles: ['tools/seeded-properties.ts'],
          include: [
            'packages/{scim,ui}/{src,test}/**/*.test.{ts,tsx}',
            'apps/todo/web/src/**/*.test.{ts,tsx}',
            'tools/**/*.test.ts',
          ],
          // They keep nothing between files: loading the engine anew for each took longer than its tests.
          isolate: false,
        },
      },
      {
        extends: true,
        test: {
          name: 'processes',
          setupFiles: ['packages/sql/test/audit/audit-every-statement.ts'],
          include: ['packages/{sql,server}/{src,test}/**/*.test.ts', 'apps/todo/{api,e2e}/{src,test}/**/*.test.ts'],
        },
      },
    ],
    // `npm run coverage`: of the engine's own code; the conformance suites are tests.
    coverage: {
      provider: 'v8',
      include: ['packages/scim/src/**/*.ts'],
      exclude: ['**/*.test.ts', 'packages/scim/src/conformance/**', 'packages/scim/src/storage/storage-conformance*'],
      reporter: ['text-summary', 'html'],
      thresholds: { branches: 98 },
    },
    reporters: ['default', createClosingReporter(requiredWords(process.env), console.log)],
  },
})
