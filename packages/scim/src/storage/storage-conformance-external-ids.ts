import { describe, expect, test } from 'vitest'
import { parseFilter } from '../filter/parser.js'
import type { Id } from '../resource/resource.js'
import { User } from '../schema/user.js'
import type { Actor } from './resource-store.js'
import { parseDocument } from './resource-view.js'
import { queryOf, targetOf } from './storage-conformance-query.js'
import { type OpenWorkbench, requireRead, showAll, type Workbench } from './storage-conformance-workbench.js'

const okta: Actor = { connection: 'okta', request: 'r-1' }
const entra: Actor = { connection: 'entra', request: 'r-2' }
const nobody: Actor = { request: 'r-3' }

/** External ids: each connection has its own name for a resource (D-53). */
export function testExternalIds(open: OpenWorkbench): void {
  describe('external ids', () => {
    test('are a connection’s own', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' }, 'okta-1')
      await setExternalId(bench, entra, id, 'entra-1')
      expect(await externalIds(bench, id)).toEqual(['okta-1', 'entra-1', undefined])
      await setExternalId(bench, nobody, id, 'none-1')
      await setExternalId(bench, okta, id, 'okta-2')
      expect(await externalIds(bench, id)).toEqual(['okta-2', 'entra-1', 'none-1'])
    })

    test('are taken away by a put that has none, for that connection alone', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' }, 'okta-1')
      await setExternalId(bench, entra, id, 'entra-1')
      await setExternalId(bench, okta, id, undefined)
      expect(await externalIds(bench, id)).toEqual([undefined, 'entra-1', undefined])
    })

    test('are not unique', async () => {
      const bench = open()
      const a = await bench.createUser({ userName: 'a' }, 'same')
      const b = await bench.createUser({ userName: 'b' }, 'same')
      expect(await found(bench, okta, 'externalId eq "same"')).toEqual([a, b])
    })

    test('are found by their own connection only, case by case', async () => {
      const bench = open()
      const [a, b] = [await bench.createUser({ userName: 'a' }, 'Abc'), await bench.createUser({ userName: 'b' })]
      await setExternalId(bench, entra, b, 'Abc')
      expect(await found(bench, okta, 'externalId eq "Abc"')).toEqual([a])
      expect(await found(bench, okta, 'externalId eq "abc"')).toEqual([])
      expect(await found(bench, entra, 'externalId eq "Abc"')).toEqual([b])
      expect(await found(bench, nobody, 'externalId pr')).toEqual([])
      expect(await found(bench, entra, 'externalId sw "Ab"')).toEqual([b])
      expect(await found(bench, entra, 'not (externalId pr)')).toEqual([a])
      expect(await found(bench, okta, 'externalId ne "Abc"')).toEqual([b])
      expect(await found(bench, okta, 'userName eq "A" and externalId eq "Abc"')).toEqual([a])
    })

    test('are read by a draft as its connection knows them, staged writes included', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'ada' }, 'okta-1')
      await bench.write(
        async (draft) => {
          expect((await requireRead(draft, User, id)).externalId).toBeUndefined()
          draft.put(User, { id, document: { userName: 'ada' }, externalId: 'entra-1' })
          expect((await requireRead(draft, User, id)).externalId).toBe('entra-1')
        },
        { actor: entra },
      )
      expect(await externalIds(bench, id)).toEqual(['okta-1', 'entra-1', undefined])
    })
  })
}

function setExternalId(bench: Workbench, actor: Actor, id: Id, externalId: string | undefined) {
  return bench.write(
    async (draft) => {
      const current = await requireRead(draft, User, id)
      draft.put(User, { id, document: parseDocument(current), externalId })
    },
    { actor },
  )
}

async function externalIds(bench: Workbench, id: Id) {
  const read = [okta, entra, nobody].map(async (actor) => (await bench.store(actor).get(User, id, showAll))?.externalId)
  return await Promise.all(read)
}

async function found(bench: Workbench, actor: Actor, filter: string): Promise<readonly Id[]> {
  const page = await bench.store(actor).query([targetOf(User, { filter: parseFilter(filter, User) })], queryOf())
  return page.items.map(({ id }) => id)
}
