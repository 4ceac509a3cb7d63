import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { unknownResource } from './answer.js'
import type { OperationContext } from './operation-context.js'
import { assertVersion } from './version.js'
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
    const current = await draft.get(type, id, ifMatch === undefined ? 'document' : 'version')
    if (!current) throw unknownResource(type, id)
    assertVersion(current, ifMatch)
    draft.remove(type, id)
  })
}
