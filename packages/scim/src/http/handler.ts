import { resourceTypeResources } from '../discovery/resource-types.js'
import { schemaResources } from '../discovery/schemas.js'
import { serviceProviderConfig } from '../discovery/service-provider-config.js'
import type { JsonObject } from '../json.js'
import { forbidden, methodNotAllowed, notFound, notImplemented, ScimError } from '../scim-error.js'
import type { Operations } from '../service-provider.js'
import { errorResponse, listResponse, textResponse } from './messages.js'
import { segmentsBelow } from './path-segments.js'
import type { Place } from './print-resource.js'
import { answerCollection, answerItem, type Exchange } from './resource-endpoints.js'

/** How the endpoints are reached, and who is told what went wrong. */
export interface HandlerOptions {
  /** Absolute URL that locations begin with, base path included: `https://app.example/scim/v2`. Unset: the request's own. */
  readonly baseUrl?: string
  /** Where the endpoints are mounted: stripped from a path that begins with it. Default `/scim/v2`. */
  readonly basePath?: string
  /** Told of each refusal, for logs. */
  readonly refused?: (error: ScimError) => void
  /** Told of each bug: the client learns nothing of it. */
  readonly failed?: (error: unknown) => void
}

/** The HTTP side of RFC 7644 §3.2: method and path decide the operation. The body is looked at last. */
export function createHandler(
  operations: Operations,
  options: HandlerOptions = {},
): (request: Request) => Promise<Response> {
  return async (request) => {
    try {
      return await answer(request, operations, options)
    } catch (error) {
      if (error instanceof ScimError) {
        options.refused?.(error)
        return errorResponse(error)
      }
      options.failed?.(error)
      return errorResponse(new ScimError(500, 'The server failed to answer; the fault is its own.'))
    }
  }
}

async function answer(request: Request, operations: Operations, options: HandlerOptions): Promise<Response> {
  const url = new URL(request.url)
  const basePath = options.basePath ?? '/scim/v2'
  const exchange: Exchange = {
    request,
    url,
    operations,
    place: placeOf(operations, options.baseUrl ?? `${url.origin}${basePath}`),
  }
  const [collection = '', id, ...rest] = segmentsBelow(url.pathname, basePath).map(decodeSegment)
  if (rest.length > 0) throw unknownEndpoint(url.pathname)
  const discovery = discoveryEndpoints.get(collection.toLowerCase())
  if (discovery) return discovery(exchange, id)
  if (unsupportedEndpoints.has(collection.toLowerCase()) || id === '.search') {
    throw notImplemented(`'${id ?? collection}' is not supported; ServiceProviderConfig says what is.`)
  }
  const type = operations.resourceTypes.find(
    ({ endpoint }) => endpoint.toLowerCase() === `/${collection.toLowerCase()}`,
  )
  if (!type) throw unknownEndpoint(url.pathname)
  return id === undefined ? answerCollection(exchange, type) : answerItem(exchange, type, id)
}

/** `/Me`, `/Bulk` and the root's `/.search` are known to the standard and switched off here (D-45, D-46). */
const unsupportedEndpoints: ReadonlySet<string> = new Set(['me', 'bulk', '.search'])

/** Discovery (§4): one row an endpoint, by its name in lower case; the plural is an old spelling that clients use (D-56). */
const discoveryEndpoints: ReadonlyMap<string, (exchange: Exchange, id: string | undefined) => Response> = new Map([
  ['serviceproviderconfig', answerConfig],
  ['serviceproviderconfigs', answerConfig],
  ['resourcetypes', answerResourceTypes],
  ['schemas', answerSchemas],
])

function answerConfig(exchange: Exchange, id: string | undefined): Response {
  if (id !== undefined) throw unknownEndpoint(exchange.url.pathname)
  assertReadOnly(exchange)
  const { keepsPasswords } = exchange.operations
  return textResponse(
    200,
    JSON.stringify(serviceProviderConfig({ changePassword: keepsPasswords }, exchange.place.baseUrl)),
  )
}

function answerResourceTypes(exchange: Exchange, id: string | undefined): Response {
  const { operations, place } = exchange
  return answerDefinitions(exchange, id, resourceTypeResources(operations.resourceTypes, place.baseUrl))
}

function answerSchemas(exchange: Exchange, id: string | undefined): Response {
  const { operations, place } = exchange
  return answerDefinitions(exchange, id, schemaResources(operations.resourceTypes, place.baseUrl))
}

/** A list of definitions, or the one of that id. It is not paged (§4). */
function answerDefinitions(exchange: Exchange, id: string | undefined, definitions: readonly JsonObject[]): Response {
  assertReadOnly(exchange)
  if (id === undefined) {
    const printed = definitions.map((definition) => JSON.stringify(definition))
    return listResponse(printed, { total: definitions.length, startIndex: 1 })
  }
  const found = definitions.find((definition) => String(definition.id).toLowerCase() === id.toLowerCase())
  if (!found) throw notFound(`'${id}' is not defined here.`)
  return textResponse(200, JSON.stringify(found))
}

/** Discovery is read, by GET; a filter is refused, not ignored (§4, D-31). */
function assertReadOnly({ request, url }: Exchange): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw methodNotAllowed(`'${url.pathname}' is only read.`, ['GET', 'HEAD'])
  }
  if (url.searchParams.has('filter')) {
    throw forbidden('Definitions are not filtered; ask for the whole list or for one by its id.')
  }
}

function placeOf(operations: Operations, baseUrl: string): Place {
  return {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    endpoints: new Map(operations.resourceTypes.map((type) => [type.name, type.endpoint])),
  }
}

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
  return notFound(`There is no endpoint '${pathname}'.`)
}
