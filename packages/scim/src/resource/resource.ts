import type { JsonObject } from '../json.js'

export { isJsonObject, isList, type Json, type JsonObject } from '../json.js'

/**
 * A resource as the engine thinks of it: names in the schema's case, extension attributes nested under their URN, every
 * value of the type that the schema says; what has no value is absent. Read-only attributes are not part of it.
 */
export type Resource = JsonObject

/** An identifier of a resource, drawn by the service provider (RFC 7643 §3.1): a UUIDv7 in lower case. */
export type Id = string

/** Milliseconds since 1970, UTC. */
export type Instant = number
