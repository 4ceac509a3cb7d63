import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { DatabaseKind, SizeFigures } from './growth-figures.js'

/** What a run has measured so far, kept in a file, so that one that is cut off goes on. */
export interface MeasuredSizes {
  find(kind: DatabaseKind, people: number): SizeFigures | undefined
  keep(size: SizeFigures): void
}

const file = 'node_modules/.cache/rollcall-growth/measured.json'

/** Figures that were taken under other circumstances are of no use. */
export function openMeasuredSizes(circumstances: object, restarts: boolean): MeasuredSizes {
  if (restarts) rmSync(file, { force: true })
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : undefined
  const of = JSON.stringify(circumstances)
  const sizes = known?.of === of ? [...known.sizes] : []
  return {
    find: (kind, people) => sizes.find((size) => size.database === kind && size.people === people),
    keep(size) {
      sizes.push(size)
      mkdirSync(path.dirname(file), { recursive: true })
      writeFileSync(file, JSON.stringify({ of, sizes } satisfies Kept))
    },
  }
}

interface Kept {
  readonly of: string
  readonly sizes: readonly SizeFigures[]
}
