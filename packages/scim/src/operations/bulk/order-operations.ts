/**
 * The order in which the operations of a Bulk request are run, as the indexes of those that are run together. An operation
 * comes in its place, but after all that it refers to: those are drawn forward to just before it. Operations that refer to
 * each other in a circle come together. `references[n]` are the operations that operation n refers to.
 *
 * Tarjan's strongly connected components, without recursion: a chain as long as a request must not overflow the stack.
 */
export function orderOperations(references: readonly ReadonlySet<number>[]): readonly (readonly number[])[] {
  const search: Search = { references, found: new Map(), lowest: new Map(), open: [], closed: new Set(), sets: [] }
  for (const index of references.keys()) if (!search.found.has(index)) visit(search, index)
  return search.sets
}

interface Search {
  readonly references: readonly ReadonlySet<number>[]
  /** Each operation that was visited, with the how-manyeth it was. */
  readonly found: Map<number, number>
  /** The earliest found that is known to be reachable from it. */
  readonly lowest: Map<number, number>
  /** Visited, and not in a set yet. */
  readonly open: number[]
  readonly closed: Set<number>
  readonly sets: (readonly number[])[]
}

/** A step of the walk: an operation, and the references of it that are still to be followed. */
interface Step {
  readonly index: number
  readonly rest: Iterator<number>
}

function visit(search: Search, start: number): void {
  const walk = [enter(search, start)]
  for (let step = walk.at(-1); step; step = walk.at(-1)) {
    const { done, value } = step.rest.next()
    if (done) {
      walk.pop()
      leave(search, step.index, walk.at(-1)?.index)
    } else if (!search.found.has(value)) walk.push(enter(search, value))
    else if (!search.closed.has(value)) lower(search, step.index, search.found.get(value))
  }
}

function enter({ references, found, lowest, open }: Search, index: number): Step {
  lowest.set(index, found.size)
  found.set(index, found.size)
  open.push(index)
  // In the order of the request, whatever order they were named in.
  const rest = [...new Set(references[index])].sort((a, b) => a - b)
  return { index, rest: rest.values() }
}

function leave(search: Search, index: number, parent: number | undefined): void {
  const { found, lowest, open, closed, sets } = search
  if (parent !== undefined) lower(search, parent, lowest.get(index))
  if (lowest.get(index) !== found.get(index)) return
  const set = open.splice(open.lastIndexOf(index))
  for (const member of set) closed.add(member)
  sets.push(set.sort((a, b) => a - b))
}

function lower({ lowest }: Search, index: number, reachable = Number.POSITIVE_INFINITY): void {
  lowest.set(index, Math.min(lowest.get(index) ?? reachable, reachable))
}
