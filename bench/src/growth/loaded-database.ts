import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { createRollcall, type Rollcall } from '@rollcall/server'
import { sqliteSchemaStatus } from '@rollcall/sql'
import { type DatabaseStore, postgresStore, sqliteStore } from './database-store.js'
import type { DatabaseKind, LoadedFigures } from './growth-figures.js'
import { comparedGroups, populationVersion, writePopulation } from './growth-population.js'
import { createProgressLine } from './progress-line.js'
import { readTableFigures } from './table-figures.js'

/** A database with the population in it, kept for the next run; what is measured is a copy. */
export interface LoadedDatabase {
  readonly facts: LoadedFacts
  /** Makes a copy and answers its path or URL, and how to be rid of it. */
  copy(): Promise<{ readonly database: string; remove(): Promise<void> }>
}

/** What is known of it, in a file beside it. */
export interface LoadedFacts extends LoadedFigures {
  readonly key: string
  /** People spread over the whole population: their numbers and ids, in no order. */
  readonly sample: readonly (readonly [n: number, id: string])[]
  readonly largeGroup: string
  readonly smallGroup: string
}

const tenant = 'growth.example'

/** Loads the population, once: it stays below `node_modules/.cache` until schema or population change. */
export async function requireLoaded(
  kind: DatabaseKind,
  people: number,
  server: string | undefined,
): Promise<LoadedDatabase> {
  const folder = path.join('node_modules/.cache/rollcall-growth', `${cacheKey()}-${people}`, kind)
  await mkdir(folder, { recursive: true })
  const store = kind === 'sqlite' ? sqliteStore(folder) : postgresStore(server ?? '', `${cacheKey()}_${people}`)
  const file = path.join(folder, 'facts.json')
  if (!existsSync(file) || !(await store.isKept())) {
    await rm(file, { force: true })
    writeFileSync(file, JSON.stringify(await fill(store, folder, people)))
  }
  return { facts: JSON.parse(readFileSync(file, 'utf8')) as LoadedFacts, copy: () => store.copy() }
}

/** Another schema, or another population, is another database. */
function cacheKey(): string {
  return `${sqliteSchemaStatus(':memory:').pending.length}_${populationVersion}`
}

/** An import that was broken off goes on where it was. */
async function fill(store: DatabaseStore, folder: string, people: number): Promise<LoadedFacts> {
  const file = path.join(folder, 'population.jsonl')
  if (!existsSync(`${file}.rollcall-import.json`)) await store.begin()
  await writePopulation(file, people)
  const rollcall = await createRollcall({ database: store.database })
  try {
    if (!(await rollcall.tenants.exists(tenant))) await rollcall.tenants.create(tenant)
    const { key, connection } = await issueKey(rollcall)
    const resourcesPerSecond = await importAll(rollcall, { file, connection, people, title: store.title })
    await store.settle()
    const { bytes, tables } = await readTableFigures(rollcall.database, store.kind)
    const groups = await findGroups(rollcall)
    await rm(file)
    return { resourcesPerSecond, bytes, tables, key, sample: await readSample(rollcall, people), ...groups }
  } finally {
    await rollcall.close()
  }
}

/** Of the connection whose external ids the people have: the first one. */
async function issueKey({ tenants }: Rollcall) {
  const [first] = await tenants.listConnections(tenant)
  return tenants.issueKey(tenant, first ? { connection: first.id } : {})
}

interface Importing {
  readonly file: string
  readonly connection: string
  readonly people: number
  readonly title: string
}

async function importAll(rollcall: Rollcall, { file, connection, people, title }: Importing): Promise<number> {
  const line = createProgressLine(`loading ${people} people into ${title}`)
  const begun = performance.now()
  let before: number | undefined
  const report = await rollcall.ofTenant(tenant).importResources(file, {
    connection,
    progress({ bytes, bytesInAll, counts }) {
      before ??= counts.created
      line.show(bytes / bytesInAll)
    },
  })
  line.end()
  if (report.failed > 0) throw new Error(`${report.failed} lines were refused: see ${report.failures}`)
  // What an earlier run had loaded took none of this one's time.
  return Math.round((report.created - (before ?? 0)) / ((performance.now() - begun) / 1000))
}

/** Ids of an import ascend with its lines, and people come first. */
async function readSample({ database }: Rollcall, people: number): Promise<LoadedFacts['sample']> {
  const step = Math.max(1, Math.floor(people / sampleLength))
  const sample: (readonly [number, string])[] = []
  let last = ''
  for (let from = 0; from < people; from += pageLength) {
    const sql = `SELECT r.id FROM resources r WHERE r.tenant_id = ? AND r.type = 'User' AND r.id > ?
      ORDER BY r.id LIMIT ${pageLength}`
    const rows = await database.read({ sql, parameters: [tenant, last] })
    for (const [place, { id }] of rows.entries()) {
      last = String(id)
      if ((from + place) % step === 0) sample.push([from + place, last])
    }
  }
  return shuffled(sample)
}

const pageLength = 10_000
const sampleLength = 40_000

/** Always in the same way: a step that shares no factor with the length visits each once. */
function shuffled<Item>(items: readonly Item[]): readonly Item[] {
  const step = 7919
  return items.length % step === 0
    ? items
    : items.flatMap((_, n) => items.slice((n * step) % items.length, ((n * step) % items.length) + 1))
}

async function findGroups({ database }: Rollcall) {
  const sql =
    "SELECT r.id, r.display FROM resources r WHERE r.tenant_id = ? AND r.type = 'Group' AND r.display IN (?, ?)"
  const rows = await database.read({ sql, parameters: [tenant, comparedGroups.large, comparedGroups.small] })
  const idOf = (name: string) => String(rows.find(({ display }) => display === name)?.id ?? '')
  return { largeGroup: idOf(comparedGroups.large), smallGroup: idOf(comparedGroups.small) }
}
