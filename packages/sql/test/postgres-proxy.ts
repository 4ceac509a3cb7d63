import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Stands between a client and PostgreSQL, and breaks what is between them. */
export interface PostgresProxy {
  /** The server's URL, through the proxy. */
  readonly url: string
  /**
   * Breaks the connection of the next write that commits: `swallow` lets the commit reach the server and not its answer,
   * `drop` not even the commit.
   */
  breakNextCommit(how: 'swallow' | 'drop'): void
  /** Garbles the next command that ends so: the server refuses it, and goes on with what is sent behind it. */
  garbleNext(end: 'READ ONLY' | 'READ WRITE' | 'COMMIT'): void
  /** How many commits it has broken. */
  readonly broken: () => number
  /** Breaks every connection, and refuses new ones until the time has passed. */
  goAway(ms: number): Promise<void>
  close(): Promise<void>
}

/** Starts one before a server. */
export async function startProxy(serverUrl: string): Promise<PostgresProxy> {
  const target = new URL(serverUrl)
  const sockets = new Set<Socket>()
  let next: 'swallow' | 'drop' | undefined
  let broken = 0
  let garbled: string | undefined

  function garble(data: Buffer): Buffer {
    if (garbled === undefined || !data.includes(garbled)) return data
    const text = data.toString('latin1').replace(garbled, `${garbled.slice(0, -2)}?\0`)
    garbled = undefined
    return Buffer.from(text, 'latin1')
  }

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.end()
      })
    }
    let isWriting = false
    let isSwallowing = false
    client.on('data', (data) => {
      // A chunk may end one transaction and begin the next.
      const begin = Math.max(data.lastIndexOf(readBegin), data.lastIndexOf(writeBegin))
      if (begin !== -1) isWriting = data.lastIndexOf(writeBegin) === begin
      if (isWriting && next !== undefined && data.lastIndexOf('COMMIT\0') > begin) {
        const how = next
        next = undefined
        broken += 1
        if (how === 'drop') {
          client.destroy()
          return
        }
        isSwallowing = true
      }
      upstream.write(garble(data))
    })
    upstream.on('data', (data) => {
      if (isSwallowing) client.destroy()
      else client.write(data)
    })
  })

  async function listen(port: number): Promise<number> {
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return (server.address() as AddressInfo).port
  }

  function breakAll(): void {
    for (const socket of sockets) socket.destroy()
  }

  const port = await listen(0)
  const url = new URL(serverUrl)
  url.hostname = '127.0.0.1'
  url.port = String(port)
  return {
    url: url.href,
    breakNextCommit(how) {
      next = how
    },
    garbleNext(end) {
      garbled = `${end}\0`
    },
    broken: () => broken,
    async goAway(ms) {
      server.close()
      breakAll()
      await new Promise((resolve) => setTimeout(resolve, ms))
      await listen(port)
    },
    async close() {
      server.close()
      breakAll()
    },
  }
}

const readBegin = 'READ ONLY\0'
const writeBegin = 'READ WRITE\0'
