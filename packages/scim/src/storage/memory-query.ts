import { sortKeyOf } from '../filter/compare.js'
import { matches } from '../filter/matches.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { MemoryResource } from './memory-tenant.js'
import { linksOf, storedOf, type Viewer } from './memory-view.js'
import { orderedPage, type Placed } from './ordered-page.js'
import type { Page, Query, StoredResource } from './resource-store.js'
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
  const found: Placed<Found>[] = []
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
    found.push({ item: { resource, type }, place: { key: sort && sortKeyOf(sort.path, view), id: resource.id } })
  }
  const { items, next } = orderedPage(found, page, sort)
  return {
    items: items.map(({ resource, type }) => storedOf(resource, type, query.show, viewer, all)),
    total: query.total ? found.length : undefined,
    next,
  }
}

interface Found {
  readonly resource: MemoryResource
  readonly type: ResourceType
}
