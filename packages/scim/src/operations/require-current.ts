import type { Id } from '../resource/resource.js'
import { shorten } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import { preconditionFailed } from '../scim-error.js'
import type { Draft, StoredResource } from '../storage/resource-store.js'
import { unknownResource } from './answer.js'
import { assertConditions, type Conditions } from './version.js'

/** A write on a resource that is there: what the client sent, and on what condition. */
export interface Change {
  readonly id: Id
  readonly body: unknown
  readonly conditions: Conditions
}

/**
 * The resource that an operation is about to change, where the conditions hold that the client makes (RFC 7644 §3.14). They hold
 * until the commit: while they name a version, another's write makes the work run again.
 *
 * @throws ScimError 404, 412
 */
export async function requireCurrent(
  draft: Draft,
  type: ResourceType,
  id: Id,
  conditions: Conditions,
): Promise<StoredResource> {
  if (findTextFlaw(id) !== undefined) throw unknownResource(type, id)
  const { ifMatch, ifNoneMatch } = conditions
  const isConditional = ifMatch !== undefined || ifNoneMatch !== undefined
  const current = await draft.get(type, id, isConditional ? 'version' : 'document')
  // `If-Match: *` asks for nothing but existence (D-41).
  if (!current && ifMatch?.trim() === '*') throw preconditionFailed(`${type.name} '${shorten(id)}' does not exist.`)
  if (!current) throw unknownResource(type, id)
  assertConditions(current, conditions)
  return current
}
