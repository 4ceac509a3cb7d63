import type { Manner } from '../manner.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidSyntax } from '../scim-error.js'
import { acceptMissingSchemas, ignoreUnknownSchemas } from './vendor-dialects.js'

/**
 * Reads the `schemas` of a body: it must name the resource type's base schema and none that the type has not (RFC 7643 §3,
 * D-66). Nothing of it is kept: what a resource says is computed from its data (D-65).
 *
 * @throws ScimError invalidSyntax
 */
export function readSchemas(value: unknown, resourceType: ResourceType, manner: Manner): void {
  const base = resourceType.schema.id
  const urns = urnsIn(value, manner)
  const known = new Set([base, ...resourceType.schemaExtensions.map(({ schema }) => schema.id)].map(foldUrn))
  for (const urn of urns) if (!known.has(foldUrn(urn))) ignoreUnknownSchemas(urn, resourceType, manner)
  if (!urns.some((urn) => foldUrn(urn) === foldUrn(base))) acceptMissingSchemas(base, manner)
}

/** The URNs that a body's `schemas` lists. */
export function urnsIn(value: unknown, manner: Manner): readonly string[] {
  if (value === undefined || value === null) return []
  const list: readonly unknown[] = Array.isArray(value) ? value : manner.strict ? [undefined] : [value]
  return list.map((urn) => {
    if (typeof urn !== 'string') throw invalidSyntax(`'schemas' is an array of URNs.`)
    return urn
  })
}

/** URNs are compared without regard to case. */
export function foldUrn(urn: string): string {
  return urn.toLowerCase()
}
