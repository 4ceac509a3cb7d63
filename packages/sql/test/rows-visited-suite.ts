import { type AttributePath, parseFilter, type ResourceType } from '@rollcall/scim'
import type { Page, PageRequest, Query, StoredResource } from '@rollcall/scim/storage'
import { type SqlDatabase, type Statement, sqlStorage } from '@rollcall/sql'
import { recordingDatabase } from './audit/recording-database.js'
import { pagesARow, type Reading, type RowsMeter } from './rows-meter.js'
import { bigTenant, mainConnection } from './rows-visited-data.js'
import type { Shape } from './rows-visited-shapes.js'

/** How long filling the database may take, on a machine that is busy otherwise. */
export const fillTimeoutMs = 300_000

/** What a query answered, and every statement that it took. */
export interface Asked {
  readonly items: readonly StoredResource[]
  readonly total: number | undefined
  readonly statements: readonly Statement[]
}

/** Asks as a provider does. */
export async function ask(database: SqlDatabase, shape: Shape): Promise<Asked> {
  const { database: recorded, statements } = recordingDatabase(database)
  const { items, total } = await queryAs(recorded, shape, queryOf(shape))
  return { items, total, statements }
}

/** How many match in all, whatever page was asked for. */
function countMatches(database: SqlDatabase, shape: Shape): Promise<number> {
  const query: Query = { ...queryOf(shape), page: { kind: 'index', startIndex: 1, count: 0 }, total: true }
  return queryAs(database, shape, query).then(({ total = 0 }) => total)
}

function queryAs(database: SqlDatabase, shape: Shape, query: Query): Promise<Page<StoredResource>> {
  const { type, sortBy, connection = mainConnection } = shape
  const store = sqlStorage(database).ofTenant(bigTenant, { connection, request: 'r' })
  const filter = shape.filter === undefined ? undefined : parseFilter(shape.filter, type)
  const sortPath = sortBy === undefined ? undefined : pathOf(sortBy, type)
  return store.query([{ type, filter, sortPath }], query)
}

function queryOf({
  order = 'ascending',
  page = { startIndex: 1 },
  show = { grants: true, groups: true },
}: Shape): Query {
  const asked: PageRequest =
    'after' in page
      ? { kind: 'after', position: page.after, count: 100 }
      : { kind: 'index', startIndex: page.startIndex, count: 100 }
  return { order, page: asked, show, total: asked.kind === 'index' }
}

function pathOf(text: string, type: ResourceType): AttributePath {
  const filter = parseFilter(`${text} pr`, type)
  if (filter.kind !== 'present') throw new Error(`'${text}' is no path`)
  return filter.path
}

/**
 * Where a query visits more than it may: a sentence each, with the steps that do. A page may visit so many rows for each of its
 * resources, and one; a count, or a page that is put in order out of all matches, so many for each match.
 */
export async function findExcess(meter: RowsMeter, database: SqlDatabase, shape: Shape): Promise<readonly string[]> {
  const { items, statements } = await ask(database, shape)
  if (items.length < shape.finds) return [`it finds ${items.length}, not ${shape.finds}`]
  const eachMatch = shape.timesEachMatch ?? 0
  const ofMatches = eachMatch === 0 ? 0 : eachMatch * (await countMatches(database, shape))
  const ofPage = shape.times * (items.length + 1) + (shape.isOrderedOutOfAll ? ofMatches : 0)
  const counts = statements.filter(isCount)
  const pages = statements.filter((statement) => !isCount(statement))
  return [
    ...(await excessOf(meter, pages, ofPage)),
    ...(counts.length === 0 ? [] : await excessOf(meter, counts, ofMatches)),
  ]
}

function isCount({ sql }: Statement): boolean {
  return sql.startsWith('SELECT count(')
}

/** All together; each as the worse of the ways in which it may be planned. */
async function excessOf(meter: RowsMeter, statements: readonly Statement[], allowed: number): Promise<string[]> {
  const worst: Reading[] = []
  for (const statement of statements) {
    const readings = await meter.read(statement)
    worst.push(...[...readings].sort((a, b) => b.rows - a.rows).slice(0, 1))
  }
  const rows = worst.reduce((sum, reading) => sum + reading.rows, 0)
  const pages = worst.reduce((sum, { pages = 0 }) => sum + pages, 0)
  const steps = worst.flatMap((reading) => [`planned ${reading.planned}: ${reading.rows} rows`, ...reading.steps])
  const found: string[] = []
  if (rows > allowed) found.push(`${rows} rows, not ${allowed}`)
  if (pages > allowed * pagesARow) found.push(`${pages} pages, not ${allowed * pagesARow}`)
  return found.length === 0 ? [] : [[...found, ...steps].join('\n')]
}
