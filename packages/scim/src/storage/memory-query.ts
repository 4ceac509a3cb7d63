import { compareSortKeys, compareText, type SortKey, sortKeyOf } from '../filter/compare.js'
import { matches } from '../filter/matches.js'
import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { MemoryResource } from './memory-tenant.js'
import { linksOf, storedOf, type Viewer } from './memory-view.js'
import type { Page, Position, Query, Sort, StoredResource } from './resource-store.js'
import { viewOf } from './resource-view.js'

/** Looks at every resource of the types, one after the other: slow, and what every backend must agree with. */
export function queryResources(
  resources: ReadonlyMap<string, MemoryResource>,
  types: readonly ResourceType[],
  query: Query,
  viewer: Viewer,
): Page<StoredResource> {
  const { filter, sort, page } = query
  const all = () => resources.values()
  const found: Found[] = []
  for (const resource of resources.values()) {
    const type = types.find(({ name }) => name === resource.type)
    if (!type) continue
    const whole = storedOf(resource, type, { grants: true, groups: true }, viewer, all)
    const view = viewOf(
      whole,
      type,
      linksOf(resource, (id) => resources.get(id)),
    )
    if (filter && !matches(filter, view)) continue
    found.push({ resource, type, place: { key: sort && sortKeyOf(sort.path, view), id: resource.id } })
  }
  found.sort((a, b) => comparePlaces(a.place, b.place, sort))

  const { items, next } = cutPage(found, page, sort)
  return {
    items: items.map(({ resource, type }) => storedOf(resource, type, query.show, viewer, all)),
    total: query.total ? found.length : undefined,
    next,
  }
}

interface Found {
  readonly resource: MemoryResource
  readonly type: ResourceType
  readonly place: Place
}

/** A place in the order of a query. */
interface Place {
  readonly key: SortKey
  readonly id: Id
}

/** D-58: what has no key comes last ascending and first descending; ties by id, in the same direction. */
function comparePlaces(a: Place, b: Place, sort: Sort | undefined): number {
  const ascending = compareSortKeys(a.key, b.key) || compareText(a.id, b.id)
  return sort?.order === 'descending' ? -ascending : ascending
}

function cutPage(found: readonly Found[], page: Query['page'], sort: Sort | undefined) {
  switch (page.kind) {
    case 'index': {
      const items = found.slice(page.startIndex - 1, page.startIndex - 1 + page.count)
      return { items, next: undefined }
    }
    case 'after': {
      const after = page.position && placeOf(page.position)
      const rest = after ? found.filter(({ place }) => comparePlaces(place, after, sort) > 0) : found
      const items = rest.slice(0, page.count)
      const last = items.length < rest.length ? items.at(-1) : undefined
      return { items, next: last && positionOf(last.place) }
    }
  }
}

/** A key of any type as the text that a position carries. */
function positionOf({ key, id }: Place): Position {
  return { key: key === undefined ? undefined : JSON.stringify(key), id }
}

function placeOf({ key, id }: Position): Place {
  const parsed: unknown = key === undefined ? undefined : JSON.parse(key)
  const isKey = typeof parsed === 'string' || typeof parsed === 'number' || typeof parsed === 'boolean'
  return { key: isKey ? parsed : undefined, id }
}
