import type { Id, Instant, JsonObject } from '../resource/resource.js'
import { Group } from '../schema/group.js'
import type { ResourceType } from '../schema/resource-type.js'
import { User } from '../schema/user.js'
import type { Draft, Grant } from './resource-store.js'
import { drawGroup, drawMachine, drawText, drawUser, labels } from './storage-conformance-fuzz-documents.js'
import { machine } from './storage-conformance-machine.js'
import type { Random } from './storage-conformance-random.js'
import { entitlement, role } from './storage-conformance-workbench.js'

/** What a write does, drawn before it is done to either storage. */
export type FuzzOperation =
  | {
      readonly kind: 'create'
      readonly type: ResourceType
      readonly id: Id
      readonly document: JsonObject
      readonly externalId: string | undefined
    }
  | {
      readonly kind: 'put'
      readonly type: ResourceType
      readonly id: Id
      readonly document: JsonObject
      readonly externalId: string | undefined
    }
  | { readonly kind: 'remove'; readonly type: ResourceType; readonly id: Id }
  | { readonly kind: 'link' | 'unlink'; readonly owner: Id; readonly member: Id }
  | { readonly kind: 'linkMissing'; readonly owner: Id; readonly members: readonly Id[] }
  | { readonly kind: 'replaceLinks'; readonly owner: Id; readonly members: readonly Id[] }
  | { readonly kind: 'grant'; readonly user: Id; readonly grant: Grant }
  | { readonly kind: 'revokeFirst'; readonly user: Id }
  | { readonly kind: 'setPassword'; readonly user: Id; readonly hash: string | undefined }
  | { readonly kind: 'keepOnce'; readonly key: string; readonly answer: string; readonly until: Instant }
  | { readonly kind: 'count'; readonly counter: string; readonly delta: number }

/** The resources that exist, by type, and how new ids are drawn. */
export interface FuzzWorld {
  readonly random: Random
  readonly newId: () => Id
  readonly types: ReadonlyMap<Id, ResourceType>
}

/** Draws the operations of one write set. A link to nothing comes alone, so that it is clear why it must be refused. */
export function drawOperations(world: FuzzWorld): readonly FuzzOperation[] {
  const { random } = world
  const owner = random.find(idsOfType(world, Group))
  if (owner !== undefined && random.chance(0.04))
    return [{ kind: 'linkMissing', owner, members: [world.newId(), world.newId()] }]
  const wanted = world.types.size < 10 ? 12 : 1 + random.below(4)
  const operations: FuzzOperation[] = []
  for (let attempt = 0; operations.length < wanted && attempt < 50; attempt++) operations.push(...drawOperation(world))
  return operations
}

function drawOperation(world: FuzzWorld): readonly FuzzOperation[] {
  const { random } = world
  const user = random.find(idsOfType(world, User))
  const owner = random.find(idsOfType(world, Group))
  const any = random.find([...world.types])
  const dice = random.next()
  if (dice < 0.3 || any === undefined) return world.types.size > 35 ? [] : drawCreation(world)
  if (dice < 0.42) return [drawPut(world, any)]
  if (dice < 0.47) return [{ kind: 'remove', id: any[0], type: any[1] }]
  if (dice < 0.72) {
    const members = [...idsOfType(world, User), ...idsOfType(world, Group)]
    const member = random.find(members)
    if (owner === undefined || member === undefined) return []
    if (random.chance(0.2)) return [{ kind: 'replaceLinks', owner, members: members.filter(() => random.chance(0.4)) }]
    return [{ kind: random.chance(0.75) ? 'link' : 'unlink', owner, member }]
  }
  if (dice < 0.79) return [drawKeeping(random)]
  if (dice < 0.82) return [drawCounting(random)]
  if (user === undefined) return []
  if (dice < 0.9) return [{ kind: 'grant', user, grant: drawGrant(random) }]
  if (dice < 0.95) return [{ kind: 'revokeFirst', user }]
  return [{ kind: 'setPassword', user, hash: random.pick([undefined, 'hash-1', 'hash-2']) }]
}

function drawCreation(world: FuzzWorld): readonly FuzzOperation[] {
  const { random } = world
  const id = world.newId()
  const type = random.pick([User, User, User, Group, Group, machine])
  const creation = {
    kind: 'create',
    type,
    id,
    document: drawDocument(world, type),
    externalId: drawExternalId(random),
  } as const
  if (type !== Group) return [creation]
  const members = [...idsOfType(world, User), ...idsOfType(world, Group), id].filter(() => random.chance(0.3))
  return [creation, ...members.map((member) => ({ kind: 'link', owner: id, member }) as const)]
}

