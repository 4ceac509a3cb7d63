import { expect, test } from 'vitest'
import { strictManner } from '../manner.js'
import { string } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { type PasswordChange, passwordChangeOf } from './password-change.js'
import { parsePatchOp, patchOpUrn } from './patch-operation.js'

const badge = 'urn:example:Badge'
const BadgedUser = defineResourceType({
  ...User,
  schemaExtensions: [{ schema: defineSchema(badge, { password: string() }), required: false }],
})

const none: PasswordChange = { kind: 'none' }
const removed: PasswordChange = { kind: 'remove' }

test.each<[string, ResourceType, readonly object[], PasswordChange]>([
  ['a title', User, [{ op: 'replace', path: 'title', value: 'Chief' }], none],
  ['a password', User, [{ op: 'replace', path: 'password', value: 'secret' }], { kind: 'set', password: 'secret' }],
  ['a password without a path', User, [{ op: 'add', value: { password: 's' } }], { kind: 'set', password: 's' }],
  ['no password any more', User, [{ op: 'remove', path: 'password' }], removed],
  ['a password of null', User, [{ op: 'replace', path: 'password', value: null }], removed],
  [
    'first one password, then another, then a title',
    User,
    [
      { op: 'replace', path: 'password', value: 'first' },
      { op: 'replace', path: 'password', value: 'last' },
      { op: 'replace', path: 'title', value: 'Chief' },
    ],
    { kind: 'set', password: 'last' },
  ],
  [
    'a password, which is removed again',
    User,
    [
      { op: 'replace', path: 'password', value: 'first' },
      { op: 'remove', path: 'password' },
    ],
    removed,
  ],
  [
    'an attribute of that name in an extension',
    BadgedUser,
    [{ op: 'add', path: `${badge}:password`, value: 'x' }],
    none,
  ],
  ['whole extension', BadgedUser, [{ op: 'remove', path: badge }], none],
  ['a type that has no password', Group, [{ op: 'replace', path: 'displayName', value: 'Crew' }], none],
])('a PATCH that sets %s', (_what, type, operations, change) => {
  const parsed = parsePatchOp({ schemas: [patchOpUrn], Operations: operations }, type, strictManner)
  expect(passwordChangeOf(parsed, type)).toEqual(change)
})
