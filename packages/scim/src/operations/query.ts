import { parseFilterOfTypes, type TypeFilter } from '../filter/parse-filter-of-types.js'
import { parseFilter } from '../filter/parser.js'
import { printFilter } from '../filter/print-filter.js'
import { printAttributePath } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { expiredCursor, invalidCount, invalidValue, tooMany } from '../scim-error.js'
import { defaultPageSize, maxPageSize } from '../storage/page-sizes.js'
import type {
  Page,
  Query,
  QueryTarget,
  ResourceStore,
  Show,
  SortOrder,
  StoredResource,
} from '../storage/resource-store.js'
import { type Cursor, openCursor, sealCursor } from './cursor.js'
import type { OperationContext } from './operation-context.js'
import type { QueryParameters } from './query-parameters.js'
import { assertOneKind, findSortPaths, parseSortOrder } from './sort-paths.js'

/** What is queried: a resource type's endpoint, or the root with every type. */
export interface QueryScope {
  /** Relative to the base URL; `/` is the root. A cursor is worth nothing at another one. */
  readonly endpoint: string
  readonly types: readonly ResourceType[]
  /** Where the resources are read from, which may be a publication. */
  readonly source: Pick<ResourceStore, 'query'>
  /** The resources of a type that are not in the source, where it is listed among others. */
  readonly givenOf?: (type: ResourceType) => readonly StoredResource[] | undefined
  /** More matches than this are refused (RFC 7644 §3.4.2.1). */
  readonly mostResults?: number | undefined
}

/** One page of a list, with what the ListResponse says about it. */
export interface QueryResult {
  readonly page: Page<StoredResource>
  /** Undefined for a page by cursor. */
  readonly startIndex: number | undefined
  /** Undefined for a page by index, and for the last one. */
  readonly nextCursor: string | undefined
}

/**
 * Querying resources: RFC 7644 §3.4.2, by cursor RFC 9865.
 *
 * @throws ScimError invalidFilter, tooMany, invalidValue, invalidCursor, expiredCursor, invalidCount
 */
export async function query(
  context: OperationContext,
  scope: QueryScope,
  parameters: QueryParameters,
  show: Show,
): Promise<QueryResult> {
  const list = readList(context, scope, parameters)
  const count = Math.min(Math.max(0, parameters.count ?? defaultPageSize), maxPageSize)
  const asked = { count, show, ...list }
  return parameters.cursor === undefined
    ? pageByIndex(scope, asked, parameters.startIndex)
    : pageByCursor(context, scope, asked, parameters)
}

/** Which resources, in which order. */
interface List {
  readonly targets: readonly QueryTarget[]
  readonly order: SortOrder
}

interface AskedPage extends List {
  readonly count: number
  readonly show: Show
}

function readList(
  { manner }: OperationContext,
  scope: QueryScope,
  { filter, sortBy, sortOrder }: QueryParameters,
): List {
  const order = parseSortOrder(sortOrder)
  const filters = filtersOf(filter, scope.types, manner).filter((each) => each.filter !== 'none')
  const sortPaths = findSortPaths(sortBy, scope.types, manner)
  const targets = filters.map(({ type, filter: own }) => {
    const given = scope.givenOf?.(type)
    const target = { type, filter: own === 'all' || own === 'none' ? undefined : own, sortPath: sortPaths.get(type) }
    return given ? { ...target, given } : target
  })
  assertOneKind(sortBy, targets)
  // Without a sort the order is by id, whichever way a sort would go.
  return { targets, order: sortPaths.size === 0 ? 'ascending' : order }
}

function filtersOf(
  text: string | undefined,
  types: readonly ResourceType[],
  manner: OperationContext['manner'],
): readonly TypeFilter[] {
  if (text === undefined) return types.map((type) => ({ type, filter: 'all' }))
  const [type, another] = types
  if (type && !another) return [{ type, filter: parseFilter(text, type, manner) }]
  return parseFilterOfTypes(text, types, manner)
}

/** Pagination by index: §3.4.2.4. Below 1 means 1, a negative count means 0, and too large a count the largest (D-33). */
async function pageByIndex(scope: QueryScope, asked: AskedPage, startIndex = 1): Promise<QueryResult> {
  const { targets, count, ...rest } = asked
  const first = Math.max(1, startIndex)
  const page: Query['page'] = { kind: 'index', startIndex: first, count }
  const found = await scope.source.query(targets, { page, total: true, ...rest })
  assertNotTooMany(scope, found)
  return { page: found, startIndex: first, nextCursor: undefined }
}

/** RFC 7644 §3.4.2.1, D-67. */
function assertNotTooMany({ mostResults }: QueryScope, { total = 0 }: Page<StoredResource>): void {
  if (mostResults === undefined || total <= mostResults) return
  throw tooMany(`The query matches more than ${mostResults} resources; ask for fewer with 'filter'.`)
}

/** Pagination by cursor: RFC 9865 §2. Its state is in the cursor and nowhere else. */
async function pageByCursor(
  context: OperationContext,
  scope: QueryScope,
  asked: AskedPage,
  { cursor = '', startIndex }: QueryParameters,
): Promise<QueryResult> {
  if (startIndex !== undefined) {
    throw invalidValue("'startIndex' and 'cursor' page in two ways: send one of them.")
  }
  const { targets, count, ...rest } = asked
  const { keys, timeout } = context.cursors
  const owner = ownerOf(context, scope, asked)
  const opened = cursor === '' ? undefined : await openUsable(context, owner, cursor, count)
  const total = opened === undefined || targets.every(({ filter }) => !filter)
  const after: Query['page'] = { kind: 'after', position: opened?.position, count }
  const page = await scope.source.query(targets, { page: after, total, ...rest })
  // A walk that was let begin may end.
  if (opened === undefined) assertNotTooMany(scope, page)
  const next = page.next && { position: page.next, count, expires: context.now() + timeout * 1000 }
  return { page, startIndex: undefined, nextCursor: next && (await sealCursor(keys, owner, next)) }
}

/** Whom and what a cursor is for: the list as it was understood, so that one query may be written in two ways. */
function ownerOf({ cursors }: OperationContext, { endpoint }: QueryScope, { targets, order }: List): string {
  const parts = targets.map(({ type, filter, sortPath }) => [
    type.name,
    filter ? printFilter(filter) : null,
    sortPath ? printAttributePath(sortPath) : null,
  ])
  return JSON.stringify([cursors.audience, endpoint, order, parts])
}

/** RFC 9865 §2.1. @throws ScimError invalidCursor, expiredCursor, invalidCount */
async function openUsable(
  { cursors, now }: OperationContext,
  owner: string,
  cursor: string,
  asked: number,
): Promise<Cursor> {
  const opened = await openCursor(cursors.keys, owner, cursor)
  if (opened.expires <= now()) {
    throw expiredCursor(
      `The cursor has expired: it holds for ${cursors.timeout} seconds; begin again with an empty one.`,
    )
  }
  if (opened.count !== asked) {
    throw invalidCount(`'count' is ${opened.count} on every page of this list, as on its first.`)
  }
  return opened
}
