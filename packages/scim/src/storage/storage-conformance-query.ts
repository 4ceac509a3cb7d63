import { parseFilter } from '../filter/parser.js'
import type { Id } from '../resource/resource.js'
import type { AttributePath } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Page, Query, QueryTarget, SortOrder, StoredResource } from './resource-store.js'
import { showNone, type Workbench } from './storage-conformance-workbench.js'

/** All resources of the type, unless `more` says what of it is wanted. */
export function targetOf(type: ResourceType, more: Partial<QueryTarget> = {}): QueryTarget {
  return { type, filter: undefined, sortPath: undefined, ...more }
}

/** The first thousand resources in ascending order, all that is optional left out; `more` says what is wanted. */
export function queryOf(more: Partial<Query> = {}): Query {
  return {
    order: 'ascending',
    page: { kind: 'index', startIndex: 1, count: 1000 },
    show: showNone,
    total: false,
    ...more,
  }
}

/** Reads an attribute's name as the engine would. */
export function pathOf(name: string, type: ResourceType): AttributePath {
  const filter = parseFilter(`${name} pr`, type)
  if (filter.kind !== 'present') throw new Error(`'${name}' should be an attribute`)
  return filter.path
}

/** The ids of a page. */
export function idsOf(page: Page<StoredResource>): readonly Id[] {
  return page.items.map(({ id }) => id)
}

/** The ids that a filter finds, in order. */
export async function idsFound(bench: Workbench, type: ResourceType, filter: string): Promise<readonly Id[]> {
  return idsOf(await bench.store().query([targetOf(type, { filter: parseFilter(filter, type) })], queryOf()))
}

/** The ids of the whole list, sorted by an attribute. */
export async function idsSorted(bench: Workbench, type: ResourceType, by: string, order: SortOrder) {
  return idsOf(await bench.store().query([targetOf(type, { sortPath: pathOf(by, type) })], queryOf({ order })))
}
