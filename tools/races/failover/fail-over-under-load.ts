import { setTimeout as pause } from 'node:timers/promises'
import type { Deployment } from '../deployment/deployment.js'
import { disturbUnderLoad } from '../kills/disturb-under-load.js'
import type { Ended } from '../kills/kill-under-load.js'
import type { PrimaryAndStandby } from './primary-and-standby.js'

/** The primary dies while clients write, and its standby takes its place behind the same address. */
export function failOverUnderLoad(
  deployment: Deployment,
  { primary, standby, address }: PrimaryAndStandby,
  seed: number,
): Promise<Ended> {
  return disturbUnderLoad(deployment, seed, async (random) => {
    await primary.crash()
    // Whoever promotes and whoever moves the address do not wait for each other: for a while it may lead to one that only follows.
    for (const step of random.shuffled([() => standby.promote(), async () => address.leadTo(standby.url)])) {
      await step()
      await pause(random.below(300))
    }
  })
}
