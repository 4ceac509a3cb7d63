import { expect, test } from 'vitest'
import { findAttribute, integer, nameAttributes, string } from './attribute.js'

test('an attribute is found by its name in any case; of two that differ by case alone, the first counts', () => {
  const attributes = nameAttributes({ userName: string(), Floor: integer(), floor: string() })
  expect(findAttribute(attributes, 'USERNAME')?.name).toBe('userName')
  for (const name of ['floor', 'Floor', 'FLOOR']) expect(findAttribute(attributes, name)?.type).toBe('integer')
  for (const name of ['user', '', '__proto__', 'constructor']) expect(findAttribute(attributes, name)).toBeUndefined()
})
