/**
 * Prevents the mistake of believing a green run that skipped what mattered: says at the very end what was skipped and why, and
 * fails a run that requires it (`ROLLCALL_TEST_REQUIRE_CHROMIUM=1`).
 */
import process from 'node:process'
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node'
import { closingLines, type SkippedTest } from './closing-lines.js'

/** Put it last among the reporters of vitest. */
export function createClosingReporter(required: readonly string[], print: (line: string) => void): Reporter {
  let isFiltered = false
  return {
    onInit(vitest) {
      isFiltered = vitest.config.testNamePattern !== undefined
    },
    onTestRunEnd(modules, unhandledErrors) {
      const tests = modules.flatMap((module) => [...module.children.allTests()])
      const { lines, missesRequired } = closingLines(
        {
          passed: tests.filter((test) => test.result().state === 'passed').length,
          failed:
            tests.filter((test) => test.result().state === 'failed').length +
            brokenParts(modules) +
            unhandledErrors.length,
          // With -t, what was not asked for is skipped too, and is not news.
          skipped: isFiltered ? [] : tests.flatMap(skippedOf),
        },
        required,
      )
      for (const line of lines) print(line)
      if (missesRequired) process.exitCode = 1
    },
  }
}

/** Files that could not be loaded, and suites whose hooks threw: their tests did not run, so none of them says so. */
function brokenParts(modules: readonly TestModule[]): number {
  const parts = modules.flatMap((module): (TestModule | TestSuite)[] => [module, ...module.children.allSuites()])
  return parts.filter((part) => part.errors().length > 0).length
}

function skippedOf(test: TestCase): readonly SkippedTest[] {
  const result = test.result()
  if (result.state !== 'skipped') return []
  return [{ name: wholeSkippedSuiteOf(test)?.fullName ?? test.fullName, note: result.note }]
}

/** The outermost suite around a test of which nothing ran. */
function wholeSkippedSuiteOf(test: TestCase): TestSuite | undefined {
  let found: TestSuite | undefined
  for (let part: TestCase | TestSuite = test; part.parent.type === 'suite'; part = part.parent) {
    const tests = [...part.parent.children.allTests()]
    if (tests.every((each) => each.result().state === 'skipped')) found = part.parent
  }
  return found
}
