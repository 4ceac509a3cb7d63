import type { Id } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import type { Position, ResourceStore, Storage } from './resource-store.js'
import { assertSame, comparable, comparableResource } from './storage-conformance-fuzz-compare.js'
import { applyFuzzOperations, drawOperations, type FuzzWorld, fuzzBounds } from './storage-conformance-fuzz-drafts.js'
import { drawQuery, type FuzzQuery } from './storage-conformance-fuzz-queries.js'
import { emptyReach, type FuzzReport, measure, type Reach, reportOf } from './storage-conformance-fuzz-report.js'
import { machine } from './storage-conformance-machine.js'
import { queryOf, targetOf } from './storage-conformance-query.js'
import { createRandom, type Random } from './storage-conformance-random.js'
import { showAll } from './storage-conformance-workbench.js'
import { ClaimTaken, Contended, LimitReached, ReferenceMissing } from './storage-refusals.js'

export type { FuzzReport }

/** How many writes and queries happen in one tenant before the next one begins. */
const writesPerTenant = 10
const casesPerTenant = 30

/** Side by side, so that a storage that is far away is not waited for by one tenant after the other. */
const tenantsAtOnce = 4

const types: readonly ResourceType[] = [User, Group, machine]

/**
 * Draws resources, write sets and queries, does the same to both storages and compares every answer. Both must be empty.
 * A case is a write set or a query; the same seed draws the same ones.
 *
 * @throws Error that tells the first difference, and the seed and number of cases that reach it soonest
 */
export async function fuzzStorage(oracle: Storage, subject: Storage, options: FuzzOptions): Promise<FuzzReport> {
  const reach = emptyReach()
  for (let done = 0, seed = options.seed; done < options.cases; ) {
    const tenants: Promise<void>[] = []
    for (; tenants.length < tenantsAtOnce && done < options.cases; done += casesPerTenant, seed++) {
      const cases = Math.min(casesPerTenant, options.cases - done)
      tenants.push(fuzzTenant(createPair(oracle, subject, seed), { ...options, cases, seed }, reach))
    }
    // The first by its seed, not by the clock: the same run tells the same difference.
    const failed = (await Promise.allSettled(tenants)).find((tenant) => tenant.status === 'rejected')
    if (failed) throw failed.reason
  }
  return reportOf(reach)
}

/** How much is drawn, and from where. */
export interface FuzzOptions {
  readonly cases: number
  readonly seed: number
  /** Sets the bound of a counter in both storages. Absent: counters are changed, and never refused. */
  readonly setBound?: (tenant: string, counter: string, limit: number) => Promise<void>
}

function tenantOf(seed: number): string {
  return `fuzz-${seed}`
}

async function fuzzTenant(pair: Pair, { cases, seed, setBound }: FuzzOptions, reach: Reach): Promise<void> {
  for (const [counter, limit] of Object.entries(fuzzBounds)) await setBound?.(tenantOf(seed), counter, limit)
  for (let number = 1; number <= cases; number++) {
    try {
      if (number <= writesPerTenant) {
        reach.writes++
        await compareWrite(pair, reach)
      } else {
        reach.queries++
        await compareQuery(pair, reach)
      }
    } catch (error) {
      throw new Error(`{ cases: ${number}, seed: ${seed} }: ${messageOf(error)}`, { cause: error })
    }
  }
}

/** One tenant in both storages. */
interface Pair {
  readonly random: Random
  readonly world: FuzzWorld & { readonly types: Map<Id, ResourceType> }
  readonly stores: (connection: string) => readonly [ResourceStore, ResourceStore]
  readonly now: () => number
}

function createPair(oracle: Storage, subject: Storage, seed: number): Pair {
  const random = createRandom(seed)
  const tenant = tenantOf(seed)
  let drawn = 0
  let clock = Date.parse('2026-11-24T09:00:00Z')
  // Not in the order in which they are drawn.
  const newId = () => `${random.below(0xffff).toString(16).padStart(4, '0')}-${++drawn}`
  return {
    random,
    world: { random, newId, types: new Map() },
    stores: (connection) => {
      const actor = { connection, request: 'fuzz' }
      return [oracle.ofTenant(tenant, actor), subject.ofTenant(tenant, actor)]
    },
    // Now and then twice the same time, or an earlier one.
    now: () => (clock += random.pick([0, 1, 1000, 60_000, -5000])),
  }
}

async function compareWrite({ random, world, stores, now }: Pair, reach: Reach): Promise<void> {
  const operations = drawOperations(world)
  const options = { now: now(), writeSet: world.newId() }
  const outcomes = stores(random.pick(['okta', 'okta', 'entra'])).map((store) =>
    outcomeOf(store.transaction(options, (draft) => applyFuzzOperations(draft, operations))),
  )
  const [expected, actual] = await Promise.all(outcomes)
  assertSame('the outcome', expected, actual, { operations: operations.map(describeOperation) })
  await compareAll(stores('okta'), world.types)
  if (expected?.refused !== undefined) reach.refusals++
  if (expected?.refused?.startsWith('limit')) reach.limits++
  if (expected?.changed === true) reach.applied++
}

