import { beforeAll, describe, expect, test } from 'vitest'
import { parseFilter } from '../filter/parser.js'
import type { Id, JsonObject } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import type { Position, Query, QueryTarget, SortOrder } from './resource-store.js'
import { createMachine, machine, machines } from './storage-conformance-machine.js'
import { idsOf, idsSorted, pathOf, queryOf, targetOf } from './storage-conformance-query.js'
import { type OpenWorkbench, showAll, type Workbench } from './storage-conformance-workbench.js'

const long = 'x'.repeat(256)

/** What users are called, in ascending order; what is undefined has no displayName. Ties stand in one row. */
const names: readonly (readonly (string | undefined)[])[] = [
  [' space'],
  ['10', '10'],
  ['9'],
  ['ada', 'Ada', 'ADA'],
  ['ada b'],
  ['Bob'],
  ['jos\u00e9', 'jose\u0301', 'JOS\u00c9'],
  [`${long}b`, `${long}a`, `${long.toUpperCase()}c`],
  ['αςα'],
  ['ασα', 'ΑΣΑ'],
  ['\ue000', '\ue000'],
  ['\uffee'],
  ['🙂'],
  ['🙂🙂'],
  [undefined, '', undefined],
]

/** Sorting, paging by index and by position, totals. */
export function testPaging(open: OpenWorkbench): void {
  describe('sorting', () => {
    let bench: Workbench
    let ascending: readonly Id[]
    beforeAll(async () => {
      bench = open()
      ascending = await createNamed(bench)
    })

    test('is by the folded text, code point by code point, what has none last, ties by id', async () => {
      expect(await idsSorted(bench, User, 'displayName', 'ascending')).toEqual(ascending)
    })

    test('descending is the exact contrary', async () => {
      expect(await idsSorted(bench, User, 'displayName', 'descending')).toEqual(ascending.toReversed())
    })

    test.each([1, 2, 3, 7, 100])('pages of %i by index and by position make the same list', async (count) => {
      for (const order of ['ascending', 'descending'] as const) {
        const byName = targetOf(User, { sortPath: pathOf('displayName', User) })
        const whole = order === 'ascending' ? ascending : ascending.toReversed()
        expect(await pagesByIndex(bench, byName, order, count)).toEqual(whole)
        expect(await pagesByPosition(bench, byName, order, count)).toEqual(whole)
      }
    })

    test('without a sort the order is by id', async () => {
      expect(await pagesByPosition(bench, targetOf(User), 'ascending', 4)).toEqual(ascending.toSorted())
      expect(await pagesByIndex(bench, targetOf(User), 'ascending', 4)).toEqual(ascending.toSorted())
    })

    test('a filter keeps the order and the pages', async () => {
      const filter = parseFilter('displayName co "a" or not (displayName pr)', User)
      const some = targetOf(User, { filter, sortPath: pathOf('displayName', User) })
      const whole = idsOf(await bench.store().query([some], queryOf({ order: 'descending' })))
      expect(whole.length).toBeGreaterThan(4)
      expect(whole.length).toBeLessThan(ascending.length)
      expect(ascending.toReversed().filter((id) => whole.includes(id))).toEqual(whole)
      expect(await pagesByPosition(bench, some, 'descending', 2)).toEqual(whole)
      expect(await pagesByIndex(bench, some, 'descending', 2)).toEqual(whole)
    })

    test('a page after a position begins there even when the resource there is gone', async () => {
      const own = open()
      const whole = await createNamed(own)
      const byName = targetOf(User, { sortPath: pathOf('displayName', User) })
      const first = await own
        .store()
        .query([byName], queryOf({ page: { kind: 'after', position: undefined, count: 5 } }))
      await own.remove(User, whole[4] ?? '')
      const second = await own
        .store()
        .query([byName], queryOf({ page: { kind: 'after', position: first.next, count: 100 } }))
      expect(idsOf(second)).toEqual(whole.slice(5))
    })
  })

  describe('sorting by', () => {
    const orders: readonly (readonly [string, ResourceType, string])[] = [
      ['floor', machine, 'minus zero nine ten bare'],
      ['price', machine, 'minus zero nine ten bare'],
      ['installed', machine, 'minus nine ten zero bare'],
      ['lent', machine, 'zero ten minus nine bare'],
      ['serial', machine, 'zero nine ten minus bare'],
      ['tags', machine, 'nine zero minus ten bare'],
      ['ports', machine, 'nine ten minus zero bare'],
      ['id', machine, 'minus nine ten zero bare'],
      ['meta.created', machine, 'minus nine ten zero bare'],
      ['meta.lastModified', machine, 'minus nine ten bare zero'],
    ]
    test.each(orders)('%s is by its type’s order', async (by, type, expected) => {
      const bench = open()
      const ids = new Map<string, Id>()
      for (const [name, document] of Object.entries(machines)) ids.set(name, await createMachine(bench, document))
      await bench.put(machine, ids.get('zero') ?? '', machines.zero ?? {})
      const inOrder = expected.split(' ').map((name) => ids.get(name))
      expect(await idsSorted(bench, type, by, 'ascending')).toEqual(inOrder)
      expect(await idsSorted(bench, type, by, 'descending')).toEqual(inOrder.toReversed())
    })

    test.each(['emails', 'emails.value'])('%s is by the primary value, else the first', async (by) => {
      const bench = open()
      const second = await bench.createUser({
        userName: 'two',
        emails: [{ value: 'z@example.com' }, { value: 'B@example.com', primary: true }, { value: 'a@example.com' }],
      })
      const none = await bench.createUser({ userName: 'none', emails: [] })
      const first = await bench.createUser({
        userName: 'one',
        emails: [{ value: 'a@example.com' }, { value: 'y@example.com' }],
      })
      const typed = await bench.createUser({ userName: 'typed', emails: [{ type: 'work' }] })
      const third = await bench.createUser({ userName: 'three', emails: [{ value: 'c@example.com', primary: false }] })
      expect(await idsSorted(bench, User, by, 'ascending')).toEqual([first, second, third, none, typed])
      expect(await idsSorted(bench, User, by, 'descending')).toEqual([typed, none, third, second, first])
    })

    test.each(['name.familyName', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department'])(
      '%s follows the changes of its value',
      async (by) => {
        const bench = open()
        const named = (userName: string, value: string | undefined): JsonObject => {
          if (value === undefined) return { userName }
          if (by.startsWith('name')) return { userName, name: { familyName: value } }
          return { userName, [by.slice(0, by.lastIndexOf(':'))]: { department: value } }
        }
        const [a, b, c] = [
          await bench.createUser(named('a', 'm')),
          await bench.createUser(named('b', undefined)),
          await bench.createUser(named('c', 'K')),
        ]
        expect(await idsSorted(bench, User, by, 'ascending')).toEqual([c, a, b])
        await bench.put(User, a, named('a', undefined))
        await bench.put(User, b, named('b', 'A'))
        expect(await idsSorted(bench, User, by, 'ascending')).toEqual([b, c, a])
      },
    )
  })

  describe('pages', () => {
    test('tell the total when they are asked', async () => {
      const bench = open()
      for (const name of ['a', 'b', 'c', 'd', 'e']) await bench.createUser({ userName: name, active: name < 'c' })
      const total = async (more: Partial<Query>, filter?: string) => {
        const target = targetOf(User, filter === undefined ? {} : { filter: parseFilter(filter, User) })
        return (await bench.store().query([target], queryOf(more))).total
      }
      expect(await total({ total: true })).toBe(5)
      expect(await total({})).toBeUndefined()
      expect(await total({ total: true }, 'active eq true')).toBe(2)
      expect(await total({ total: true }, 'title pr')).toBe(0)
      expect(await total({ total: true, page: { kind: 'after', position: undefined, count: 2 } })).toBe(5)
    })

    test('of count 0 hold nothing but the total', async () => {
      const bench = open()
      await bench.createUser({ userName: 'a' })
      const page = { kind: 'index', startIndex: 1, count: 0 } as const
      expect(await bench.store().query([targetOf(User)], queryOf({ page, total: true }))).toEqual({
        items: [],
        total: 1,
        next: undefined,
      })
    })

    test('beyond the end are empty and still tell the total', async () => {
      const bench = open()
      await bench.createUser({ userName: 'a' })
      const page = { kind: 'index', startIndex: 7, count: 5 } as const
      expect(await bench.store().query([targetOf(User)], queryOf({ page, total: true }))).toMatchObject({
        items: [],
        total: 1,
      })
    })

    test('of no type are empty', async () => {
      const bench = open()
      await bench.createUser({ userName: 'a' })
      expect(await bench.store().query([], queryOf({ total: true }))).toEqual({ items: [], total: 0, next: undefined })
    })

    test('show of each resource what a read of it shows', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'a', title: 'x' }, 'ext')
      for (const show of [showAll, { grants: true, groups: false }, { grants: false, groups: false }]) {
        const page = await bench.store().query([targetOf(User)], queryOf({ show }))
        expect(page.items).toEqual([await bench.store().get(User, id, show)])
      }
    })
  })
}

