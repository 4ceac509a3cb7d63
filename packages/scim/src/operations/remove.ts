import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { commitWrite } from './commit-writes.js'
import type { OperationContext } from './operation-context.js'
import type { PreparedWrite } from './prepared-write.js'
import { requireCurrent } from './require-current.js'

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
  await commitWrite(context, prepareRemove(type, id, ifMatch))
}

/** There is nothing to read before a removal. */
export function prepareRemove(type: ResourceType, id: Id, ifMatch: string | undefined): PreparedWrite {
  return {
    type,
    id,
    removes: true,
    async stageResource(draft) {
      const current = await requireCurrent(draft, type, id, ifMatch)
      draft.remove(type, id)
      return current
    },
    stageLinks: async () => {},
  }
}
