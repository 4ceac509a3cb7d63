/** The SCIM 2.0 engine (`@rollcall/scim`). */

export type { AuthenticationScheme } from './discovery/service-provider-config.js'
export * from './filter/filter.js'
export { matches } from './filter/matches.js'
export { parseFilter } from './filter/parser.js'
export { printFilter } from './filter/print-filter.js'
export { createServiceProvider, type ServiceProvider } from './http/create-service-provider.js'
export type { DiscoveryOptions } from './http/discovery-endpoints.js'
export type { HandlerOptions } from './http/handler.js'
export { errorReply, errorResponse } from './http/messages.js'
export { parseJson } from './http/parse-json.js'
export { segmentsBelow } from './http/path-segments.js'
export { type Reply, responseOf } from './http/reply.js'
export { compatibleManner, type Manner, strictManner, type Tolerance, tolerances } from './manner.js'
export type { Answer, AnswerLinks, AnswerShape } from './operations/answer.js'
export type { BulkOptions, BulkResult } from './operations/bulk/bulk.js'
export type { BulkOperation } from './operations/bulk/bulk-request.js'
export type { BulkOutcome } from './operations/bulk/bulk-run.js'
export { orderOperations } from './operations/bulk/order-operations.js'
export type { BulkMethod, BulkPlan, ReadyPlan, RefusedPlan } from './operations/bulk/plan-operation.js'
export { type CursorKey, type CursorKeys, createCursorKeys, importCursorKey } from './operations/cursor-keys.js'
export type { Idempotency } from './operations/idempotency.js'
export { type AssignmentRules, anyAssignment, type SeatRules } from './operations/operation-context.js'
export type { PreparedCreation, PreparedWrite } from './operations/prepared-write.js'
export type { QueryResult } from './operations/query.js'
export type { QueryParameters } from './operations/query-parameters.js'
export type { Targets } from './operations/read-targets.js'
export type { Conditions } from './operations/version.js'
export { createIdSource } from './resource/new-id.js'
export type { Id, Instant, Json, JsonObject, Resource } from './resource/resource.js'
export { findAmbiguousUrn } from './schema/ambiguous-urn.js'
export {
  type Attribute,
  type AttributeDeclaration,
  binary,
  boolean,
  complex,
  dateTime,
  decimal,
  integer,
  reference,
  string,
} from './schema/attribute.js'
export type { AttributePath } from './schema/attribute-path.js'
export { EnterpriseUserSchema } from './schema/enterprise-user.js'
export { Group } from './schema/group.js'
export { isProtocolEndpoint } from './schema/protocol-endpoints.js'
export { readResourceType } from './schema/read-resource-type.js'
export { readSchema } from './schema/read-schema.js'
export {
  defineResourceType,
  type Meta,
  type ResourceOf,
  type ResourceType,
  type SchemaExtension,
} from './schema/resource-type.js'
export { defineSchema, type Schema } from './schema/schema.js'
export { User } from './schema/user.js'
export * from './scim-error.js'
export type {
  CursorOptions,
  Operations,
  OwnCursorKey,
  ServiceProviderOptions,
  SharedCursorKeys,
  Subject,
} from './service-provider.js'
export type { KeptAnswer } from './storage/kept-answer.js'
export type { Publication } from './storage/published-resources.js'
export type * from './storage/resource-store.js'
