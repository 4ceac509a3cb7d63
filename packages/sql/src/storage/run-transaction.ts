import { setTimeout as pause } from 'node:timers/promises'
import type { Id } from '@rollcall/scim'
import {
  ClaimTaken,
  type Committed,
  Contended,
  type Draft,
  LimitReached,
  ReferenceMissing,
  type TransactionOptions,
} from '@rollcall/scim/storage'
import type { TenantIndexes } from '../index-sets/tenant-indexes.js'
import { dialects } from '../migrations/dialect.js'
import { type Applied, DatabaseBusy, ReferenceBroken, UnexpectedCount } from '../sql-database.js'
import { sql } from '../sql-text.js'
import type { Circumstances, Miss, WriteSet } from '../write-set/write-set.js'
import { writeSetOf } from '../write-set/write-set-of.js'
import { ConfigurationMoved } from './configuration-moved.js'
import { readKinds } from './read-links.js'
import type { Viewer } from './read-resources.js'
import { createSqlDraft } from './sql-draft.js'
import { emptyStaged, type Staged, type StagedResource } from './staged.js'
import type { TenantPlace } from './tenant-place.js'

/** How often work runs before it is given up. */
const maximumRuns = 20

/**
 * Optimistic concurrency control (Kung and Robinson 1981): the work runs on fresh reads, and its write set is applied only
 * where all that it depended on still holds; else it runs again.
 */
export function runTransaction<T>(
  place: TenantPlace,
  viewer: Viewer,
  options: TransactionOptions,
  work: (draft: Draft) => Promise<T>,
): Promise<Committed<T>> {
  const run = () => runUntilCommitted(place, viewer, options, work)
  const { queueOn } = options
  return queueOn === undefined ? run() : place.queues.run(queueKey(place, 'write', queueOn), run)
}

/** Whoever lost against another writer of a resource takes turns from then on: nobody waits for two such turns at once. */
async function runUntilCommitted<T>(
  place: TenantPlace,
  viewer: Viewer,
  options: TransactionOptions,
  work: (draft: Draft) => Promise<T>,
): Promise<Committed<T>> {
  const runOnce = () => attempt(place, viewer, options, work)
  let outcome = await runOnce()
  for (let run = 2; outcome.kind !== 'committed'; run++) {
    if (run > maximumRuns && outcome.kind === 'unsettled') break
    if (run > maximumRuns) throw new Contended(`the work ran ${maximumRuns} times against other writers`)
    // Jitter: two processes that met once should not meet again.
    if (run > 2) await pause(Math.random() * Math.min(2 ** run, longestPauseMs))
    outcome = await place.queues.run(queueKey(place, 'rerun', outcome.id), runOnce)
  }
  return outcome.committed
}

const longestPauseMs = 64

function queueKey({ tenant }: TenantPlace, purpose: 'write' | 'rerun', id: Id): string {
  return JSON.stringify([purpose, tenant, id])
}

type Attempt<T> =
  | { readonly kind: 'moved'; readonly id: Id }
  /** There was nothing to do, but what was read is of several moments. */
  | { readonly kind: 'unsettled'; readonly id: Id; readonly committed: Committed<T> }
  | { readonly kind: 'committed'; readonly committed: Committed<T> }

async function attempt<T>(
  place: TenantPlace,
  viewer: Viewer,
  options: TransactionOptions,
  work: (draft: Draft) => Promise<T>,
): Promise<Attempt<T>> {
  const staged = emptyStaged()
  const result = await work(createSqlDraft(place.database, viewer, options.now, staged))
  const indexes = await place.indexSets.of(place.tenant)
  const set = writeSetOf(staged, circumstancesOf(place, indexes, options))
  if (set.statements.length === 0) return unchanged(place, staged, result)
  assertOwnReferences(staged)
  try {
    const applied = await place.database.apply(set.statements, set.proof)
    place.sequencer.wake(place.tenant)
    return { kind: 'committed', committed: { result, ...outcomeOf(staged, applied, options.now) } }
  } catch (error) {
    return { kind: 'moved', id: await movedBy({ ...place, indexes }, staged, set, error) }
  }
}

/**
 * What was found to be done already was found link by link, beside the version that will be answered: where that has moved
 * meanwhile, it may be the version of a moment in which it was not done.
 */
async function unchanged<T>({ database, tenant }: TenantPlace, staged: Staged, result: T): Promise<Attempt<T>> {
  const committed = { result, changed: false, heads: new Map() }
  for (const id of staged.linksRead) {
    const read = staged.reads.get(id)
    if (!read) continue
    const [row] = await database.read<{ readonly version: bigint }>(
      sql`SELECT r.version FROM resources r WHERE r.tenant_id = ${tenant} AND r.id = ${id}`,
    )
    if (Number(row?.version) !== read.stored.version) return { kind: 'unsettled', id, committed }
  }
  return { kind: 'committed', committed }
}

