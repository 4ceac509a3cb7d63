import { setTimeout as pause } from 'node:timers/promises'
import { invalidValue } from '@rollcall/scim'
import { DatabaseBusy, DatabaseFull, DatabaseUnavailable } from '../sql-database.js'
import { failureOf } from './postgres-failure.js'

/** How long a server that restarts is waited for. */
const patienceMs = 5_000

/** How often work runs that other transactions undo. */
const maximumRuns = 10

/**
 * Runs again what a lost connection or another transaction undid: bounded, and with jitter, so that two that met once do not
 * meet again. `work` must have changed nothing when it fails so.
 *
 * @throws DatabaseBusy · DatabaseUnavailable · DatabaseFull · ScimError invalidValue for what no index can hold
 */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  const begun = performance.now()
  for (let run = 1; ; run++) {
    try {
      return await work()
    } catch (error) {
      await beforeNextRun(error, run, performance.now() - begun)
    }
  }
}

/** Waits as long as the failure asks for, or says in our words that there is no use in it. */
async function beforeNextRun(error: unknown, run: number, elapsedMs: number): Promise<void> {
  switch (failureOf(error)) {
    case 'lost':
      if (elapsedMs > patienceMs) throw new DatabaseUnavailable(`PostgreSQL cannot be reached: ${messageOf(error)}`)
      await pause(jitter(Math.min(20 * 2 ** run, 500)))
      return
    case 'undone':
      if (run === maximumRuns)
        throw new DatabaseBusy(`other transactions undid this one ${run} times: ${messageOf(error)}`)
      await pause(jitter(Math.min(2 ** run, 100)))
      return
    case 'stale':
      // Each run replaces one connection, of which there may be any number.
      if (elapsedMs > patienceMs) throw error
      await pause(jitter(Math.min(run, 100)))
      return
    case 'tooSlow':
      throw new DatabaseBusy(`a statement took too long: ${messageOf(error)}`)
    case 'full':
      throw new DatabaseFull(`PostgreSQL: ${messageOf(error)}`)
    case 'tooLarge':
      throw invalidValue('A value of the resource is too long to be looked up by; shorten it.')
    case 'referenceBroken':
    case 'taken':
    case 'other':
      throw error
  }
}

function jitter(ms: number): number {
  return ms * (0.5 + Math.random() / 2)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
