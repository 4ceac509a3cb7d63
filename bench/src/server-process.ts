import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'

/** A server in a process of its own. */
export interface ServerProcess<Ready> {
  readonly ready: Ready
  /** Microseconds of CPU time that it has used, on all of its threads. */
  usage(): Promise<number>
  stop(): Promise<void>
}

/** Starts a file of this folder with arguments, and waits until it tells that it listens. */
export async function startServer<Ready>(file: string, ...words: readonly string[]): Promise<ServerProcess<Ready>> {
  const child = fork(join(import.meta.dirname, file), words)
  const [ready] = await once(child, 'message')
  return {
    ready: ready as Ready,
    async usage() {
      child.send('usage')
      const [used] = await once(child, 'message')
      return Number(used)
    },
    stop: () => stop(child),
  }
}

/** Lets a server tell what CPU time it has used, to whoever started it. */
export function tellUsage(): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    process.send?.(user + system)
  })
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
