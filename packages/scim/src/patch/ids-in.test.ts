import { expect, test } from 'vitest'
import { parseFilter } from '../filter/parser.js'
import { strictManner } from '../manner.js'
import { Group } from '../schema/group.js'
import { idsIn } from './ids-in.js'

test.each([
  ['members.value eq "a"', ['a']],
  ['members.value eq "a" or members.value eq "b"', ['a', 'b']],
  ['members.value eq "a" or (members.value eq "b" or members.value eq "c")', ['a', 'b', 'c']],
  ['members.value eq "a" and members.value eq "b"', undefined],
  ['members.value eq "a" or members.display eq "b"', undefined],
  ['members.value ne "a"', undefined],
  ['members.value pr', undefined],
  ['not (members.value eq "a")', undefined],
  ['members.value eq null', undefined],
  ['displayName eq "a"', undefined],
])('%s names the members %j', (filter, ids) => {
  expect(idsIn(parseFilter(filter, Group, strictManner))).toEqual(ids)
})
