import { type SqlDatabase, type Statement, UnexpectedCount } from '@rollcall/sql'
import { Refusal } from '../refusal.js'

/**
 * Writes what a plan says, which reads and demands in its statements that what it read still stands; where something has moved
 * meanwhile, the plan is made again. `changed` is what a refusal calls it.
 *
 * @throws Refusal where others were first each time.
 */
export async function writeWhereCurrent(
  database: SqlDatabase,
  changed: string,
  plan: () => Promise<readonly Statement[]>,
): Promise<void> {
  for (let run = 1; run <= maximumRuns; run++) {
    if (await isApplied(database, await plan())) return
  }
  throw new Refusal(`Somebody else changes ${changed} at the same time; try again.`)
}

const maximumRuns = 5

async function isApplied(database: SqlDatabase, statements: readonly Statement[]): Promise<boolean> {
  try {
    await database.write(statements)
    return true
  } catch (error) {
    if (error instanceof UnexpectedCount) return false
    throw error
  }
}
