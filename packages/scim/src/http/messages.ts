import type { ScimError } from '../scim-error.js'

const mediaType = 'application/scim+json'
const errorSchema = 'urn:ietf:params:scim:api:messages:2.0:Error'
const listSchema = 'urn:ietf:params:scim:api:messages:2.0:ListResponse'

type Headers = Readonly<Record<string, string>>

/** A refusal as the protocol words it (RFC 7644 §3.12): the status is a string (D-36). */
export function errorResponse(error: ScimError): Response {
  const body = {
    schemas: [errorSchema],
    status: String(error.status),
    ...(error.scimType === undefined ? {} : { scimType: error.scimType }),
    detail: error.message,
  }
  return textResponse(error.status, JSON.stringify(body), error.headers)
}

/** JSON text as an answer: always application/scim+json, bare (D-50, D-71). */
export function textResponse(status: number, text: string, headers: Headers = {}): Response {
  return new Response(text, { status, headers: { ...headers, 'Content-Type': mediaType } })
}

/** An answer without a body. */
export function emptyResponse(status: number, headers: Headers = {}): Response {
  return new Response(null, { status, headers })
}

/** A page of printed resources (RFC 7644 §3.4.2). `Resources` is there even when it is empty (D-35). */
export function listResponse(
  printed: readonly string[],
  page: { readonly total: number; readonly startIndex: number },
): Response {
  const head = {
    schemas: [listSchema],
    totalResults: page.total,
    startIndex: page.startIndex,
    itemsPerPage: printed.length,
  }
  return textResponse(200, `${JSON.stringify(head).slice(0, -1)},"Resources":[${printed.join(',')}]}`)
}
