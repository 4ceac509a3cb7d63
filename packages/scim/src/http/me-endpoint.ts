import { notImplemented, ScimError } from '../scim-error.js'
import type { Exchange } from './exchange.js'
import { answerItem } from './resource-endpoints.js'

/**
 * Answers a request on `/Me`, the resource of whoever is authenticated (RFC 7644 §3.11): directly, with its permanent
 * location in every answer. A machine's key stands for nobody (D-45).
 *
 * @throws ScimError 501, and what a request on the resource itself would
 */
export async function answerMe(exchange: Exchange): Promise<Response> {
  const { operations, place } = exchange
  const { subject } = operations
  if (!subject) throw notImplemented("'/Me' is nobody here: the credential is a machine's.")
  const { type, id } = subject
  const location = `${place.baseUrl}${type.endpoint}/${id}`
  try {
    const response = await answerItem(exchange, type, id)
    response.headers.set('Location', location)
    return response
  } catch (error) {
    throw error instanceof ScimError ? locatedRefusal(error, location) : error
  }
}

function locatedRefusal({ status, message, scimType, headers }: ScimError, location: string): ScimError {
  return new ScimError(status, message, {
    ...(scimType === undefined ? {} : { scimType }),
    headers: { ...headers, Location: location },
  })
}
