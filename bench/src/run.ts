/**
 * `npm run bench`: requests a second of the main operations at concurrency 10, each beside a bare `node:http` server that
 * answers as many bytes, in the same run. Ratios say something; absolute figures are this machine's.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import process from 'node:process'
import autocannon from 'autocannon'
import { benchEngine } from './engine.js'
import { benchFilters } from './filters.js'

const seconds = Number(process.env.BENCH_SECONDS ?? '4')
const sizes = (process.env.BENCH_USERS ?? '1000,10000').split(',').map(Number)

interface Ready {
  readonly port: number
  readonly key: string
  readonly id: string
}

interface Operation {
  readonly name: string
  readonly method: 'GET' | 'PATCH' | 'POST'
  readonly path: string
  readonly body?: () => string
}

/** What is measured when it is named, as in `npm run bench -- filters`. */
const subjects: Readonly<Record<string, () => Promise<void>>> = {
  server: benchServer,
  engine: benchEngine,
  filters: benchFilters,
}

const [subject] = process.argv.slice(2)
if (subject === undefined) await benchMost()
else if (Object.hasOwn(subjects, subject)) await subjects[subject]?.()
else throw new Error(`there is no benchmark '${subject}': ${Object.keys(subjects).join(', ')}`)

/** What is measured when nothing is named. */
async function benchMost(): Promise<void> {
  console.log(`Each of these can be measured alone: ${Object.keys(subjects).join(', ')}. Here engine and server.\n`)
  await benchEngine()
  await benchServer()
}

async function benchServer(): Promise<void> {
  for (const size of sizes) await benchSize(size)
}

async function benchSize(size: number): Promise<void> {
  console.log(`\n${size} users (preparing them takes a while)`)
  const ours = await start('rollcall-server.js', String(size))
  const rows: Record<string, unknown>[] = []
  for (const operation of operationsOf(ours.ready.id, size)) {
    const bytes = await answerLength(ours.ready, operation)
    const measured = await measure(ours.ready, operation)
    const bare = await start('bare-server.js', ours.ready.key, String(bytes))
    const best = await measure({ ...ours.ready, port: bare.ready.port }, operation)
    await stop(bare.child)
    rows.push({
      operation: operation.name,
      'requests/s': Math.round(measured.requests.average),
      'p99 ms': measured.latency.p99,
      'bare node:http': Math.round(best.requests.average),
      ratio: (measured.requests.average / best.requests.average).toFixed(2),
      failed: measured.non2xx + measured.errors,
    })
  }
  await stop(ours.child)
  console.table(rows)
}

function operationsOf(id: string, size: number): readonly Operation[] {
  const filter = (text: string) => `/scim/v2/Users?filter=${encodeURIComponent(text)}`
  let n = 0
  const patch = () => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'],
    Operations: [{ op: 'replace', path: 'title', value: `Title ${n++}` }],
  })
  return [
    { name: 'GET by id', method: 'GET', path: `/scim/v2/Users/${id}` },
    { name: 'userName eq', method: 'GET', path: filter(`userName eq "user-${size >> 1}@bench.example"`) },
    { name: 'department eq, page of 100', method: 'GET', path: `${filter('department eq "Grid"')}&count=100` },
    { name: 'page of 100', method: 'GET', path: '/scim/v2/Users?startIndex=1&count=100' },
    { name: 'PATCH one user', method: 'PATCH', path: `/scim/v2/Users/${id}`, body: () => JSON.stringify(patch()) },
    {
      name: 'POST',
      method: 'POST',
      path: '/scim/v2/Users',
      body: () => JSON.stringify({ userName: `new-${n++}-${Date.now()}@bench.example` }),
    },
  ]
}

async function answerLength({ port, key }: Ready, operation: Operation): Promise<number> {
  const response = await fetch(`http://127.0.0.1:${port}${operation.path}`, {
    method: operation.method,
    headers: headersOf(key),
    ...(operation.body ? { body: operation.body() } : {}),
  })
  return (await response.text()).length
}

function measure({ port, key }: Ready, operation: Operation): Promise<autocannon.Result> {
  return autocannon({
    url: `http://127.0.0.1:${port}`,
    connections: 10,
    duration: seconds,
    requests: [
      {
        method: operation.method,
        path: operation.path,
        headers: headersOf(key),
        ...(operation.body
          ? { setupRequest: (request: autocannon.Request) => ({ ...request, body: operation.body?.() ?? '' }) }
          : {}),
      },
    ],
  })
}

function headersOf(key: string): Record<string, string> {
  return { authorization: `Bearer ${key}`, 'content-type': 'application/scim+json' }
}

async function start(file: string, ...words: readonly string[]): Promise<{ child: ChildProcess; ready: Ready }> {
  const child = fork(join(import.meta.dirname, file), words)
  const [ready] = await once(child, 'message')
  return { child, ready: ready as Ready }
}

async function stop(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM')
  await once(child, 'exit')
}
