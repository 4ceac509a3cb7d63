import type { Manner } from '../../manner.js'
import { memberOf } from '../../resource/member-of.js'
import { foldUrn, urnsIn } from '../../resource/read-schemas.js'
import { isJsonObject, type JsonObject } from '../../resource/resource.js'
import { acceptMissingSchemas } from '../../resource/vendor-dialects.js'
import { shorten } from '../../schema/attribute-path.js'
import { invalidSyntax, invalidValue, payloadTooLarge } from '../../scim-error.js'

/** The URN of a Bulk request's message (RFC 7644 §3.7). */
export const bulkRequestUrn = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest'

/** The most operations of one Bulk request (RFC 7644 §3.7.4). */
export const maxBulkOperations = 1000

/** The longest body of one Bulk request, in bytes. */
export const maxBulkPayload = 1024 * 1024

/** A Bulk request (RFC 7644 §3.7). */
export interface BulkRequest {
  readonly failOnErrors: number | undefined
  readonly operations: readonly BulkOperation[]
}

/** An operation as the client sent it: what is wrong with a part of it is this operation's error, and no other's. */
export interface BulkOperation {
  readonly method: unknown
  readonly path: unknown
  readonly bulkId: string | undefined
  readonly version: unknown
  readonly data: unknown
}

/**
 * Reads the body of a Bulk request (RFC 7644 §3.7). What is wrong with the message as a whole is refused as a whole.
 *
 * @throws ScimError invalidSyntax, invalidValue, 413
 */
export function parseBulkRequest(body: unknown, manner: Manner): BulkRequest {
  if (!isJsonObject(body)) throw invalidSyntax('The body is a JSON object, a BulkRequest message.')
  assertBulkRequest(memberOf(body, 'schemas'), manner)
  const operations = memberOf(body, 'Operations')
  if (!Array.isArray(operations) || operations.length === 0) {
    throw invalidSyntax("'Operations' is an array of one or more operations.")
  }
  if (operations.length > maxBulkOperations) {
    throw payloadTooLarge(`The request has ${operations.length} operations; the most is ${maxBulkOperations}.`)
  }
  const parsed = operations.map(parseOperation)
  assertUniqueBulkIds(parsed)
  return { failOnErrors: parseFailOnErrors(memberOf(body, 'failOnErrors')), operations: parsed }
}

/** A message that says it is another one is refused; one that says nothing may be meant (D-66). */
function assertBulkRequest(schemas: unknown, manner: Manner): void {
  const urns = urnsIn(schemas, manner)
  if (urns.some((urn) => foldUrn(urn) === foldUrn(bulkRequestUrn))) return
  const [other] = urns
  if (other !== undefined) throw invalidSyntax(`'schemas' contains '${bulkRequestUrn}', not '${shorten(other)}'.`)
  acceptMissingSchemas(bulkRequestUrn, manner)
}

function parseOperation(operation: unknown, index: number): BulkOperation {
  if (!isJsonObject(operation)) throw invalidSyntax(`Operation ${index + 1} is not an object.`)
  return {
    method: memberOf(operation, 'method'),
    path: memberOf(operation, 'path'),
    bulkId: parseBulkId(operation, index),
    version: memberOf(operation, 'version'),
    data: memberOf(operation, 'data'),
  }
}

const longestBulkId = 255

function parseBulkId(operation: JsonObject, index: number): string | undefined {
  const bulkId = memberOf(operation, 'bulkId')
  if (bulkId === undefined) return undefined
  if (typeof bulkId === 'string' && bulkId !== '' && bulkId.length <= longestBulkId) return bulkId
  throw invalidValue(`The 'bulkId' of operation ${index + 1} is not a string of 1 to ${longestBulkId} characters.`)
}

/** "Unique within a bulk request": two operations of one name could not be told apart in the answer. */
function assertUniqueBulkIds(operations: readonly BulkOperation[]): void {
  const seen = new Set<string>()
  for (const { bulkId } of operations) {
    if (bulkId === undefined) continue
    if (seen.has(bulkId)) throw invalidValue(`Two operations have the bulkId '${shorten(bulkId)}'.`)
    seen.add(bulkId)
  }
}

function parseFailOnErrors(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value
  throw invalidValue("'failOnErrors' is a number of errors: an integer of 1 or more.")
}
