import { matches } from '../filter/matches.js'
import type { Manner } from '../manner.js'
import type { MembershipOperation, MemberValue } from '../patch/membership-operation.js'
import type { Id, JsonObject } from '../resource/resource.js'
import { skipUnknownMembers } from '../resource/vendor-dialects.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidValue, tooMany } from '../scim-error.js'
import type { Draft, Link } from '../storage/resource-store.js'
import { unknownReference } from './commit-refusal.js'
import { nextTurn } from './next-turn.js'

/**
 * Stages membership operations as changes of single links: first reads just the links that an operation names, then stages
 * only what changes, so that parallel changes of one group touch different links and none is lost.
 */
export async function stageMembership(
  draft: Draft,
  owner: LinkOwner,
  operations: readonly MembershipOperation[],
): Promise<void> {
  assertScans(operations)
  for (const operation of operations) {
    switch (operation.kind) {
      case 'add':
        await stageLinks(draft, owner, operation.values)
        break
      case 'remove':
        await stageUnlinks(draft, owner, operation.ids)
        break
      case 'removeMatching':
        for await (const link of scanInTurns(draft, owner)) {
          if (matches(operation.filter, membersView(owner.type, link))) draft.unlink(owner.id, link.value)
        }
        break
      case 'replace':
        await stageReplacement(draft, owner, operation.values)
        break
      case 'clear':
        await stageReplacement(draft, owner, [])
        break
    }
  }
}

/** Whose links are changed, and how its connection wants to be treated. */
export interface LinkOwner {
  readonly id: Id
  readonly type: ResourceType
  readonly manner: Manner
}

/** Links what is not linked yet (a redundant add stages nothing, Q24). */
export async function stageLinks(draft: Draft, owner: LinkOwner, values: readonly MemberValue[]): Promise<void> {
  const ids = [...new Set(values.map((value) => value.value))]
  const linked = await draft.linked(owner.id, ids)
  await linkAll(
    draft,
    owner,
    ids.filter((id) => !linked.has(id)),
  )
}

async function stageUnlinks(draft: Draft, owner: LinkOwner, ids: readonly Id[]): Promise<void> {
  const linked = await draft.linked(owner.id, ids)
  for (const id of linked) draft.unlink(owner.id, id)
}

/** The difference of two sets: a huge group that is sent whole changes only where it differs. */
async function stageReplacement(draft: Draft, owner: LinkOwner, values: readonly MemberValue[]): Promise<void> {
  const missing = new Set(values.map((value) => value.value))
  for await (const link of scanInTurns(draft, owner)) {
    if (!missing.delete(link.value)) draft.unlink(owner.id, link.value)
  }
  await linkAll(draft, owner, [...missing])
}

/** Integrity is enforced (D-54). @throws ScimError invalidValue for what does not exist, and for what cannot be a member */
async function linkAll(draft: Draft, owner: LinkOwner, ids: readonly Id[]): Promise<void> {
  const types = await draft.typesOf(ids)
  const unknown = ids.filter((id) => !types.has(id))
  if (unknown.length > 0 && !skipUnknownMembers(owner.manner)) throw unknownReference(unknown)
  for (const [value, type] of types) {
    assertMayLink(owner, value, type)
    draft.link(owner.id, { value, type })
  }
}

/** What may be a member is said by the `referenceTypes` of its `$ref` (RFC 7643 §7), and nesting by the connection. */
function assertMayLink({ type: owner, manner }: LinkOwner, value: Id, type: string): void {
  const links = owner.schema.attributes.find(({ name }) => name === owner.keptApart.links)
  const reference = links?.subAttributes.find(({ name }) => name === '$ref')
  if (reference && !reference.referenceTypes.includes(type)) {
    throw invalidValue(`'${value}' is a ${type}, which cannot be a member of a ${owner.name}.`)
  }
  if (manner.flatGroups && type === owner.name) {
    throw invalidValue(`'${value}' is a ${type}, which cannot be a member of another one here.`)
  }
}

/** One link as a filter on the links' attribute sees it. */
function membersView(type: ResourceType, link: Link): JsonObject {
  const { value, display } = link
  const member = { value, type: link.type, ...(display === undefined ? {} : { display }) }
  return { [type.keptApart.links ?? 'members']: [member] }
}

/** Each of these looks at every member. A client sends one, and seldom two. */
const mostScans = 10

function assertScans(operations: readonly MembershipOperation[]): void {
  const scans = operations.filter(({ kind }) => kind !== 'add' && kind !== 'remove').length
  if (scans > mostScans) {
    throw tooMany(`${scans} operations each look at every member; send ${mostScans} at most in one request.`)
  }
}

/** All links of a group, in turns: other requests are answered between them. */
async function* scanInTurns(draft: Draft, owner: LinkOwner): AsyncGenerator<Link> {
  let seen = 0
  for await (const link of draft.scanLinks(owner.id)) {
    if (++seen % linksATurn === 0) await nextTurn()
    yield link
  }
}

const linksATurn = 500
