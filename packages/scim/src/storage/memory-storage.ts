import { compareText } from '../filter/compare.js'
import type { Id } from '../resource/resource.js'
import type { ChangeRecord } from './memory-change-record.js'
import { commitWriteSet, Moved } from './memory-commit.js'
import { createMemoryDraft } from './memory-draft.js'
import { queryResources } from './memory-query.js'
import { emptyTenant, type MemoryTenant } from './memory-tenant.js'
import { kindsOf, linksOf, storedOf, type Viewer } from './memory-view.js'
import type {
  Actor,
  Committed,
  Draft,
  Grant,
  Link,
  Page,
  ResourceStore,
  Storage,
  TransactionOptions,
} from './resource-store.js'
import { Contended } from './storage-refusals.js'

/** A storage that keeps everything in this process and forgets it with it: the measure of every other one, and handy in tests. */
export interface MemoryStorage extends Storage {
  /** The tenant's change records, in the order of their commits. */
  changeRecords(tenant: string): readonly ChangeRecord[]
  /** Sets the bound of a counter; a counter without one is not bounded. `used`: how far it is, where nobody has counted before. */
  setBound(tenant: string, counter: string, limit: number, used?: number): void
}

/** What the memory store does not keep itself. */
export interface MemoryStorageOptions {
  /** The display of a grant in the tenant's catalogue, where it has the value. */
  readonly displayOf?: (tenant: string, grant: Pick<Grant, 'kind' | 'type' | 'value'>) => string | undefined
  /** From 0 to 1: spreads reruns out. */
  readonly random?: () => number
}

/** How often work runs before it is given up. */
const maximumRuns = 20

/** Creates an empty storage in memory. */
export function memoryStorage(options: MemoryStorageOptions = {}): MemoryStorage {
  const tenants = new Map<string, MemoryTenant>()
  function requireTenant(name: string): MemoryTenant {
    const tenant = tenants.get(name) ?? emptyTenant(name)
    tenants.set(name, tenant)
    return tenant
  }
  return {
    ofTenant: (name, actor) => tenantStore(requireTenant(name), actor, options),
    changeRecords: (name) => [...requireTenant(name).changeRecords],
    setBound(name, counter, limit, used) {
      const { counters } = requireTenant(name)
      counters.set(counter, { used: used ?? counters.get(counter)?.used ?? 0, limit })
    },
  }
}

function tenantStore(tenant: MemoryTenant, actor: Actor, options: MemoryStorageOptions): ResourceStore {
  const { resources } = tenant
  const viewer: Viewer = {
    connection: actor.connection,
    displayOf: (grant) => options.displayOf?.(tenant.name, grant),
  }
  return {
    async get(type, id, show) {
      const resource = resources.get(id)
      if (resource?.type !== type.name) return undefined
      const stored = storedOf(resource, type, show, viewer, () => resources.values())
      return show.firstLinks === undefined
        ? stored
        : { ...stored, firstLinks: linksPage(id, { count: show.firstLinks }) }
    },
    query: async (targets, query) => queryResources(resources, targets, query, viewer),
    links: async (owner, range) => linksPage(owner, range),
    kinds: async (ids) => kindsOf(ids, (id) => resources.get(id)),
    passwordHash: async (user) => resources.get(user)?.passwordHash,
    async transaction(transaction, work) {
      const run = () =>
        runUntilCommitted(tenant, { actor, viewer, transaction, random: options.random ?? Math.random }, work)
      return transaction.queueOn === undefined ? run() : queued(tenant.queues, transaction.queueOn, run)
    },
  }

  function linksPage(owner: Id, { after, count }: { readonly after?: Id; readonly count: number }): Page<Link> {
    const resource = resources.get(owner)
    const links = resource ? linksOf(resource, (id) => resources.get(id)) : []
    const rest = after === undefined ? links : links.filter(({ value }) => compareText(value, after) > 0)
    const items = rest.slice(0, count)
    const last = items.length < rest.length ? items.at(-1) : undefined
    return { items, total: undefined, next: last && { key: undefined, id: last.value } }
  }
}

interface Run {
  readonly actor: Actor
  readonly viewer: Viewer
  readonly transaction: TransactionOptions
  readonly random: () => number
}

/** Optimistic concurrency: the work runs, and runs again while what it depended on has moved before its commit. */
async function runUntilCommitted<T>(
  tenant: MemoryTenant,
  { actor, viewer, transaction, random }: Run,
  work: (draft: Draft) => Promise<T>,
): Promise<Committed<T>> {
  const circumstances = { connection: actor.connection, now: transaction.now, writeSet: transaction.writeSet, actor }
  for (let run = 1; run <= maximumRuns; run++) {
    const { draft, writeSet } = createMemoryDraft(tenant, circumstances, viewer)
    const result = await work(draft)
    try {
      return { result, ...commitWriteSet(tenant, writeSet, circumstances) }
    } catch (error) {
      if (!(error instanceof Moved)) throw error
    }
    await pause(random() * Math.min(2 ** run, longestPause))
  }
  throw new Contended(`the work ran ${maximumRuns} times against other writers`)
}

/** In milliseconds. */
const longestPause = 32

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** Runs after all who queued up for the resource before, whatever became of them. */
async function queued<T>(queues: MemoryTenant['queues'], id: string, run: () => Promise<T>): Promise<T> {
  const turn = (queues.get(id) ?? Promise.resolve()).then(run, run)
  queues.set(id, turn)
  try {
    return await turn
  } finally {
    if (queues.get(id) === turn) queues.delete(id)
  }
}
