import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import process from 'node:process'

/** `rollcall serve` as a process of its own. */
export interface ServerProcess {
  readonly baseUrl: string
  /** What it complained of. */
  complaints(): string
  /** SIGKILL: it is gone at once, whatever it was doing. */
  kill(): Promise<void>
  /** SIGTERM: it may end what it has begun. Answers its exit code. */
  stop(): Promise<number | null>
  /** Starts it again on the same port, after it has ended. */
  restart(): Promise<void>
}

const command = path.resolve('packages/server/bin/rollcall.js')

/** Starts a server process on a database, on a port that is free. @throws when it ends instead of listening. */
export async function startServer(database: string): Promise<ServerProcess> {
  let complaints = ''
  let { child, baseUrl } = await launch('0')
  const port = new URL(baseUrl).port
  return {
    baseUrl,
    complaints: () => complaints,
    async kill() {
      await end(child, 'SIGKILL')
    },
    stop: () => end(child, 'SIGTERM'),
    async restart() {
      const launched = await launch(port)
      child = launched.child
      baseUrl = launched.baseUrl
    },
  }

  async function launch(onPort: string): Promise<{ readonly child: ChildProcess; readonly baseUrl: string }> {
    const options = ['serve', '--json', '--log', 'json', '--port', onPort]
    const started = spawn(process.execPath, [command, ...options], {
      // Its URL may hold a password, which every process could read in a command line.
      env: { PATH: process.env.PATH ?? '', ROLLCALL_DATABASE: database },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    started.stderr.on('data', (chunk: Buffer) => {
      complaints += chunk.toString('utf8')
    })
    return { child: started, baseUrl: await announcedBy(started, () => complaints) }
  }
}

/** The first line that it prints says where it listens; the lines of its log are let go by. */
function announcedBy(child: ChildProcess, complaints: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = ''
    child.stdout?.on('data', (chunk: Buffer) => {
      if (printed.includes('\n')) return
      printed += chunk.toString('utf8')
      if (printed.includes('\n')) resolve((JSON.parse(printed.split('\n')[0] ?? '') as { baseUrl: string }).baseUrl)
    })
    child.once('exit', () => reject(new Error(`the server ended before it listened: ${printed}${complaints()}`)))
  })
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal)
    await once(child, 'exit')
  }
  return child.exitCode
}
