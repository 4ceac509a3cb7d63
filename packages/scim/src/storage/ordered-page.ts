import { compareSortKeys, compareText, type SortKey } from '../filter/compare.js'
import type { Id } from '../resource/resource.js'
import type { Page, PageRequest, Position, SortOrder } from './resource-store.js'

/** An item that was found, and its place in the order of a query. */
export interface Placed<Item> {
  readonly item: Item
  readonly place: Place
}

/** A place in the order of a query. */
export interface Place {
  readonly key: SortKey
  readonly id: Id
}

/** One page of what was found, in the query's order: for lists that are held in memory. */
export function orderedPage<Item>(
  found: readonly Placed<Item>[],
  page: PageRequest,
  order: SortOrder,
): Pick<Page<Item>, 'items' | 'next'> {
  const ordered = [...found].sort((a, b) => comparePlaces(a.place, b.place, order))
  switch (page.kind) {
    case 'index':
      return { items: itemsOf(ordered.slice(page.startIndex - 1, page.startIndex - 1 + page.count)), next: undefined }
    case 'after': {
      const after = page.position && placeOf(page.position)
      const rest = after ? ordered.filter(({ place }) => comparePlaces(place, after, order) > 0) : ordered
      const shown = rest.slice(0, page.count)
      const last = shown.length < rest.length ? shown.at(-1) : undefined
      return { items: itemsOf(shown), next: last && positionOf(last.place) }
    }
  }
}

/** D-58: what has no key comes last ascending and first descending; ties by id, in the same direction. */
function comparePlaces(a: Place, b: Place, order: SortOrder): number {
  const ascending = compareSortKeys(a.key, b.key) || compareText(a.id, b.id)
  return order === 'descending' ? -ascending : ascending
}

function itemsOf<Item>(placed: readonly Placed<Item>[]): readonly Item[] {
  return placed.map(({ item }) => item)
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