function describeOperation(operation: Readonly<Record<string, unknown>>): object {
  const { type, ...rest } = operation
  return { ...rest, type: (type as ResourceType | undefined)?.name }
}

interface Outcome {
  readonly result?: unknown
  readonly changed?: boolean
  readonly heads?: unknown
  readonly refused?: string
}

/** What a write set came to, in a form that can be compared. Whatever is no refusal of the port is a bug and thrown on. */
async function outcomeOf(committed: ReturnType<ResourceStore['transaction']>): Promise<Outcome> {
  try {
    const { result, changed, heads } = await committed
    return { result, changed, heads: [...heads].sort(([a], [b]) => (a < b ? -1 : 1)) }
  } catch (error) {
    if (error instanceof ClaimTaken) return { refused: `claim of ${error.attribute}` }
    // Nobody else writes here: a storage that is contended has misunderstood a precondition.
    if (error instanceof Contended) return { refused: 'contended' }
    if (error instanceof LimitReached) return { refused: `limit of ${error.counter}` }
    if (error instanceof ReferenceMissing) return { refused: `missing ${error.ids.toSorted().join()}` }
    throw error
  }
}

/** Everything that can be read of the tenant; then the world knows what exists. */
async function compareAll([oracle, subject]: readonly [ResourceStore, ResourceStore], known: Map<Id, ResourceType>) {
  const everything = queryOf({ show: showAll, total: true })
  const targets = types.map((type) => targetOf(type))
  const [expected, actual] = [await oracle.query(targets, everything), await subject.query(targets, everything)]
  assertSame('all resources', comparable(expected), comparable(actual), {})
  known.clear()
  for (const { id, type } of expected.items) known.set(id, types.find(({ name }) => name === type) ?? User)
  for (const [id, type] of known) {
    const [one, other] = [await oracle.get(type, id, showAll), await subject.get(type, id, showAll)]
    assertSame('a read', comparableResource(one), comparableResource(other), { id })
    if (type === Group) await compareLinks(oracle, subject, id)
    if (type === User) assertSame('a password', await oracle.passwordHash(id), await subject.passwordHash(id), { id })
  }
}

async function compareLinks(oracle: ResourceStore, subject: ResourceStore, owner: Id): Promise<void> {
  let after: Id | undefined
  do {
    const range = after === undefined ? { count: 3 } : { after, count: 3 }
    const [expected, actual] = [await oracle.links(owner, range), await subject.links(owner, range)]
    assertSame('links', [expected.items, expected.next?.id], [actual.items, actual.next?.id], { owner, range })
    after = expected.next?.id
  } while (after !== undefined)
}

async function compareQuery({ random, world, stores }: Pair, reach: Reach): Promise<void> {
  const drawn = drawQuery(world)
  const [oracle, subject] = stores(random.pick(['okta', 'entra']))
  const asked = drawn.targets.map(({ type }) => type)
  const about = { types: asked.map(({ name }) => name), filter: drawn.filterText, sort: describeSort(drawn) }

  const whole = { ...drawn.query, page: queryOf().page, show: showAll, total: true }
  const [expected, actual] = [await oracle.query(drawn.targets, whole), await subject.query(drawn.targets, whole)]
  assertSame('the whole list', comparable(expected), comparable(actual), about)
  measure(reach, drawn, expected, [...world.types.values()].filter((type) => asked.includes(type)).length)

  const [part, otherPart] = [
    await oracle.query(drawn.targets, drawn.query),
    await subject.query(drawn.targets, drawn.query),
  ]
  assertSame('a page', comparable(part), comparable(otherPart), { ...about, page: drawn.query.page })
  await compareWalk(oracle, subject, drawn, about, 1 + random.below(5))
}

function describeSort({ targets, query: { order } }: FuzzQuery): string {
  const path = targets[0]?.sortPath
  return `${path ? `${path.attribute.name}.${path.subAttribute?.name ?? ''}` : 'id'} ${order}`
}

/** Pages by position: each storage goes on from its own. */
async function compareWalk(
  oracle: ResourceStore,
  subject: ResourceStore,
  drawn: FuzzQuery,
  about: object,
  count: number,
) {
  let position: Position | undefined
  let otherPosition: Position | undefined
  do {
    const ask = (store: ResourceStore, at: Position | undefined) =>
      store.query(drawn.targets, { ...drawn.query, page: { kind: 'after', position: at, count } })
    const [expected, actual] = [await ask(oracle, position), await ask(subject, otherPosition)]
    assertSame('a page by position', comparable(expected), comparable(actual), { ...about, count, position })
    position = expected.next
    otherPosition = actual.next
  } while (position !== undefined)
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
