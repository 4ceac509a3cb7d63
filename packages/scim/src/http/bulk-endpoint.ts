import type { JsonObject } from '../json.js'
import type { BulkResult } from '../operations/bulk/bulk.js'
import { maxBulkPayload } from '../operations/bulk/bulk-request.js'
import { longestPath } from '../operations/bulk/plan-operation.js'
import { versionOf } from '../operations/version.js'
import { shorten } from '../schema/attribute-path.js'
import { findTextFlaw } from '../schema/text-flaw.js'
import { invalidValue } from '../scim-error.js'
import type { Exchange } from './exchange.js'
import { readIdempotency } from './idempotency-key.js'
import { errorMessage, textReply } from './messages.js'
import { methodNotTaken } from './method-not-taken.js'
import { readBody } from './read-request.js'
import type { Reply } from './reply.js'

const bulkResponseUrn = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'

/** Answers `POST /Bulk` (RFC 7644 §3.7): 200 whatever its operations came to, since each of them says it itself. */
export async function answerBulk(exchange: Exchange): Promise<Reply> {
  const { request, url, operations } = exchange
  if (request.method !== 'POST') {
    throw methodNotTaken(exchange, ['POST'])
  }
  const atomic = readAtomic(url.searchParams)
  const body = await readBody(request, maxBulkPayload)
  const results = await operations.bulk(body, { atomic, idempotency: await readIdempotency(exchange, body) })
  const printed = results.map((result) => printResult(result, exchange))
  return textReply(200, JSON.stringify({ schemas: [bulkResponseUrn], Operations: printed }))
}

/** `?atomic=true` is ours: all of the request is one write set. */
function readAtomic(search: URLSearchParams): boolean {
  const values = search.getAll('atomic')
  const [value = 'false'] = values
  if (values.length > 1) throw invalidValue("The query parameter 'atomic' is given more than once.")
  if (value === 'true' || value === 'false') return value === 'true'
  throw invalidValue(`'atomic' is 'true' or 'false', not '${shorten(value)}'.`)
}

/** §3.7.3: the status as a string (erratum 7916, D-47), a location but for a POST that failed, the body only of a refusal. */
function printResult({ operation, plan, outcome }: BulkResult, exchange: Exchange): JsonObject {
  const { method, bulkId } = operation
  const head = {
    ...(typeof method === 'string' ? { method: shorten(method) } : {}),
    ...(bulkId === undefined ? {} : { bulkId }),
  }
  const location = findLocation(operation, plan, exchange)
  if (outcome.kind === 'failed') {
    const error = exchange.reported(outcome.error)
    const place = method === 'POST' || location === undefined ? {} : { location }
    return { ...head, ...place, status: String(error.status), response: errorMessage(error) }
  }
  const version = outcome.stored && versionOf(outcome.stored)
  const status = plan.kind === 'ready' ? statusOf(plan) : 200
  return { ...head, location, ...(version === undefined ? {} : { version }), status: String(status) }
}

type Plan = BulkResult['plan']

/** Where the operation went; of one that was refused before it was run, where it says that it goes. */
function findLocation({ method, path }: BulkResult['operation'], plan: Plan, { place }: Exchange): string | undefined {
  if (plan.kind === 'ready') return `${place.baseUrl}${plan.type.endpoint}/${encodeURIComponent(plan.id)}`
  // What is no method may have been meant to create: the endpoint of users is the location of none of them.
  if (method !== 'PUT' && method !== 'PATCH' && method !== 'DELETE') return undefined
  if (typeof path !== 'string' || path.length > longestPath || findTextFlaw(path) !== undefined) return undefined
  return `${place.baseUrl}/${encodeURI(path.replace(/^\/+/, ''))}`
}

/** What the same request would have been answered outside of Bulk, its body left out (D-62). */
function statusOf({ method, type }: Extract<Plan, { readonly kind: 'ready' }>): number {
  switch (method) {
    case 'POST':
      return 201
    case 'PUT':
      return 200
    case 'PATCH':
      return type.keptApart.links === undefined ? 200 : 204
    case 'DELETE':
      return 204
  }
}
