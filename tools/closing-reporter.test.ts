import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { afterAll, expect, test } from 'vitest'

// Inside tools/ so that the planted files find vitest.
const folder = mkdtempSync(path.join(import.meta.dirname, 'dist', 'closing-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function runTests(text: string, environment: Readonly<Record<string, string>>, ...options: readonly string[]) {
  writeFileSync(path.join(folder, 'planted.test.js'), text)
  const reporter = JSON.stringify(path.join(import.meta.dirname, 'closing-reporter.ts'))
  const lines = JSON.stringify(path.join(import.meta.dirname, 'closing-lines.ts'))
  writeFileSync(
    path.join(folder, 'vitest.config.ts'),
    `import { createClosingReporter } from ${reporter}\nimport { requiredWords } from ${lines}\n` +
      `export default { test: { include: ['*.test.js'], reporters: ['default', createClosingReporter(requiredWords(process.env), console.log)] } }\n`,
  )
  const vitest = path.join(import.meta.dirname, '../node_modules/vitest/vitest.mjs')
  const env = { PATH: process.env.PATH, NO_COLOR: '1', ...environment }
  return new Promise<{ code: number; lastLines: readonly string[] }>((resolve) => {
    const child = execFile(process.execPath, [vitest, 'run', ...options], { cwd: folder, env }, (_, stdout) => {
      resolve({ code: child.exitCode ?? -1, lastLines: stdout.trimEnd().split('\n').slice(-3) })
    })
  })
}

const planted = `
import { beforeAll, describe, expect, test } from 'vitest'
test('runs', () => {})
describe.skip('the pages in Chromium (not installed)', () => { test('one', () => {}); test('two', () => {}) })
test('says why', ({ skip }) => { skip('only on Fridays') })
`

test('a run ends with what it skipped and its counts, and passes', async () => {
  const { code, lastLines } = await runTests(planted, {})
  expect(lastLines).toEqual([
    'skipped: the pages in Chromium (not installed), 2 tests',
    'skipped: says why (only on Fridays)',
    '1 passed, 0 failed, 3 skipped',
  ])
  expect(code).toBe(0)
})

test('a run that skips what it requires fails', async () => {
  const { code, lastLines } = await runTests(planted, { ROLLCALL_TEST_REQUIRE_CHROMIUM: '1' })
  expect(lastLines.at(-1)).toBe('1 passed, 2 failed, 1 skipped')
  expect(code).toBe(1)
})

test('a hook that throws counts as failed, although its tests only did not run', async () => {
  const broken = `${planted}describe('broken', () => { beforeAll(() => { throw new Error('x') }); test('never', () => {}) })`
  const { code, lastLines } = await runTests(broken, {})
  expect(lastLines.at(-1)).toBe('1 passed, 1 failed, 4 skipped')
  expect(code).toBe(1)
})

test('a run of some tests by name says nothing of the others', async () => {
  const { lastLines } = await runTests(planted, {}, '-t', 'runs')
  expect(lastLines.at(-1)).toBe('1 passed, 0 failed, 0 skipped')
  expect(lastLines.join()).not.toContain('skipped:')
})
