import { beforeAll, describe, expect, test } from 'vitest'
import { parseFilter } from '../filter/parser.js'
import type { Id } from '../resource/resource.js'
import { string } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import type { Position, Query, QueryTarget, StoredResource } from './resource-store.js'
import { createMachine, machine } from './storage-conformance-machine.js'
import { idsOf, pathOf, queryOf, targetOf } from './storage-conformance-query.js'
import { type OpenWorkbench, showAll, type Workbench } from './storage-conformance-workbench.js'

/** A type whose resources are given to the query; its displayName is compared with regard to case. */
const licence = defineResourceType({
  name: 'Licence',
  endpoint: '/Licences',
  schema: defineSchema('urn:example:scim:schemas:Licence', { displayName: string({ caseExact: true }) }),
  readOnly: true,
})

/** Queries of several types: one list, each type with a filter and an order of its own. */
export function testSeveralTypes(open: OpenWorkbench): void {
  describe('several types', () => {
    let bench: Workbench
    let [u1, a, m, u2, d]: readonly Id[] = []
    beforeAll(async () => {
      bench = open()
      u1 = await bench.createUser({ userName: 'u1', displayName: 'b' })
      a = await bench.createGroup('a')
      m = await createMachine(bench, { serial: 'bb' })
      u2 = await bench.createUser({ userName: 'u2', displayName: 'c' })
      d = await bench.createGroup('d')
    })
    const ask = (targets: readonly QueryTarget[], more: Partial<Query> = {}) =>
      bench.store().query(targets, queryOf({ total: true, show: showAll, ...more }))
    const idsAndTotal = async (targets: readonly QueryTarget[], more: Partial<Query> = {}) => {
      const page = await ask(targets, more)
      return [idsOf(page), page.total]
    }

    test('are one list', async () => {
      const all = await ask([targetOf(User), targetOf(Group), targetOf(machine)])
      expect([idsOf(all), all.total]).toEqual([[u1, a, m, u2, d], 5])
      expect(all.items.map(({ type }) => type)).toEqual(['User', 'Group', 'Machine', 'User', 'Group'])
      expect(await idsAndTotal([targetOf(Group), targetOf(User)])).toEqual([[u1, a, u2, d], 4])
    })

    test('have a filter each', async () => {
      const onward = (type: ResourceType) => targetOf(type, { filter: parseFilter(`id ge "${m}"`, type) })
      expect(await idsAndTotal([onward(User), onward(Group), onward(machine)])).toEqual([[m, u2, d], 3])
      const users = targetOf(User, { filter: parseFilter('userName eq "u1"', User) })
      const machines = targetOf(machine, { filter: parseFilter('serial ew "b" and not (floor pr)', machine) })
      expect(await idsAndTotal([users, machines, targetOf(Group)])).toEqual([[u1, a, m, d], 4])
    })

    test('are sorted together, each by its own attribute; a type without one is last ascending and first descending', async () => {
      const targets = [
        targetOf(User, { sortPath: pathOf('displayName', User) }),
        targetOf(Group, { sortPath: pathOf('displayName', Group) }),
        targetOf(machine),
      ]
      expect(idsOf(await ask(targets))).toEqual([a, u1, u2, d, m])
      expect(idsOf(await ask(targets, { order: 'descending' }))).toEqual([m, d, u2, u1, a])
      const created = [User, Group, machine].map((type) => targetOf(type, { sortPath: pathOf('meta.created', type) }))
      expect(idsOf(await ask(created, { order: 'descending' }))).toEqual([d, u2, m, a, u1])
    })

    test('are listed with resources that are given, in one order and one total', async () => {
      const given = [givenLicence('z-1', 'B'), givenLicence('0-2', 'bz'), givenLicence('0-3', undefined)]
      const byId = [targetOf(User), targetOf(licence, { given })]
      expect(await idsAndTotal(byId)).toEqual([[u1, u2, '0-2', '0-3', 'z-1'].toSorted(), 5])
      const byName = [
        targetOf(User, { sortPath: pathOf('displayName', User) }),
        targetOf(licence, { given, sortPath: pathOf('displayName', licence) }),
      ]
      // 'B' < 'b' < 'bz' < 'c', by code points of what each type compares.
      const ascending = ['z-1', u1, '0-2', u2, '0-3']
      expect(idsOf(await ask(byName))).toEqual(ascending)
      for (const count of [1, 2, 3]) {
        expect(await pagesByIndex(bench, byName, count)).toEqual(ascending)
        expect(await pagesByPosition(bench, byName, 'ascending', count)).toEqual(ascending)
        expect(await pagesByPosition(bench, byName, 'descending', count)).toEqual(ascending.toReversed())
      }
      const some = targetOf(licence, { given, filter: parseFilter('displayName eq "B" or id eq "0-3"', licence) })
      expect(await idsAndTotal([targetOf(Group), some])).toEqual([[a, d, '0-3', 'z-1'].toSorted(), 4])
      expect((await ask([some])).items).toEqual([given[2], given[0]])
    })

    test('given resources are sorted among the others by when they were made', async () => {
      const { created } = await bench.stored(Group, a ?? '')
      const given = [
        { ...givenLicence('late', 'x'), created: created + 1 },
        { ...givenLicence('early', 'x'), created: 0 },
      ]
      const targets = [
        targetOf(User, { sortPath: pathOf('meta.created', User) }),
        targetOf(licence, { given, sortPath: pathOf('meta.created', licence) }),
      ]
      expect(idsOf(await ask(targets))).toEqual(['early', u1, 'late', u2])
      expect(await pagesByPosition(bench, targets, 'ascending', 1)).toEqual(['early', u1, 'late', u2])
    })
  })
}

function givenLicence(id: Id, displayName: string | undefined): StoredResource {
  return {
    type: licence.name,
    id,
    version: 1,
    documentVersion: 1,
    created: 5,
    lastModified: 5,
    text: JSON.stringify({ displayName }),
    externalId: undefined,
    grants: undefined,
    groups: undefined,
  }
}

async function pagesByIndex(bench: Workbench, targets: readonly QueryTarget[], count: number): Promise<readonly Id[]> {
  const read: Id[] = []
  for (let startIndex = 1; ; startIndex += count) {
    const page = await bench.store().query(targets, queryOf({ page: { kind: 'index', startIndex, count } }))
    if (page.items.length === 0) return read
    read.push(...idsOf(page))
  }
}

async function pagesByPosition(
  bench: Workbench,
  targets: readonly QueryTarget[],
  order: Query['order'],
  count: number,
): Promise<readonly Id[]> {
  const read: Id[] = []
  let position: Position | undefined
  do {
    const page = await bench.store().query(targets, queryOf({ order, page: { kind: 'after', position, count } }))
    read.push(...idsOf(page))
    position = page.next
  } while (position)
  return read
}
