/** A value as JSON has them. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** An object as JSON has them, without a prototype where we make it: `__proto__` is just a name (and is refused when it is read). */
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

/**
 * How deep arrays and objects may stand within each other in what comes from outside: what walks through it by recursion, as
 * `JSON.stringify` does, has a stack for it. A Bulk request, the deepest message there is, has about ten levels.
 */
export const deepestLevel = 64

/** True for an object of JSON, false for arrays and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** True for an array of JSON. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value)
}
