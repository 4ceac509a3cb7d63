import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { type PlantedFault, plantedFaults } from './planted-faults.js'
import { createPrivateCopy, type PrivateCopy } from './private-copy.js'
import { type RowTest, runRows } from './run-rows.js'
import { findStaleFaults } from './stale-faults.js'

const stateFile = 'node_modules/.cache/rollcall-verify/rows.json'

/** What became of a fault. */
interface Outcome {
  readonly row: string
  readonly because: string
  /** The assertions that failed, by the name of their test. */
  readonly noticed: Readonly<Record<string, string>>
  /** Why none of them did. */
  readonly missed: string | undefined
}

/** What is known of an engine, so that a run that was cut off goes on. */
interface State {
  readonly fingerprint: string
  readonly outcomes: Readonly<Record<string, Outcome>>
}

/**
 * Switches off, one after the other, the rules that the rows of the requirements name, each in a private copy of the engine, and
 * runs the tests of that row: one of them must fail by an assertion. `ROLLCALL_VERIFY_ROWS` names a few rows, with commas between
 * them, and then nothing is written.
 */
export async function verifyRows(): Promise<object> {
  const faults = chosenFaults()
  const figures = verifyFaults(faults)
  if (faults.length < plantedFaults.length) process.exit()
  return figures
}

function verifyFaults(faults: readonly PlantedFault[]): object {
  const copy = createPrivateCopy(process.cwd())
  try {
    refuseStale(faults, copy)
    assertRowsPass(copy, faults)
    return figuresOf(plantAll(copy, faults))
  } finally {
    copy.remove()
  }
}

function chosenFaults(): readonly PlantedFault[] {
  const wanted = process.env.ROLLCALL_VERIFY_ROWS?.split(',')
  return wanted ? plantedFaults.filter(({ row }) => wanted.includes(row)) : plantedFaults
}

function refuseStale(faults: readonly PlantedFault[], copy: PrivateCopy): void {
  const stale = findStaleFaults(faults, copy.read)
  if (stale.length > 0) throw new Error(`planted faults are stale:\n${stale.join('\n')}`)
}

/** A test that fails anyway, or is not there, would prove nothing. */
function assertRowsPass({ folder }: PrivateCopy, faults: readonly PlantedFault[]): void {
  const rows = faults.map(({ row }) => row)
  const tests = runRows(folder, rows)
  const failed = tests.filter(({ complaint }) => complaint !== undefined)
  const missing = rows.filter((row) => !tests.some(({ ids }) => ids.includes(row)))
  console.log(`verify: ${tests.length} tests of ${rows.length} rows, ${failed.length} failed without any fault`)
  if (failed.length === 0 && missing.length === 0) return
  const lines = failed.map(({ name, complaint }) => `${name}: ${complaint}`)
  throw new Error([...lines, ...missing.map((row) => `${row} has no test that ran`)].join('\n'))
}

function plantAll(copy: PrivateCopy, faults: readonly PlantedFault[]): readonly Outcome[] {
  let state = readState(copy.fingerprint)
  return faults.map((fault, index) => {
    const key = JSON.stringify(fault)
    const outcome = state.outcomes[key] ?? plant(copy, fault)
    state = { ...state, outcomes: { ...state.outcomes, [key]: outcome } }
    writeState(state)
    console.log(`verify: ${index + 1} of ${faults.length}: ${fault.row} ${summaryOf(outcome)}`)
    return outcome
  })
}

function plant(copy: PrivateCopy, { row, file, find, replace, because }: PlantedFault): Outcome {
  const text = copy.read(file)
  copy.write(
    file,
    text.replace(find, () => replace),
  )
  const tests = runRows(copy.folder, [row])
  copy.write(file, text)
  return { row, because, ...judge(tests) }
}

/** A test that breaks off, by a bug that the edit brings in, has asserted nothing. */
function judge(tests: readonly RowTest[]): Pick<Outcome, 'noticed' | 'missed'> {
  if (tests.length === 0) return { noticed: {}, missed: 'no test ran' }
  const failed = tests.flatMap(({ name, complaint }) => (complaint === undefined ? [] : [[name, complaint] as const]))
  const asserted = failed.filter(([, complaint]) => isAssertion(complaint))
  if (asserted.length > 0) return { noticed: Object.fromEntries(asserted), missed: undefined }
  const [broken] = failed
  return { noticed: {}, missed: broken ? `the tests broke off: ${broken[1]}` : 'the tests passed all the same' }
}

/** Also where `expect` was given nothing that it could compare: `.toMatch() expects to receive a string, but got undefined`. */
function isAssertion(complaint: string): boolean {
  return /^AssertionError|^TypeError: \.to\w+\(\) expects/.test(complaint)
}

function summaryOf({ because, noticed, missed }: Outcome): string {
  return missed === undefined ? (Object.values(noticed)[0] ?? '') : `was not noticed, ${because}: ${missed}`
}

function figuresOf(outcomes: readonly Outcome[]): object {
  const unnoticed = outcomes.filter((outcome) => outcome.missed !== undefined)
  for (const outcome of unnoticed) console.error(`verify: ${outcome.row} ${summaryOf(outcome)}`)
  if (unnoticed.length > 0) process.exitCode = 1
  return {
    faults: outcomes.length,
    noticed: outcomes.length - unnoticed.length,
    unnoticed: unnoticed.map(({ row, because, missed }) => ({ row, because, missed })),
    rows: Object.fromEntries(outcomes.map((outcome) => [outcome.row, proofOf(outcome)])),
  }
}

/** The first of the tests that failed stands for the others. */
function proofOf({ because, noticed }: Outcome): object {
  const [first] = Object.entries(noticed)
  return { switchedOff: because, failedTests: Object.keys(noticed).length, test: first?.[0], assertion: first?.[1] }
}

/** What was found of another engine says nothing of this one. */
function readState(fingerprint: string): State {
  const state = existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as State) : undefined
  return state?.fingerprint === fingerprint ? state : { fingerprint, outcomes: {} }
}

function writeState(state: State): void {
  mkdirSync(path.dirname(stateFile), { recursive: true })
  writeFileSync(stateFile, JSON.stringify(state))
}
