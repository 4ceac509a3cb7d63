import { expect, test } from 'vitest'
import { strictManner } from '../manner.js'
import type { Json } from '../resource/resource.js'
import { type Attribute, complex, nameAttributes, string } from '../schema/attribute.js'
import { User } from '../schema/user.js'
import { startPatching } from './patching.js'
import { withoutRepeats } from './without-repeats.js'

const [colors, ports] = nameAttributes({
  colors: string({ multiValued: true }),
  ports: complex({ value: string(), type: string(), lock: string() }, { multiValued: true }),
})

test('of simple values that the attribute takes for equal, the first stays', () => {
  expect(repeatsIn(colors, ['Red', 'blue', 'red'], ['red'])).toEqual(['Red', 'blue'])
})

test('complex values are equal when all of them is, whatever the order of its names', () => {
  const second = { type: 'a', value: '1' }
  const values = [{ value: '1', type: 'a' }, second, { value: '1', type: 'a', lock: 'x' }]
  expect(repeatsIn(ports, values, [second])).toEqual([values[0], values[2]])
})

test('what the operation has not touched stays as it is', () => {
  const values = ['red', 'RED', 'blue']
  expect(repeatsIn(colors, values, ['blue'])).toEqual(values)
})

function repeatsIn(attribute: Attribute | undefined, values: readonly Json[], touched: readonly Json[]) {
  if (!attribute) throw new Error('no such attribute')
  return withoutRepeats(values, new Set(touched), attribute, startPatching(User, strictManner))
}
