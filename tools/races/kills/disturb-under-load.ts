import { setTimeout as pause } from 'node:timers/promises'
import type { Deployment } from '../deployment/deployment.js'
import { createRandom, type Random } from '../random.js'
import { type Ended, outcomeOf, startLoad } from './kill-under-load.js'
import { writesAgain } from './writes-again.js'

/**
 * Does something to the database while clients write. Until it is over their requests wait or are refused in the form of SCIM;
 * then each client writes again, and what was acknowledged is there.
 */
export async function disturbUnderLoad(
  deployment: Deployment,
  seed: number,
  disturb: (random: Random) => Promise<void>,
): Promise<Ended> {
  const random = createRandom(seed)
  const arena = await deployment.openArena()
  try {
    const load = await startLoad(arena, random)
    await pause(100 + random.below(300))
    await disturb(random)
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
