import type { Position, StoredResource } from '@rollcall/scim/storage'

/** A resource that a query found, and where it stands in the order. */
export interface Found {
  readonly id: string
  readonly key: string | bigint | undefined
  /** Where it was given to the query: the resource itself. */
  readonly given?: StoredResource
}

/** The order of what was found: what has no key comes last ascending and first descending; ties by id in the same direction (D-58). */
export function compareFound(a: Found, b: Found, isDescending: boolean): number {
  const ascending = compareKeys(a.key, b.key) || compareCodePoints(a.id, b.id)
  return isDescending ? -ascending : ascending
}

/** The position after which the next page begins. */
export function positionOf({ key, id }: Found): Position {
  return { key: key === undefined ? undefined : String(key), id }
}

function compareKeys(a: Found['key'], b: Found['key']): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0
  return compareCodePoints(String(a), String(b))
}

/** As the database compares text: by its bytes in UTF-8. */
function compareCodePoints(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}
