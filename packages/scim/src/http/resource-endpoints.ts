import type { Answer } from '../operations/answer.js'
import { type Conditions, isVersionKnown, versionOf } from '../operations/version.js'
import { givenAttributes } from '../resource/given-attributes.js'
import { type Projection, showGiven } from '../resource/returned-attributes.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { StoredResource } from '../storage/resource-store.js'
import type { Exchange } from './exchange.js'
import { readIdempotency } from './idempotency-key.js'
import { answerQuery } from './list-endpoints.js'
import { emptyReply, textReply } from './messages.js'
import { methodNotTaken } from './method-not-taken.js'
import { piecesReply } from './pieces-reply.js'
import { createPrinter, locationOf, printInPieces } from './print-resource.js'
import type { RequestParameters } from './read-parameters.js'
import { readBody } from './read-request.js'
import type { Reply } from './reply.js'
import { needsLinks, type RequestShape, readShape, readShownTargets, shapeOf } from './request-shape.js'

type Endpoint = (exchange: Exchange, type: ResourceType, id: string) => Promise<Reply>

type Endpoints = ReadonlyMap<string, Endpoint>

/** Method to operation, for `/Users` and its like (RFC 7644 §3.2). */
const collectionMethods: Endpoints = new Map([
  ['GET', answerQuery],
  ['HEAD', answerQuery],
  ['POST', answerCreate],
])

/** Method to operation, for `/Users/{id}` and its like. */
const itemMethods: Endpoints = new Map([
  ['GET', answerRetrieve],
  ['HEAD', answerRetrieve],
  ['PUT', answerReplace],
  ['PATCH', answerModify],
  ['DELETE', answerRemove],
])

const readMethods: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** Answers a request on a resource type's endpoint. @throws ScimError */
export function answerCollection(exchange: Exchange, type: ResourceType): Promise<Reply> {
  return endpointOf(exchange, type, collectionMethods)(exchange, type, '')
}

/** Answers a request on one resource. @throws ScimError */
export function answerItem(exchange: Exchange, type: ResourceType, id: string): Promise<Reply> {
  return endpointOf(exchange, type, itemMethods)(exchange, type, id)
}

function endpointOf(exchange: Exchange, { readOnly }: ResourceType, endpoints: Endpoints): Endpoint {
  const isTaken = (method: string) => !readOnly || readMethods.has(method)
  const endpoint = endpoints.get(exchange.request.method)
  if (!endpoint || !isTaken(exchange.request.method)) {
    throw methodNotTaken(exchange, [...endpoints.keys()].filter(isTaken))
  }
  return endpoint
}

async function answerCreate(exchange: Exchange, type: ResourceType): Promise<Reply> {
  const shape = readShape(exchange, type)
  const body = await readBody(exchange.request)
  const written = await exchange.operations.create(type, body, await readIdempotency(exchange, body))
  const seen = afterWriting(shape, { kind: 'resource', body }, exchange, type)
  return answerWritten(exchange, type, { status: 201, written }, seen)
}

async function answerRetrieve(exchange: Exchange, type: ResourceType, id: string): Promise<Reply> {
  const { projection, shape } = readShape(exchange, type)
  const answer = await exchange.operations.retrieve(type, id, shape)
  if (isVersionKnown(answer.stored, exchange.request.headers.get('if-none-match') ?? undefined)) {
    return emptyReply(304, { ETag: versionOf(answer.stored) })
  }
  return answerResource(exchange, type, { status: 200, answer, projection })
}

async function answerReplace(exchange: Exchange, type: ResourceType, id: string): Promise<Reply> {
  const shape = readShape(exchange, type)
  const body = await readBody(exchange.request)
  const written = await exchange.operations.replace(type, id, body, conditionsOf(exchange))
  const seen = afterWriting(shape, { kind: 'resource', body }, exchange, type)
  return answerWritten(exchange, type, { status: 200, written }, seen)
}

async function answerModify(exchange: Exchange, type: ResourceType, id: string): Promise<Reply> {
  const shape = readShape(exchange, type)
  const body = await readBody(exchange.request)
  const written = await exchange.operations.modify(type, id, body, conditionsOf(exchange))
  if (wantsBody(exchange, type, shape.parameters)) {
    const seen = afterWriting(shape, { kind: 'patchOp', body }, exchange, type)
    return answerWritten(exchange, type, { status: 200, written }, seen)
  }
  const answer = { stored: written, links: undefined }
  return emptyReply(204, { ETag: versionOf(written), Location: locationOf(answer, type, exchange.place) })
}

/**
 * What a write left behind. Groups and members are others' doing and are read after the commit, with the version that they
 * were read with; where the resource is gone by then, the write's own state is answered.
 */
async function answerWritten(
  exchange: Exchange,
  type: ResourceType,
  { status, written }: { readonly status: number; readonly written: StoredResource },
  { projection, shape }: RequestShape,
): Promise<Reply> {
  const showsOthersDoing = needsLinks(type, shape) || (type.keptApart.groups !== undefined && shape.groups)
  const read = showsOthersDoing ? await exchange.operations.find(type, written.id, shape) : undefined
  return answerResource(exchange, type, { status, answer: read ?? { stored: written, links: undefined }, projection })
}

async function answerRemove(exchange: Exchange, type: ResourceType, id: string): Promise<Reply> {
  await exchange.operations.remove(type, id, conditionsOf(exchange))
  return emptyReply(204)
}

/** Users with a body, groups without: a group's answer would hold all of its members (D-62). */
function wantsBody({ request }: Exchange, type: ResourceType, parameters: RequestParameters): boolean {
  if (type.keptApart.links === undefined) return true
  if (parameters.attributes !== undefined || parameters.excludedAttributes !== undefined) return true
  return /\breturn=representation\b/i.test(request.headers.get('prefer') ?? '')
}

/** A resource as it is to be shown. */
interface Shown {
  readonly status: number
  readonly answer: Answer
  readonly projection: Projection | undefined
}

async function answerResource(
  exchange: Exchange,
  type: ResourceType,
  { status, answer, projection }: Shown,
): Promise<Reply> {
  const { place } = exchange
  const targets = await readShownTargets(exchange, type, [answer.stored], projection)
  const headers = { ETag: versionOf(answer.stored), Location: locationOf(answer, type, place) }
  const whole: Answer = { targets, ...answer }
  if (answer.furtherLinks === undefined) {
    return textReply(status, createPrinter(type, projection, place)(whole), headers)
  }
  return piecesReply(exchange, status, printInPieces(whole, type, projection, place), headers)
}

/** The answer to a write also shows what the client has set of what is returned on request (RFC 7643 §7). */
function afterWriting(
  { parameters, projection }: RequestShape,
  message: Parameters<typeof givenAttributes>[0],
  { operations }: Exchange,
  type: ResourceType,
): RequestShape {
  const shown = showGiven(projection, givenAttributes(message, type, operations.manner))
  return { parameters, projection: shown, shape: shapeOf(shown, type) }
}

/** On a write, `If-None-Match` is a condition like `If-Match` (RFC 9110 §13.1.2). */
function conditionsOf({ request }: Exchange): Conditions {
  return {
    ifMatch: request.headers.get('if-match') ?? undefined,
    ifNoneMatch: request.headers.get('if-none-match') ?? undefined,
  }
}
