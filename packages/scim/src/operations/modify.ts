import { applyPatch } from '../patch/apply-patch.js'
import { splitMembership } from '../patch/membership-operation.js'
import { passwordChangeOf } from '../patch/password-change.js'
import { parsePatchOp } from '../patch/patch-operation.js'
import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { unknownResource } from './answer.js'
import { stageMembership } from './membership.js'
import type { OperationContext } from './operation-context.js'
import { hashPasswordChange, stagePassword } from './password.js'
import { resourceOf } from './stored-parts.js'
import { assertVersion } from './version.js'
import { commitWrite, stageChange } from './write.js'

/**
 * Modifying with PATCH: RFC 7644 §3.5.2.
 *
 * @throws ScimError invalidSyntax, invalidPath, noTarget, invalidValue, mutability, uniqueness, 404, 412
 */
export async function modify(
  context: OperationContext,
  type: ResourceType,
  id: Id,
  body: unknown,
  ifMatch: string | undefined,
): Promise<void> {
  const { document, membership } = splitMembership(parsePatchOp(body, type, context.manner), type)
  const password = await hashPasswordChange(context, passwordChangeOf(document, type))
  await commitWrite(context, type, id, async (draft) => {
    const current = await draft.get(type, id, ifMatch === undefined ? 'document' : 'version')
    if (!current) throw unknownResource(type, id)
    assertVersion(current, ifMatch)
    stageChange(context, draft, type, current, applyPatch(resourceOf(current, type), document, type, context.manner))
    await stageMembership(draft, type, id, membership)
    stagePassword(draft, id, password)
  })
}
