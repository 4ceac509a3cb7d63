import { setTimeout as pause } from 'node:timers/promises'
import { findRecordFaults } from '../contests/find-record-faults.js'
import { create, groupBody } from '../contests/messages.js'
import type { Arena, Deployment } from '../deployment/deployment.js'
import { findDatabaseFaults } from '../deployment/find-database-faults.js'
import { createRandom, type Random } from '../random.js'
import { createLoadClient, type LoadClient } from './write-load.js'

/** What became of a server, or a database, that was ended under load. */
export interface Ended {
  readonly acknowledged: number
  /** How many writes were under way and had no answer. */
  readonly inDoubt: number
  readonly faults: readonly string[]
}

/** SIGKILLs one of the server processes while clients write, starts it again, and compares with what was acknowledged. */
export async function killUnderLoad(deployment: Deployment, seed: number): Promise<Ended> {
  const random = createRandom(seed)
  const arena = await deployment.openArena()
  try {
    const load = await startLoad(arena, random)
    await pause(50 + random.below(500))
    const victim = deployment.servers[random.below(deployment.servers.length)] ?? deployment.servers[0]
    await victim.kill()
    await load.stop()
    const inDoubt = load.clients.filter(({ doubt }) => doubt !== undefined).length
    await victim.restart()
    return { ...(await outcomeOf(deployment, arena, load.clients)), inDoubt }
  } finally {
    arena.close()
  }
}

interface Load {
  readonly clients: readonly LoadClient[]
  /** Lets each client end what it has begun. */
  stop(): Promise<void>
}

/** Starts clients at every server, and waits until each of them has written something. */
export async function startLoad(arena: Arena, random: Random, clientsAServer = 6): Promise<Load> {
  const groups = await createGroups(arena)
  let isOver = false
  const clients = arena.clients.flatMap((_, server) =>
    Array.from({ length: clientsAServer }, (_each, n) =>
      createLoadClient(`s${server}c${n}-`, groups, createRandom(random.below(2 ** 31))),
    ),
  )
  const writing = clients.map((client, n) => {
    const { send } = arena.clients[Math.floor(n / clientsAServer)] ?? arena.clients[0]
    return client.writeUntil(() => isOver, send)
  })
  const stop = async () => {
    isOver = true
    await Promise.all(writing)
  }
  while (!clients.every(({ acknowledged, doubt }) => acknowledged > 0 || doubt !== undefined)) await pause(5)
  return { clients, stop }
}

async function createGroups({ clients }: Arena): Promise<readonly [string, ...string[]]> {
  const makeGroup = (n: number) => create(clients[0], '/Groups', groupBody(`Group ${n}`))
  return [await makeGroup(0), await makeGroup(1), await makeGroup(2)]
}

/** Compares what is there with what each client knows, and the parts of the database with each other. */
export async function outcomeOf(
  { databases }: Deployment,
  { clients: servers, reader, tenant }: Arena,
  clients: readonly LoadClient[],
): Promise<Omit<Ended, 'inDoubt'>> {
  const checked: string[] = []
  for (const [n, client] of clients.entries()) {
    const { send } = servers[n % servers.length] ?? servers[0]
    checked.push(...client.faults, ...(await client.check(send)))
  }
  const faults = [...checked, ...(await findRecordFaults(reader, tenant)), ...(await findDatabaseFaults(databases[0]))]
  return { acknowledged: clients.reduce((sum, { acknowledged }) => sum + acknowledged, 0), faults }
}
