import { describe, expect, test } from 'vitest'
import { User } from '../schema/user.js'
import { type OpenWorkbench, requireRead, role, showAll } from './storage-conformance-workbench.js'
import { LimitReached } from './storage-refusals.js'

/** Counts that a write set changes, some within a bound: seats that cannot be sold twice. */
export function testCounters(open: OpenWorkbench): void {
  describe('counters', () => {
    test('are refused beyond their bound, and the whole write set with them', async (context) => {
      const bench = open()
      if (!bench.harness.setBound) return context.skip('this harness sets no bounds')
      await bench.harness.setBound(bench.tenant, 'seats', 2)
      const [first, second, third] = [bench.id(), bench.id(), bench.id()]
      const seat = (id: string) =>
        bench.write((draft) => {
          draft.create(User, { id, document: { userName: id }, externalId: undefined })
          draft.count('seats', 1)
        })
      await seat(first)
      await seat(second)
      await expect(seat(third)).rejects.toSatisfy((error) => error instanceof LimitReached && error.counter === 'seats')
      expect(await bench.store().get(User, third, showAll)).toBeUndefined()
      await bench.write((draft) => draft.count('seats', -1))
      await seat(third)
      expect(await bench.store().get(User, third, showAll)).toBeDefined()
    })

    test('never pass their bound, however many writers there are', async (context) => {
      const bench = open()
      if (!bench.harness.setBound) return context.skip('this harness sets no bounds')
      await bench.harness.setBound(bench.tenant, 'seats', 5)
      const outcomes = await Promise.allSettled(
        Array.from({ length: 12 }, () => bench.write((draft) => draft.count('seats', 1))),
      )
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    })

    test('count what a write set adds up to, and may fall above a bound that was lowered', async (context) => {
      const bench = open()
      if (!bench.harness.setBound) return context.skip('this harness sets no bounds')
      await bench.harness.setBound(bench.tenant, 'seats', 3)
      await bench.write((draft) => {
        draft.count('seats', 4)
        draft.count('seats', -1)
      })
      await bench.harness.setBound(bench.tenant, 'seats', 1)
      await expect(bench.write((draft) => draft.count('seats', 1))).rejects.toBeInstanceOf(LimitReached)
      await bench.write((draft) => draft.count('seats', -1))
      await expect(bench.write((draft) => draft.count('seats', 1))).rejects.toBeInstanceOf(LimitReached)
      await bench.write((draft) => draft.count('seats', -2))
      await bench.write((draft) => draft.count('seats', 1))
    })

    test('count once what several writers of one resource each find to be done', async (context) => {
      const bench = open()
      if (!bench.harness.setBound) return context.skip('this harness sets no bounds')
      await bench.harness.setBound(bench.tenant, 'seats', 2)
      const id = await bench.createUser({ userName: 'ada' })
      const grant = () =>
        bench.write(async (draft) => {
          if ((await requireRead(draft, User, id)).grants?.length) return
          draft.grant(id, role('todo-er'))
          draft.count('seats', 1)
        })
      await Promise.all(Array.from({ length: 8 }, grant))
      await bench.write((draft) => draft.count('seats', 1))
      await expect(bench.write((draft) => draft.count('seats', 1))).rejects.toBeInstanceOf(LimitReached)
    })

    test('fall with the removal that frees them, and not where that is not applied', async (context) => {
      const bench = open()
      if (!bench.harness.setBound) return context.skip('this harness sets no bounds')
      await bench.harness.setBound(bench.tenant, 'seats', 1)
      await bench.harness.setBound(bench.tenant, 'none', 0)
      const id = await bench.createUser({ userName: 'ada' })
      const remove = (...taken: readonly string[]) =>
        bench.write(async (draft) => {
          await requireRead(draft, User, id)
          draft.remove(User, id)
          draft.count('seats', -1)
          for (const counter of taken) draft.count(counter, 1)
        })
      await bench.write((draft) => draft.count('seats', 1))
      await expect(remove('none')).rejects.toBeInstanceOf(LimitReached)
      await expect(bench.write((draft) => draft.count('seats', 1))).rejects.toBeInstanceOf(LimitReached)
      await remove()
      expect(await bench.store().get(User, id, showAll)).toBeUndefined()
      await bench.write((draft) => draft.count('seats', 1))
    })

    test('let writers exchange places in both directions at once', async (context) => {
      const bench = open()
      if (!bench.harness.setBound) return context.skip('this harness sets no bounds')
      for (const counter of ['a', 'b']) {
        await bench.harness.setBound(bench.tenant, counter, 20)
        await bench.write((draft) => draft.count(counter, 10))
      }
      const exchange = ([from = '', to = '']: readonly string[]) =>
        bench.write((draft) => {
          draft.count(from, -1)
          draft.count(to, 1)
        })
      const ways = Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? ['a', 'b'] : ['b', 'a']))
      await Promise.all(ways.map(exchange))
      for (const counter of ['a', 'b']) {
        await bench.write((draft) => draft.count(counter, 10))
        await expect(bench.write((draft) => draft.count(counter, 1))).rejects.toBeInstanceOf(LimitReached)
      }
    })

    test('do not fall where nothing has been counted', async (context) => {
      const bench = open()
      if (!bench.harness.setBound) return context.skip('this harness sets no bounds')
      await bench.write((draft) => draft.count('seats', -5))
      await bench.harness.setBound(bench.tenant, 'seats', 1)
      await bench.write((draft) => draft.count('seats', 1))
      await expect(bench.write((draft) => draft.count('seats', 1))).rejects.toBeInstanceOf(LimitReached)
    })

    test('without a bound are not bounded', async () => {
      const bench = open()
      await expect(bench.write((draft) => draft.count('anything', 1_000_000))).resolves.toMatchObject({ changed: true })
    })
  })
}
