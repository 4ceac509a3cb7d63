import { expect, test } from 'vitest'
import { compatibleManner, strictManner } from '../manner.js'
import { Group } from '../schema/group.js'
import { User } from '../schema/user.js'
import { readMembers } from './read-members.js'

test('members are read each once, by value or by $ref; null is none (Q23)', () => {
  const given = [{ value: 'a', display: null, $ref: null }, null, { $ref: '../Users/b' }, { VALUE: 'A', type: 'User' }]
  expect(readMembers(given, Group, strictManner)).toEqual([{ value: 'a', type: 'User' }, { value: 'b' }])
  for (const none of [null, undefined, [], [null]]) expect(readMembers(none, Group, strictManner)).toEqual([])
})

test('what has no links has no members', () => expect(readMembers([{ value: 'a' }], User, strictManner)).toEqual([]))

test.each([
  [{ value: 'a', Value: 'b' }, 'invalidSyntax', "'members.value' is given more than once."],
  [{ display: 'Ada' }, 'invalidValue', "A value of 'members' has no 'value'."],
  [{ value: 'a', $ref: 7 }, 'invalidValue', "'members.$ref' is a string."],
  [{ value: 'a', type: {} }, 'invalidValue', "'members.type' is a string."],
  [7, 'invalidValue', "A value of 'members' is an object with a 'value'."],
  [JSON.parse('{"value":"a","__proto__":1}'), 'invalidSyntax', '__proto__'],
])('D-12: %j is refused', (element, scimType, words) => {
  for (const manner of [strictManner, compatibleManner]) {
    if (element === 7 && manner === compatibleManner) continue
    expect(() => readMembers([element], Group, manner)).toThrow(
      expect.objectContaining({ scimType, message: expect.stringContaining(words) }),
    )
  }
})
