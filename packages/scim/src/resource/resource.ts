/** A value as JSON has them. `undefined` and `null` do not occur inside a resource: what has no value is absent. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject

/** An object as JSON has them, without a prototype: `__proto__` is just a name (and is refused when it is read). */
export interface JsonObject {
  readonly [name: string]: Json | undefined
}

/**
 * A resource as the engine thinks of it: names in the schema's case, extension attributes nested under their URN,
 * every value of the type that the schema says. Read-only attributes are not part of it.
 */
export type Resource = JsonObject

/** An identifier of a resource, drawn by the service provider (RFC 7643 §3.1): a UUIDv7 in lower case. */
export type Id = string

/** Milliseconds since 1970, UTC. */
export type Instant = number

/** True for an object of JSON, false for arrays and scalars. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
