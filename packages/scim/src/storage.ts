/** The storage port: what a backend implements (`@rollcall/scim/storage`). */

export type { Id, Instant, Json, JsonObject, Resource } from './resource/resource.js'
export { parseDateTime } from './schema/date-time.js'
export type { KeptAnswer } from './storage/kept-answer.js'
export type { ChangeRecord } from './storage/memory-change-record.js'
export { type MemoryStorage, type MemoryStorageOptions, memoryStorage } from './storage/memory-storage.js'
export * from './storage/resource-store.js'
export { parseDocument, schemasOf, viewOf } from './storage/resource-view.js'
export { seatCounter, seatCounterPrefix } from './storage/seat-counter.js'
export * from './storage/storage-refusals.js'
