import { notImplemented, ScimError } from '../scim-error.js'
import type { Exchange } from './exchange.js'
import type { Reply } from './reply.js'
import { answerItem } from './resource-endpoints.js'

/**
 * Answers a request on `/Me`, the resource of whoever is authenticated (RFC 7644 §3.11): directly, with its permanent
 * location in every answer. A machine's key stands for nobody (D-45).
 *
 * @throws ScimError 501, and what a request on the resource itself would
 */
export async function answerMe(exchange: Exchange): Promise<Reply> {
  const { operations, place } = exchange
  const { subject } = operations
  if (!subject) throw notImplemented("'/Me' is nobody here: the credential is a machine's.")
  const { type, id } = subject
  const location = `${place.baseUrl}${type.endpoint}/${id}`
  try {
    const reply = await answerItem(exchange, type, id)
    return { ...reply, headers: { ...reply.headers, Location: location } }
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
