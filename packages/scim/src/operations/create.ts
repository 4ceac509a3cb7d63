import { readMembers } from '../patch/membership-operation.js'
import { readResource } from '../resource/read-resource.js'
import type { Id } from '../resource/resource.js'
import { validateResource } from '../resource/validate-resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { StoredResource } from '../storage/resource-store.js'
import { assertWritable } from './assert-writable.js'
import { commitWrite } from './commit-writes.js'
import type { Idempotency } from './idempotency.js'
import { stageLinks } from './membership.js'
import type { OperationContext } from './operation-context.js'
import { hashGivenPassword, stagePassword } from './password.js'
import type { PreparedCreation } from './prepared-write.js'
import { storedPartsOf } from './stored-parts.js'
import { stageCreation, withDefaults } from './write.js'

/**
 * Creating a resource: RFC 7644 §3.3. Answers it as it is stored. With an idempotency key, a request that comes again is
 * answered with what the first one created, as that is now.
 *
 * @throws ScimError invalidSyntax, invalidValue, uniqueness · 405 for a read-only type · 422 for a key that came with another
 * request · 404 where what the first one created is gone since
 */
export async function create(
  context: OperationContext,
  type: ResourceType,
  body: unknown,
  idempotency?: Idempotency,
): Promise<StoredResource> {
  const write = await prepareCreate(context, type, context.newId(), body)
  return commitWrite(context, write, idempotency)
}

/** Reads what is to be created, under an id that is drawn already. @throws ScimError invalidSyntax, invalidValue, 405 */
export async function prepareCreate(
  context: OperationContext,
  type: ResourceType,
  id: Id,
  body: unknown,
): Promise<PreparedCreation> {
  assertWritable(type)
  const resource = withDefaults(readResource(body, type, context.manner).resource, type)
  validateResource(resource, type)
  const parts = storedPartsOf(resource, type)
  const members = readMembers(parts.links, type, context.manner)
  const password = await hashGivenPassword(context, parts.password)
  return {
    type,
    id,
    document: parts.document,
    externalId: parts.externalId,
    removes: false,
    async stageResource(draft, now) {
      const created = stageCreation(context, draft, type, { id, parts, now })
      stagePassword(draft, id, password)
      return created
    },
    stageLinks: (draft) => stageLinks(draft, { id, type, manner: context.manner }, members),
  }
}
