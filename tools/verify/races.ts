import process from 'node:process'
import { contests } from '../races/contests/contests.js'
import { type Deployment, openDeployment } from '../races/deployment/deployment.js'
import { runRound } from '../races/run-round.js'
import { deployments, withPlace } from './deployments.js'
import { createProgress, type VerifyProgress } from './verify-progress.js'

/**
 * Fights every contest on every deployment in a thousand rounds, or `ROLLCALL_VERIFY_RACES`, each with a seed of its own. Stops at
 * the first that is not as it should be, and says its seed.
 */
export async function verifyRaces(): Promise<object> {
  const wanted = Number(process.env.ROLLCALL_VERIFY_RACES ?? '1000')
  const progress = createProgress('races', wanted * deployments.length)
  for (const { name, database, processes } of deployments) {
    while (progress.doneOf(name) < wanted) {
      await withPlace(database, async ({ place }) => {
        const deployment = await openDeployment(place, processes)
        await fightRounds(deployment, { progress, name, wanted }).finally(() => deployment.close())
      })
    }
  }
  return { rounds: wanted, contests: Object.keys(contests), ...progress.end() }
}

interface Part {
  readonly progress: VerifyProgress
  readonly name: string
  readonly wanted: number
}

/** As many as are wanted still, but not too many on one database, which grows with them. */
async function fightRounds(deployment: Deployment, { progress, name, wanted }: Part): Promise<void> {
  const end = Math.min(wanted, progress.doneOf(name) + roundsADatabase)
  while (progress.doneOf(name) < end) {
    const seed = progress.seed + progress.doneOf(name)
    for (const [statement, contest] of Object.entries(contests)) {
      const faults = await runRound(deployment, contest, seed)
      if (faults.length > 0) throw new Error(`${name}: ${statement}:\n${faults.join('\n')}`)
    }
    progress.count(name)
  }
}

const roundsADatabase = 100
