import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Position } from '@rollcall/scim/storage'
import type { SqlDatabase, SqlReader } from '../sql-database.js'
import type { SqlText } from '../sql-text.js'
import { type Arm, type FoundRow, type Segment, segmentsOf, selectSegment } from './arm.js'
import { compareFound, type Found, positionOf } from './found.js'
import { recheck } from './recheck.js'
import { orderById } from './sort-plan.js'

/** Where an arm's resources are read: the reader of a snapshot, where the condition decides; else the database, batch by batch. */
export interface Source {
  readonly database: SqlDatabase
  readonly reader: SqlReader
  /** Where a batch is read in one state. */
  readonly snapshot: SqlDatabase['snapshot']
}

/** True where SQL alone says which resources match and in which order. */
export function isDecided({ condition, plan }: Arm): boolean {
  return condition.isExact && plan.kind === 'rows'
}

/** What an arm matches after a position, in order, in keyset batches. `most`: how many will be taken at most. */
export async function* streamFound(
  source: Source,
  arm: Arm,
  position: Position | undefined,
  most: number,
): AsyncIterable<Found> {
  if (arm.plan.kind === 'documents') {
    yield* await firstByDocuments(source, arm, position, most)
    return
  }
  const length = arm.condition.isExact ? Math.min(most, batchLength) : batchLength
  for (const segment of segmentsOf(arm, position)) yield* streamSegment(source, arm, segment, length)
}

/** Each batch begins where the last one ended: nothing is held open between them. */
async function* streamSegment(source: Source, arm: Arm, first: Segment, length: number): AsyncIterable<Found> {
  let segments: readonly Segment[] = [first]
  for (let segment = segments[0]; segment; segment = segments[0]) {
    const rows = await source.reader.read<FoundRow>(selectSegment(arm, segment, length, 0))
    const found = rows.map(foundOf)
    if (arm.condition.isExact) yield* found
    else {
      const matching = new Set((await recheck(source.snapshot, arm, rows)).map(({ row }) => row.id))
      yield* found.filter(({ id }) => matching.has(id))
      await nextTurn()
    }
    const last = found.at(-1)
    segments = rows.length < length || !last ? segments.slice(1) : continuation(arm, last, segments)
  }
}

/** What remains of the stretch that was read, and the stretches after it. */
function continuation(arm: Arm, last: Found, segments: readonly Segment[]): readonly Segment[] {
  const rest = segmentsOf(arm, positionOf(last)).filter(({ part }) => part === segments[0]?.part)
  return segments[0]?.isOneKey ? [...rest.slice(0, 1), ...segments.slice(1)] : [...rest, ...segments.slice(1)]
}

const batchLength = 500

function foundOf({ id, sort_key }: FoundRow): Found {
  return { id, key: sort_key ?? undefined }
}

/**
 * The first of an order that no index gives: every match is looked at, and only as many places are kept as are wanted.
 */
async function firstByDocuments(
  { reader, snapshot }: Source,
  arm: Arm,
  position: Position | undefined,
  most: number,
): Promise<readonly Found[]> {
  const { plan, isDescending } = arm
  if (plan.kind !== 'documents') return []
  const unsorted: Arm = { ...arm, plan: orderById, isDescending: false }
  let kept: readonly Found[] = []
  let last: Position | undefined
  for (;;) {
    const rows = await reader.read<FoundRow>(nextBatch(unsorted, last))
    const found = (await recheck(snapshot, arm, rows)).map(({ row, key }) => ({ id: row.id, key }))
    const wanted = found.filter((one) => !position || compareFound(one, foundAt(position), isDescending) > 0)
    kept = [...kept, ...wanted].sort((a, b) => compareFound(a, b, isDescending)).slice(0, most)
    const end = rows.at(-1)
    if (!end || rows.length < batchLength) return kept
    last = { key: undefined, id: end.id }
    await nextTurn()
  }
}

function nextBatch(arm: Arm, position: Position | undefined): SqlText {
  const [segment] = segmentsOf(arm, position)
  if (!segment) throw new Error('an order by id has a stretch after every place')
  return selectSegment(arm, segment, batchLength, 0)
}

function foundAt({ key, id }: Position): Found {
  return { id, key }
}
