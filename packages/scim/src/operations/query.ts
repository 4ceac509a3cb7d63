import { parseFilter } from '../filter/parser.js'
import { findAttributePath } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidValue } from '../scim-error.js'
import { defaultPageSize, maxPageSize } from '../storage/page-sizes.js'
import type { Page, PageRequest, ResourceStore, Show, Sort, StoredResource } from '../storage/resource-store.js'
import type { OperationContext } from './operation-context.js'

/** The parameters of a query, as text (RFC 7644 §3.4.2). */
export interface QueryParameters {
  readonly filter: string | undefined
  readonly sortBy: string | undefined
  readonly sortOrder: string | undefined
  readonly startIndex: string | undefined
  readonly count: string | undefined
}

/** One page of a list, with what the ListResponse says about it. */
export interface QueryResult {
  readonly page: Page<StoredResource>
  readonly startIndex: number
}

/**
 * Querying resources: RFC 7644 §3.4.2. Reads from the given store, which may be a publication's.
 *
 * @throws ScimError invalidFilter, tooMany, invalidValue
 */
export async function query(
  context: OperationContext,
  source: Pick<ResourceStore, 'query'>,
  type: ResourceType,
  parameters: QueryParameters,
  show: Show,
): Promise<QueryResult> {
  const filter = parameters.filter === undefined ? undefined : parseFilter(parameters.filter, type, context.manner)
  const sort = parseSort(parameters, type, context)
  const page = parsePage(parameters)
  return { page: await source.query([type], { filter, sort, page, show, total: true }), startIndex: page.startIndex }
}

/** Sorting: §3.4.2.3. */
function parseSort(parameters: QueryParameters, type: ResourceType, context: OperationContext): Sort | undefined {
  const { sortBy, sortOrder } = parameters
  const order = sortOrder?.toLowerCase() ?? 'ascending'
  if (order !== 'ascending' && order !== 'descending') {
    throw invalidValue(`'sortOrder' is 'ascending' or 'descending', not '${sortOrder}'.`)
  }
  if (sortBy === undefined || sortBy === '') return undefined
  const path = findAttributePath(sortBy, type, context.manner)
  if (!path) throw invalidValue(`${type.name} has no attribute '${sortBy}' to sort by.`)
  const sorted = path.subAttribute ?? path.attribute
  if (sorted.returned === 'never' || path.attribute.returned === 'never')
    throw invalidValue(`'${sortBy}' cannot be sorted by.`)
  if (sorted.type !== 'complex') return { path, order }
  const value = sorted.multiValued ? sorted.subAttributes.find((sub) => sub.name === 'value') : undefined
  if (!value) throw invalidValue(`'${sortBy}' has no order of its own; sort by one of its sub-attributes.`)
  return { path: { ...path, subAttribute: value }, order }
}

/** Pagination by index: §3.4.2.4. Below 1 means 1, a negative count means 0, and too large a count the largest (D-33). */
function parsePage(parameters: QueryParameters): PageRequest & { readonly kind: 'index' } {
  const startIndex = Math.max(1, parseInteger('startIndex', parameters.startIndex) ?? 1)
  const count = parseInteger('count', parameters.count) ?? defaultPageSize
  return { kind: 'index', startIndex, count: Math.min(Math.max(0, count), maxPageSize) }
}

function parseInteger(name: string, text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined
  if (!/^[+-]?\d{1,15}$/.test(text.trim())) throw invalidValue(`'${name}' is an integer, not '${text}'.`)
  return Number(text)
}
