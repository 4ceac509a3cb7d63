import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ScimError } from '../scim-error.js'
import { type Cursor, openCursor, sealCursor } from './cursor.js'
import { createCursorKeys, importCursorKey } from './cursor-keys.js'

const cursor: Cursor = { position: { key: 'ada', id: 'u-1' }, count: 10, expires: 1_800_000_000_000 }

async function refusalOf(opening: Promise<unknown>): Promise<unknown> {
  try {
    return await opening
  } catch (error) {
    return error instanceof ScimError ? error.scimType : error
  }
}

test('a cursor is opened as it was sealed, whatever its position is', async () => {
  const keys = createCursorKeys()
  const key = fc.option(fc.string({ unit: 'binary', maxLength: 256 }), { nil: undefined })
  const positions = fc.record({ key, id: fc.string({ maxLength: 64 }) })
  await fc.assert(
    fc.asyncProperty(positions, fc.nat(1000), fc.string({ unit: 'binary' }), async (position, count, owner) => {
      // No storage holds halves of surrogate pairs.
      fc.pre(JSON.stringify(position).isWellFormed() && owner.isWellFormed())
      const sealed = await sealCursor(keys, owner, { ...cursor, position, count })
      expect(sealed).toMatch(/^[A-Za-z0-9._~-]{1,4096}$/)
      expect(await openCursor(keys, owner, sealed)).toEqual({ ...cursor, position, count })
    }),
    { numRuns: 300 },
  )
})

test('no text of any kind opens but what was sealed', async () => {
  const keys = createCursorKeys()
  const sealed = await sealCursor(keys, 'me', cursor)
  const alphabet = fc.constantFrom(...'ABCxyz019-_.~+/= %\u0000🙂')
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: alphabet }),
    fc.string({ unit: alphabet }).map((text) => `0.${text}`),
    fc.string({ unit: alphabet }).map((text) => sealed + text),
    fc.nat(sealed.length - 1).map((length) => sealed.slice(0, length)),
  )
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      fc.pre(text !== sealed)
      expect(await refusalOf(openCursor(keys, 'me', text))).toBe('invalidCursor')
    }),
    { numRuns: 1000 },
  )
})

test('it holds for its owner, and by its key', async () => {
  const keys = createCursorKeys()
  const sealed = await sealCursor(keys, 'me', cursor)
  expect(await refusalOf(openCursor(keys, 'you', sealed))).toBe('invalidCursor')
  expect(await refusalOf(openCursor(createCursorKeys(), 'me', sealed))).toBe('invalidCursor')
})

test('the last character has bits that mean nothing: another one is another cursor', async () => {
  const keys = createCursorKeys()
  for (const id of ['a', 'ab', 'abc']) {
    const sealed = await sealCursor(keys, 'me', { ...cursor, position: { key: undefined, id } })
    for (const last of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_') {
      const text = sealed.slice(0, -1) + last
      const expected = text === sealed ? { ...cursor, position: { key: undefined, id } } : 'invalidCursor'
      expect(await refusalOf(openCursor(keys, 'me', text))).toEqual(expected)
    }
  }
})

test('new cursors are sealed with the current key, and those of older keys still open', async () => {
  const secretOf = (byte: number) => new Uint8Array(32).fill(byte)
  const [old, current] = [await importCursorKey('k1', secretOf(1)), await importCursorKey('k2', secretOf(2))]
  const known = new Map([old, current].map((key) => [key.id, key]))
  const ring = { current: async () => current, find: async (id: string) => known.get(id) }
  const ofOld = await sealCursor({ ...ring, current: async () => old }, 'me', cursor)
  expect((await sealCursor(ring, 'me', cursor)).startsWith('k2.')).toBe(true)
  expect(await openCursor(ring, 'me', ofOld)).toEqual(cursor)
  known.delete('k1')
  expect(await refusalOf(openCursor(ring, 'me', ofOld))).toBe('invalidCursor')
})

test('9865-5-f ten thousand cursors leave no state: a key is drawn once, and opens all of them', async () => {
  const key = await importCursorKey('k', new Uint8Array(32))
  const keys = Object.freeze({
    current: async () => key,
    find: async (id: string) => (id === key.id ? key : undefined),
  })
  const sealed = new Set<string>()
  for (let n = 0; n < 10_000; n++)
    sealed.add(await sealCursor(keys, 'me', { ...cursor, position: { key: undefined, id: `u-${n}` } }))
  expect(sealed.size).toBe(10_000)
  const [first = ''] = sealed
  expect((await openCursor({ ...keys }, 'me', first)).position.id).toBe('u-0')
})

test('what another version of the engine may have sealed under the key is no cursor', async () => {
  const keys = createCursorKeys()
  const { id, key } = await keys.current()
  for (const text of ['{}', '[]', '["1",10,"u-1",null]', '[1,"10","u-1",null]', '[1,10,7,null]']) {
    const iv = new Uint8Array(12)
    const additionalData = new TextEncoder().encode('me')
    const encrypted = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData },
      key,
      new TextEncoder().encode(text),
    )
    const sealed = Buffer.from([...iv, ...new Uint8Array(encrypted)]).toString('base64url')
    expect(await refusalOf(openCursor(keys, 'me', `${id}.${sealed}`))).toBe('invalidCursor')
  }
})
