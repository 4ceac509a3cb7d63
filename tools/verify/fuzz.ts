import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'

const stateFile = 'node_modules/.cache/rollcall-verify/fuzz.json'
const casesARound = 100_000

interface State {
  readonly cases: number
  readonly seconds: number
}

/**
 * Runs the property tests in rounds, each with a seed of its own, until the wanted number of cases is reached: two million, or
 * `ROLLCALL_VERIFY_CASES`. Stops at the first round that fails and says its seed.
 */
export async function verifyFuzz(): Promise<object> {
  const wanted = Number(process.env.ROLLCALL_VERIFY_CASES ?? '2000000')
  let state = readState()
  while (state.cases < wanted) {
    const seconds = runRound(Math.floor(Math.random() * 2 ** 31))
    state = { cases: state.cases + casesARound, seconds: state.seconds + seconds }
    writeState(state)
    const left = Math.round(((wanted - state.cases) / casesARound) * (state.seconds / (state.cases / casesARound)))
    console.log(`verify: ${state.cases} of ${wanted} cases, none failed; about ${Math.max(0, left)} s to go`)
  }
  writeState({ cases: 0, seconds: 0 })
  return { cases: state.cases, failed: 0, seconds: Math.round(state.seconds) }
}

function runRound(seed: number): number {
  const begun = performance.now()
  const command = ['node_modules/vitest/vitest.mjs', 'run', 'packages/scim/test/properties']
  const environment = { ROLLCALL_TEST_CASES: String(casesARound), ROLLCALL_TEST_SEED: String(seed) }
  const { status, stdout } = spawnSync(process.execPath, command, {
    encoding: 'utf8',
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (status !== 0) throw new Error(`the round with ROLLCALL_TEST_SEED=${seed} failed:\n${stdout}`)
  return (performance.now() - begun) / 1000
}

function readState(): State {
  if (!existsSync(stateFile)) return { cases: 0, seconds: 0 }
  return JSON.parse(readFileSync(stateFile, 'utf8')) as State
}

function writeState(state: State): void {
  mkdirSync(path.dirname(stateFile), { recursive: true })
  writeFileSync(stateFile, JSON.stringify(state))
}
