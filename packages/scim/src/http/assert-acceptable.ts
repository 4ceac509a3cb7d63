import type { Manner } from '../manner.js'
import { notAcceptable } from '../scim-error.js'
import { ignoreAccept } from './vendor-dialects.js'

/**
 * Every answer is `application/scim+json`, whatever was asked for. Where the client's `Accept` leaves that out, the strict
 * manner says so before anything is done (RFC 7644 §3.8, D-50).
 *
 * @throws ScimError 406
 */
export function assertAcceptable(headers: Headers, manner: Manner): void {
  const accept = headers.get('accept')?.trim() ?? ''
  if (accept === '' || accept.split(',').some(takesScim) || ignoreAccept(manner)) return
  throw notAcceptable("Answers are 'application/scim+json', which the request's Accept header leaves out.")
}

/** Ranges that take JSON of ours (RFC 9110 §12.5.1). */
const scimRanges: ReadonlySet<string> = new Set(['application/scim+json', 'application/json', 'application/*', '*/*'])

function takesScim(range: string): boolean {
  const [name = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
  return scimRanges.has(name) && !parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter))
}
