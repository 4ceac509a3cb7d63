import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../api/dist/main.js', import.meta.url))

/** The whole of `npm start` as a process of its own, with the demo data in a fresh database. */
export interface TodoProcess {
  readonly origin: string
  readonly scim: string
  stop(): Promise<void>
}

/** @param environment what the process inherits; the settings of whoever runs this are left out of it */
export async function startTodoProcess(
  environment: Readonly<Record<string, string | undefined>>,
): Promise<TodoProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'rollcall-todo-'))
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  const inherited = Object.entries(environment).filter(([name]) => !name.startsWith('ROLLCALL_'))
  const child = spawn(process.execPath, [main], {
    env: { ...Object.fromEntries(inherited), PORT: String(port), ROLLCALL_DATABASE: join(folder, 'rollcall.db') },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async () => {
    await end(child)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await untilServes(origin, child)
  } catch (error) {
    await stop()
    throw error
  }
  return { origin, scim: `${origin}/scim/v2`, stop }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** Waits until the pages are there too. */
async function untilServes(origin: string, child: ChildProcess): Promise<void> {
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8')
    })
  }
  for (let attempt = 0; attempt < 400; attempt++) {
    if (child.exitCode !== null) throw new Error(`The Todo app ended: ${printed}`)
    const status = await statusOf(origin)
    if (status === 200) return
    if (status === 503) throw new Error('The pages of the Todo app are not built. Run `npm run build`.')
    await pause(25)
  }
  throw new Error(`The Todo app does not answer: ${printed}`)
}

function statusOf(url: string): Promise<number | undefined> {
  return fetch(url).then(
    async (response) => {
      await response.text()
      return response.status
    },
    () => undefined,
  )
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('There is no free port.')
  return address.port
}
