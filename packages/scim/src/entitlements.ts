/** The catalogue of roles and entitlements, and what it means for the engine (`@rollcall/scim/entitlements`). */
export type { Catalogue, CatalogueValue, EntitlementType } from './entitlements/catalogue.js'
export { catalogueAssignments } from './entitlements/catalogue-assignments.js'
export type { Dialect } from './entitlements/dialect-schemas.js'
export { publishCatalogue } from './entitlements/publish-catalogue.js'
export { type SeatLimit, seatLimits } from './entitlements/seat-rules.js'
