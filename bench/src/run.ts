/**
 * `npm run bench`: requests a second of the main operations at concurrency 10, reads beside a bare `node:http` server that
 * does the same SQL and answers the same text, in the same run. Ratios say something; absolute figures are this machine's.
 */
import process from 'node:process'
import autocannon from 'autocannon'
import type { BenchData } from './bench-data.js'
import { benchEngine } from './engine.js'
import { benchFilters } from './filters.js'
import { benchGrowth } from './growth/bench-growth.js'
import { type ServerProcess, startServer } from './server-process.js'

const seconds = Number(process.env.BENCH_SECONDS ?? '4')
const sizes = (process.env.BENCH_USERS ?? '1000,10000').split(',').map(Number)

interface Ready extends BenchData {
  readonly port: number
  readonly database: string
}

interface Operation {
  readonly name: string
  readonly method: 'GET' | 'PATCH' | 'POST'
  readonly path: string
  readonly body?: () => string
}

/** What is measured when it is named, as in `npm run bench -- filters`. */
const subjects: Readonly<Record<string, (words: readonly string[]) => Promise<void>>> = {
  server: benchServer,
  engine: benchEngine,
  filters: benchFilters,
  growth: benchGrowth,
}

const [subject, ...words] = process.argv.slice(2)
if (subject === undefined) await benchMost()
else if (Object.hasOwn(subjects, subject)) await subjects[subject]?.(words)
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
  const ours = await startServer<Ready>('rollcall-server.js', String(size))
  const bare = await startServer<Pick<Ready, 'port'>>('bare-server.js', ours.ready.database)
  const barePlace = { ...ours.ready, ...bare.ready }
  const rows: Record<string, unknown>[] = []
  for (const operation of operationsOf(ours.ready.id, size)) {
    const measured = await measure(ours, ours.ready, operation)
    const isShared = operation.method === 'GET' && (await isSameAnswer(ours.ready, barePlace, operation))
    rows.push(rowOf(operation, measured, isShared ? await measure(bare, barePlace, operation) : undefined))
  }
  await bare.stop()
  await ours.stop()
  console.table(rows)
}

interface Measured {
  readonly perSecond: number
  readonly p99: number
  readonly failed: number
  /** Of the server, all threads: microseconds a request. The generator shares the cores with it. */
  readonly cpu: number
}

function rowOf({ name }: Operation, ours: Measured, bare: Measured | undefined): Record<string, unknown> {
  return {
    operation: name,
    'requests/s': Math.round(ours.perSecond),
    'p99 ms': ours.p99,
    'CPU µs': Math.round(ours.cpu),
    'bare requests/s': bare && Math.round(bare.perSecond),
    'bare CPU µs': bare && Math.round(bare.cpu),
    ratio: bare && (ours.perSecond / bare.perSecond).toFixed(2),
    'CPU ratio': bare && (bare.cpu / ours.cpu).toFixed(2),
    failed: ours.failed,
  }
}

/** The bare server knows two questions; where it does not answer the same text, there is nothing to compare. */
async function isSameAnswer(ours: Ready, bare: Ready, operation: Operation): Promise<boolean> {
  const [answered, expected] = [await answerOf(ours, operation), await answerOf(bare, operation)]
  return answered === expected.replaceAll(`:${bare.port}/`, `:${ours.port}/`)
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

async function answerOf({ port, key }: Ready, operation: Operation): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}${operation.path}`, { headers: headersOf(key) })
  return response.text()
}

async function measure(server: ServerProcess<unknown>, place: Ready, operation: Operation): Promise<Measured> {
  const usedBefore = await server.usage()
  const { requests, latency, non2xx, errors } = await load(place, operation)
  const used = (await server.usage()) - usedBefore
  return { perSecond: requests.average, p99: latency.p99, failed: non2xx + errors, cpu: used / requests.total }
}

function load({ port, key }: Ready, operation: Operation): Promise<autocannon.Result> {
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
