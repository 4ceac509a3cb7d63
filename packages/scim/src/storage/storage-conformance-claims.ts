import { describe, expect, test } from 'vitest'
import { complex, integer, string } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import { defineResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { queryOf, targetOf } from './storage-conformance-query.js'
import {
  type OpenWorkbench,
  putDocument,
  requireRead,
  showAll,
  type Workbench,
} from './storage-conformance-workbench.js'
import { ClaimTaken } from './storage-refusals.js'

/** Unique values (RFC 7643 §2.2): taken, freed and swapped. */
export function testClaims(open: OpenWorkbench): void {
  describe('unique values', () => {
    const spellings: readonly (readonly [string, string, string])[] = [
      ['as it is', 'trinity', 'trinity'],
      ['without regard to case', 'trinity', 'TriNity'],
      ['without regard to width', 'trinity', 'ｔｒｉｎｉｔｙ'],
      ['however its letters are composed', 'jos\u00e9', 'jose\u0301'],
      ['sigma by sigma', '\u0391\u03a3\u0391\u03a3', '\u03b1\u03c3\u03b1\u03c3'],
      ['however long', `${'x'.repeat(600)}a`, `${'X'.repeat(600)}A`],
    ]
    test.each(spellings)('a userName is taken %s', async (_how, first, second) => {
      const bench = open()
      await bench.createUser({ userName: first })
      await expect(bench.createUser({ userName: second })).rejects.toSatisfy(isClaimOf('userName'))
    })

    test('long values that differ only at their end are two', async () => {
      const bench = open()
      await bench.createUser({ userName: `${'x'.repeat(600)}a` })
      await expect(bench.createUser({ userName: `${'x'.repeat(600)}b` })).resolves.toBeDefined()
    })

    test('a put is refused a value that another resource has, and changes nothing', async () => {
      const bench = open()
      await bench.createUser({ userName: 'trinity' })
      const id = await bench.createUser({ userName: 'somnus' })
      const before = await bench.stored(User, id)
      await expect(bench.put(User, id, { userName: 'TRINITY', title: 'x' })).rejects.toSatisfy(isClaimOf('userName'))
      expect(await bench.stored(User, id)).toEqual(before)
    })

    test('a resource may keep its own value, in another case too', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'trinity' })
      await bench.put(User, id, { userName: 'trinity', title: 'x' })
      await bench.put(User, id, { userName: 'Trinity' })
      expect(await bench.document(User, id)).toEqual({ userName: 'Trinity' })
    })

    test('a put frees the value it gives up', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'trinity' })
      await bench.put(User, id, { userName: 'neo' })
      await bench.createUser({ userName: 'trinity' })
      await expect(bench.createUser({ userName: 'neo' })).rejects.toSatisfy(isClaimOf('userName'))
    })

    test('a removal frees its values', async () => {
      const bench = open()
      const id = await bench.createUser({ userName: 'trinity' })
      await bench.remove(User, id)
      await expect(bench.createUser({ userName: 'trinity' })).resolves.not.toBe(id)
    })

    test('two resources swap their values in one write set', async () => {
      const bench = open()
      const [a, b] = [await bench.createUser({ userName: 'a' }), await bench.createUser({ userName: 'b' })]
      await bench.write(async (draft) => {
        await putDocument(draft, User, a, { userName: 'b' })
        await putDocument(draft, User, b, { userName: 'a' })
      })
      expect([await bench.document(User, a), await bench.document(User, b)]).toEqual([
        { userName: 'b' },
        { userName: 'a' },
      ])
      await expect(bench.createUser({ userName: 'a' })).rejects.toSatisfy(isClaimOf('userName'))
    })

    test('what a removal frees can be taken in the same write set', async () => {
      const bench = open()
      const [old, fresh] = [await bench.createUser({ userName: 'a' }), bench.id()]
      await bench.write(async (draft) => {
        await requireRead(draft, User, old)
        draft.remove(User, old)
        draft.create(User, { id: fresh, document: { userName: 'a' }, externalId: undefined })
      })
      expect(await bench.document(User, fresh)).toEqual({ userName: 'a' })
    })

    test('two new resources of one write set cannot have the same value', async () => {
      const bench = open()
      const ids = [bench.id(), bench.id()]
      const write = bench.write((draft) => {
        for (const id of ids) draft.create(User, { id, document: { userName: 'twin' }, externalId: undefined })
      })
      await expect(write).rejects.toSatisfy(isClaimOf('userName'))
      for (const id of ids) expect(await bench.store().get(User, id, showAll)).toBeUndefined()
    })

    test('what is not unique may be had twice', async () => {
      const bench = open()
      const [a, b] = [await bench.createGroup('staff'), await bench.createGroup('staff')]
      expect([await bench.document(Group, a), await bench.document(Group, b)]).toEqual(
        Array(2).fill({ displayName: 'staff' }),
      )
    })

    test('of two parallel creates of one value exactly one succeeds', async () => {
      const bench = open()
      const outcomes = await Promise.allSettled([
        bench.createUser({ userName: 'one' }),
        bench.createUser({ userName: 'ONE' }),
      ])
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
      const refused = outcomes.find((outcome) => outcome.status === 'rejected')
      expect(refused?.reason).toSatisfy(isClaimOf('userName'))
    })
  })

  describe('unique values of other attributes', () => {
    test('case counts where the attribute says so', async () => {
      const bench = open()
      await createBadge(bench, { serial: 'aB' })
      await createBadge(bench, { serial: 'ab' })
      await expect(createBadge(bench, { serial: 'aB' })).rejects.toSatisfy(isClaimOf('serial'))
    })

    test('each value of a multi-valued attribute is taken', async () => {
      const bench = open()
      await createBadge(bench, { serial: '1', aliases: ['x', 'y'] })
      await expect(createBadge(bench, { serial: '2', aliases: ['z', 'Y'] })).rejects.toSatisfy(isClaimOf('aliases'))
      await createBadge(bench, { serial: '3', aliases: ['z', 'Z'] })
    })

    test('each value of a complex multi-valued attribute is taken', async () => {
      const bench = open()
      const id = await createBadge(bench, { serial: '1', chips: [{ value: 'c1', display: 'one' }, { value: 'c2' }] })
      await expect(createBadge(bench, { serial: '2', chips: [{ value: 'C2' }] })).rejects.toSatisfy(isClaimOf('chips'))
      await bench.put(badge, id, { serial: '1', chips: [{ value: 'c1' }] })
      await createBadge(bench, { serial: '2', chips: [{ value: 'C2' }] })
    })

    test('a unique number is taken as the number it is, and a value that has none takes nothing', async () => {
      const bench = open()
      const id = await createBadge(bench, { serial: '1', pin: 7, chips: [{ display: 'one' }] })
      await createBadge(bench, { serial: '2', pin: 70, chips: [{ display: 'one' }] })
      await expect(createBadge(bench, { serial: '3', pin: 7 })).rejects.toSatisfy(isClaimOf('pin'))
      await bench.put(badge, id, { serial: '1', pin: 8 })
      await createBadge(bench, { serial: '3', pin: 7 })
    })

    test('a unique sub-attribute is taken, and the sub-attributes beside it are not', async () => {
      const bench = open()
      await createBadge(bench, { serial: '1', lock: { door: 'd1', code: '77' } })
      await createBadge(bench, { serial: '2', lock: { door: 'd1', code: '78' } })
      await expect(createBadge(bench, { serial: '3', lock: { code: '77' } })).rejects.toSatisfy(isClaimOf('lock.code'))
    })

    test('a unique attribute of an extension is taken', async () => {
      const bench = open()
      await createBadge(bench, { serial: '1', [extension.id]: { tag: 'T' } })
      const second = createBadge(bench, { serial: '2', [extension.id]: { tag: 't' } })
      await expect(second).rejects.toSatisfy(isClaimOf(`${extension.id}:tag`))
    })

    test('the same value of two unique attributes does not collide', async () => {
      const bench = open()
      await createBadge(bench, { serial: 'v', aliases: ['v'], chips: [{ value: 'v' }], [extension.id]: { tag: 'v' } })
      await bench.createUser({ userName: 'v' })
      expect((await bench.store().query([targetOf(badge), targetOf(User)], queryOf())).items).toHaveLength(2)
    })
  })
}

const extension = defineSchema('urn:example:scim:schemas:extension:BadgeTag', { tag: string({ uniqueness: 'server' }) })

const badge = defineResourceType({
  name: 'Badge',
  endpoint: '/Badges',
  schema: defineSchema('urn:example:scim:schemas:Badge', {
    serial: string({ caseExact: true, uniqueness: 'server' }),
    aliases: string({ multiValued: true, uniqueness: 'global' }),
    chips: complex({ value: string(), display: string() }, { multiValued: true, uniqueness: 'server' }),
    pin: integer({ uniqueness: 'server' }),
    lock: complex({ door: string(), code: string({ uniqueness: 'server' }) }),
  }),
  schemaExtensions: [{ schema: extension, required: false }],
})

async function createBadge(bench: Workbench, document: Parameters<Workbench['createUser']>[0]): Promise<string> {
  const id = bench.id()
  await bench.write((draft) => draft.create(badge, { id, document, externalId: undefined }))
  return id
}

function isClaimOf(attribute: string): (error: unknown) => boolean {
  return (error) => error instanceof ClaimTaken && error.attribute === attribute
}
