import { expect, test } from 'vitest'
import { compatibleManner } from '../manner.js'
import { findAttribute } from '../schema/attribute.js'
import { User } from '../schema/user.js'
import { startPatching } from './patching.js'

const tooMany = expect.objectContaining({ scimType: 'tooMany', message: expect.stringContaining('send fewer at once') })

test('a request may cause a million steps of work, and not one more', () => {
  const { spend, requireSteps } = startPatching(User, compatibleManner)
  spend(999_000)
  requireSteps(1_000)
  spend(1_000)
  spend(0)
  expect(() => spend(1)).toThrow(tooMany)
  expect(() => requireSteps(1)).toThrow(tooMany)
})

test('the key of a value costs what it takes to read it once, and a look after that', () => {
  const { keyOf, requireSteps } = startPatching(User, compatibleManner)
  const [emails, ims] = ['emails', 'ims'].map((name) => findAttribute(User.schema.attributes, name))
  if (!emails || !ims) throw new Error('a user has emails and ims')
  const value = { value: 'é'.repeat(100), type: 'work' }
  const key = keyOf(value, emails)
  expect(keyOf(value, emails)).toBe(key)
  const spent = 4 + 101 + 1 + 4 / 64 + 1
  requireSteps(1_000_000 - spent)
  expect(() => requireSteps(1_000_000 - spent + 1)).toThrow(tooMany)
  keyOf(value, ims)
  expect(() => requireSteps(1_000_000 - spent - 100)).toThrow(tooMany)
})