function circumstancesOf(
  { database, tenant, actor }: TenantPlace,
  indexes: TenantIndexes,
  options: TransactionOptions,
): Circumstances {
  return {
    dialect: dialects[database.dialect],
    tenant,
    connection: actor.connection ?? '',
    request: actor.request,
    configuration: actor.configuration,
    definedSchemas: actor.definedSchemas ?? none,
    seatCounters: actor.seatCounters ?? none,
    indexes,
    now: options.now,
    writeSet: options.writeSet,
  }
}

const none: ReadonlySet<string> = new Set()

/** A link to what the same draft removes. */
function assertOwnReferences({ resources }: Staged): void {
  const linked = [...resources.values()].flatMap(({ links }) => linkedIds(links))
  const missing = linked.filter((id) => resources.get(id)?.kind === 'removed')
  if (missing.length > 0) throw new ReferenceMissing([...new Set(missing)].sort())
}

/** The versions as the commit made them. */
function outcomeOf({ resources, counts }: Staged, applied: readonly Applied[], now: number) {
  const heads = new Map<Id, { readonly version: number; readonly lastModified: number }>()
  const removed = [...resources.values()].filter(({ kind }) => kind === 'removed')
  for (const { id, kind } of resources.values())
    if (kind === 'created') heads.set(id, { version: 1, lastModified: now })
  for (const { rows } of applied) {
    for (const { id, version, last_modified } of rows) {
      if (typeof id !== 'string' || resources.get(id)?.kind === 'removed') continue
      heads.set(id, { version: Number(version), lastModified: Number(last_modified) })
    }
  }
  const counted = [...counts.values()].some((delta) => delta !== 0)
  return { changed: heads.size > 0 || removed.length > 0 || counted, heads }
}

/** Turns a write set that was not applied into what it means: a refusal is thrown, what has moved is answered. */
async function movedBy(place: WrittenPlace, staged: Staged, set: WriteSet, error: unknown): Promise<Id> {
  if (error instanceof DatabaseBusy) throw new Contended('another process holds the database')
  if (error instanceof ReferenceBroken) return brokenReference(place, staged)
  const miss = error instanceof UnexpectedCount ? set.misses[error.index] : undefined
  if (!miss) throw error
  return meaningOf(place, staged, set, miss)
}

/** A place, and the sets of indexes by which was written. */
interface WrittenPlace extends TenantPlace {
  readonly indexes: TenantIndexes
}

async function meaningOf(place: WrittenPlace, staged: Staged, set: WriteSet, miss: Miss): Promise<Id> {
  const { database, indexSets, tenant } = place
  switch (miss.kind) {
    case 'moved':
      // Perhaps a document by these alone: another run knows them.
      if (staged.resources.get(miss.id)?.written) await indexSets.hasMoved(tenant, place.indexes)
      return miss.id
    case 'keyTaken':
      return `kept/${miss.key}`
    case 'idTaken':
      throw new ClaimTaken('id')
    case 'limitReached':
      throw new LimitReached(miss.counter)
    case 'configurationMoved':
      if (await indexSets.hasMoved(tenant, place.indexes)) return 'indexes'
      throw new ConfigurationMoved('the configuration that the write depends on has moved')
    case 'claimTaken': {
      const [holder] = await database.read<{ readonly resource_id: Id }>(sql`
        SELECT u.resource_id FROM unique_values u WHERE u.tenant_id = ${tenant} AND u.schema_id = ${miss.schema}
          AND u.attribute = ${miss.attribute} AND u.value_key = ${miss.key}`)
      const isTaken = holder ? holder.resource_id !== miss.by : isClaimedTwice(set, miss)
      if (isTaken) throw new ClaimTaken(miss.attribute)
      // Freed meanwhile, or our own by now: another run will tell.
      return miss.by
    }
  }
}

/** Two resources of one write set want the same value. */
function isClaimedTwice({ misses }: WriteSet, claim: Extract<Miss, { readonly kind: 'claimTaken' }>): boolean {
  return misses.some(
    (other) =>
      other?.kind === 'claimTaken' &&
      other.by !== claim.by &&
      other.schema === claim.schema &&
      other.attribute === claim.attribute &&
      other.key === claim.key,
  )
}

/** An edge has two ends: a missing member is the caller's mistake, a missing owner is for the work to find out. */
async function brokenReference({ database, tenant }: TenantPlace, { resources }: Staged): Promise<Id> {
  const owners = [...resources.values()].filter(({ links }) => links.size > 0)
  const members = [...new Set(owners.flatMap(({ links }) => linkedIds(links)))].sort()
  const known = await readKinds(database, tenant, members)
  const missing = members.filter((id) => !known.has(id) && resources.get(id)?.kind !== 'created')
  if (missing.length > 0) throw new ReferenceMissing(missing)
  return owners[0]?.id ?? ''
}

function linkedIds(links: StagedResource['links']): readonly Id[] {
  return [...links].flatMap(([id, link]) => (link.kind === 'link' ? [id] : []))
}
