import { type ServerProcess, startServer } from '../server-process.js'
import type { DatabaseKind, OperationFigures, SizeFigures } from './growth-figures.js'
import { largeGroupOf } from './growth-population.js'
import type { GrowthSettings } from './growth-settings.js'
import { type Ask, type Load, load, type Place } from './load-generator.js'
import type { LoadedDatabase, LoadedFacts } from './loaded-database.js'
import { measureOrganisations } from './measure-organisations.js'
import { measureStreamed } from './measure-streamed.js'
import { type OperationName, operationNames } from './operation-names.js'
import { type Operation, operationsOf, wideFilter } from './operations.js'
import { createProgressLine } from './progress-line.js'

/** Measures every operation on a copy of a loaded database, in rounds: what disturbs the machine for a while disturbs one of them. */
export async function measureSize(
  kind: DatabaseKind,
  people: number,
  loaded: LoadedDatabase,
  settings: GrowthSettings,
): Promise<SizeFigures> {
  const { facts } = loaded
  const { key, sample: _, largeGroup: _large, smallGroup: _small, ...figures } = facts
  const { database, remove } = await loaded.copy()
  try {
    const streamed = await measureStreamed(database, facts)
    const operations = await measureOperations({ kind, people, facts, database }, settings)
    const largeGroup = largeGroupOf(people)
    const measured = { database: kind, people, largeGroup, loaded: figures, operations, streamed }
    // They are the same beside any number of people.
    return people > 10_000 ? measured : { ...measured, organisations: await measureOrganisations(database, kind) }
  } finally {
    await remove()
  }
}

interface Measured {
  readonly kind: DatabaseKind
  readonly people: number
  readonly facts: LoadedFacts
  readonly database: string
}

type Found = Map<OperationName, OperationFigures[]>

/** A server under load, and whom to ask there. */
interface Asked extends Place {
  readonly server: ServerProcess<{ readonly port: number }>
}

async function measureOperations(measured: Measured, settings: GrowthSettings): Promise<SizeFigures['operations']> {
  const { kind, people, facts, database } = measured
  const ours = await startAsked('growth/growth-server.js', database, facts.key)
  const bare = kind === 'sqlite' ? await startAsked('bare-server.js', database, facts.key) : undefined
  const line = createProgressLine(`measuring ${people} people on ${kind}`)
  try {
    const cursors = { endCursor: await walkToEnd(ours, people), wideCursor: await cursorOf(ours, wideFilter) }
    const operations = operationsOf({ facts, people, ...cursors })
    if (bare) for (const { isBare, ask } of operations) if (isBare) await assertSameAnswer(ours, bare, ask)
    const found: Found = new Map()
    for (let run = 0; run < settings.runs; run++) {
      for (const [place, operation] of operations.entries()) {
        await measureOperation(operation, { ours, bare, found, seconds: settings.seconds })
        line.show((run * operations.length + place + 1) / (settings.runs * operations.length))
      }
      await measureBeside(operations, { ours, bare, found, seconds: settings.seconds })
    }
    line.end()
    return mediansOf(found)
  } finally {
    await Promise.all([ours.server.stop(), bare?.server.stop()])
  }
}

async function startAsked(file: string, database: string, key: string): Promise<Asked> {
  const server = await startServer<{ readonly port: number }>(file, database)
  return { server, port: server.ready.port, key }
}

/** Only servers that answer the same can be set side by side. */
async function assertSameAnswer(ours: Asked, bare: Asked, ask: Ask): Promise<void> {
  const question = ask(0)
  if (!question) return
  const answerOf = async ({ port, key }: Asked) => {
    const headers = { authorization: `Bearer ${key}` }
    const response = await fetch(`http://127.0.0.1:${port}${question.path}`, { headers })
    return (await response.text()).replaceAll(`:${port}/`, '/')
  }
  const [answered, expected] = [await answerOf(ours), await answerOf(bare)]
  if (answered !== expected) throw new Error(`the bare server answers otherwise:\n${answered}\n${expected}`)
}

