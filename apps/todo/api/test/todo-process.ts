import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url))

/** The whole of `npm start` as a process of its own, on a fresh database. */
export interface TodoProcess {
  readonly origin: string
  readonly scim: string
  readonly databaseFile: string
  readonly output: () => string
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function startTodoProcess(environment: Record<string, string> = {}): Promise<TodoProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-todo-'))
  const databaseFile = join(folder, 'rollcall.db')
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  let printed = ''
  const launch = async () => {
    const child = spawn(process.execPath, [main], {
      env: { ...process.env, ...environment, PORT: String(port), ROLLCALL_DATABASE: databaseFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        printed += chunk.toString('utf8')
      })
    await untilAnswers(`${origin}/api/session`, child, () => printed)
    return child
  }
  let child = await launch()
  return {
    origin,
    scim: `${origin}/scim/v2`,
    databaseFile,
    output: () => printed,
    restart: async () => {
      await end(child)
      child = await launch()
    },
    stop: async () => {
      await end(child)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

async function untilAnswers(url: string, child: ChildProcess, printed: () => string): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt++) {
    if (child.exitCode !== null) throw new Error(`the Todo app ended: ${printed()}`)
    const answered = await fetch(url).then(
      (response) => response.ok,
      () => false,
    )
    if (answered) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`the Todo app does not answer: ${printed()}`)
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
