/** Filters alone: parse them against a resource type, ask whether a resource matches, print them (`@rollcall/scim/filter`). */
export * from './filter/filter.js'
export { matches } from './filter/matches.js'
export { parseFilter } from './filter/parser.js'
export { printFilter } from './filter/print-filter.js'
export { compatibleManner, type Manner, strictManner, type Tolerance, tolerances } from './manner.js'
export type { AttributePath } from './schema/attribute-path.js'
export { ScimError } from './scim-error.js'
