import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import { preconditionFailed } from '../scim-error.js'
import type { Draft, StoredResource } from '../storage/resource-store.js'
import { unknownResource } from './answer.js'
import { assertVersion } from './version.js'

/**
 * The resource that an operation is about to change, at the version that the client names, if it names one (RFC 7644 §3.14).
 *
 * @throws ScimError 404, 412
 */
export async function requireCurrent(
  draft: Draft,
  type: ResourceType,
  id: Id,
  ifMatch: string | undefined,
): Promise<StoredResource> {
  if (findTextFlaw(id) !== undefined) throw unknownResource(type, id)
  const current = await draft.get(type, id, ifMatch === undefined ? 'document' : 'version')
  // `If-Match: *` asks for nothing but existence (D-41).
  if (!current && ifMatch?.trim() === '*') throw preconditionFailed(`${type.name} '${id}' does not exist.`)
  if (!current) throw unknownResource(type, id)
  assertVersion(current, ifMatch)
  return current
}
