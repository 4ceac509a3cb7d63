import { type AttributePath, type JsonObject, matches } from '@rollcall/scim'
import { type Position, type QueryTarget, type StoredResource, viewOf } from '@rollcall/scim/storage'
import { compareFound, type Found } from './found.js'
import { sortKeyIn } from './sort-key.js'

/** Those of the resources given to a target that it asks for, in the order of the query. */
export function foundAmongGiven(
  { type, filter, sortPath, given = [] }: QueryTarget,
  isDescending: boolean,
): readonly Found[] {
  return given
    .map((stored) => ({ stored, view: viewOf(stored, type) }))
    .filter(({ view }) => !filter || matches(filter, view))
    .map(({ stored, view }) => ({
      // Two types may give resources of one id, and no two may stand in one place.
      id: `${stored.id}/${type.name}`,
      key: sortPath && keyOf(sortPath, stored, view),
      given: stored,
    }))
    .sort((a, b) => compareFound(a, b, isDescending))
}

/** What is found after a position, as a stream beside those of the database. */
export async function* streamGiven(
  found: readonly Found[],
  position: Position | undefined,
  isDescending: boolean,
): AsyncIterable<Found> {
  const [first] = found
  const isInstant = found.some(({ key }) => typeof key === 'bigint')
  const after = position && first && placeOf(position, isInstant)
  yield* after ? found.filter((one) => compareFound(one, after, isDescending) > 0) : found
}

function placeOf({ key, id }: Position, isInstant: boolean): Found {
  return { id, key: key === undefined || !isInstant ? key : BigInt(key) }
}

/** As the plan of the stored resources has it: the two times are columns of numbers, all else is text. */
function keyOf(path: AttributePath, stored: StoredResource, view: JsonObject): Found['key'] {
  if (path.schema.id === '' && path.subAttribute?.name === 'created') return BigInt(stored.created)
  if (path.schema.id === '' && path.subAttribute?.name === 'lastModified') return BigInt(stored.lastModified)
  return sortKeyIn(path, view)
}
