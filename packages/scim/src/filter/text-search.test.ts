import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTextSearch } from './text-search.js'

/** Few letters, so that parts overlap, contain each other and nearly occur; one is beyond the basic plane. */
const letters = fc.constantFrom('a', 'b', 'é', '🙂')
const texts = fc.array(letters, { maxLength: 40 }).map((parts) => parts.join(''))

/** A text so long that from then on all parts are looked for at once. */
const filler = 'z'.repeat(70_000)

describe('a text search', () => {
  test('finds what includes finds, one by one and all at once', () => {
    const reach = { found: 0, missed: 0 }
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 12 }), fc.array(texts, { maxLength: 6 }), (parts, all) => {
        const search = createTextSearch(() => parts)
        const judge = (text: string) => {
          for (const part of parts) {
            expect(search(text, part)).toBe(text.includes(part))
            reach[text.includes(part) ? 'found' : 'missed']++
          }
        }
        for (const text of all) judge(text)
        expect(search(filler, parts[0] ?? '')).toBe(parts[0] === '')
        for (const text of [...all, `${filler}${parts.join('')}`]) judge(text)
      }),
      { numRuns: 30 },
    )
    expect(Math.min(reach.found, reach.missed) / (reach.found + reach.missed)).toBeGreaterThan(0.1)
  })

  test('asks for the parts only when the texts are long', () => {
    const asked: string[] = []
    const search = createTextSearch(() => {
      asked.push('parts')
      return ['b']
    })
    expect(search('aba', 'b')).toBe(true)
    expect(asked).toEqual([])
    expect(search(filler, 'b')).toBe(false)
    expect(search(`${filler}b`, 'b')).toBe(true)
    expect(asked).toEqual(['parts'])
  })
})
