import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { OperationContext } from './operation-context.js'
import { requireCurrent } from './require-current.js'
import { commitWrite } from './write.js'

/**
 * Deleting a resource: RFC 7644 §3.6. It is gone for good, and its unique values are free again (D-59).
 *
 * @throws ScimError 404, 412
 */
export async function remove(
  context: OperationContext,
  type: ResourceType,
  id: Id,
  ifMatch: string | undefined,
): Promise<void> {
  await commitWrite(context, type, id, async (draft) => {
    await requireCurrent(draft, type, id, ifMatch)
    draft.remove(type, id)
  })
}
