import { readMembers } from '../patch/membership-operation.js'
import { keepImmutable } from '../resource/keep-immutable.js'
import { type ReadResource, readResource } from '../resource/read-resource.js'
import type { Id, Json, Resource } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { StoredResource } from '../storage/resource-store.js'
import { stageMembership } from './membership.js'
import type { OperationContext } from './operation-context.js'
import { hashGivenPassword, stagePassword } from './password.js'
import { requireCurrent } from './require-current.js'
import { resourceOf, storedPartsOf } from './stored-parts.js'
import { commitResource, stageChange, withDefaults } from './write.js'

/**
 * Replacing with PUT: RFC 7644 §3.5.1. What the client leaves out is cleared, but for what it could not have sent or, in
 * the compatible manner, does not know of (D-29, D-74).
 *
 * @throws ScimError invalidSyntax, invalidValue, mutability, uniqueness, 404, 412
 */
export async function replace(
  context: OperationContext,
  type: ResourceType,
  id: Id,
  body: unknown,
  ifMatch: string | undefined,
): Promise<StoredResource> {
  const read = readResource(body, type, context.manner)
  const { password, links } = storedPartsOf(read.resource, type)
  const members = readMembers(links, type, context.manner)
  const change = await hashGivenPassword(context, password)
  return commitResource(context, type, id, async (draft) => {
    const current = await requireCurrent(draft, type, id, ifMatch)
    const before = resourceOf(current, type)
    const after = replacementOf(context, type, before, read)
    const changed = stageChange(context, draft, type, current, { before, after })
    if (type.keptApart.links !== undefined) {
      await stageMembership(draft, type, id, [{ kind: 'replace', values: members }])
    }
    stagePassword(draft, id, change)
    return changed
  })
}

function replacementOf(context: OperationContext, type: ResourceType, before: Resource, read: ReadResource): Resource {
  const after: Record<string, Json | undefined> = { ...keepImmutable(before, withDefaults(read.resource, type), type) }
  if (!context.manner.strict) keepGrants(context, type, before, after, read.given)
  return after
}

/** Okta's PUT repeats an earlier answer: roles and entitlements that it does not mention are not meant (D-74, Q28). */
function keepGrants(
  context: OperationContext,
  type: ResourceType,
  before: Resource,
  after: Record<string, Json | undefined>,
  given: ReadonlySet<string>,
): void {
  const names = type.keptApart.grants
  if (!names) return
  for (const name of [names.role, names.entitlement]) {
    if (given.has(name) || before[name] === undefined) continue
    after[name] = before[name]
    context.manner.tolerated('keepAbsentGrants')
  }
}
