import { setTimeout as pause } from 'node:timers/promises'
import type { Deployment } from '../deployment/deployment.js'
import { type Ended, outcomeOf, startLoad } from '../kills/kill-under-load.js'
import { writesAgain } from '../kills/writes-again.js'
import { createRandom } from '../random.js'
import type { PrimaryAndStandby } from './primary-and-standby.js'

/**
 * The primary dies while clients write, and its standby takes its place behind the same address. Until then their requests wait
 * or are refused for a while; then each client writes again, and what was acknowledged is there.
 */
export async function failOverUnderLoad(
  deployment: Deployment,
  { primary, standby, address }: PrimaryAndStandby,
  seed: number,
): Promise<Ended> {
  const random = createRandom(seed)
  const arena = await deployment.openArena()
  try {
    const load = await startLoad(arena, random)
    await pause(100 + random.below(300))
    await primary.crash()
    // Whoever promotes and whoever moves the address do not wait for each other: for a while it may lead to one that only follows.
    for (const step of random.shuffled([() => standby.promote(), async () => address.leadTo(standby.url)])) {
      await step()
      await pause(random.below(300))
    }
    await load.stop()
    const inDoubt = load.clients.filter(({ doubt }) => doubt !== undefined).length
    const afterwards = await outcomeOf(deployment, arena, load.clients)
    const goingOn = await Promise.all(load.clients.map((client) => writesAgain(client, arena.clients[0])))
    const atLast = await outcomeOf(deployment, arena, load.clients)
    const faults = [...afterwards.faults, ...goingOn.flat(), ...atLast.faults]
    return { acknowledged: atLast.acknowledged, inDoubt, faults }
  } finally {
    arena.close()
  }
}
