import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { assertWritable } from './assert-writable.js'
import { commitWrite } from './commit-writes.js'
import type { OperationContext } from './operation-context.js'
import type { PreparedWrite } from './prepared-write.js'
import { requireCurrent } from './require-current.js'
import { stageSeats } from './stage-seats.js'
import type { Conditions } from './version.js'

/**
 * Deleting a resource: RFC 7644 §3.6. It is gone for good, and its unique values are free again (D-59).
 *
 * @throws ScimError 404, 405, 412
 */
export async function remove(
  context: OperationContext,
  type: ResourceType,
  id: Id,
  conditions: Conditions,
): Promise<void> {
  await commitWrite(context, prepareRemove(context, type, id, conditions))
}

/** There is nothing to read before a removal. @throws ScimError 405 */
export function prepareRemove(
  context: OperationContext,
  type: ResourceType,
  id: Id,
  conditions: Conditions,
): PreparedWrite {
  assertWritable(type)
  return {
    type,
    id,
    removes: true,
    async stageResource(draft) {
      const current = await requireCurrent(draft, type, id, conditions)
      draft.remove(type, id)
      stageSeats(context.assignments, draft, current.grants ?? [], [])
      return current
    },
    stageLinks: async () => {},
  }
}
