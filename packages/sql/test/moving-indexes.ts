import { Group, type ResourceType, User } from '@rollcall/scim'
import type { ResourceStore, Storage } from '@rollcall/scim/storage'
import {
  changeIndexSet,
  type Finding,
  indexablePathsOf,
  indexedName,
  readTenantIndexes,
  reindex,
  type SqlDatabase,
  sqlStorage,
  verifyDatabase,
} from '@rollcall/sql'
import { addTenant } from './add-tenant.js'

/** A storage whose tenants change what they index between one call and the next, and what that reached. */
export interface MovingIndexes {
  readonly storage: Storage
  /** How many sets were changed, and how many calls met a set in each state. */
  readonly reach: Readonly<Record<'changes' | 'settled' | 'writing' | 'deleting', number>>
  /** Where parts of the database disagree as it is now. */
  verify(): Promise<readonly Finding[]>
  /** Finishes what is under way. */
  settle(): Promise<void>
}

/** `draw`: from 0 up to and without 1, as a seed repeats it. */
export function movingIndexes(database: SqlDatabase, draw: () => number): MovingIndexes {
  const storage = sqlStorage(database)
  const types = new Set<ResourceType>([User, Group])
  const tenants = new Map<string, Promise<void>>()
  const reach = { changes: 0, settled: 0, writing: 0, deleting: 0 }

  async function move(tenant: string): Promise<void> {
    const added = tenants.get(tenant) ?? addTenant(database, tenant)
    tenants.set(tenant, added)
    await added
    if (draw() < 0.2) {
      reach.changes++
      await changeIndexSet(database, tenant, drawnFrom([...types]) ?? User, drawnSet(draw))
    }
    const goesOn = draw()
    if (goesOn < 0.1) await reindex(database, tenant, knownOf([...types]))
    else if (goesOn < 0.3) await reindexFirstState(database, tenant, [...types])
    const indexes = await readTenantIndexes(database, tenant)
    for (const { name } of types) reach[indexes.stateOf(name)?.state ?? 'settled']++
  }

  function drawnFrom<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(draw() * items.length)]
  }

  return {
    reach,
    storage: { ofTenant: (tenant, actor) => movedBefore(() => move(tenant), storage.ofTenant(tenant, actor), types) },
    async verify() {
      const findings: Finding[] = []
      for await (const one of verifyDatabase(database, { typesOf: async () => [...types] })) findings.push(one)
      return findings
    },
    async settle() {
      for (const tenant of tenants.keys()) await reindex(database, tenant, knownOf([...types]))
    },
  }
}

/** A storage each of whose tenants has sets of its own from the beginning, which stay. */
export function storageWithRandomSets(database: SqlDatabase, draw: () => number): Storage {
  const storage = sqlStorage(database)
  const tenants = new Map<string, Promise<void>>()
  async function add(tenant: string): Promise<void> {
    await addTenant(database, tenant)
    for (const type of [User, Group]) await changeIndexSet(database, tenant, type, drawnSet(draw))
    await reindex(database, tenant, knownOf([User, Group]))
  }
  const addOnce = (tenant: string) => {
    const added = tenants.get(tenant) ?? add(tenant)
    tenants.set(tenant, added)
    return added
  }
  return {
    ofTenant: (tenant, actor) => movedBefore(() => addOnce(tenant), storage.ofTenant(tenant, actor), new Set()),
  }
}

/** Half of what can be indexed. */
function drawnSet(draw: () => number) {
  return (_indexes: ReadonlySet<string>, type: ResourceType): ReadonlySet<string> =>
    new Set(
      indexablePathsOf(type)
        .map(indexedName)
        .filter(() => draw() < 0.5),
    )
}

function movedBefore(move: () => Promise<void>, store: ResourceStore, types: Set<ResourceType>): ResourceStore {
  return {
    ...store,
    async query(targets, query) {
      for (const { type, given } of targets) if (!given) types.add(type)
      await move()
      return store.query(targets, query)
    },
    async transaction(options, work) {
      await move()
      return store.transaction(options, work)
    },
  }
}

/** As a process that is killed when it has written the first page of a state. */
async function reindexFirstState(database: SqlDatabase, tenant: string, types: readonly ResourceType[]): Promise<void> {
  const killed = new AbortController()
  try {
    await reindex(database, tenant, knownOf(types), { progress: () => killed.abort(), signal: killed.signal })
  } catch (error) {
    if (!killed.signal.aborted) throw error
  }
}

/** As `addTenant` leaves a tenant's configuration. */
export function knownOf(resourceTypes: readonly ResourceType[]) {
  return async () => ({ resourceTypes, version: 1 })
}

/** A source of draws (mulberry32): the same seed gives the same ones on every machine. */
export function drawsOf(from: number): () => number {
  let state = from | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}
