import { setTimeout as pause } from 'node:timers/promises'
import type { Deployment } from '../deployment/deployment.js'
import type { PostgresCluster, RestartMode } from '../deployment/postgres-cluster.js'
import { disturbUnderLoad } from './disturb-under-load.js'
import type { Ended } from './kill-under-load.js'

/** Restarts PostgreSQL while clients write. */
export function restartDatabaseUnderLoad(
  deployment: Deployment,
  cluster: PostgresCluster,
  seed: number,
): Promise<Ended> {
  return disturbUnderLoad(deployment, seed, async (random) => {
    await cluster.restart(random.pick<RestartMode>(['fast', 'immediate']))
    await pause(200)
  })
}
