import { shorten } from '../schema/attribute-path.js'
import { methodNotAllowed, type ScimError } from '../scim-error.js'
import type { Exchange } from './exchange.js'

/**
 * The refusal of a method that an endpoint does not take. HEAD is told what GET is told: the headers of both answers are the
 * same, and so is the length of what one of them leaves out (RFC 9110 §9.3.2).
 */
export function methodNotTaken(
  { request, url }: Pick<Exchange, 'request' | 'url'>,
  allow: readonly string[],
): ScimError {
  const method = request.method === 'HEAD' ? 'GET' : request.method
  return methodNotAllowed(`'${shorten(url.pathname)}' does not take ${method}.`, allow)
}
