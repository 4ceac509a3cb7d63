import { setTimeout as pause } from 'node:timers/promises'
import type { Deployment } from '../deployment/deployment.js'
import type { PostgresCluster, RestartMode } from '../deployment/postgres-cluster.js'
import { createRandom } from '../random.js'
import { type Ended, outcomeOf, startLoad } from './kill-under-load.js'
import { writesAgain } from './writes-again.js'

/**
 * Restarts PostgreSQL while clients write. Until it is back their requests wait or are refused in the form of SCIM; then each
 * client writes again, and what was acknowledged is there.
 */
export async function restartDatabaseUnderLoad(
  deployment: Deployment,
  cluster: PostgresCluster,
  seed: number,
): Promise<Ended> {
  const random = createRandom(seed)
  const arena = await deployment.openArena()
  try {
    const load = await startLoad(arena, random)
    await pause(100 + random.below(300))
    await cluster.restart(random.pick<RestartMode>(['fast', 'immediate']))
    await pause(200)
    await load.stop()
    const inDoubt = load.clients.filter(({ doubt }) => doubt !== undefined).length
    const afterwards = await outcomeOf(deployment, arena, load.clients)
    const [first] = arena.clients
    const goingOn = await Promise.all(load.clients.map((client) => writesAgain(client, first)))
    const atLast = await outcomeOf(deployment, arena, load.clients)
    return {
      acknowledged: atLast.acknowledged,
      inDoubt,
      faults: [...afterwards.faults, ...goingOn.flat(), ...atLast.faults],
    }
  } finally {
    arena.close()
  }
}
