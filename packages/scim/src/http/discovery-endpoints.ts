import { type PrintedDefinition, printDefinition, textVersion } from '../discovery/print-definition.js'
import { resourceTypeResources } from '../discovery/resource-types.js'
import { schemaResources } from '../discovery/schemas.js'
import { type AuthenticationScheme, bearerToken, serviceProviderConfig } from '../discovery/service-provider-config.js'
import type { JsonObject } from '../json.js'
import { maxBulkOperations, maxBulkPayload } from '../operations/bulk/bulk-request.js'
import { isTagKnown } from '../operations/version.js'
import { shorten } from '../schema/attribute-path.js'
import { forbidden, methodNotAllowed, notFound } from '../scim-error.js'
import type { Exchange } from './exchange.js'
import { emptyReply, listReply, textReply } from './messages.js'
import type { Reply } from './reply.js'
import { acceptParameterCase, acceptPluralConfig } from './vendor-dialects.js'

/** What the service says of itself beyond what the engine knows. */
export interface DiscoveryOptions {
  /** Where people read about the service (RFC 7643 §5). */
  readonly documentationUri?: string
  /** How clients authenticate: the engine itself never does. Default: a bearer token. */
  readonly authenticationSchemes?: readonly AuthenticationScheme[]
}

/** Answers a request on a discovery endpoint, or undefined where the collection is none. */
export type DiscoveryEndpoint = (exchange: Exchange, id: string | undefined, options: DiscoveryOptions) => Reply

/** The endpoint of discovery (RFC 7644 §4) of that name, without regard to case; undefined for any other collection. */
export function findDiscoveryEndpoint(collection: string, { operations }: Exchange): DiscoveryEndpoint | undefined {
  const name = collection.toLowerCase()
  return discoveryEndpoints.get(acceptPluralConfig(name, operations.manner) ? 'serviceproviderconfig' : name)
}

const discoveryEndpoints: ReadonlyMap<string, DiscoveryEndpoint> = new Map([
  ['serviceproviderconfig', answerConfig],
  ['resourcetypes', answerResourceTypes],
  ['schemas', answerSchemas],
])

function answerConfig(exchange: Exchange, id: string | undefined, options: DiscoveryOptions): Reply {
  const { operations, place, url } = exchange
  if (id !== undefined) throw notFound(`There is no endpoint '${url.pathname}'.`)
  assertReadOnly(exchange)
  const features = {
    changePassword: operations.keepsPasswords,
    bulk: { maxOperations: maxBulkOperations, maxPayloadSize: maxBulkPayload },
    cursorTimeout: operations.cursors.timeout,
    documentationUri: options.documentationUri,
    authenticationSchemes: options.authenticationSchemes ?? [bearerToken],
    rolesAndEntitlements: operations.served.rolesAndEntitlements,
  }
  return answerDefinition(exchange, printDefinition(serviceProviderConfig(features, place.baseUrl)))
}

function answerResourceTypes(exchange: Exchange, id: string | undefined): Reply {
  const { operations, place } = exchange
  return answerDefinitions(exchange, id, resourceTypeResources(operations.resourceTypes, place.baseUrl))
}

function answerSchemas(exchange: Exchange, id: string | undefined): Reply {
  const { operations, place } = exchange
  return answerDefinitions(exchange, id, schemaResources(operations.resourceTypes, place.baseUrl))
}

/** A list of definitions, or the one of that id. It is not paged (§4). */
function answerDefinitions(exchange: Exchange, id: string | undefined, definitions: readonly JsonObject[]): Reply {
  assertReadOnly(exchange)
  if (id === undefined) return answerList(exchange, definitions.map(printDefinition))
  const found = definitions.find((definition) => String(definition.id).toLowerCase() === id.toLowerCase())
  if (!found) throw notFound(`'${shorten(id)}' is not defined here.`)
  return answerDefinition(exchange, printDefinition(found))
}

function answerDefinition(exchange: Exchange, { text, version }: PrintedDefinition): Reply {
  return isKnown(exchange, version) ? emptyReply(304, { ETag: version }) : textReply(200, text, { ETag: version })
}

/** The list has a tag of its own: identity providers ask for it again and again. */
function answerList(exchange: Exchange, definitions: readonly PrintedDefinition[]): Reply {
  const version = textVersion(definitions.map((definition) => definition.version).join())
  if (isKnown(exchange, version)) return emptyReply(304, { ETag: version })
  const printed = definitions.map(({ text }) => text)
  return listReply(printed, { total: printed.length, startIndex: 1 }, { ETag: version })
}

function isKnown({ request }: Exchange, version: string): boolean {
  return isTagKnown(version, request.headers.get('if-none-match') ?? undefined)
}

/** Discovery is read, by GET; a filter is refused, not ignored (§4, D-31). */
function assertReadOnly({ request, url, operations }: Exchange): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw methodNotAllowed(`'${url.pathname}' is only read.`, ['GET', 'HEAD'])
  }
  for (const name of url.searchParams.keys()) {
    if (name === 'filter' || acceptParameterCase(name, 'filter', operations.manner)) {
      throw forbidden('Definitions are not filtered; ask for the whole list or for one by its id.')
    }
  }
}
