import type { Contest } from './contests/contest.js'
import type { Deployment } from './deployment/deployment.js'
import { createRandom } from './random.js'

/** Fights a contest out once, in an organisation of its own. Answers what is wrong, each with the seed that led there. */
export async function runRound(deployment: Deployment, contest: Contest, seed: number): Promise<readonly string[]> {
  const arena = await deployment.openArena()
  try {
    const faults = await contest(arena, createRandom(seed))
    return faults.map((fault) => `seed ${seed}: ${fault}`)
  } catch (error) {
    return [`seed ${seed}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`]
  } finally {
    arena.close()
  }
}
