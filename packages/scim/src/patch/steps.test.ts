import { expect, test } from 'vitest'
import { parseFilter } from '../filter/parser.js'
import { compatibleManner } from '../manner.js'
import type { Json } from '../resource/resource.js'
import { User } from '../schema/user.js'
import { keySteps, lookStepsOf, valueSteps } from './steps.js'

test.each<[Json, number]>([
  [null, 1],
  [true, 1],
  ['', 1],
  ['x'.repeat(640), 11],
  ['é'.repeat(640), 641],
  [`${'x'.repeat(639)}\n`, 641],
  [['', ''], 3],
  [{ value: 'é', type: '' }, 4],
])('to read %j costs %d steps', (value, steps) => expect(valueSteps(value)).toBe(steps))

test.each<[Json, number]>([
  ['é', 6],
  [{ display: 'é' }, 7],
  [{ value: 'é', display: 'ééé' }, 7],
  [{ value: 'é', type: 'éé', display: 'ééé' }, 9],
])('the key of %j costs %d steps', (value, steps) => expect(keySteps(value)).toBe(steps))

const email = { value: 'é'.repeat(256), type: 'é' }

test.each([
  ['emails.value pr', 1],
  ['emails.primary eq true', 1],
  ['emails.value eq "é"', 2 + 256],
  ['emails.value co "éé"', 3 + 256 + 2],
  ['emails.value eq "é" and not (emails.type eq "éé")', 2 + 256 + 3 + 1],
  ['emails.display eq "é"', 2],
])('to see whether a value satisfies %s costs %d steps', (filter, steps) => {
  expect(lookStepsOf(parseFilter(filter, User, compatibleManner))(email)).toBe(steps)
})

test('what is no text costs nothing to compare', () => {
  expect(lookStepsOf(parseFilter('emails.value eq "é"', User, compatibleManner))({ value: true })).toBe(2)
})
