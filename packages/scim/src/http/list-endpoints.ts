import { type Answer, mostLinks, tooManyLinks } from '../operations/answer.js'
import { nextTurn } from '../operations/next-turn.js'
import type { QueryResult } from '../operations/query.js'
import type { Targets } from '../operations/read-targets.js'
import type { Id } from '../resource/resource.js'
import type { ResourceType } from '../schema/resource-type.js'
import { tooMany } from '../scim-error.js'
import type { Show, StoredResource } from '../storage/resource-store.js'
import type { Exchange } from './exchange.js'
import { listReply } from './messages.js'
import { methodNotTaken } from './method-not-taken.js'
import { createPrinter } from './print-resource.js'
import { type RequestParameters, readParameters } from './read-parameters.js'
import { readBody } from './read-request.js'
import type { Reply } from './reply.js'
import { needsLinks, type RequestShape, readShownTargets, requestShape } from './request-shape.js'
import { readSearchRequest } from './search-request.js'

/** Answers a query of a resource type by GET (RFC 7644 §3.4.2). @throws ScimError */
export function answerQuery(exchange: Exchange, type: ResourceType): Promise<Reply> {
  return answerList(exchange, type, readParameters(exchange.url.searchParams, exchange.operations.manner))
}

/** Answers a query of the root by GET (RFC 7644 §3.4.2.1). @throws ScimError */
export async function answerRootQuery(exchange: Exchange): Promise<Reply> {
  const { request, url, operations } = exchange
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    throw methodNotTaken(exchange, ['GET', 'HEAD'])
  }
  return answerList(exchange, undefined, readParameters(url.searchParams, operations.manner))
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
  return listReply(await printPage(exchange, result.page.items, shown), headOf(result))
}

function headOf({ page, startIndex, nextCursor }: QueryResult) {
  return { total: page.total, startIndex, nextCursor }
}

interface ShownType extends RequestShape {
  readonly type: ResourceType
}

/** Prints a page in its order, each resource as its type is shown. */
async function printPage(
  exchange: Exchange,
  items: readonly StoredResource[],
  shown: readonly ShownType[],
): Promise<readonly string[]> {
  const printers = new Map<string, Printer>()
  for (const each of shown) {
    const own = items.filter((item) => item.type === each.type.name)
    if (own.length > 0) printers.set(each.type.name, await printerOf(exchange, each, own))
  }
  const bounds = { links: 0, length: 0 }
  const printed: string[] = []
  let printedBefore = 0
  for (const item of items) {
    const text = await printers.get(item.type)?.(item, bounds)
    if (text !== undefined) printed.push(text)
    if (bounds.length - printedBefore < printedInATurn) continue
    printedBefore = bounds.length
    await nextTurn()
  }
  return printed
}

/** What a page has come to so far: it is held in memory while it is sent. */
interface PageBounds {
  links: number
  length: number
}

type Printer = (stored: StoredResource, bounds: PageBounds) => Promise<string>

async function printerOf(
  exchange: Exchange,
  { type, projection, shape }: ShownType,
  items: readonly StoredResource[],
): Promise<Printer> {
  const print = createPrinter(type, projection, exchange.place)
  const targets: Targets = await readShownTargets(exchange, type, items, projection)
  return async (stored, bounds) => {
    const links = needsLinks(type, shape) ? await readPageLinks(exchange, type, stored.id, bounds) : undefined
    const answer: Answer = { stored: asShown(stored, shape), links, targets }
    const text = print(answer)
    bounds.length += text.length
    if (bounds.length > longestPage) throw tooMany(pageTooLong)
    return text
  }
}

async function readPageLinks({ operations }: Exchange, type: ResourceType, owner: Id, bounds: PageBounds) {
  const links = await operations.links(type, owner, mostLinks - bounds.links)
  if (!links) throw tooManyLinks(type)
  bounds.links += links.length
  return links
}

/** Among several types more may have been read than this one shows; its version must be that of a read by itself. */
function asShown(stored: StoredResource, { grants, groups }: Show): StoredResource {
  return { ...stored, grants: grants ? stored.grants : undefined, groups: groups ? stored.groups : undefined }
}

/** How many characters are printed before others are served: users may be in many groups each. */
const printedInATurn = 256 * 1024

/** 32 Mi characters of JSON. */
const longestPage = 32 * 1024 * 1024
const pageTooLong = `This page would be longer than ${longestPage} characters; ask for fewer resources with 'count', or for fewer 'attributes'.`
