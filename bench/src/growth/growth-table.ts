import { databaseKinds, type GrowthFigures, type SizeFigures } from './growth-figures.js'
import { judge, targets } from './growth-targets.js'
import { operationNames, operationTitles } from './operation-names.js'
import { sizeName } from './size-name.js'

/** Prints what was measured, database by database, with what was to be reached beside it. */
export function printGrowth(figures: Pick<GrowthFigures, 'sizes'>): void {
  for (const kind of databaseKinds) {
    const sizes = figures.sizes.filter(({ database }) => database === kind)
    if (sizes.length === 0) continue
    console.log(`\n${kind}: requests a second at concurrency 10`)
    console.table(rowsOf(sizes))
    console.table(sizes.map(loadedOf))
    for (const { isMet, statement, found } of judge(sizes)) {
      console.log(`${isMet ? 'met    ' : 'NOT met'}  ${statement}: ${found}`)
    }
  }
}

function rowsOf(sizes: readonly SizeFigures[]): readonly Record<string, unknown>[] {
  return operationNames.map((name) => {
    const measured = sizes.map(({ people, operations }) => [people, operations[name]] as const)
    const last = measured.at(-1)?.[1]
    return {
      operation: operationTitles[name].replaceAll('`', ''),
      ...Object.fromEntries(measured.map(([people, found]) => [sizeName(people), found?.perSecond])),
      target: sizes[0] && targets[sizes[0].database][name],
      'p50 ms': last?.p50,
      'p99 ms': last?.p99,
      'CPU µs': last?.cpu,
      bare: last?.bare,
      failed: measured.reduce((sum, [, found]) => sum + (found?.failed ?? 0), 0),
    }
  })
}

function loadedOf({ people, loaded, largeGroup, streamed }: SizeFigures): Record<string, unknown> {
  return {
    people,
    'loaded/s': loaded.resourcesPerSecond,
    MB: Math.round(loaded.bytes / 2 ** 20),
    'bytes each': Math.round(loaded.bytes / people),
    'large group': largeGroup,
    'GET of it, ms': streamed.ms,
    'its MB': Number((streamed.bytes / 2 ** 20).toFixed(1)),
    'memory +MB': Math.round(streamed.rise / 2 ** 20),
    'after six': Math.round(streamed.riseLater / 2 ** 20),
  }
}
