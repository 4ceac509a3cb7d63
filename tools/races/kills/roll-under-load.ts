import { setTimeout as pause } from 'node:timers/promises'
import type { Arena, Deployment } from '../deployment/deployment.js'
import { ConnectionBroken, type ScimClient } from '../deployment/scim-client.js'
import { createRandom } from '../random.js'
import { type Ended, outcomeOf, startLoad } from './kill-under-load.js'
import type { Send } from './write-load.js'

/**
 * Stops one server process after the other by SIGTERM while clients write, and starts each again. A client goes to another
 * process when it is refused a connection, as a balancer would; a request that was under way must have had its answer.
 */
export async function rollUnderLoad(deployment: Deployment, seed: number): Promise<Ended> {
  const random = createRandom(seed)
  const arena = await deployment.openArena()
  const faults: string[] = []
  try {
    const load = await startLoad({ ...arena, clients: balanced(arena) }, random)
    for (const server of deployment.servers) {
      await pause(100 + random.below(300))
      const code = await server.stop()
      if (code !== 0) faults.push(`a server that was asked to stop ended with ${code}: ${server.complaints()}`)
      await pause(50 + random.below(100))
      await server.restart()
    }
    await pause(200)
    await load.stop()
    const doubts = load.clients.flatMap(({ doubt }) => (doubt === undefined ? [] : [`cut off: ${doubt}`]))
    const outcome = await outcomeOf(deployment, arena, load.clients)
    return { ...outcome, inDoubt: doubts.length, faults: [...faults, ...doubts, ...outcome.faults] }
  } finally {
    arena.close()
  }
}

/** Clients that each go to their own server, and to the next one while it refuses connections. */
function balanced({ clients }: Arena): Arena['clients'] {
  const clientFrom = (first: number): ScimClient => ({
    send: sendingFrom(clients, first),
    close: () => {},
  })
  const [, ...others] = clients
  return [clientFrom(0), ...others.map((_, n) => clientFrom(n + 1))]
}

function sendingFrom(clients: readonly ScimClient[], first: number): Send {
  return async (method, path, sending) => {
    let refusal: ConnectionBroken | undefined
    for (let n = 0; n < clients.length; n++) {
      try {
        const client = clients[(first + n) % clients.length]
        if (client) return await client.send(method, path, sending)
      } catch (error) {
        if (!(error instanceof ConnectionBroken && error.wasRefused)) throw error
        refusal = error
      }
    }
    throw refusal ?? new Error('there is no server')
  }
}
