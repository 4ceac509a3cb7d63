import type { Json, JsonObject } from '@rollcall/scim'

/** An attribute's values as a list: none, one, or those of a multi-valued attribute. */
export function valuesOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return []
  return isArray(value) ? value : [value]
}

/** True for a complex value. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isArray(value)
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value)
}
