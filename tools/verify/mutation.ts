import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { explainedMutants } from './explained-mutants.js'

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

/** Changes the code of `filter/` and `patch/` in every small way that Stryker knows; a mutant that no test notices is explained, or a fault. */
export async function verifyMutation(): Promise<object> {
  const { status } = spawnSync('node_modules/.bin/stryker', ['run', 'tools/verify/stryker.config.json'], {
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error(`stryker ended with ${status}`)
  const report = JSON.parse(readFileSync('reports/mutation/mutation.json', 'utf8')) as MutationReport
  const mutants = Object.entries(report.files).flatMap(([file, { source, mutants }]) =>
    mutants.map((mutant) => ({ ...mutant, place: placeOf(file, source, mutant) })),
  )
  const survivors = mutants.filter((mutant) => mutant.status === 'Survived' || mutant.status === 'NoCoverage')
  const unexplained = survivors.filter(({ place }) => !Object.hasOwn(explainedMutants, place))
  for (const { place, status: fate } of unexplained) console.error(`${fate}: ${place}`)
  const count = (...states: readonly string[]) => mutants.filter((mutant) => states.includes(mutant.status)).length
  if (unexplained.length > 0) process.exitCode = 1
  return {
    mutants: mutants.length,
    killed: count('Killed', 'Timeout', 'RuntimeError'),
    survived: survivors.length,
    explained: survivors.length - unexplained.length,
    unexplained: unexplained.map(({ place }) => place),
  }
}

/** The line is named by its text, so that the explanation moves with it. */
function placeOf(file: string, source: string, { location, mutatorName, replacement }: Mutant): string {
  const line = source.split('\n')[location.start.line - 1]?.trim() ?? ''
  return `${file.replace('packages/scim/src/', '')} · ${line} · ${mutatorName} → ${(replacement ?? '').slice(0, 60)}`
}
