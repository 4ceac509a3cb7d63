import { expect, test } from 'vitest'
import { sortKeyOf } from '../filter/compare.js'
import type { Filter } from '../filter/filter.js'
import { type MemoryStorage, memoryStorage } from './memory-storage.js'
import type { Draft, Query, ResourceStore, Storage, StoredResource } from './resource-store.js'
import { viewOf } from './resource-view.js'
import { type FuzzOptions, fuzzStorage } from './storage-conformance-fuzz.js'
import { machine } from './storage-conformance-machine.js'

test('storages that are alike show no difference, and the cases reach what they must', async () => {
  const report = await fuzzPair(memoryStorage(), memoryStorage(), { cases: 900, seed: 1 })
  expect(report.writes + report.queries).toBe(900)
  expect(report.refusals).toBeGreaterThan(20)
  expect(report.refusals).toBeLessThan(report.writes / 4)
  expect(report.limits).toBeGreaterThan(5)
  expect(report.appliedWrites).toBeGreaterThan(0.5)
  expect(report.selectiveFilters).toBeGreaterThan(0.3)
  for (const reach of ['ties', 'missingValues', 'beyondBasicPlane', 'longValues', 'nestedGroups'] as const)
    expect([reach, report[reach] >= 0.2]).toEqual([reach, true])
})

test('a seed draws the same cases again', async () => {
  const run = (seed: number) => fuzzPair(memoryStorage(), memoryStorage(), { cases: 90, seed })
  expect(await run(7)).toEqual(await run(7))
  expect(await run(7)).not.toEqual(await run(8))
})

/** What may be wrong with a backend, each planted in a memory store. */
const faults: readonly (readonly [string, (store: ResourceStore) => Partial<ResourceStore>])[] = [
  [
    'ties descend in ascending order of id',
    (store) => ({ query: (targets, query) => resorted(store, targets, query, tiesAscending) }),
  ],
  [
    'text is ordered by UTF-16 units',
    (store) => ({ query: (targets, query) => resorted(store, targets, query, byUnits) }),
  ],
  ['long values are equal when they begin alike', withFilter(cutValues)],
  ['ne does not find what has no value', withFilter(strictNe)],
  ['value filters look at all values together', withFilter(withoutBrackets)],
  [
    'groups of groups are forgotten',
    onRead(({ groups, ...rest }) => ({ ...rest, groups: groups?.filter(({ type }) => type === 'direct') })),
  ],
  ['grants come in the wrong order', onRead(({ grants, ...rest }) => ({ ...rest, grants: grants?.toReversed() }))],
  ['every connection sees no external id', onRead((stored) => ({ ...stored, externalId: undefined }))],
  ['a total counts the page only', (store) => ({ query: async (...asked) => countPage(await store.query(...asked)) })],
  ['a page by position begins with the item at the position', (store) => ({ query: overlapping(store) })],
  ['an unlink does nothing', onDraft((draft) => ({ ...draft, unlink: () => {} }))],
  [
    'a primary grant is forgotten',
    onDraft((draft) => ({ ...draft, grant: (user, grant) => draft.grant(user, { ...grant, primary: undefined }) })),
  ],
  ['a draft does not see its own links', onDraft((draft) => ({ ...draft, linked: async () => new Set() }))],
  [
    'a put loses the external id',
    onDraft((draft) => ({
      ...draft,
      put: (type, resource) => draft.put(type, { ...resource, externalId: undefined }),
    })),
  ],
  ['passwords are not kept', (store) => ({ passwordHash: async (id) => void (await store.passwordHash(id)) })],
  [
    'a counter rises past its bound',
    onDraft((draft) => ({ ...draft, count: (counter, delta) => draft.count(counter, Math.min(delta, 0)) })),
  ],
  ['links are paged from the start', (store) => ({ links: (owner, { count }) => store.links(owner, { count }) })],
  [
    'heads are one behind',
    (store) => ({ transaction: async (options, work) => behind(await store.transaction(options, work)) }),
  ],
  [
    'members lose their display',
    (store) => ({ links: async (owner, range) => nameless(await store.links(owner, range)) }),
  ],
]

test.each(faults)('it finds the fault that %s', async (_fault, plant) => {
  const fuzzed = fuzzPair(memoryStorage(), plantedStorage(plant), { cases: 2000, seed: 1 })
  await expect(fuzzed).rejects.toThrow(/^\{ cases: \d+, seed: \d+ \}: .*differs/)
})

test('a difference is found again by the seed and the number that it is reported with', async () => {
  const plant = withFilter(strictNe)
  const run = async (options: { cases: number; seed: number }) => {
    try {
      await fuzzPair(memoryStorage(), plantedStorage(plant), options)
      return 'no difference'
    } catch (error) {
      return error instanceof Error ? error.message : 'no error'
    }
  }
  const message = await run({ cases: 2000, seed: 1 })
  const [, cases, seed] = /^\{ cases: (\d+), seed: (\d+) \}/.exec(message) ?? []
  expect(await run({ cases: Number(cases), seed: Number(seed) })).toBe(message)
  expect(await run({ cases: Number(cases) - 1, seed: Number(seed) })).toBe('no difference')
})

