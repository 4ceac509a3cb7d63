/** The storage port: what a backend implements (`@rollcall/scim/storage`). */

export type { Id, Instant, Json, JsonObject, Resource } from './resource/resource.js'
export * from './storage/resource-store.js'
