import { describe, expect, test } from 'vitest'
import { User } from '../schema/user.js'
import type { KeptAnswer } from './kept-answer.js'
import type { Draft, ResourceStore } from './resource-store.js'
import { type OpenWorkbench, requireRead, showNone, type Workbench } from './storage-conformance-workbench.js'
import { ClaimTaken } from './storage-refusals.js'

/** Answers kept under keys: one for each request, however often and however fast it comes. */
export function testKeptAnswers(open: OpenWorkbench): void {
  describe('kept answers', () => {
    test('what is kept is read by the transactions after it, as it was', async () => {
      const bench = open()
      const kept = answerOf({ location: 'Zoë 🙂', empty: '' })
      await bench.write((draft) => draft.keep('k', kept))
      expect(await readKept(bench)).toEqual(kept)
      expect(await readKept(bench, 'K')).toBeUndefined()
    })

    test('a draft reads what it stages itself', async () => {
      const bench = open()
      const read = await bench.write(async (draft) => {
        const before = await draft.kept('k')
        draft.keep('k', answerOf(1))
        return [before, await draft.kept('k')]
      })
      expect(read.result).toEqual([undefined, answerOf(1)])
    })

    test('a draft that only keeps moves no resource and leaves no change record', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      const [before, records] = [await bench.stored(User, id), await bench.harness.changeRecords(bench.tenant)]
      const committed = await bench.write(async (draft) => {
        await requireRead(draft, User, id)
        draft.keep('k', answerOf(1))
      })
      expect(committed.changed).toBe(false)
      expect(committed.heads.size).toBe(0)
      expect(await bench.stored(User, id)).toEqual(before)
      expect(await bench.harness.changeRecords(bench.tenant)).toEqual(records)
      expect(await readKept(bench)).toEqual(answerOf(1))
    })

    test('an answer and a new resource are kept together', async () => {
      const bench = open()
      const id = bench.id()
      const { changed, heads } = await bench.write((draft) => createKept(draft, id, 'ada'))
      expect([changed, heads.get(id)?.version]).toEqual([true, 1])
      expect(await bench.document(User, id)).toEqual({ userName: 'ada' })
      expect(await readKept(bench)).toEqual(answerOf(id))
    })

    test('nothing is kept when the write set is refused', async () => {
      const bench = open()
      await bench.createUser({ userName: 'ada' })
      const write = bench.write((draft) => createKept(draft, bench.id(), 'ADA'))
      await expect(write).rejects.toBeInstanceOf(ClaimTaken)
      expect(await readKept(bench)).toBeUndefined()
    })

    test('nothing is kept of a run whose reads have moved', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' })
      let runs = 0
      await bench.write(async (draft) => {
        await requireRead(draft, User, id)
        if (++runs > 1) return
        await bench.put(User, id, { userName: 'moved' })
        draft.put(User, { id, document: { userName: 'ada' }, externalId: undefined })
        draft.keep('k', answerOf(runs))
      })
      expect(runs).toBe(2)
      expect(await readKept(bench)).toBeUndefined()
    })

    test('of two transactions of one key one keeps; the other runs again and reads it', async () => {
      const bench = open()
      const runs: (KeptAnswer | undefined)[] = []
      await bench.write(async (draft) => {
        const kept = await draft.kept('k')
        runs.push(kept)
        if (kept) return
        await bench.write((other) => other.keep('k', answerOf('first')))
        draft.keep('k', answerOf('second'))
      })
      expect(runs).toEqual([undefined, answerOf('first')])
      expect(await readKept(bench)).toEqual(answerOf('first'))
    })

    test('a create sent twenty times at once is done once, and every time answered alike', async () => {
      const bench = open()
      const ids = Array.from({ length: 20 }, () => bench.id())
      const writes = ids.map((id) =>
        bench.write(async (draft) => (await draft.kept('k')) ?? createKept(draft, id, 'ada')),
      )
      const answers = (await Promise.all(writes)).map(({ result }) => result.answer)
      const found = await Promise.all(ids.map((id) => bench.store().get(User, id, showNone)))
      const created = found.flatMap((user) => (user ? [JSON.stringify(user.id)] : []))
      expect(created).toHaveLength(1)
      expect(new Set(answers)).toEqual(new Set(created))
    })

    test('a key that is taken goes before a unique value that is taken', async () => {
      const bench = open()
      await bench.write((draft) => createKept(draft, bench.id(), 'ada'))
      let runs = 0
      const second = await bench.write(async (draft) => {
        runs++
        return runs === 1 ? createKept(draft, bench.id(), 'ada') : await draft.kept('k')
      })
      expect(runs).toBe(2)
      expect(second.result).toEqual(await readKept(bench))
    })

    test('what is past its time counts as absent, to the millisecond, and gives its key away', async () => {
      const bench = open()
      const kept = { ...answerOf('old'), until: 1000 }
      await bench.write((draft) => draft.keep('k', kept), { now: 1 })
      expect(await readKept(bench, 'k', { now: 999 })).toEqual(kept)
      expect(await readKept(bench, 'k', { now: 1000 })).toBeUndefined()
      await bench.write((draft) => draft.keep('k', answerOf('new')), { now: 1000 })
      expect(await readKept(bench)).toEqual(answerOf('new'))
    })

    test('sweeping what is past its time leaves what is not', async () => {
      const bench = open()
      for (let n = 0; n < 12; n++) {
        await bench.write((draft) => draft.keep(`k-${n}`, { ...answerOf(n), until: n % 3 === 0 ? never : 10 }), {
          now: 1,
        })
      }
      for (let n = 12; n < 24; n++) await bench.write((draft) => draft.keep(`k-${n}`, answerOf(n)), { now: 10 })
      const left = []
      for (let n = 0; n < 24; n++) if (await readKept(bench, `k-${n}`, { now: 10 })) left.push(n)
      expect(left).toEqual([0, 3, 6, 9, ...Array.from({ length: 12 }, (_, n) => n + 12)])
    })

    test('a connection reads and takes no key of another, nor of an actor without one', async () => {
      const bench = open()
      const actors = [{ connection: 'okta', request: 'r' }, { connection: 'entra', request: 'r' }, { request: 'r' }]
      for (const [n, actor] of actors.entries()) {
        expect(await readKept(bench, 'k', { actor })).toBeUndefined()
        await bench.write((draft) => draft.keep('k', answerOf(n)), { actor })
      }
      for (const [n, actor] of actors.entries()) expect(await readKept(bench, 'k', { actor })).toEqual(answerOf(n))
    })

    test('a tenant reads and takes no key of another', async () => {
      const bench = open()
      const other = bench.harness.storage.ofTenant(`${bench.tenant}-other`, { connection: 'okta', request: 'r' })
      await bench.write((draft) => draft.keep('k', answerOf('mine')))
      expect(await readIn(other, bench)).toBeUndefined()
      await other.transaction({ now: bench.now(), writeSet: bench.id() }, async (draft) =>
        draft.keep('k', answerOf('theirs')),
      )
      expect(await readIn(other, bench)).toEqual(answerOf('theirs'))
      expect(await readKept(bench)).toEqual(answerOf('mine'))
    })
  })
}

const never = Number.MAX_SAFE_INTEGER

function answerOf(value: unknown): KeptAnswer {
  return { fingerprint: 'POST /Users', answer: JSON.stringify(value), until: never }
}

/** Creates a user, and keeps its id as the answer. */
function createKept(draft: Draft, id: string, userName: string): KeptAnswer {
  draft.create(User, { id, document: { userName }, externalId: undefined })
  draft.keep('k', answerOf(id))
  return answerOf(id)
}

async function readKept(bench: Workbench, key = 'k', options: Parameters<Workbench['write']>[1] = {}) {
  return (await bench.write((draft) => draft.kept(key), options)).result
}

async function readIn(store: ResourceStore, bench: Workbench) {
  const { result } = await store.transaction({ now: bench.now(), writeSet: bench.id() }, (draft) => draft.kept('k'))
  return result
}
