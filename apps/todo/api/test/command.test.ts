import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, expect, test } from 'vitest'
import { createBrowser } from './browser.js'
import { isOnPostgres } from './database-place.js'
import { createScimClient } from './scim-client.js'
import { removeTemporaryDatabases, startTodo, temporaryDatabase } from './start-todo.js'

/** The build: a worker thread runs no TypeScript. */
const command = fileURLToPath(new URL('../dist/main.js', import.meta.url))

interface Run {
  readonly child: ChildProcess
  /** What it said so far. */
  said(): string
  /** Waits until it has said this. */
  says(pattern: RegExp): Promise<RegExpMatchArray>
  ended(): Promise<number | null>
}

const running = new Set<ChildProcess>()

afterEach(() => {
  for (const child of running) child.kill('SIGKILL')
})
afterAll(removeTemporaryDatabases)

function start(database: string, args: readonly string[] = [], environment: Record<string, string> = {}): Run {
  const env = { PATH: process.env.PATH, PORT: '0', ROLLCALL_DATABASE: database, ...environment }
  const child = spawn(process.execPath, [command, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  let text = ''
  const exit = once(child, 'close').then(([code]: (number | null)[]) => {
    running.delete(child)
    return code ?? null
  })
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk))
  return {
    child,
    said: () => text,
    ended: () => exit,
    async says(pattern) {
      for (;;) {
        const match = text.match(pattern)
        if (match) return match
        if (!running.has(child)) throw new Error(`it ended without saying ${pattern}:\n${text}`)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    },
  }
}

async function listening(run: Run): Promise<string> {
  const [, url] = await run.says(/Todo app +(\S+)[\s\S]*Ctrl-C/)
  return url ?? ''
}

test('it says where it is, who can sign in and how to try it, traces requests, and ends when it is told to', async () => {
  const database = await temporaryDatabase()
  const run = start(database)
  const url = await listening(run)
  expect(run.said()).toContain(`SCIM base URL   ${url}/scim/v2`)
  expect(run.said()).toContain("curl -H 'Authorization: Bearer 123123'")
  // What the demo data took is no traffic.
  expect(run.said()).not.toMatch(/POST/)
  const scim = createScimClient(`${url}/scim/v2`, '123123')
  expect((await scim.send('GET', '/Users?filter=userName%20eq%20%22trinity%40gridco.example%22')).status).toBe(200)
  await scim.send('POST', '/Users', { userName: 'x', password: 'xyzzy-plugh' })
  const [line] = await run.says(/^GET .*\/Users.* 200 \d+ ms gridco\.example.*$/m)
  expect(line).not.toContain('trinity')
  await run.says(/^POST \S*\/Users 201 /m)
  expect(run.said()).not.toContain('xyzzy-plugh')
  expect((await createBrowser(url).signIn('trinity@gridco.example', 'Zion')).status).toBe(200)
  await run.says(/^POST \/api\/sign-in 200 \d+ ms$/m)

  // 2D: a running request ends first.
  const signIn = createBrowser(url).signIn('trinity@gridco.example', 'Zion')
  await new Promise((resolve) => setTimeout(resolve, 15))
  run.child.kill('SIGTERM')
  expect((await signIn).status).toBe(200)
  expect(await run.ended()).toBe(0)
  // Closed in good order, SQLite leaves nothing beside the database.
  expect(existsSync(`${database}-wal`)).toBe(false)
})

test('bodies are traced on request, without secrets', async () => {
  const run = start(await temporaryDatabase(), [], { ROLLCALL_TRACE_BODIES: '1' })
  const scim = createScimClient(`${await listening(run)}/scim/v2`, '123123')
  await scim.send('POST', '/Users', { userName: 'morpheus@gridco.example', password: 'xyzzy-plugh' })
  await run.says(/"userName": "morpheus@gridco.example"/)
  expect(run.said()).not.toContain('xyzzy-plugh')
  run.child.kill('SIGINT')
  expect(await run.ended()).toBe(0)
})

test('a port that is taken is one clear sentence', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const address = other.address()
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0
  const run = start(await temporaryDatabase(), [], { PORT: String(port) })
  expect(await run.ended()).toBe(1)
  expect(run.said()).toBe(
    `Port ${port} is taken by another program. Stop it, or choose another port: PORT=${port + 1} npm start\n`,
  )
  other.close()
})

test('what is not known is refused with a sentence', async () => {
  const run = start(await temporaryDatabase(), ['--frobnicate'])
  expect(await run.ended()).toBe(1)
  expect(run.said()).toContain("'--frobnicate'")
  expect(run.said()).not.toMatch(/\n\s+at /)
})

test('2D: --init-db makes the demo data and ends; twice is fine, also beside a running server', async () => {
  const database = await temporaryDatabase()
  const first = start(database, ['--init-db'])
  expect(await first.ended()).toBe(0)
  expect(first.said()).toMatch(/^The demo data is in .*\n$/)
  const url = await listening(start(database))
  expect(await start(database, ['--init-db']).ended()).toBe(0)
  expect(await peopleAt(url)).toBe(2)
})

test.skipIf(isOnPostgres)(
  '--reset removes a database file and starts afresh, but not while a server runs on it',
  async () => {
    const database = await temporaryDatabase()
    const server = start(database)
    const url = await listening(server)
    await createScimClient(`${url}/scim/v2`, '123123').createPerson({ userName: 'morpheus@gridco.example' })
    const refused = start(database, ['--reset', '--init-db'])
    expect(await refused.ended()).toBe(1)
    expect(refused.said()).toMatch(/is in use, so it was left alone/)
    expect(await peopleAt(url)).toBe(3)

    // A crash leaves the log behind.
    server.child.kill('SIGKILL')
    await server.ended()
    const reset = start(database, ['--reset', '--init-db'])
    expect(await reset.ended()).toBe(0)
    expect(reset.said()).toContain(`Removed ${database}.`)
    const afresh = await startTodo({ database })
    expect(await peopleAt(afresh.url)).toBe(2)
    await afresh.stop()
  },
)

async function peopleAt(url: string): Promise<number> {
  const answer = await createScimClient(`${url}/scim/v2`, '123123').send<{ totalResults: number }>('GET', '/Users')
  return answer.body.totalResults
}
