import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** An address behind which one PostgreSQL server takes the place of another, as a balancer or a pooler has it. */
export interface PostgresAddress {
  readonly url: string
  /** From now on new connections reach this server; those that there are go on. */
  leadTo(serverUrl: string): void
  /** Breaks every connection, and refuses new ones until the time has passed. */
  goAway(ms: number): Promise<void>
  /** As a pooler does, it keeps from clients that a server only follows another. */
  hideStandby(): void
  /** How many connections there were. */
  readonly connections: () => number
  close(): void
}

/** Opens one that leads to a server. */
export async function openAddress(serverUrl: string): Promise<PostgresAddress> {
  let target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let connections = 0
  let isHiding = false

  const server = createServer((client) => {
    connections += 1
    const upstream = connect(Number(target.port), target.hostname)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
    }
    client.on('data', (data) => upstream.write(data))
    upstream.on('data', (data) => client.write(isHiding ? withoutStandby(data) : data))
  })

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  function shut(): void {
    server.close()
    for (const socket of sockets) socket.destroy()
  }

  const port = await listen(0)
  const url = new URL(serverUrl)
  url.port = String(port)
  return {
    url: url.href,
    leadTo(other) {
      target = new URL(other)
    },
    async goAway(ms) {
      shut()
      await new Promise((resolve) => setTimeout(resolve, ms))
      await listen(port)
    },
    hideStandby() {
      isHiding = true
    },
    connections: () => connections,
    close: shut,
  }
}

/** The name of what it says of itself, changed for another of the same length. */
function withoutStandby(data: Buffer): Buffer {
  if (!data.includes('in_hot_standby')) return data
  return Buffer.from(data.toString('latin1').replace('in_hot_standby', 'is_not_telling'), 'latin1')
}
