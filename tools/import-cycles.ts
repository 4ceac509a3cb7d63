/** Finds the cycles of a graph of imports: each as the files on the way round, starting with the first in the alphabet. */
export function findImportCycles(importsOf: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const cycles = new Map<string, readonly string[]>()
  const finished = new Set<string>()
  for (const start of [...importsOf.keys()].sort()) {
    walk(start, importsOf, finished, (cycle) => cycles.set(cycle.join(' '), cycle))
  }
  return [...cycles.values()]
}

/** Depth first with the way here on a stack of our own; a file already on it closes a cycle. */
function walk(
  start: string,
  importsOf: ReadonlyMap<string, readonly string[]>,
  finished: Set<string>,
  found: (cycle: readonly string[]) => void,
): void {
  if (finished.has(start)) return
  const way = [{ file: start, left: [...(importsOf.get(start) ?? [])] }]
  for (let here = way.at(-1); here !== undefined; here = way.at(-1)) {
    const next = here.left.shift()
    if (next === undefined) {
      finished.add(here.file)
      way.pop()
      continue
    }
    const before = way.findIndex(({ file }) => file === next)
    if (before !== -1) found(startingWithFirst(way.slice(before).map(({ file }) => file)))
    else if (!finished.has(next)) way.push({ file: next, left: [...(importsOf.get(next) ?? [])] })
  }
}

function startingWithFirst(cycle: readonly string[]): readonly string[] {
  const at = cycle.indexOf([...cycle].sort()[0] ?? '')
  return [...cycle.slice(at), ...cycle.slice(0, at)]
}
