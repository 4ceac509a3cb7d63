import type { Answer, AnswerShape } from '../operations/answer.js'
import { isVersionKnown, versionOf } from '../operations/version.js'
import { type Projection, parseProjection, showsAttribute } from '../resource/returned-attributes.js'
import type { ResourceType } from '../schema/resource-type.js'
import { methodNotAllowed, type ScimError, tooMany } from '../scim-error.js'
import type { Operations } from '../service-provider.js'
import type { StoredResource } from '../storage/resource-store.js'
import { emptyResponse, listResponse, textResponse } from './messages.js'
import { createPrinter, locationOf, type Place } from './print-resource.js'
import { type RequestParameters, readBody, readParameters } from './read-request.js'

/** One request on its way to an answer. */
export interface Exchange {
  readonly request: Request
  readonly url: URL
  readonly operations: Operations
  readonly place: Place
}

/** What the client wants to see of the answer. */
interface RequestShape {
  readonly parameters: RequestParameters
  readonly projection: Projection | undefined
  readonly shape: AnswerShape
}

type Endpoint = (exchange: Exchange, type: ResourceType, id: string) => Promise<Response>

/** Method to operation, for `/Users` and its like (RFC 7644 §3.2). */
const collectionMethods: Readonly<Record<string, Endpoint>> = {
  GET: answerQuery,
  HEAD: answerQuery,
  POST: answerCreate,
}

/** Method to operation, for `/Users/{id}` and its like. */
const itemMethods: Readonly<Record<string, Endpoint>> = {
  GET: answerRetrieve,
  HEAD: answerRetrieve,
  PUT: answerReplace,
  PATCH: answerModify,
  DELETE: answerRemove,
}

const readMethods: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** Answers a request on a resource type's endpoint. @throws ScimError */
export function answerCollection(exchange: Exchange, type: ResourceType): Promise<Response> {
  return endpointOf(exchange, type, collectionMethods)(exchange, type, '')
}

/** Answers a request on one resource. @throws ScimError */
export function answerItem(exchange: Exchange, type: ResourceType, id: string): Promise<Response> {
  return endpointOf(exchange, type, itemMethods)(exchange, type, id)
}

function endpointOf(
  { request, url }: Exchange,
  type: ResourceType,
  methods: Readonly<Record<string, Endpoint>>,
): Endpoint {
  const allowed = Object.keys(methods).filter((method) => !type.readOnly || readMethods.has(method))
  const endpoint = allowed.includes(request.method) ? methods[request.method] : undefined
  if (!endpoint) throw methodNotAllowed(`'${url.pathname}' does not take ${request.method}.`, allowed)
  return endpoint
}

async function answerQuery(exchange: Exchange, type: ResourceType): Promise<Response> {
  const { parameters, projection, shape } = readShape(exchange, type)
  const { page, startIndex } = await exchange.operations.query(type, parameters, shape)
  const print = createPrinter(type, projection, exchange.place)
  const printed: string[] = []
  let members = 0
  let length = 0
  for (const stored of page.items) {
    const links = needsLinks(type, shape) ? await exchange.operations.links(type, stored.id) : undefined
    members += links?.length ?? 0
    if (members > mostMembersOfAPage) throw tooManyMembers(type)
    const text = print({ stored, links })
    length += text.length
    if (length > longestPage) throw tooMany(pageTooLong)
    printed.push(text)
  }
  return listResponse(printed, { total: page.total ?? printed.length, startIndex })
}

/** A page is held in memory while it is sent: 32 Mi characters of JSON at most. */
const longestPage = 32 * 1024 * 1024
const pageTooLong = `This page would be longer than ${longestPage} characters; ask for fewer resources with 'count', or for fewer 'attributes'.`

/** More members than one list can show: the client pages, or leaves them out. */
const mostMembersOfAPage = 200_000

function tooManyMembers(type: ResourceType): ScimError {
  return tooMany(
    `These resources have more than ${mostMembersOfAPage} ${type.keptApart.links}; ask for fewer with 'count', or leave them out with 'excludedAttributes=${type.keptApart.links}'.`,
  )
}

