/** PATCH alone: read a request's operations against a resource type, and apply them to a resource (`@rollcall/scim/patch`). */
export { compatibleManner, type Manner, strictManner, type Tolerance, tolerances } from './manner.js'
export { applyPatch } from './patch/apply-patch.js'
export { equalTerms } from './patch/filter-terms.js'
export { type PatchOperation, parsePatchOp } from './patch/patch-operation.js'
export { type PatchPath, parsePatchPath } from './patch/patch-path.js'
export type { Json, JsonObject, Resource } from './resource/resource.js'
export { ScimError } from './scim-error.js'
