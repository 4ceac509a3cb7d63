import { sortKeyOf } from '../filter/compare.js'
import type { Page, StoredResource } from './resource-store.js'
import { viewOf } from './resource-view.js'
import type { FuzzQuery } from './storage-conformance-fuzz-queries.js'

/** How much the drawn cases reached: a generator that reaches nothing proves nothing. */
export interface FuzzReport {
  /** Write sets that were applied to both, and how many of them were refused by both. */
  readonly writes: number
  readonly refusals: number
  /** How many of the refusals were of a counter at its bound. */
  readonly limits: number
  readonly queries: number
  /** The share of the write sets that changed something, from 0 to 1. */
  readonly appliedWrites: number
  /** The share of the filters that find some and not all. */
  readonly selectiveFilters: number
  /** Shares of the queries. */
  readonly ties: number
  readonly missingValues: number
  readonly beyondBasicPlane: number
  readonly longValues: number
  readonly nestedGroups: number
}

/** What is counted while cases are drawn. */
export interface Reach {
  writes: number
  refusals: number
  limits: number
  applied: number
  queries: number
  filters: number
  selective: number
  ties: number
  missing: number
  beyond: number
  long: number
  nested: number
}

/** Nothing counted yet. */
export function emptyReach(): Reach {
  return {
    writes: 0,
    refusals: 0,
    limits: 0,
    applied: 0,
    queries: 0,
    filters: 0,
    selective: 0,
    ties: 0,
    missing: 0,
    beyond: 0,
    long: 0,
    nested: 0,
  }
}

/** What the oracle's answer says of how telling the query was. */
export function measure(reach: Reach, { targets }: FuzzQuery, page: Page<StoredResource>, all: number): void {
  if (targets.some(({ filter }) => filter)) {
    reach.filters++
    if (page.items.length > 0 && page.items.length < all) reach.selective++
  }
  const text = page.items.map((item) => item.text).join()
  if (/[\ud800-\udbff]/.test(text)) reach.beyond++
  if (/"[^"]{257,}"/.test(text)) reach.long++
  if (page.items.some(({ groups }) => groups?.some(({ type }) => type === 'indirect'))) reach.nested++
  const keys = page.items.flatMap((item) => {
    const target = targets.find(({ type }) => type.name === item.type)
    return target?.sortPath ? [sortKeyOf(target.sortPath, viewOf(item, target.type))] : []
  })
  const present = keys.filter((key) => key !== undefined)
  if (new Set(present).size < present.length) reach.ties++
  if (present.length < keys.length) reach.missing++
}

/** The shares of what was counted. */
export function reportOf(reach: Reach): FuzzReport {
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return {
    writes: reach.writes,
    refusals: reach.refusals,
    limits: reach.limits,
    queries: reach.queries,
    appliedWrites: share(reach.applied, reach.writes),
    selectiveFilters: share(reach.selective, reach.filters),
    ties: share(reach.ties, reach.queries),
    missingValues: share(reach.missing, reach.queries),
    beyondBasicPlane: share(reach.beyond, reach.queries),
    longValues: share(reach.long, reach.queries),
    nestedGroups: share(reach.nested, reach.queries),
  }
}
