/** The detail keywords of RFC 7644 §3.12, Table 9, and RFC 9865 §2.1. */
export type ScimType =
  | 'invalidFilter'
  | 'tooMany'
  | 'uniqueness'
  | 'mutability'
  | 'invalidSyntax'
  | 'invalidPath'
  | 'noTarget'
  | 'invalidValue'
  | 'invalidVers'
  | 'sensitive'
  | 'invalidCursor'
  | 'expiredCursor'
  | 'invalidCount'

/**
 * A refusal that the client reads: an HTTP status, a detail keyword where the standard has one, and a sentence about
 * the caller's input (RFC 7644 §3.12). Whatever is thrown and is not a ScimError is a bug: it answers 500 and says nothing.
 */
export class ScimError extends Error {
  override readonly name = 'ScimError'
  readonly status: number
  readonly scimType: ScimType | undefined
  /** Response headers that belong to the refusal, such as `Allow` or `Retry-After`. */
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    detail: string,
    options: { scimType?: ScimType; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(detail)
    this.status = status
    this.scimType = options.scimType
    this.headers = options.headers ?? {}
  }
}

/** The filter is malformed, or compares what cannot be compared. */
export function invalidFilter(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'invalidFilter' })
}

/** The filter or query asks for more than the server is willing to compute. */
export function tooMany(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'tooMany' })
}

/** A value that must be unique is taken. */
export function uniqueness(detail: string): ScimError {
  return new ScimError(409, detail, { scimType: 'uniqueness' })
}

/** The change is not compatible with the attribute's mutability or with its current state. */
export function mutability(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'mutability' })
}

/** The body is not JSON, or not the message that this operation takes. */
export function invalidSyntax(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'invalidSyntax' })
}

/** The path of a PATCH operation names nothing in the schema, or is malformed. */
export function invalidPath(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'invalidPath' })
}

/** The path of a PATCH operation selects no value. */
export function noTarget(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'noTarget' })
}

/** A value is missing, or does not fit the attribute's type or rules. */
export function invalidValue(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'invalidValue' })
}

/**
 * The cursor is none that this query was answered with (RFC 9865 §2.1). One sentence for what is forged, another's or of
 * another query (§5): the client learns nothing about pages that it may not see.
 */
export function invalidCursor(): ScimError {
  const detail = 'This query was not answered with that cursor: begin again with an empty one.'
  return new ScimError(400, detail, { scimType: 'invalidCursor' })
}

/** The cursor was good, and is too old (RFC 9865 §2.1). */
export function expiredCursor(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'expiredCursor' })
}

/** The count of a page by cursor is not a number, or not that of the pages before (RFC 9865 §2.1). */
export function invalidCount(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: 'invalidCount' })
}

/** No credential was presented: the challenge carries no error code then (RFC 6750 §3.1). */
export function credentialMissing(detail: string): ScimError {
  return new ScimError(401, detail, { headers: { 'WWW-Authenticate': 'Bearer realm="scim"' } })
}

/** The credential that was presented is unknown, or valid no more (RFC 6750 §3.1). */
export function credentialInvalid(detail: string): ScimError {
  return new ScimError(401, detail, { headers: { 'WWW-Authenticate': 'Bearer realm="scim", error="invalid_token"' } })
}

/** The operation is not permitted for this client. */
export function forbidden(detail: string): ScimError {
  return new ScimError(403, detail)
}

/** The resource or endpoint does not exist; also what belongs to another tenant (D-43). */
export function notFound(detail: string): ScimError {
  return new ScimError(404, detail)
}

/** The path exists and does not take this method (D-46). */
export function methodNotAllowed(detail: string, allow: readonly string[]): ScimError {
  return new ScimError(405, detail, { headers: { Allow: allow.join(', ') } })
}

/** The client takes no media type in which the answer comes (D-50). */
export function notAcceptable(detail: string): ScimError {
  return new ScimError(406, detail)
}

/** The request depends on something that did not happen: a Bulk operation on another one that failed (RFC 7644 §3.7.1). */
export function conflict(detail: string): ScimError {
  return new ScimError(409, detail)
}

/** The resource has moved on since the version that the client named (RFC 7644 §3.14). */
export function preconditionFailed(detail: string): ScimError {
  return new ScimError(412, detail)
}

/** The body is longer than the server reads. */
export function payloadTooLarge(detail: string): ScimError {
  return new ScimError(413, detail)
}

/** The body's media type is neither application/scim+json nor application/json (D-50). */
export function unsupportedMediaType(detail: string): ScimError {
  return new ScimError(415, detail)
}

/** An idempotency key that came with another request before (draft-ietf-httpapi-idempotency-key-header §2.7). */
export function unprocessable(detail: string): ScimError {
  return new ScimError(422, detail)
}

/** The feature is switched off (RFC 7644 Table 8). */
export function notImplemented(detail: string): ScimError {
  return new ScimError(501, detail)
}

/** Too many writers at once: try again after the given whole seconds (Okta reads only integers, Q42). */
export function contended(detail: string, retryAfterSeconds: number): ScimError {
  return new ScimError(503, detail, { headers: { 'Retry-After': String(retryAfterSeconds) } })
}

/** A bug of ours: the client learns nothing of it but where the log has more (D-69). */
export function serverFailed(requestId: string | undefined): ScimError {
  const sentence = 'The server failed to answer; the fault is its own.'
  return new ScimError(
    500,
    requestId === undefined ? sentence : `${sentence} Its log has more on request ${requestId}.`,
  )
}
