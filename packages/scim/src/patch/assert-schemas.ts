import type { Manner } from '../manner.js'
import { foldUrn, readSchemas, urnsIn } from '../resource/read-schemas.js'
import { ignoreUnknownSchemas } from '../resource/vendor-dialects.js'
import { findExtension } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { mutability } from '../scim-error.js'

/**
 * Checks what an operation assigns to `schemas`. Nothing of it is kept, since what a resource says is computed from its data
 * (D-65): that an extension is named ahead of its attributes changes nothing (RFC 7644 §3.5.2).
 *
 * @throws ScimError invalidSyntax, mutability
 */
export function assertSchemas(
  kind: 'add' | 'replace',
  value: unknown,
  resourceType: ResourceType,
  manner: Manner,
): void {
  const given = kind === 'add' && typeof value === 'string' ? [value] : value
  const urns = urnsIn(given, manner)
  if (kind === 'replace') {
    if (urns.length === 0) refuseRemoval(manner)
    else readSchemas(given, resourceType, manner)
    return
  }
  for (const urn of urns) if (!isKnown(urn, resourceType)) ignoreUnknownSchemas(urn, resourceType, manner)
}

/** `schemas` is required: "the server SHALL return … mutability" (§3.5.2.2); else what has data keeps its URN (D-65). */
export function refuseRemoval(manner: Manner): void {
  if (manner.strict) throw mutability("'schemas' is required: remove a single extension's URN, or nothing of it.")
}

function isKnown(urn: string, resourceType: ResourceType): boolean {
  return foldUrn(urn) === foldUrn(resourceType.schema.id) || findExtension(urn, resourceType) !== undefined
}
