/** What the end of a test run is told from. */
export interface RunOutcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: readonly SkippedTest[]
}

export interface SkippedTest {
  /** The test, or the suite that was skipped as a whole. */
  readonly name: string
  /** What the test said when it skipped itself. */
  readonly note: string | undefined
}

export interface Closing {
  readonly lines: readonly string[]
  /** True when something was skipped that this run requires. */
  readonly missesRequired: boolean
}

/**
 * The last lines of `npm test`: what was skipped by name and why, and `N passed, N failed, N skipped` alone on the last.
 *
 * @param required words such as `chromium`: a skipped test that names one counts as failed
 */
export function closingLines({ passed, failed, skipped }: RunOutcome, required: readonly string[]): Closing {
  const groups = new Map<string, number>()
  for (const test of skipped) groups.set(titleOf(test), (groups.get(titleOf(test)) ?? 0) + 1)
  const missed = skipped.filter((test) => wordIn(titleOf(test), required) !== undefined).length
  const lines = [...groups].map(([title, count]) => {
    const word = wordIn(title, required)
    const tests = count === 1 ? '' : `, ${count} tests`
    return word === undefined ? `skipped: ${title}${tests}` : `failed: ${title}${tests}: this run requires ${word}`
  })
  const counts = `${passed} passed, ${failed + missed} failed, ${skipped.length - missed} skipped`
  return { lines: [...lines, counts], missesRequired: missed > 0 }
}

function titleOf({ name, note }: SkippedTest): string {
  if (note !== undefined) return `${name} (${note})`
  return name.includes('(') ? name : `${name} (no reason given)`
}

function wordIn(title: string, required: readonly string[]): string | undefined {
  return required.find((word) => title.toLowerCase().includes(word))
}

/** `ROLLCALL_TEST_REQUIRE_CHROMIUM=1` requires what `chromium` names. */
export function requiredWords(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  return Object.entries(environment)
    .filter(([name, value]) => name.startsWith('ROLLCALL_TEST_REQUIRE_') && value === '1')
    .map(([name]) => name.slice('ROLLCALL_TEST_REQUIRE_'.length).toLowerCase())
}