type Plant = (store: ResourceStore) => Partial<ResourceStore>

type Bounded = Storage & Pick<MemoryStorage, 'setBound'>

/** With the counters bounded in both. */
function fuzzPair(oracle: Bounded, subject: Bounded, options: { readonly cases: number; readonly seed: number }) {
  const setBound: FuzzOptions['setBound'] = async (tenant, counter, limit) => {
    for (const storage of [oracle, subject]) storage.setBound(tenant, counter, limit)
  }
  return fuzzStorage(oracle, subject, { ...options, setBound })
}

function plantedStorage(plant: Plant): Bounded {
  const storage = memoryStorage()
  return {
    ...storage,
    ofTenant(tenant, actor) {
      const store = storage.ofTenant(tenant, actor)
      return { ...store, ...plant(store) }
    },
  }
}

function onRead(change: (stored: StoredResource) => StoredResource): Plant {
  return (store) => ({
    get: async (...asked) => {
      const stored = await store.get(...asked)
      return stored && change(stored)
    },
    query: async (...asked) => {
      const page = await store.query(...asked)
      return { ...page, items: page.items.map(change) }
    },
  })
}

function onDraft(change: (draft: Draft) => Draft): Plant {
  return (store) => ({ transaction: (options, work) => store.transaction(options, (draft) => work(change(draft))) })
}

function withFilter(change: (filter: Filter) => Filter): Plant {
  return (store) => ({
    query: (targets, query) =>
      store.query(
        targets.map((target) => ({ ...target, filter: target.filter && mapFilter(target.filter, change) })),
        query,
      ),
  })
}

function mapFilter(filter: Filter, change: (filter: Filter) => Filter): Filter {
  switch (filter.kind) {
    case 'compare':
    case 'present':
      return change(filter)
    case 'not':
      return change({ ...filter, operand: mapFilter(filter.operand, change) })
    case 'logical':
      return change({ ...filter, operands: filter.operands.map((operand) => mapFilter(operand, change)) })
    case 'valuePath':
      return change({ ...filter, filter: mapFilter(filter.filter, change) })
  }
}

function cutValues(filter: Filter): Filter {
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.value !== 'string') return filter
  return filter.value.length > 256 ? { ...filter, operator: 'sw', value: filter.value.slice(0, 256) } : filter
}

function strictNe(filter: Filter): Filter {
  if (filter.kind !== 'compare' || filter.operator !== 'ne') return filter
  return { kind: 'logical', operator: 'and', operands: [filter, { kind: 'present', path: filter.path }] }
}

function withoutBrackets(filter: Filter): Filter {
  return filter.kind === 'valuePath' ? filter.filter : filter
}

type Order = (a: Placed, b: Placed) => number

interface Placed {
  readonly stored: StoredResource
  readonly key: string
}

/** The whole list in another order, where it is sorted by text and asked for as a whole. */
async function resorted(
  store: ResourceStore,
  targets: Parameters<ResourceStore['query']>[0],
  query: Query,
  order: Order,
) {
  const page = await store.query(targets, query)
  const [{ type, sortPath } = {}] = targets
  if (!sortPath || !type || type === machine || query.page.kind !== 'index' || query.page.count < 1000) return page
  const placed = page.items.map((stored) => ({ stored, key: String(sortKeyOf(sortPath, viewOf(stored, type)) ?? '') }))
  const present = placed.filter(({ key }) => key !== '').sort(order)
  const items = (query.order === 'descending' ? present.toReversed() : present).map(({ stored }) => stored)
  const rest = page.items.filter((stored) => !items.includes(stored))
  return { ...page, items: query.order === 'descending' ? [...rest, ...items] : [...items, ...rest] }
}

function byUnits(a: Placed, b: Placed): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.stored.id < b.stored.id ? -1 : 1
}

function tiesAscending(a: Placed, b: Placed): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : a.stored.id < b.stored.id ? 1 : -1
}

function countPage(page: Awaited<ReturnType<ResourceStore['query']>>) {
  return page.total === undefined ? page : { ...page, total: page.items.length }
}

function overlapping(store: ResourceStore): ResourceStore['query'] {
  return (targets, query) => {
    const { page } = query
    if (page.kind !== 'after' || page.position === undefined || page.count === 0) return store.query(targets, query)
    const { key, id } = page.position
    return store.query(targets, { ...query, page: { ...page, position: { key, id: id.slice(0, -1) } } })
  }
}

function behind<C extends Awaited<ReturnType<ResourceStore['transaction']>>>(committed: C): C {
  const heads = [...committed.heads].map(([id, head]) => [id, { ...head, version: head.version - 1 }] as const)
  return { ...committed, heads: new Map(heads) }
}

function nameless(page: Awaited<ReturnType<ResourceStore['links']>>) {
  return { ...page, items: page.items.map((link) => ({ ...link, display: undefined })) }
}
