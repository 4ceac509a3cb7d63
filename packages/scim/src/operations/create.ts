import { readMembers } from '../patch/membership-operation.js'
import { readResource } from '../resource/read-resource.js'
import { validateResource } from '../resource/validate-resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { StoredResource } from '../storage/resource-store.js'
import { stageLinks } from './membership.js'
import type { OperationContext } from './operation-context.js'
import { hashGivenPassword, stagePassword } from './password.js'
import { storedPartsOf } from './stored-parts.js'
import { commitResource, stageCreation, withDefaults } from './write.js'

/**
 * Creating a resource: RFC 7644 §3.3. Answers it as it is stored.
 *
 * @throws ScimError invalidSyntax, invalidValue, uniqueness
 */
export async function create(context: OperationContext, type: ResourceType, body: unknown): Promise<StoredResource> {
  const resource = withDefaults(readResource(body, type, context.manner).resource, type)
  validateResource(resource, type)
  const parts = storedPartsOf(resource, type)
  const members = readMembers(parts.links, type, context.manner)
  const password = await hashGivenPassword(context, parts.password)
  const id = context.newId()
  return commitResource(context, type, undefined, async (draft) => {
    const created = stageCreation(context, draft, type, id, parts)
    await stageLinks(draft, id, members)
    stagePassword(draft, id, password)
    return created
  })
}
