import type { Filter } from '../filter/filter.js'
import type { Manner } from '../manner.js'
import { foldUrn, urnsIn } from '../resource/read-schemas.js'
import { findExtension } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { refuseRemoval } from './assert-schemas.js'
import type { PatchTarget } from './patch-target.js'
import { removeListedValues } from './vendor-dialects.js'

/**
 * The extensions whose data goes when a remove operation takes their URNs out of `schemas` (RFC 7644 §3.5.2, D-65).
 *
 * @throws ScimError in the strict manner: invalidSyntax for a remove with a value, mutability for what would leave no schema
 */
export function removedExtensions(
  target: PatchTarget,
  value: unknown,
  resourceType: ResourceType,
  manner: Manner,
): readonly Schema[] {
  const listed = value === undefined ? [] : removeListedValues(value, target.path.attribute, manner)
  const urns = target.valueFilter ? urnsComparedIn(target.valueFilter) : urnsIn(listed, manner)
  const keepsNone = !target.valueFilter && value === undefined
  if (keepsNone || urns.some((urn) => foldUrn(urn) === foldUrn(resourceType.schema.id))) refuseRemoval(manner)
  return urns.map((urn) => findExtension(urn, resourceType)).filter((schema) => schema !== undefined)
}

/** `schemas eq "urn:…"` or `schemas[value eq "urn:…"]` (erratum 7122). */
function urnsComparedIn(filter: Filter): readonly string[] {
  return filter.kind === 'compare' && filter.operator === 'eq' && typeof filter.value === 'string' ? [filter.value] : []
}
