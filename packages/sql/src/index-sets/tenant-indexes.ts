import type { ResourceType } from '@rollcall/scim'
import { type IndexNames, indexSetOf, unionOf } from '../index-rows/index-set.js'
import type { IndexSet } from '../index-rows/indexed-attributes.js'
import type { SqlReader } from '../sql-database.js'
import { sql } from '../sql-text.js'

/** What a tenant has index rows of, as of one moment. */
export interface TenantIndexes {
  /** Moves with every change. */
  readonly version: number
  /** False where there is no such tenant, hence nothing that could move. */
  readonly canMove: boolean
  /** What lists may go by: of everything in it, every resource has its rows. */
  queried(type: ResourceType): IndexSet
  /** What rows are written of: while a set is being changed, of the old one and the new one. */
  written(type: ResourceType): IndexSet
  /** Of a type whose set was ever changed. */
  stateOf(type: string): IndexState | undefined
}

/** How far the change of a set has come. */
export type IndexState = SettledState | StateUnderWay

/** Whose rows are not in line yet. */
export type StateUnderWay = WritingState | DeletingState

interface SettledState extends StoredSet {
  readonly state: 'settled'
  readonly previous: undefined
}

interface WritingState extends StoredSet {
  readonly state: 'writing'
  /** By which lists go. */
  readonly previous: IndexNames
}

interface DeletingState extends StoredSet {
  readonly state: 'deleting'
  readonly previous: undefined
}

interface StoredSet {
  readonly names: IndexNames
  readonly version: number
}

/** As it is now: one moment when the reader is a snapshot. A tenant that is not there has the defaults. */
export async function readTenantIndexes(reader: SqlReader, tenant: string): Promise<TenantIndexes> {
  const version = await readIndexVersion(reader, tenant)
  if (!version) return tenantIndexesOf(version, new Map())
  const rows = await reader.read<IndexSetRow>(sql`
    SELECT s.type, s.names, s.previous, s.state, s.version FROM index_sets s WHERE s.tenant_id = ${tenant}`)
  return tenantIndexesOf(version, new Map(rows.map((row) => [row.type, stateOfRow(row)])))
}

/** The version alone: 0 where nothing was ever changed, undefined where there is no such tenant. */
export async function readIndexVersion(reader: SqlReader, tenant: string): Promise<number | undefined> {
  const [row] = await reader.read<{ readonly index_version: bigint }>(
    sql`SELECT t.index_version FROM tenants t WHERE t.tenant_id = ${tenant}`,
  )
  return row && Number(row.index_version)
}

interface IndexSetRow {
  readonly type: string
  readonly names: string
  readonly previous: string | null
  readonly state: IndexState['state']
  readonly version: bigint
}

/** What we wrote ourselves. */
function stateOfRow({ names, previous, state, version }: IndexSetRow): IndexState {
  const stored = { names: JSON.parse(names) as IndexNames, version: Number(version) }
  if (state !== 'writing') return { ...stored, state, previous: undefined }
  if (previous === null) throw new Error('a set whose rows are being written has one before it')
  return { ...stored, state, previous: JSON.parse(previous) as IndexNames }
}

function tenantIndexesOf(version: number | undefined, states: ReadonlyMap<string, IndexState>): TenantIndexes {
  const queried = oncePerType((type) => {
    const state = states.get(type.name)
    return indexSetOf(type, state?.previous ?? state?.names)
  })
  const written = oncePerType((type) => {
    const state = states.get(type.name)
    return state?.previous ? unionOf(queried(type), indexSetOf(type, state.names)) : queried(type)
  })
  const stateOf = (type: string) => states.get(type)
  return { version: version ?? 0, canMove: version !== undefined, queried, written, stateOf }
}

/** A tenant's types are the same objects from one request to the next. */
function oncePerType(make: (type: ResourceType) => IndexSet): (type: ResourceType) => IndexSet {
  const made = new WeakMap<ResourceType, IndexSet>()
  return (type) => {
    const known = made.get(type) ?? make(type)
    made.set(type, known)
    return known
  }
}
