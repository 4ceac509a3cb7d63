import { sortKeyOf } from '../filter/compare.js'
import { matches } from '../filter/matches.js'
import type { MemoryResource } from './memory-tenant.js'
import { linksOf, storedOf, type Viewer } from './memory-view.js'
import { orderedPage, type Placed } from './ordered-page.js'
import { foundAmong } from './published-resources.js'
import type { Page, Query, QueryTarget, Show, StoredResource } from './resource-store.js'
import { viewOf } from './resource-view.js'

/** Looks at every resource of the types, one after the other: slow, and what every backend must agree with. */
export function queryResources(
  resources: ReadonlyMap<string, MemoryResource>,
  targets: readonly QueryTarget[],
  query: Query,
  viewer: Viewer,
): Page<StoredResource> {
  const { order, page, show, total } = query
  const found = targets.flatMap((target) =>
    target.given
      ? foundAmong(target.given, target).map(({ item, place }) => ({ item: () => item, place }))
      : foundIn(resources, target, viewer),
  )
  const { items, next } = orderedPage(found, page, order)
  return { items: items.map((read) => read(show)), total: total ? found.length : undefined, next }
}

/** A resource that was found, as it is read for the answer. */
type Found = (show: Show) => StoredResource

function foundIn(
  resources: ReadonlyMap<string, MemoryResource>,
  { type, filter, sortPath }: QueryTarget,
  viewer: Viewer,
): readonly Placed<Found>[] {
  const found: Placed<Found>[] = []
  for (const resource of resources.values()) {
    if (resource.type !== type.name) continue
    const read: Found = (show) => storedOf(resource, type, show, viewer, () => resources.values())
    const links = linksOf(resource, (id) => resources.get(id))
    const view = viewOf(read({ grants: true, groups: true }), type, links)
    if (filter && !matches(filter, view)) continue
    found.push({ item: read, place: { key: sortPath && sortKeyOf(sortPath, view), id: resource.id } })
  }
  return found
}
