import { applyPatch } from '../patch/apply-patch.js'
import { splitMembership } from '../patch/membership-operation.js'
import { passwordChangeOf } from '../patch/password-change.js'
import { type PatchOperation, parsePatchOp } from '../patch/patch-operation.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { StoredResource } from '../storage/resource-store.js'
import { assertWritable } from './assert-writable.js'
import { commitWrite } from './commit-writes.js'
import { stageMembership } from './membership.js'
import type { OperationContext } from './operation-context.js'
import { hashPasswordChange, stagePassword } from './password.js'
import type { PreparedWrite } from './prepared-write.js'
import { type Change, requireCurrent } from './require-current.js'
import { resourceOf } from './stored-parts.js'
import { keepDefaulted, stageChange } from './write.js'

/**
 * Modifying with PATCH: RFC 7644 §3.5.2. Answers the resource as this write leaves it.
 *
 * @throws ScimError invalidSyntax, invalidPath, noTarget, invalidValue, mutability, uniqueness, 404, 405, 412
 */
export async function modify(context: OperationContext, type: ResourceType, change: Change): Promise<StoredResource> {
  return commitWrite(context, await prepareModify(context, type, change))
}

/** Reads what is to be modified. @throws ScimError invalidSyntax, invalidPath, noTarget, invalidValue, mutability, 405 */
export async function prepareModify(
  context: OperationContext,
  type: ResourceType,
  { id, body, conditions }: Change,
): Promise<PreparedWrite> {
  assertWritable(type)
  const { document, membership } = splitMembership(parsePatchOp(body, type, context.manner), type)
  const password = await hashPasswordChange(context, id, passwordChangeOf(document, type))
  return {
    type,
    id,
    removes: false,
    async stageResource(draft) {
      const current = await requireCurrent(draft, type, id, conditions)
      context.budget?.spend(current.text, document.filter(looksAtValues).length)
      const before = resourceOf(current, type)
      const after = keepDefaulted(before, applyPatch(before, document, type, context.manner), type)
      const changed = stageChange(context, draft, { type, current, before, after })
      stagePassword(draft, id, password)
      return changed
    },
    stageLinks: (draft) => stageMembership(draft, { id, type, manner: context.manner }, membership),
  }
}

/** True for what goes through a list: most operations assign to one place. */
function looksAtValues({ target }: PatchOperation): boolean {
  return target.kind === 'attribute' && target.path.attribute.multiValued
}
