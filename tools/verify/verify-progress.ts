import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** How far a long run has come, kept in a file, so that one that is cut off goes on. */
export interface VerifyProgress {
  /** The first of the run's seeds. */
  readonly seed: number
  doneOf(part: string): number
  /** One more of the part is done: says so, and about how long it takes still. `figures` are added up. */
  count(part: string, figures?: Readonly<Record<string, number>>): void
  /** What was counted, for the record; the next run begins anew. */
  end(): object
}

interface State {
  readonly wanted: number
  readonly seed: number
  readonly seconds: number
  readonly done: Readonly<Record<string, number>>
  readonly figures: Readonly<Record<string, number>>
}

/** Reads how far the run of that name has come. One that wanted another number is no longer of use. */
export function createProgress(name: string, wanted: number): VerifyProgress {
  const file = `node_modules/.cache/rollcall-verify/${name}.json`
  let state = readState(file, wanted)
  let begun = performance.now()
  return {
    seed: state.seed,
    doneOf: (part) => state.done[part] ?? 0,
    count(part, figures = {}) {
      const seconds = state.seconds + (performance.now() - begun) / 1000
      begun = performance.now()
      const done = addedUp(state.done, { [part]: 1 })
      state = { ...state, seconds, done, figures: addedUp(state.figures, figures) }
      writeState(file, state)
      const all = Object.values(done).reduce((sum, each) => sum + each, 0)
      const left = Math.round(((wanted - all) * seconds) / all)
      console.log(`verify: ${name}: ${all} of ${wanted} (${part}: ${done[part]}), none failed; about ${left} s to go`)
    },
    end() {
      rmSync(file, { force: true })
      const { seed, seconds, done, figures } = state
      return { seed, done, failed: 0, ...figures, seconds: Math.round(seconds) }
    },
  }
}

function addedUp(
  sums: Readonly<Record<string, number>>,
  more: Readonly<Record<string, number>>,
): Readonly<Record<string, number>> {
  return {
    ...sums,
    ...Object.fromEntries(Object.entries(more).map(([name, value]) => [name, (sums[name] ?? 0) + value])),
  }
}

function readState(file: string, wanted: number): State {
  const state = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as State) : undefined
  if (state?.wanted === wanted) return state
  return { wanted, seed: Math.floor(Math.random() * 2 ** 30), seconds: 0, done: {}, figures: {} }
}

function writeState(file: string, state: State): void {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, JSON.stringify(state))
}