function drawPut(world: FuzzWorld, [id, type]: readonly [Id, ResourceType]): FuzzOperation {
  return { kind: 'put', id, type, document: drawDocument(world, type), externalId: drawExternalId(world.random) }
}

function drawDocument({ random, types }: FuzzWorld, type: ResourceType): JsonObject {
  if (type === User) return drawUser(random, types.size)
  return type === Group ? drawGroup(random) : drawMachine(random)
}

/** Under one of a few keys, past its time already or never. */
function drawKeeping(random: Random): FuzzOperation {
  const [key, until] = [random.pick(['k-1', 'k-2', 'K-2']), random.pick([1, Number.MAX_SAFE_INTEGER])]
  return { kind: 'keepOnce', key, answer: JSON.stringify(drawText(random)), until }
}

/** How far some of the drawn counters may rise; others are not bounded. */
export const fuzzBounds: Readonly<Record<string, number>> = { a: 1, b: 3 }

function drawCounting(random: Random): FuzzOperation {
  return { kind: 'count', counter: random.pick(['a', 'a', 'a', 'b', 'c']), delta: random.pick([1, 2, 3, -1]) }
}

function drawExternalId(random: Random): string | undefined {
  return random.chance(0.5) ? drawText(random) : undefined
}

function drawGrant(random: Random): Grant {
  const more = {
    display: random.pick([undefined, 'one', 'Two 🙂']),
    primary: random.pick([undefined, true, false]),
  }
  if (random.chance(0.5)) return role(random.pick(['todo-er', 'auditor', 'manager']), more)
  return entitlement(random.pick(labels), random.pick(['is_tall', 'Is_Tall', 'pro']), more)
}

function idsOfType({ types }: FuzzWorld, wanted: ResourceType): readonly Id[] {
  return [...types].filter(([, type]) => type === wanted).map(([id]) => id)
}

/** Does the operations as the engine would: reads first, then only what changes. Gives what it read, for comparison. */
export async function applyFuzzOperations(
  draft: Draft,
  operations: readonly FuzzOperation[],
): Promise<readonly unknown[]> {
  const read: unknown[] = []
  for (const operation of operations) read.push(await applyFuzzOperation(draft, operation))
  return read
}

async function applyFuzzOperation(draft: Draft, operation: FuzzOperation): Promise<unknown> {
  switch (operation.kind) {
    case 'create':
      return draft.create(operation.type, operation)
    case 'put': {
      const current = await draft.get(operation.type, operation.id, 'document')
      if (current) draft.put(operation.type, operation)
      return current && [current.text, current.externalId, current.grants]
    }
    case 'remove': {
      const current = await draft.get(operation.type, operation.id, 'version')
      if (current) draft.remove(operation.type, operation.id)
      return current?.text
    }
    case 'link':
    case 'unlink':
      return await changeLink(draft, operation)
    case 'linkMissing':
      for (const value of operation.members) draft.link(operation.owner, { value, type: 'User' })
      return undefined
    case 'replaceLinks':
      return await replaceLinks(draft, operation.owner, operation.members)
    case 'grant':
      if (await draft.get(User, operation.user, 'document')) draft.grant(operation.user, operation.grant)
      return undefined
    case 'revokeFirst': {
      const grants = (await draft.get(User, operation.user, 'document'))?.grants
      if (grants?.[0]) draft.revoke(operation.user, grants[0])
      return grants
    }
    case 'setPassword':
      if (await draft.get(User, operation.user, 'document')) draft.setPassword(operation.user, operation.hash)
      return undefined
    case 'keepOnce': {
      const kept = await draft.kept(operation.key)
      if (!kept) draft.keep(operation.key, { fingerprint: 'f', answer: operation.answer, until: operation.until })
      return kept
    }
    case 'count':
      return draft.count(operation.counter, operation.delta)
  }
}

async function changeLink(draft: Draft, { kind, owner, member }: { kind: 'link' | 'unlink'; owner: Id; member: Id }) {
  if (!(await draft.get(Group, owner, 'document'))) return undefined
  const type = (await draft.typesOf([member])).get(member)
  const isLinked = (await draft.linked(owner, [member])).has(member)
  if (kind === 'link' && !isLinked && type !== undefined) draft.link(owner, { value: member, type })
  if (kind === 'unlink' && isLinked) draft.unlink(owner, member)
  return [type, isLinked]
}

async function replaceLinks(draft: Draft, owner: Id, members: readonly Id[]) {
  if (!(await draft.get(Group, owner, 'document'))) return undefined
  const types = await draft.typesOf(members)
  const before: Id[] = []
  for await (const { value } of draft.scanLinks(owner)) before.push(value)
  for (const value of before) if (!members.includes(value)) draft.unlink(owner, value)
  for (const [value, type] of types) if (!before.includes(value)) draft.link(owner, { value, type })
  return before
}
