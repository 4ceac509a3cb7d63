import process from 'node:process'
import { type Deployment, openDeployment } from '../races/deployment/deployment.js'
import type { PostgresCluster } from '../races/deployment/postgres-cluster.js'
import { failOverUnderLoad } from '../races/failover/fail-over-under-load.js'
import { startPrimaryAndStandby } from '../races/failover/primary-and-standby.js'
import { type Ended, killUnderLoad } from '../races/kills/kill-under-load.js'
import { restartDatabaseUnderLoad } from '../races/kills/restart-database.js'
import { rollUnderLoad } from '../races/kills/roll-under-load.js'
import { deployments, withPlace } from './deployments.js'
import { createProgress, type VerifyProgress } from './verify-progress.js'

/**
 * Kills a server process under load fifty times on every deployment, or `ROLLCALL_VERIFY_KILLS`, restarts PostgreSQL under it as
 * often, rolls two processes over as often, and lets a standby take over a fifth as often. Stops at the first time that something
 * acknowledged is gone, and says its seed.
 */
export async function verifyKills(): Promise<object> {
  const wanted = Number(process.env.ROLLCALL_VERIFY_KILLS ?? '50')
  const parts = deployments.flatMap((each) => endingsOf(each).map((ending) => ({ ...each, ending })))
  const failOvers = Math.ceil(wanted / 5)
  const progress = createProgress('kills', wanted * parts.length + failOvers)
  for (const { name, database, processes, ending } of parts) {
    const part = `${name}, ${ending}`
    while (progress.doneOf(part) < wanted) {
      await withPlace(database, async ({ place, cluster }) => {
        const deployment = await openDeployment(place, processes)
        const once = (seed: number) => endOnce(ending, { deployment, cluster, seed })
        await endTimes({ progress, part, wanted }, once).finally(() => deployment.close())
      })
    }
  }
  await failOverTimes({ progress, part: 'PostgreSQL, two processes, failed over', wanted: failOvers })
  return { timesEach: wanted, failOvers, ...progress.end() }
}

type Ending = 'killed' | 'rolled over' | 'database restarted'

function endingsOf({ database, processes }: (typeof deployments)[number]): readonly Ending[] {
  if (processes === 1) return ['killed']
  return database === 'postgresql' ? ['killed', 'rolled over', 'database restarted'] : ['killed', 'rolled over']
}

interface Part {
  readonly progress: VerifyProgress
  readonly part: string
  readonly wanted: number
}

/** Each time on two servers of its own: one of them is dead afterwards. */
async function failOverTimes({ progress, part, wanted }: Part): Promise<void> {
  while (progress.doneOf(part) < wanted) {
    const servers = await startPrimaryAndStandby()
    try {
      const deployment = await openDeployment(servers.address.url, 2)
      const once = (seed: number) => failOverUnderLoad(deployment, servers, seed)
      await endTimes({ progress, part, wanted: progress.doneOf(part) + 1 }, once).finally(() => deployment.close())
    } finally {
      await servers.remove()
    }
  }
}

/** As often as wanted, but not too often on one database: it is compared as a whole each time. */
async function endTimes({ progress, part, wanted }: Part, once: (seed: number) => Promise<Ended>): Promise<void> {
  const end = Math.min(wanted, progress.doneOf(part) + endingsADatabase)
  while (progress.doneOf(part) < end) {
    const seed = progress.seed + progress.doneOf(part)
    const { acknowledged, inDoubt, faults } = await once(seed)
    if (faults.length > 0) throw new Error(`${part}, seed ${seed}:\n${faults.join('\n')}`)
    progress.count(part, { acknowledged, inDoubt })
  }
}

const endingsADatabase = 10

interface Victim {
  readonly deployment: Deployment
  readonly cluster: PostgresCluster | undefined
  readonly seed: number
}

function endOnce(ending: Ending, { deployment, cluster, seed }: Victim): Promise<Ended> {
  switch (ending) {
    case 'killed':
      return killUnderLoad(deployment, seed)
    case 'rolled over':
      return rollUnderLoad(deployment, seed)
    case 'database restarted':
      if (!cluster) throw new Error('only PostgreSQL is restarted')
      return restartDatabaseUnderLoad(deployment, cluster, seed)
  }
}
