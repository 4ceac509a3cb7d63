import { readFileSync } from 'node:fs'
import type { OperationName } from './operation-names.js'

/** Everything that the growth benchmark has measured: `docs/verified/growth.json`. */
export interface GrowthFigures {
  readonly commit: string
  readonly machine: string
  readonly date: string
  /** How long an operation was measured at a time, and how often: the figures are medians. */
  readonly seconds: number
  readonly runs: number
  readonly sizes: readonly SizeFigures[]
}

/** Where they are kept. */
export const figuresFile = 'docs/verified/growth.json'

export function readGrowthFigures(): GrowthFigures {
  return JSON.parse(readFileSync(figuresFile, 'utf8')) as GrowthFigures
}

export const databaseKinds = ['sqlite', 'postgresql'] as const
export type DatabaseKind = (typeof databaseKinds)[number]

/** One database with so many people in it. */
export interface SizeFigures {
  readonly database: DatabaseKind
  readonly people: number
  readonly largeGroup: number
  readonly loaded: LoadedFigures
  readonly operations: Readonly<Partial<Record<OperationName, OperationFigures>>>
  readonly streamed: StreamedFigures
  /** Measured where there are few people. */
  readonly organisations?: OrganisationFigures
}

/** What one takes that has nobody in it yet, and how many are made one after the other. */
export interface OrganisationFigures {
  readonly perSecond: number
  readonly bytesEach: number
}

/** What the data are, and how long they took to load. */
export interface LoadedFigures {
  readonly resourcesPerSecond: number
  readonly bytes: number
  readonly tables: Readonly<Record<string, TableFigures>>
}

export interface TableFigures {
  readonly rows: number
  /** With its indexes. */
  readonly bytes: number
}

/** At concurrency 10; times in milliseconds. */
export interface OperationFigures {
  readonly perSecond: number
  readonly p50: number
  readonly p99: number
  /** Microseconds of the server process a request, on all of its threads. */
  readonly cpu: number
  readonly failed: number
  /** What the bare server answers of the same. */
  readonly bare?: number
}

/** The large group, one request after the other, by a server that has just begun. */
export interface StreamedFigures {
  readonly ms: number
  readonly bytes: number
  /** By how many bytes the peak of the process's memory rose with the first answer, and with five more. */
  readonly rise: number
  readonly riseLater: number
}
