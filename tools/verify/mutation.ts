import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { explainedMutants } from './explained-mutants.js'

const engine = 'packages/scim/src'
const cache = 'node_modules/.cache/rollcall-verify/mutation'

/** The part of a mutation testing report that is read. */
interface MutationReport {
  readonly files: Readonly<Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>>
}

interface Mutant {
  readonly mutatorName: string
  readonly replacement?: string
  readonly status: string
  readonly location: { readonly start: { readonly line: number; readonly column: number } }
}

/** A mutant, with its place as an explanation names it. */
interface PlacedMutant extends Mutant {
  readonly place: string
}

/**
 * Changes the code of `filter/` and `patch/` in every small way that Stryker knows; a mutant that no test notices is explained, or
 * a fault. One file after the other: what is known of a file and its tests is not found out again. `ROLLCALL_VERIFY_FILES` names a
 * few files (`filter/parser.ts`), with commas between them, and then nothing is written.
 */
export async function verifyMutation(): Promise<object> {
  const wanted = process.env.ROLLCALL_VERIFY_FILES?.split(',')
  const mutants: PlacedMutant[] = []
  const files = wanted ?? sourceFiles()
  for (const [index, file] of files.entries()) {
    const found = mutantsOf(file)
    mutants.push(...found)
    console.log(
      `verify: ${file}, ${index + 1} of ${files.length}: ${found.filter(hasSurvived).length} of ${found.length} survive`,
    )
  }
  const figures = figuresOf(mutants)
  if (wanted) process.exit()
  return figures
}

function sourceFiles(): readonly string[] {
  return ['filter', 'patch'].flatMap((folder) =>
    readdirSync(path.join(engine, folder))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => `${folder}/${name}`),
  )
}

function mutantsOf(file: string): readonly PlacedMutant[] {
  const known = path.join(cache, `${file}.json`)
  mkdirSync(path.dirname(known), { recursive: true })
  const options = ['--mutate', path.join(engine, file), '--incremental', '--incrementalFile', known]
  const { status } = spawnSync('node_modules/.bin/stryker', ['run', 'tools/verify/stryker.config.json', ...options], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      ROLLCALL_VERIFY_FOLDER: path.dirname(file),
      ROLLCALL_VERIFY_COSTS: countsSteps(file) ? '1' : '0',
    },
  })
  if (status !== 0) throw new Error(`stryker ended with ${status} for ${file}`)
  const report = JSON.parse(readFileSync('reports/mutation/mutation.json', 'utf8')) as MutationReport
  return Object.values(report.files).flatMap(({ source, mutants }) =>
    mutants.map((mutant) => ({ ...mutant, place: placeOf(file, source, mutant) })),
  )
}

/** True for code that counts what a request costs: the tests of that take long, and say nothing of other code. */
function countsSteps(file: string): boolean {
  return /spend|steps/i.test(readFileSync(path.join(engine, file), 'utf8'))
}

/** The line is named by its text, so that the explanation moves with it. */
function placeOf(file: string, source: string, { location, mutatorName, replacement }: Mutant): string {
  const line = source.split('\n')[location.start.line - 1]?.trim() ?? ''
  return `${file} · ${line} · ${mutatorName} → ${(replacement ?? '').slice(0, 60)}`
}

function hasSurvived({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage'
}

function figuresOf(mutants: readonly PlacedMutant[]): object {
  const survivors = mutants.filter(hasSurvived)
  const unexplained = survivors.filter(({ place }) => !Object.hasOwn(explainedMutants, place))
  for (const { place, status } of unexplained) console.error(`${status}: ${place}`)
  if (unexplained.length > 0) process.exitCode = 1
  return {
    mutants: mutants.length,
    killed: mutants.filter(({ status }) => status === 'Killed' || status === 'RuntimeError').length,
    timedOut: mutants.filter(({ status }) => status === 'Timeout').length,
    survived: survivors.length,
    explained: survivors.length - unexplained.length,
    unexplained: unexplained.map(({ place }) => place),
  }
}