async function answerCreate(exchange: Exchange, type: ResourceType): Promise<Response> {
  const shape = readShape(exchange, type)
  const written = await exchange.operations.create(type, await readBody(exchange.request))
  return answerWritten(exchange, type, 201, written, shape)
}

async function answerRetrieve(exchange: Exchange, type: ResourceType, id: string): Promise<Response> {
  const { projection, shape } = readShape(exchange, type)
  const answer = await exchange.operations.retrieve(type, id, shape)
  if (isVersionKnown(answer.stored, exchange.request.headers.get('if-none-match') ?? undefined)) {
    return emptyResponse(304, { ETag: versionOf(answer.stored) })
  }
  return answerResource(exchange, type, 200, answer, projection)
}

async function answerReplace(exchange: Exchange, type: ResourceType, id: string): Promise<Response> {
  const shape = readShape(exchange, type)
  const body = await readBody(exchange.request)
  return answerWritten(
    exchange,
    type,
    200,
    await exchange.operations.replace(type, id, body, ifMatchOf(exchange)),
    shape,
  )
}

async function answerModify(exchange: Exchange, type: ResourceType, id: string): Promise<Response> {
  const shape = readShape(exchange, type)
  const body = await readBody(exchange.request)
  const written = await exchange.operations.modify(type, id, body, ifMatchOf(exchange))
  if (wantsBody(exchange, type, shape.parameters)) return answerWritten(exchange, type, 200, written, shape)
  const answer = { stored: written, links: undefined }
  return emptyResponse(204, { ETag: versionOf(written), Location: locationOf(answer, type, exchange.place) })
}

/**
 * What a write left behind. Groups and members are others' doing and are read after the commit, with the version that they
 * were read with; where the resource is gone by then, the write's own state is answered.
 */
async function answerWritten(
  exchange: Exchange,
  type: ResourceType,
  status: number,
  written: StoredResource,
  { projection, shape }: RequestShape,
): Promise<Response> {
  const showsOthersDoing = needsLinks(type, shape) || (type.keptApart.groups !== undefined && shape.groups)
  const read = showsOthersDoing ? await exchange.operations.find(type, written.id, shape) : undefined
  return answerResource(exchange, type, status, read ?? { stored: written, links: undefined }, projection)
}

async function answerRemove(exchange: Exchange, type: ResourceType, id: string): Promise<Response> {
  await exchange.operations.remove(type, id, ifMatchOf(exchange))
  return emptyResponse(204)
}

/** Users with a body, groups without: a group's answer would hold all of its members (D-62). */
function wantsBody({ request }: Exchange, type: ResourceType, parameters: RequestParameters): boolean {
  if (type.keptApart.links === undefined) return true
  if (parameters.attributes !== undefined || parameters.excludedAttributes !== undefined) return true
  return /\breturn=representation\b/i.test(request.headers.get('prefer') ?? '')
}

function answerResource(
  { place }: Exchange,
  type: ResourceType,
  status: number,
  answer: Answer,
  projection: Projection | undefined,
): Response {
  const headers = { ETag: versionOf(answer.stored), Location: locationOf(answer, type, place) }
  return textResponse(status, createPrinter(type, projection, place)(answer), headers)
}

/** What the client wants to see, and what of it must be read from rows of its own (§3.9). */
function readShape({ url, operations }: Exchange, type: ResourceType): RequestShape {
  const parameters = readParameters(url.searchParams, operations.manner)
  const projection = parseProjection(parameters, type, operations.manner)
  const shows = (name: string | undefined) => name !== undefined && showsAttribute(projection, name, type)
  const { grants, groups, links } = type.keptApart
  return {
    parameters,
    projection,
    shape: { grants: shows(grants?.role) || shows(grants?.entitlement), groups: shows(groups), links: shows(links) },
  }
}

function needsLinks(type: ResourceType, shape: AnswerShape): boolean {
  return type.keptApart.links !== undefined && shape.links
}

function ifMatchOf({ request }: Exchange): string | undefined {
  return request.headers.get('if-match') ?? undefined
}
