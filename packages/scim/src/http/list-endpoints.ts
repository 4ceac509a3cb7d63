import type { Answer } from '../operations/answer.js'
import { nextTurn } from '../operations/next-turn.js'
import type { QueryResult } from '../operations/query.js'
import type { Targets } from '../operations/read-targets.js'
import type { ResourceType } from '../schema/resource-type.js'
import { tooMany } from '../scim-error.js'
import type { Show, StoredResource } from '../storage/resource-store.js'
import type { Exchange } from './exchange.js'
import { listEnd, listStart } from './messages.js'
import { methodNotTaken } from './method-not-taken.js'
import { piecesReply } from './pieces-reply.js'
import { createPrinter, printInPieces } from './print-resource.js'
import { type RequestParameters, readParameters } from './read-parameters.js'
import { readBody } from './read-request.js'
import type { Reply } from './reply.js'
import { needsLinks, type RequestShape, readShownTargets, requestShape } from './request-shape.js'
import { readSearchRequest } from './search-request.js'

/** Answers a query of a resource type by GET (RFC 7644 §3.4.2). @throws ScimError */
export function answerQuery(exchange: Exchange, type: ResourceType): Promise<Reply> {
  return answerList(exchange, type, readParameters(exchange.url, exchange.operations.manner))
}

/** Answers a query of the root by GET (RFC 7644 §3.4.2.1). @throws ScimError */
export async function answerRootQuery(exchange: Exchange): Promise<Reply> {
  const { request, url, operations } = exchange
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw methodNotTaken(exchange, ['GET', 'HEAD'])
  }
  return answerList(exchange, undefined, readParameters(url, operations.manner))
}

/** Answers a query by POST, of a resource type or of the root (RFC 7644 §3.4.3). @throws ScimError */
export async function answerSearch(exchange: Exchange, type: ResourceType | undefined): Promise<Reply> {
  const { request, operations } = exchange
  if (request.method !== 'POST') {
    throw methodNotTaken(exchange, ['POST'])
  }
  return answerList(exchange, type, readSearchRequest(await readBody(request, longestSearch), operations.manner))
}

/** The longest SearchRequest that is read, in bytes: a filter has 4 KiB, and nobody names that many attributes. */
const longestSearch = 256 * 1024

/** A page of one type's resources, or of everything. */
async function answerList(
  exchange: Exchange,
  type: ResourceType | undefined,
  parameters: RequestParameters,
): Promise<Reply> {
  const { operations } = exchange
  const types = type ? [type] : operations.resourceTypes
  const shown = types.map((each) => ({ type: each, ...requestShape(exchange, each, parameters) }))
  const show = {
    grants: shown.some(({ shape }) => shape.grants),
    groups: shown.some(({ shape }) => shape.groups),
  }
  const result = await (type ? operations.query(type, parameters, show) : operations.queryRoot(parameters, show))
  return piecesReply(exchange, 200, printPage(exchange, result, shown))
}

interface ShownType extends RequestShape {
  readonly type: ResourceType
}

/** Prints a page in its order, each resource as its type is shown; others are served between two pieces. */
async function* printPage(
  exchange: Exchange,
  { page, startIndex, nextCursor }: QueryResult,
  shown: readonly ShownType[],
): AsyncGenerator<string> {
  const printers = await printersOf(exchange, page.items, shown)
  let text = listStart({ total: page.total, startIndex, nextCursor }, page.items.length)
  let separator = ''
  let isBegun = false
  for (const item of page.items) {
    text += separator
    separator = ','
    const printer = printers.get(item.type)
    if (!printer) throw new Error(`a query gave a '${item.type}', which it was not asked for`)
    const printed = await printer(item)
    if (typeof printed === 'string') text += printed
    if (typeof printed === 'string' && text.length < printedInATurn) continue
    // Before the head has gone out, or never.
    if (!isBegun) assertHoldable(page.items)
    isBegun = true
    yield text
    text = ''
    if (typeof printed !== 'string') yield* printed
    await nextTurn()
  }
  yield text + listEnd
}

/** How many characters are printed before others are served: users may be in many groups each. */
const printedInATurn = 256 * 1024

/** Links are read while they are written; the documents of a page are held until the last is. @throws ScimError tooMany */
function assertHoldable(items: readonly StoredResource[]): void {
  const length = items.reduce((sum, { text }) => sum + text.length, 0)
  if (length > longestPage) throw tooMany(pageTooLong)
}

/** 32 Mi characters of JSON. */
const longestPage = 32 * 1024 * 1024
const pageTooLong = `This page would be longer than ${longestPage} characters; ask for fewer resources with 'count', or for fewer 'attributes'.`

/** Prints a resource, in pieces where it has many links. */
type Printer = (stored: StoredResource) => Promise<string | AsyncGenerator<string>>

async function printersOf(
  exchange: Exchange,
  items: readonly StoredResource[],
  shown: readonly ShownType[],
): Promise<ReadonlyMap<string, Printer>> {
  const printers = new Map<string, Printer>()
  for (const each of shown) {
    const own = items.filter((item) => item.type === each.type.name)
    if (own.length > 0) printers.set(each.type.name, await printerOf(exchange, each, own))
  }
  return printers
}

async function printerOf(
  exchange: Exchange,
  { type, projection, shape }: ShownType,
  items: readonly StoredResource[],
): Promise<Printer> {
  const { operations, place } = exchange
  const print = createPrinter(type, projection, place)
  const targets: Targets = await readShownTargets(exchange, type, items, projection)
  return async (stored) => {
    const links = needsLinks(type, shape) ? await operations.links(type, stored.id) : { links: undefined }
    const answer: Answer = { stored: asShown(stored, shape), targets, ...links }
    return answer.furtherLinks === undefined ? print(answer) : printInPieces(answer, type, projection, place)
  }
}

/** Among several types more may have been read than this one shows; its version must be that of a read by itself. */
function asShown(stored: StoredResource, { grants, groups }: Show): StoredResource {
  return { ...stored, grants: grants ? stored.grants : undefined, groups: groups ? stored.groups : undefined }
}
