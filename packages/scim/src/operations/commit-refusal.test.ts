import { expect, test } from 'vitest'
import { string } from '../schema/attribute.js'
import { Group } from '../schema/group.js'
import { defineResourceType, type ResourceType } from '../schema/resource-type.js'
import { defineSchema } from '../schema/schema.js'
import { User } from '../schema/user.js'
import { ClaimTaken, Contended, LimitReached, ReferenceMissing } from '../storage/storage-refusals.js'
import { findCommitRefusal } from './commit-refusal.js'

const ids = Array.from({ length: 12 }, (_, n) => `id-${n}`)

test.each([
  [new ClaimTaken('userName'), [User], 409, 'uniqueness', "Another User has this 'userName' already."],
  [new ClaimTaken('userName'), [User, User], 409, 'uniqueness', "Another User has this 'userName' already."],
  [new ClaimTaken('userName'), [User, Group], 409, 'uniqueness', "Another resource has this 'userName' already."],
  [new ClaimTaken('userName'), [], 409, 'uniqueness', "Another resource has this 'userName' already."],
  [new ReferenceMissing(['a', 'b']), [Group], 400, 'invalidValue', "No resource has the id 'a', 'b'."],
  [new ReferenceMissing(ids), [Group], 400, 'invalidValue', /'id-9', nor 2 others\.$/],
  [new LimitReached('License'), [User], 400, 'invalidValue', "No more of 'License' can be assigned."],
  [new Contended(), [Group], 503, undefined, 'Too many writers are changing this resource; try again.'],
] as const)('%s of %j is told', (error, types, status, scimType, message) => {
  expect(findCommitRefusal(error, types, [User, Group])).toMatchObject({
    status,
    scimType,
    message: typeof message === 'string' ? message : expect.stringMatching(message),
  })
})

test('of what is unique in several types it is not said which one has it', () => {
  const Badge = defineSchema('urn:example:Badge', { number: string({ uniqueness: 'server' }) })
  const extended = (type: ResourceType) =>
    defineResourceType({ ...type, schemaExtensions: [{ schema: Badge, required: false }] })
  const refusedTo = (type: ResourceType, all: readonly ResourceType[], attribute = `${Badge.id}:number`) =>
    findCommitRefusal(new ClaimTaken(attribute), [type], all)?.message
  const [BadgedUser, BadgedGroup] = [extended(User), extended(Group)]
  const Room = defineResourceType({ name: 'Room', endpoint: '/Rooms', schema: Badge })
  expect(refusedTo(BadgedUser, [BadgedUser, Group])).toBe(`Another User has this '${Badge.id}:number' already.`)
  expect(refusedTo(BadgedUser, [BadgedUser, BadgedGroup])).toBe(
    `Another resource has this '${Badge.id}:number' already.`,
  )
  expect(refusedTo(Room, [Room, BadgedGroup], 'number')).toBe("Another resource has this 'number' already.")
  expect(refusedTo(BadgedUser, [BadgedUser, BadgedGroup], 'userName')).toBe("Another User has this 'userName' already.")
})

test('a bug is no refusal', () => expect(findCommitRefusal(new Error('disk full'), [User], [User])).toBeUndefined())
