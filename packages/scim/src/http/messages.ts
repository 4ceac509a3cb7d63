import type { JsonObject } from '../json.js'
import type { ScimError } from '../scim-error.js'
import { type Reply, responseOf } from './reply.js'

const mediaType = 'application/scim+json'
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'
const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

type Headers = Readonly<Record<string, string>>

/** A refusal as the protocol words it (RFC 7644 §3.12): the status is a string (D-36). */
export function errorReply(error: ScimError): TextReply {
  return textReply(error.status, JSON.stringify(errorMessage(error)), error.headers)
}

/** The same as a Response. */
export function errorResponse(error: ScimError): Response {
  return responseOf(errorReply(error))
}

/** The body of a refusal, which also stands inside of a BulkResponse (RFC 7644 §3.7.3). */
export function errorMessage(error: ScimError): JsonObject {
  return {
    schemas: [errorSchema],
    status: String(error.status),
    ...(error.scimType === undefined ? {} : { scimType: error.scimType }),
    detail: error.message,
  }
}

/** An answer whose whole text is there. */
export interface TextReply extends Reply {
  readonly body: string
}

/** JSON text as an answer: always application/scim+json, bare (D-50, D-71). */
export function textReply(status: number, body: string, headers: Headers = {}): TextReply {
  return { status, headers: { 'Content-Type': mediaType, ...headers }, body }
}

/** An answer without a body. */
export function emptyReply(status: number, headers: Headers = {}): Reply {
  return { status, headers, body: undefined }
}

/** What a list says of itself. A page by cursor has no index, and may do without a total (RFC 9865 §2). */
export interface ListHead {
  readonly total: number | undefined
  readonly startIndex: number | undefined
  readonly nextCursor?: string | undefined
}

/** A page of printed resources (RFC 7644 §3.4.2). `Resources` is there even when it is empty (D-35). */
export function listReply(printed: readonly string[], page: ListHead, headers: Headers = {}): TextReply {
  return textReply(200, `${listStart(page, printed.length)}${printed.join(',')}${listEnd}`, headers)
}

/** What of a page stands before so many printed resources. */
export function listStart({ total, startIndex, nextCursor }: ListHead, length: number): string {
  const head = { schemas: [listSchema], totalResults: total, startIndex, itemsPerPage: length, nextCursor }
  return `${JSON.stringify(head).slice(0, -1)},"Resources":[`
}

/** What of a page stands after them. */
export const listEnd = ']}'
