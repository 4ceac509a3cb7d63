import process from 'node:process'
import { defineConfig } from 'vitest/config'
import { requiredWords } from './tools/closing-lines.js'
import { createClosingReporter } from './tools/closing-reporter.js'

export default defineConfig({
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.{ts,tsx}',
      'apps/todo/*/{src,test}/**/*.test.{ts,tsx}',
      'tools/**/*.test.ts',
    ],
    // Left alone, a run keeps one of two cores idle.
    maxWorkers: '100%',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    reporters: ['default', createClosingReporter(requiredWords(process.env), console.log)],
  },
})
