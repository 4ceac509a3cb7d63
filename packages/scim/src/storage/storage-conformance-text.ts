import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { parseDocument } from './resource-view.js'
import { idsFound } from './storage-conformance-query.js'
import { entitlement, type OpenWorkbench, requireRead, role, userLink } from './storage-conformance-workbench.js'

const texts: readonly (readonly [string, string])[] = [
  ['beyond the basic plane', 'a 🙂 \u{10ffff} 𝒳'],
  ['of the private use area', '\ue000\uf8ff'],
  ['with a capital sigma', 'ΑΣΑ ΑΣ'],
  ['with decomposed letters', 'e\u0301 A\u030a \u1100\u1161'],
  ['with composed letters', '\u00e9 \u00c5 \uac00'],
  ['with control characters', 'a\tb\nc\r\u0001\u007f\u2028'],
  ['with quotes and escapes', `"it's" \\ \\u0041 %_*?[x] ; -- $1 ?1 :a {{}}`],
  ['that looks like a number', '007'],
  ['that looks like JSON', '{"a":[null,true]}'],
  ['that is long', 'ä'.repeat(20_000)],
  ['of other scripts', 'שלום مرحبا 你好 İstanbul ß ﬁ'],
]

/** Text comes back as it was sent, wherever it is kept. */
export function testText(open: OpenWorkbench): void {
  describe('text', () => {
    test.each(texts)('%s comes back as it was sent', async (_what, text) => {
      const bench = open()
      const document = { userName: text, displayName: text, emails: [{ value: text, type: text, primary: true }] }
      const [id, writeSet] = [bench.id(), bench.id()]
      await bench.write(
        (draft) => {
          draft.create(User, { id, document, externalId: text })
          draft.grant(id, role(text, { display: text }))
          draft.grant(id, entitlement(text, 'v', { display: text }))
          draft.setPassword(id, text)
        },
        { writeSet },
      )
      const stored = await bench.stored(User, id)
      expect(parseDocument(stored)).toEqual(document)
      expect(stored.externalId).toBe(text)
      expect(stored.grants).toEqual([entitlement(text, 'v', { display: text }), role(text, { display: text })])
      expect(await bench.store().passwordHash(id)).toBe(text)
      const group = await bench.createGroup(text, [userLink(id)])
      expect((await bench.store().links(group, { count: 1 })).items).toEqual([
        { value: id, type: 'User', display: text },
      ])
      expect((await bench.stored(User, id)).groups).toEqual([{ value: group, display: text, type: 'direct' }])
      expect(await bench.document(Group, group)).toEqual({ displayName: text })
    })

    const searched = texts.filter(([, text]) => text.length < 100)
    test.each(searched)('%s is found as it was sent', async (_what, text) => {
      const bench = open()
      const id = await bench.createUser({ userName: text, displayName: text, emails: [{ value: `x${text}y` }] }, text)
      await bench.createUser({ userName: 'other', displayName: 'other', emails: [{ value: 'xy' }] }, 'other')
      await bench.write((draft) => draft.grant(id, role(text)))
      const literal = JSON.stringify(text)
      const filters = [
        'userName eq',
        'displayName eq',
        'displayName sw',
        'displayName ew',
        'emails.value co',
        'externalId eq',
      ]
      for (const filter of [...filters, 'roles.value eq', 'displayName le', 'displayName ge'].map(
        (left) => `${left} ${literal}`,
      )) {
        const found = await idsFound(bench, User, filter)
        expect([filter, found.includes(id)]).toEqual([filter, true])
      }
    })

    test('values of JSON come back as they were, in their order', async () => {
      const bench = open()
      const document: JsonObject = {
        userName: 'ada',
        title: '',
        emails: [{ value: 'b' }, { value: 'a', primary: false }, { value: 'c', primary: true }],
        'urn:example:unknown': { n: [0, 1.5, -2, 1e300, 9007199254740991, true, false], nested: { a: { b: [] } } },
      }
      const id = await bench.createUser(document)
      const { text } = await bench.stored(User, id)
      expect(JSON.parse(text)).toEqual(document)
      expect(Object.keys(JSON.parse(text))).toEqual(Object.keys(document))
    })

    test('−0 is stored as 0', async () => {
      const bench = open()
      const id = bench.id()
      await bench.write(async (draft) => {
        draft.create(User, { id, document: { userName: 'a', n: -0 }, externalId: undefined })
        expect(Object.is(parseDocument(await requireRead(draft, User, id)).n, 0)).toBe(true)
      })
      expect(Object.is((await bench.document(User, id)).n, 0)).toBe(true)
    })
  })
}
