import { expect, test } from 'vitest'
import { deepestLevel } from '../json.js'
import { assertShallow } from './assert-shallow.js'

const tooDeep = expect.objectContaining({ status: 400, scimType: 'invalidSyntax' })

function nested(levels: number, open = '[', close = ']', inside = ''): string {
  return open.repeat(levels) + inside + close.repeat(levels)
}

test.each([
  ['arrays', nested(deepestLevel), nested(deepestLevel + 1)],
  ['objects', nested(deepestLevel, '{"a":', '}', '1'), nested(deepestLevel + 1, '{"a":', '}', '1')],
  ['both in turn', nested(deepestLevel / 2, '[{"a":', '}]', '1'), nested(deepestLevel / 2, '[{"a":', '}]', '[]')],
])('%s stand as deep within each other as the bound says, and no deeper', (_what, atBound, beyond) => {
  expect(JSON.parse(atBound)).toBeTruthy()
  expect(() => assertShallow(atBound, 'The text')).not.toThrow()
  expect(JSON.parse(beyond)).toBeTruthy()
  expect(() => assertShallow(beyond, 'The text')).toThrow(tooDeep)
})

test('as many may stand beside each other as there is room for', () => {
  expect(() => assertShallow(`[${'[{}],'.repeat(10_000)}1]`, 'The text')).not.toThrow()
})

test.each(['', '\\', 'x\\\\', '"', '\\"', '"\\', '\u0022', 'é🙂'])(
  'brackets in a string count for nothing, nor do they after %j',
  (before) => {
    const inside = JSON.stringify({ a: `${before}${'[{'.repeat(1000)}` })
    expect(() => assertShallow(inside, 'The text')).not.toThrow()
    const after = `[${JSON.stringify(before)},${nested(deepestLevel)}]`
    expect(() => assertShallow(after, 'The text')).toThrow(tooDeep)
  },
)

test('brackets in the name of a member count for nothing', () => {
  expect(() => assertShallow(JSON.stringify({ ['[{'.repeat(1000)]: 1 }), 'The text')).not.toThrow()
})

test('what is no JSON is left to the parser', () => {
  for (const text of ['"[[', '"\\"', ']'.repeat(1000), '"', '\\"['])
    expect(() => assertShallow(text, 'The text')).not.toThrow()
})
