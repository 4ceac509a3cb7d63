import { readMembers } from '../patch/membership-operation.js'
import type { PasswordChange } from '../patch/password-change.js'
import { keepImmutable } from '../resource/keep-immutable.js'
import { type ReadResource, readResource } from '../resource/read-resource.js'
import type { Json, Resource } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { StoredResource } from '../storage/resource-store.js'
import { assertWritable } from './assert-writable.js'
import { commitWrite } from './commit-writes.js'
import { stageMembership } from './membership.js'
import type { OperationContext } from './operation-context.js'
import { hashPasswordChange, stagePassword } from './password.js'
import type { PreparedWrite } from './prepared-write.js'
import { type Change, requireCurrent } from './require-current.js'
import { resourceOf, storedPartsOf } from './stored-parts.js'
import { stageChange, withDefaults } from './write.js'

/**
 * Replacing with PUT: RFC 7644 §3.5.1. What the client leaves out is cleared, but for what it could not have sent or, in
 * the compatible manner, does not know of (D-29, D-74).
 *
 * @throws ScimError invalidSyntax, invalidValue, mutability, uniqueness, 404, 405, 412
 */
export async function replace(context: OperationContext, type: ResourceType, change: Change): Promise<StoredResource> {
  return commitWrite(context, await prepareReplace(context, type, change))
}

/** Reads what is to be replaced. @throws ScimError invalidSyntax, invalidValue, 405 */
export async function prepareReplace(
  context: OperationContext,
  type: ResourceType,
  { id, body, conditions }: Change,
): Promise<PreparedWrite> {
  assertWritable(type)
  const read = readResource(body, type, context.manner)
  const { password, links } = storedPartsOf(read.resource, type)
  const members = readMembers(links, type, context.manner)
  const change = await hashPasswordChange(context, id, passwordChangeOf(context, type, password, read.given))
  return {
    type,
    id,
    removes: false,
    async stageResource(draft) {
      const current = await requireCurrent(draft, type, id, conditions)
      context.budget?.spend(current.text, 0)
      const before = resourceOf(current, type)
      const after = replacementOf(context, type, before, read)
      const changed = stageChange(context, draft, { type, current, before, after })
      stagePassword(draft, id, change)
      return changed
    },
    async stageLinks(draft) {
      if (type.keptApart.links === undefined) return
      await stageMembership(draft, { id, type, manner: context.manner }, [{ kind: 'replace', values: members }])
    },
  }
}

/** A secret that is left out is kept (D-29); null clears it, but not where clients write null for all that they do not know. */
function passwordChangeOf(
  { manner }: OperationContext,
  type: ResourceType,
  password: string | undefined,
  given: ReadonlySet<string>,
): PasswordChange {
  if (password !== undefined) return { kind: 'set', password }
  return { kind: manner.strict && given.has(type.keptApart.password ?? '') ? 'remove' : 'none' }
}

function replacementOf(context: OperationContext, type: ResourceType, before: Resource, read: ReadResource): Resource {
  const after: Record<string, Json | undefined> = { ...keepImmutable(before, withDefaults(read.resource, type), type) }
  if (context.manner.strict) clearSecrets(type, read, after)
  else keepGrants(context, type, { before, given: read.given }, after)
  return after
}

/** What is given as null is cleared (§3.5.1), also where leaving it out would keep it. */
function clearSecrets(type: ResourceType, read: ReadResource, after: Record<string, Json | undefined>): void {
  for (const { name, mutability } of type.schema.attributes) {
    if (mutability === 'writeOnly' && read.given.has(name) && read.resource[name] === undefined) delete after[name]
  }
}

/** Okta's PUT repeats an earlier answer: roles and entitlements that it does not mention are not meant (D-74, Q28). */
function keepGrants(
  context: OperationContext,
  type: ResourceType,
  { before, given }: { readonly before: Resource; readonly given: ReadonlySet<string> },
  after: Record<string, Json | undefined>,
): void {
  const names = type.keptApart.grants
  if (!names) return
  for (const name of [names.role, names.entitlement]) {
    if (given.has(name) || before[name] === undefined) continue
    after[name] = before[name]
    context.manner.tolerated('keepAbsentGrants')
  }
}
