import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'

/** A server in a process of its own. */
export interface ServerProcess<Ready> {
  readonly ready: Ready
  /** Microseconds of CPU time that it has used, on all of its threads. */
  usage(): Promise<number>
  /** The most bytes of memory that it has had so far. */
  peak(): Promise<number>
  stop(): Promise<void>
}

/** Starts a file of this folder with arguments, and waits until it tells that it listens. */
export async function startServer<Ready>(file: string, ...words: readonly string[]): Promise<ServerProcess<Ready>> {
  const child = fork(join(import.meta.dirname, file), words)
  const [ready] = await Promise.race([once(child, 'message'), failing(child, file)])
  const ask = async (asked: Asked) => {
    child.send(asked)
    const [told] = await once(child, 'message')
    return Number(told)
  }
  child.removeAllListeners('exit')
  return { ready: ready as Ready, usage: () => ask('usage'), peak: () => ask('peak'), stop: () => stop(child) }
}

type Asked = 'usage' | 'peak'

/** Lets a server tell what CPU time and memory it has used, to whoever started it. */
export function tellUsage(): void {
  process.on('message', (asked: Asked) => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage()
    process.send?.(asked === 'peak' ? maxRSS * 1024 : userCPUTime + systemCPUTime)
  })
}

async function failing(child: ChildProcess, file: string): Promise<never> {
  const [code] = await once(child, 'exit')
  throw new Error(`${file} has ended with ${code} before it listened`)
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
