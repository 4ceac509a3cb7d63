import { shorten } from '../schema/attribute-path.js'
import { notFound, ScimError, serverFailed } from '../scim-error.js'
import type { BoundOperations } from '../service-provider.js'
import { assertAcceptable } from './assert-acceptable.js'
import { answerBulk } from './bulk-endpoint.js'
import { type DiscoveryOptions, findDiscoveryEndpoint } from './discovery-endpoints.js'
import type { Exchange } from './exchange.js'
import { answerRootQuery, answerSearch } from './list-endpoints.js'
import { answerMe } from './me-endpoint.js'
import { errorReply } from './messages.js'
import { segmentsBelow } from './path-segments.js'
import type { Reply } from './reply.js'
import { answerCollection, answerItem } from './resource-endpoints.js'

/** How the endpoints are reached, and who is told what went wrong. */
export interface HandlerOptions extends DiscoveryOptions {
  /** Absolute URL that locations begin with, base path included: `https://app.example/scim/v2`. Unset: the request's own. */
  readonly baseUrl?: string
  /** Where the endpoints are mounted: stripped from a path that begins with it. Default `/scim/v2`. */
  readonly basePath?: string
  /** What a log calls the request: the answer to a bug names it, and nothing else of it. */
  readonly requestId?: string
  /** Told of each refusal, for logs. */
  readonly refused?: (error: ScimError) => void
  /** Told of each bug: the client learns nothing of it. */
  readonly failed?: (error: unknown) => void
}

/** The HTTP side of RFC 7644 §3.2: method and path decide the operation. The body is looked at last. */
export function createHandler(
  operations: BoundOperations,
  options: HandlerOptions = {},
): (request: Request, url?: URL) => Promise<Reply> {
  return async (request, url = new URL(request.url)) => {
    try {
      return await answer({ request, url }, operations, options)
    } catch (error) {
      return errorReply(reported(error, options))
    }
  }
}

/** What the client is told of an error, once those have heard of it whom the options name. */
function reported(error: unknown, options: HandlerOptions): ScimError {
  if (error instanceof ScimError) {
    options.refused?.(error)
    return error
  }
  options.failed?.(error)
  return serverFailed(options.requestId)
}

async function answer(
  { request, url }: Pick<Exchange, 'request' | 'url'>,
  operations: BoundOperations,
  options: HandlerOptions,
): Promise<Reply> {
  assertAcceptable(request.headers, operations.manner)
  const basePath = options.basePath ?? '/scim/v2'
  const exchange: Exchange = {
    request,
    url,
    operations,
    place: {
      baseUrl: (options.baseUrl ?? `${url.origin}${basePath}`).replace(/\/+$/, ''),
      endpoints: operations.served.endpoints,
    },
    reported: (error) => reported(error, options),
  }
  const [collection = '', id, ...rest] = segmentsBelow(url.pathname, basePath).map(decodeSegment)
  if (rest.length > 0) throw unknownEndpoint(url.pathname)
  const discovery = findDiscoveryEndpoint(collection, exchange)
  if (discovery) return discovery(exchange, id, options)
  const alone = id === undefined ? soleEndpoints.get(collection.toLowerCase()) : undefined
  if (alone) return alone(exchange)
  const type = operations.served.byEndpoint.get(`/${collection.toLowerCase()}`)
  if (!type) throw unknownEndpoint(url.pathname)
  if (id === undefined) return answerCollection(exchange, type)
  return id.toLowerCase() === '.search' ? answerSearch(exchange, type) : answerItem(exchange, type, id)
}

/** What is no resource type and has nothing below it, by its name in lower case; the root itself has none. */
const soleEndpoints: ReadonlyMap<string, (exchange: Exchange) => Promise<Reply>> = new Map([
  ['', answerRootQuery],
  ['.search', (exchange: Exchange) => answerSearch(exchange, undefined)],
  ['me', answerMe],
  ['bulk', answerBulk],
])

function decodeSegment(segment: string): string {
  const decoded = decodedOf(segment)
  // No id holds what storage refuses: U+0000 and halves of surrogate pairs.
  if (decoded === undefined || decoded.includes('\u0000')) {
    throw notFound('The path is not percent-encoded UTF-8 text.')
  }
  return decoded
}

function decodedOf(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

function unknownEndpoint(pathname: string): ScimError {
  return notFound(`There is no endpoint '${shorten(pathname)}'.`)
}
