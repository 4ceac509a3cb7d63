import type { Filter } from '../filter/filter.js'
import type { Manner } from '../manner.js'
import { urnsIn } from '../resource/read-schemas.js'
import { findExtension } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import type { PatchTarget } from './patch-target.js'
import { removeListedValues } from './vendor-dialects.js'

/**
 * The extensions whose data goes when a remove operation takes their URNs out of `schemas` (RFC 7644 §3.5.2, D-65).
 *
 * @throws ScimError invalidSyntax for a remove with a value, in the strict manner
 */
export function removedExtensions(
  target: PatchTarget,
  value: unknown,
  resourceType: ResourceType,
  manner: Manner,
): readonly Schema[] {
  const listed = value === undefined ? [] : removeListedValues(value, target.path.attribute, manner)
  const urns = target.valueFilter ? urnsComparedIn(target.valueFilter) : urnsIn(listed, manner)
  return urns.map((urn) => findExtension(urn, resourceType)).filter((schema) => schema !== undefined)
}

/** `schemas eq "urn:…"` or `schemas[value eq "urn:…"]` (erratum 7122). */
function urnsComparedIn(filter: Filter): readonly string[] {
  return filter.kind === 'compare' && filter.operator === 'eq' && typeof filter.value === 'string' ? [filter.value] : []
}