interface Running {
  readonly ours: Asked
  readonly bare: Asked | undefined
  readonly found: Found
  readonly seconds: number
}

async function measureOperation(operation: Operation, { ours, bare, found, seconds }: Running): Promise<void> {
  const before = await ours.server.usage()
  const extent = { seconds, isLimited: operation.isLimited === true }
  const answered = await load(ours, operation.ask, extent)
  const cpu = (await ours.server.usage()) - before
  if (answered.failure !== undefined) console.error(`\n${Object.values(operation.names)}: ${answered.failure}`)
  const beside = bare && operation.isBare === true ? await load(bare, operation.ask, extent) : undefined
  for (const [kind, name] of Object.entries(operation.names)) {
    keep(found, name, figuresOf(answered, kind, cpu, beside))
  }
}

/** Ten connections read while ten others write: of the readers. */
async function measureBeside(operations: readonly Operation[], { ours, found, seconds }: Running): Promise<void> {
  const named = (name: OperationName) => operations.find(({ names }) => names[''] === name)
  const [reading, writing] = [named('get'), named('patch')]
  if (!reading || !writing) return
  const before = await ours.server.usage()
  const [read] = await Promise.all([load(ours, reading.ask, { seconds }), load(ours, writing.ask, { seconds })])
  keep(found, 'getBesideWriters', figuresOf(read, '', (await ours.server.usage()) - before, undefined))
}

function keep(found: Found, name: OperationName, figures: OperationFigures): void {
  found.set(name, [...(found.get(name) ?? []), figures])
}

/** Two kinds of question that take turns: what either takes of the time is in its times. */
function figuresOf(answered: Load, kind: string, cpu: number, bare: Load | undefined): OperationFigures {
  const times = [...(answered.times.get(kind) ?? [])].sort((a, b) => a - b)
  const at = (part: number) => rounded(times[Math.floor(times.length * part)] ?? 0)
  return {
    perSecond: Math.round(times.length / answered.seconds),
    p50: at(0.5),
    p99: at(0.99),
    cpu: Math.round(cpu / Math.max(1, answered.all)),
    failed: answered.failed,
    ...(bare ? { bare: Math.round(bare.count / bare.seconds) } : {}),
  }
}

function rounded(milliseconds: number): number {
  return Number(milliseconds.toPrecision(3))
}

function mediansOf(found: Found): SizeFigures['operations'] {
  return Object.fromEntries(
    operationNames.flatMap((name) => {
      const runs = found.get(name)
      return runs ? [[name, medianOf(runs)]] : []
    }),
  )
}

function medianOf(runs: readonly OperationFigures[]): OperationFigures {
  const median = (of: (figures: OperationFigures) => number) => {
    const values = runs.map(of).sort((a, b) => a - b)
    return values[values.length >> 1] ?? 0
  }
  return {
    perSecond: median(({ perSecond }) => perSecond),
    p50: median(({ p50 }) => p50),
    p99: median(({ p99 }) => p99),
    cpu: median(({ cpu }) => cpu),
    failed: runs.reduce((sum, { failed }) => sum + failed, 0),
    ...(runs.some(({ bare }) => bare !== undefined) ? { bare: median(({ bare = 0 }) => bare) } : {}),
  }
}

/** Page by page to the last hundred people: only a page tells where the next one begins, and all are of one length. */
async function walkToEnd(place: Place, people: number): Promise<string> {
  let cursor = ''
  for (let from = 0; from < people - 100; from += 100) {
    cursor = await nextCursor(place, `/Users?cursor=${cursor}&count=100&attributes=id`)
  }
  return cursor
}

function cursorOf(place: Place, filter: string): Promise<string> {
  return nextCursor(place, `/Users?filter=${encodeURIComponent(filter)}&cursor=&count=100`)
}

async function nextCursor({ port, key }: Place, path: string): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${port}/scim/v2${path}`, {
    headers: { authorization: `Bearer ${key}` },
  })
  const { nextCursor: cursor } = (await response.json()) as { readonly nextCursor?: string }
  if (cursor === undefined) throw new Error(`${path} was answered ${response.status} without a cursor`)
  return cursor
}
