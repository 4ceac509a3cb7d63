import type { Filter } from '@rollcall/scim'
import type { Query, QueryTarget, SortOrder } from '@rollcall/scim/storage'
import type { Bound } from '../bind-value.js'
import { canBeIndexed, type IndexSet, indexedName, isIndexed } from '../index-rows/indexed-attributes.js'
import { createIndexSets } from '../index-sets/create-index-sets.js'
import type { TenantIndexes } from '../index-sets/tenant-indexes.js'
import { type Arm, armOf } from '../query/arm.js'
import { compileFilter } from '../query/compile-filter.js'
import { findCutAttributes } from '../query/cut-attributes.js'
import { isChosen, pathsIn } from '../query/goes-by-indexes.js'
import { queryResources } from '../query/query-resources.js'
import type { SqlDatabase, Statement } from '../sql-database.js'
import type { Viewer } from '../storage/read-resources.js'
import { type PlannedStatement, planOf } from './plan-of.js'
import { printWithoutValues } from './print-without-values.js'
import { recordReads } from './record-reads.js'

/** How a query is answered. */
export interface Explanation {
  readonly database: SqlDatabase['dialect']
  readonly types: readonly TypeExplanation[]
  /** Whether it runs apart from the thread, or the connections, that answer other requests. */
  readonly runsApart: boolean
  /** How many resources the page has. */
  readonly found: number
  /** Undefined where it was not asked for. */
  readonly total: number | undefined
  readonly statements: readonly ExplainedStatement[]
}

/** What a query asks of one resource type. */
export interface TypeExplanation {
  readonly type: string
  /** The comparisons whose rows an index gives, to begin with; else what is walked in an index’s order. */
  readonly beginsWith: string
  /** The parts of the filter that SQL decides. */
  readonly decided: readonly string[]
  /** Those that SQL at most narrows: the documents of what it leaves are looked at. */
  readonly rechecked: readonly string[]
  /** Whether the order comes from the database, or is made of all documents. */
  readonly order: 'database' | 'documents'
  /** What it compares or sorts by, and could be indexed: by the names that an index set takes. */
  readonly notIndexed: readonly string[]
}

/** A statement that the query took, with what is bound in place of each `?`. */
export interface ExplainedStatement extends PlannedStatement {
  readonly sql: string
  readonly parameters: readonly Bound[]
}

/**
 * Tells how a query is answered: it is run, and each statement that it took is planned once more by the database itself. Reads,
 * and changes nothing.
 *
 * @throws ScimError as the query does
 */
export async function explainQuery(
  database: SqlDatabase,
  viewer: Viewer,
  targets: readonly QueryTarget[],
  query: Query,
): Promise<Explanation> {
  const recorded = recordReads(database)
  const indexSets = createIndexSets(database)
  const { items, total } = await queryResources({ database: recorded.database, indexSets }, viewer, targets, query)
  const statements: ExplainedStatement[] = []
  for (const { sql, parameters } of distinct(recorded.statements)) {
    statements.push({ sql, parameters, ...(await planOf(database, { sql, parameters })) })
  }
  const types: TypeExplanation[] = []
  const indexes = await indexSets.of(viewer.tenant)
  const asked = { order: query.order, indexes }
  for (const target of targets) types.push(await explainType(database, viewer, target, asked))
  const { dialect } = database
  return { database: dialect, types, runsApart: recorded.ranApart(), found: items.length, total, statements }
}

/** Batches of one stretch differ in what they bind alone: the first tells of them all. */
function distinct(statements: readonly Statement[]): readonly Statement[] {
  const byText = new Map<string, Statement>()
  for (const statement of statements) if (!byText.has(statement.sql)) byText.set(statement.sql, statement)
  return [...byText.values()]
}

async function explainType(
  database: SqlDatabase,
  viewer: Viewer,
  target: QueryTarget,
  asked: { readonly order: SortOrder; readonly indexes: TenantIndexes },
): Promise<TypeExplanation> {
  const { type, filter } = target
  const arm = await armOf(database, viewer, target, asked)
  const parts = filter ? partsOf(filter) : []
  const cutAttributes = filter ? await findCutAttributes(database, viewer, type, filter) : new Set<string>()
  const indexes = asked.indexes.queried(type)
  const context = { viewer, type, indexes, cutAttributes, element: undefined }
  const isDecided = (part: Filter) => compileFilter(part, context).isExact
  return {
    type: type.name,
    beginsWith: beginningOf(arm),
    decided: parts.filter(isDecided).map(printWithoutValues),
    rechecked: parts.filter((part) => !isDecided(part)).map(printWithoutValues),
    order: arm.plan.kind === 'rows' ? 'database' : 'documents',
    notIndexed: notIndexedIn(target, indexes),
  }
}

function notIndexedIn({ type, filter, sortPath }: QueryTarget, indexes: IndexSet): readonly string[] {
  const paths = [...(filter ? pathsIn(filter) : []), ...(sortPath ? [sortPath] : [])]
  const chosen = paths.filter((path) => isChosen(type, path) && canBeIndexed(path) && !isIndexed(indexes, path))
  // A part brings the whole that it belongs to.
  const parts = new Set(chosen.filter(({ subAttribute }) => subAttribute).map(({ attribute }) => attribute))
  const named = chosen.filter(({ attribute, subAttribute }) => subAttribute || !parts.has(attribute))
  return [...new Set(named.map(indexedName))]
}

/** What must hold, each by itself. */
function partsOf(filter: Filter): readonly Filter[] {
  return filter.kind === 'logical' && filter.operator === 'and' ? filter.operands.flatMap(partsOf) : [filter]
}

function beginningOf({ driver, plan }: Arm): string {
  if (driver) return driver.looksUp.map(printWithoutValues).join(' or ')
  const first = plan.kind === 'rows' ? (plan.present ?? plan.absent) : undefined
  return first?.table ? 'all that have something to sort by, in its order' : 'all resources of the type, in their order'
}
