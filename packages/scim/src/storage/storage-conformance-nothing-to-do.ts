import { describe, expect, test } from 'vitest'
import type { Id } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import type { Draft } from './resource-store.js'
import { type OpenWorkbench, showAll, userLink } from './storage-conformance-workbench.js'
import { ClaimTaken } from './storage-refusals.js'

/** What is done already, and what undoes itself. */
export function testNothingToDo(open: OpenWorkbench): void {
  describe('what is left to be done', () => {
    test('who has read all links need not do again what another writer did to them meanwhile', async () => {
      const bench = open()
      const [a, b, c] = [
        await bench.createUser({ userName: 'a' }),
        await bench.createUser({ userName: 'b' }),
        await bench.createUser({ userName: 'c' }),
      ]
      const group = await bench.createGroup('crew', [userLink(a), userLink(b)])
      let runs = 0
      const committed = await bench.write(async (draft) => {
        await readAllLinks(draft, group)
        if (++runs === 1) {
          await bench.write((other) => {
            other.unlink(group, b)
            other.link(group, userLink(c))
          })
        }
        for (const id of [a, b]) draft.unlink(group, id)
        draft.link(group, userLink(c))
      })
      expect(await bench.members(group)).toEqual([c])
      expect(committed.changed).toBe(true)
      // One write made it, one each moved it.
      expect((await bench.stored(Group, group)).version).toBe(3)
    })

    test('where another writer did all of it, nothing is changed', async () => {
      const bench = open()
      const [a, b] = [await bench.createUser({ userName: 'a' }), await bench.createUser({ userName: 'b' })]
      const group = await bench.createGroup('crew', [userLink(a), userLink(b)])
      let runs = 0
      const clear = async (draft: Draft) => {
        const links = await readAllLinks(draft, group)
        if (++runs === 1) await bench.write((other) => void other.unlink(group, b))
        if (links.includes(b)) draft.unlink(group, b)
      }
      expect((await bench.write(clear)).changed).toBe(false)
      expect((await bench.stored(Group, group)).version).toBe(2)
      expect(await bench.members(group)).toEqual([a])
    })

    test('a resource that one write set makes and removes was never there', async () => {
      const bench = open()
      const id = bench.id()
      const committed = await bench.write((draft) => {
        draft.create(User, { id, document: { userName: 'a' }, externalId: 'x' })
        draft.remove(User, id)
      })
      expect([committed.changed, committed.heads.size]).toEqual([false, 0])
      expect(await bench.store().get(User, id, showAll)).toBeUndefined()
      expect(await bench.harness.changeRecords(bench.tenant)).toEqual([])
      await expect(bench.createUser({ userName: 'a' })).resolves.toBeDefined()
    })

    test('a counter that rises and falls by as much stands still', async () => {
      const bench = open()
      await bench.createUser({ userName: 'a' })
      const committed = await bench.write((draft) => {
        draft.count('License', 2)
        draft.count('License', -2)
      })
      expect(committed.changed).toBe(false)
    })

    test('an id that is taken is refused, and the resource that has it stays as it is', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'a' })
      const before = await bench.stored(User, id)
      const create = bench.write((draft) =>
        draft.create(User, { id, document: { userName: 'b' }, externalId: undefined }),
      )
      await expect(create).rejects.toSatisfy((error) => error instanceof ClaimTaken && error.attribute === 'id')
      expect(await bench.stored(User, id)).toEqual(before)
    })
  })
}

async function readAllLinks(draft: Draft, owner: Id): Promise<readonly Id[]> {
  const ids: Id[] = []
  for await (const { value } of draft.scanLinks(owner)) ids.push(value)
  return ids
}
