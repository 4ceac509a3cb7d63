import { expect, test } from 'vitest'
import type { Json } from '../resource/resource.js'
import { complex, nameAttributes, string } from '../schema/attribute.js'
import { valueKeyOf } from './value-key.js'

const [ports] = nameAttributes({ ports: complex({ value: string(), type: string() }, { multiValued: true }) })

test.each<[Json, Json]>([
  [{ value: '1' }, { value: 1 }],
  [{ value: '"1' }, { value: '1' }],
  [{ value: '1' }, { value: '1', type: '' }],
  [
    { value: 'bc', type: 'a' },
    { value: 'c', type: 'ab' },
  ],
  [{ value: '3 "a"b' }, { value: 'b', type: 'a' }],
  [{ type: 'a' }, { value: 'a' }],
  ['1', 1],
])('%j is another value than %j', (one, other) => {
  expect(textOf(one)).not.toBe(textOf(other))
})

test.each<[Json, Json]>([
  [
    { value: 'A', type: 'X' },
    { type: 'x', value: 'a' },
  ],
  [{ value: 'A', display: 'one' }, { value: 'a' }],
  ['A', 'a'],
])('%j is the value %j', (one, other) => {
  expect(textOf(one)).toBe(textOf(other))
})

function textOf(value: Json): string {
  if (!ports) throw new Error('no such attribute')
  return valueKeyOf(value, ports).text
}