/** Creates a user for each name, in an order that is not the sorted one; gives the ids in the ascending order. */
async function createNamed(bench: Workbench): Promise<readonly Id[]> {
  const rows = names.map((row) => row.map((displayName) => ({ displayName, ids: [] as Id[] })))
  const shuffled = rows.flat().map((named, index) => ({ named, place: (index * 7) % 29 }))
  for (const { named, place } of shuffled.toSorted((a, b) => a.place - b.place)) {
    const { displayName } = named
    const rest = displayName === undefined ? {} : { displayName }
    named.ids.push(await bench.createUser({ userName: `user ${place}`, ...rest }))
  }
  return rows.flatMap((row) => row.flatMap(({ ids }) => ids).sort())
}

async function pagesByIndex(
  bench: Workbench,
  target: QueryTarget,
  order: SortOrder,
  count: number,
): Promise<readonly Id[]> {
  const read: Id[] = []
  for (let startIndex = 1; startIndex < 1000; startIndex += count) {
    const page = await bench.store().query([target], queryOf({ order, page: { kind: 'index', startIndex, count } }))
    expect(page.next).toBeUndefined()
    if (page.items.length === 0) return read
    read.push(...idsOf(page))
  }
  throw new Error('the pages should come to an end')
}

async function pagesByPosition(
  bench: Workbench,
  target: QueryTarget,
  order: SortOrder,
  count: number,
): Promise<readonly Id[]> {
  const read: Id[] = []
  let position: Position | undefined
  for (let pages = 1; pages <= 100; pages++) {
    const page = await bench.store().query([target], queryOf({ order, page: { kind: 'after', position, count } }))
    expect(page.items.length).toBeLessThanOrEqual(count)
    // A page that is exactly full does not promise another one.
    expect(page.items.length).toBeGreaterThan(0)
    read.push(...idsOf(page))
    if (page.next === undefined) return read
    position = page.next
  }
  throw new Error('the pages should come to an end')
}
