import type { Id } from '../../resource/resource.js'
import { shorten } from '../../schema/attribute-path.js'
import { isProtocolEndpoint } from '../../schema/protocol-endpoints.js'
import type { ResourceType } from '../../schema/resource-type.js'
import { findTextFlaw } from '../../schema/text-flaw.js'
import { conflict, invalidSyntax, invalidValue, methodNotAllowed, notFound, ScimError } from '../../scim-error.js'
import { assertWritable } from '../assert-writable.js'
import type { Conditions } from '../version.js'
import type { BulkOperation } from './bulk-request.js'
import { type IdOf, resolveBulkIds, resolveId } from './resolve-bulk-ids.js'
import { resolvePatchBulkIds } from './resolve-patch-bulk-ids.js'

/** What an operation of a Bulk request comes to, before any of them is run. */
export type BulkPlan = ReadyPlan | RefusedPlan

/** An operation that can be run when its turn comes: every reference in it is an id. */
export interface ReadyPlan {
  readonly kind: 'ready'
  readonly method: BulkMethod
  readonly type: ResourceType
  readonly id: Id
  readonly data: unknown
  /** How long the text of its data is. */
  readonly length: number
  readonly conditions: Conditions
  /** The operations whose resources it refers to, by their index. */
  readonly references: ReadonlySet<number>
}

/** An operation with which something is wrong, whatever the others do. */
export interface RefusedPlan {
  readonly kind: 'refused'
  readonly error: ScimError
}

/** Methods are compared exactly, as HTTP compares them (RFC 9110 §9.1). */
export type BulkMethod = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** Which operation creates the resource of a bulkId, and the id that was drawn for it. */
export type DrawnIds = ReadonlyMap<string, { readonly index: number; readonly id: Id }>

/** What is known of an operation before it is planned: the id drawn for what it may create, and how long its data is. */
export interface BulkDraw {
  readonly id: Id
  readonly length: number
}

/** Plans one operation (RFC 7644 §3.7). */
export function planOperation(
  operation: BulkOperation,
  { id, length }: BulkDraw,
  types: readonly ResourceType[],
  drawn: DrawnIds,
): BulkPlan {
  const references = new Set<number>()
  const idOf: IdOf = (bulkId) => {
    const found = drawn.get(bulkId)
    if (!found) throw conflict(`No operation of this request creates a resource with the bulkId '${shorten(bulkId)}'.`)
    references.add(found.index)
    return found.id
  }
  try {
    const method = parseMethod(operation.method)
    if (method === 'POST') assertBulkId(operation)
    const target = parseTarget(method, operation.path, types, idOf)
    const data = parseData(method, operation.data, target.type, idOf)
    const ifMatch = method === 'POST' ? undefined : parseVersion(operation.version)
    const ready = { kind: 'ready', method, type: target.type, id: target.id ?? id } as const
    return { ...ready, data, length, conditions: { ifMatch }, references }
  } catch (error) {
    if (error instanceof ScimError) return { kind: 'refused', error }
    throw error
  }
}

function parseMethod(method: unknown): BulkMethod {
  if (method === 'POST' || method === 'PUT' || method === 'PATCH' || method === 'DELETE') return method
  const given = typeof method === 'string' ? `, not '${shorten(method)}'` : ''
  throw invalidSyntax(`The 'method' of an operation is 'POST', 'PUT', 'PATCH' or 'DELETE'${given}.`)
}

function assertBulkId({ bulkId }: BulkOperation): void {
  if (bulkId === undefined) throw invalidValue("An operation that does 'POST' has a 'bulkId'.")
}

/** In characters. No resource of ours has a longer one, and the answer repeats it. */
export const longestPath = 1000

/** "If method is POST, the value must specify a resource type endpoint, … all other … the path to a specific resource." */
function parseTarget(
  method: BulkMethod,
  path: unknown,
  types: readonly ResourceType[],
  idOf: IdOf,
): { readonly type: ResourceType; readonly id: Id | undefined } {
  if (typeof path !== 'string') throw invalidSyntax("The 'path' of an operation is a string such as '/Users'.")
  const flaw = findTextFlaw(path)
  if (flaw !== undefined) throw notFound(`The path of an operation has ${flaw}: no endpoint has it.`)
  if (path.length > longestPath) throw notFound(`There is no endpoint '${shorten(path)}'.`)
  const [collection = '', id, ...rest] = segmentsOf(path)
  const type = types.find(({ endpoint }) => endpoint.toLowerCase() === `/${collection.toLowerCase()}`)
  const isNamed = collection !== ''
  if ((isNamed && isProtocolEndpoint(`/${collection}`)) || id === '.search') throw noResourceEndpoint(path)
  if (!type || rest.length > 0) throw notFound(`There is no endpoint '${shorten(path)}'.`)
  // Before its data is looked at, as over HTTP.
  assertWritable(type)
  const allowed = id === undefined ? collectionMethods : itemMethods
  if (!allowed.includes(method)) throw methodNotAllowed(`'${shorten(path)}' does not take ${method}.`, allowed)
  return { type, id: id === undefined ? undefined : (resolveId(id, idOf) ?? id) }
}

const collectionMethods: readonly string[] = ['GET', 'HEAD', 'POST']
const itemMethods: readonly string[] = ['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']

/** "Each operation corresponds to … a resource endpoint". */
function noResourceEndpoint(path: string): ScimError {
  return invalidValue(
    `'${shorten(path)}' is not the endpoint of a resource: an operation of a Bulk request goes to one.`,
  )
}

/** Doubled and trailing slashes count for nothing, as in a URL of ours (D-56). */
function segmentsOf(path: string): readonly string[] {
  if (/[?#]/.test(path)) throw invalidValue(`The path '${shorten(path)}' has a query or a fragment: it has neither.`)
  try {
    return path.split('/').flatMap((segment) => (segment === '' ? [] : [decodeURIComponent(segment)]))
  } catch {
    throw notFound('The path of an operation is not percent-encoded UTF-8 text.')
  }
}

/** Erratum 5050: the data of a PATCH is a whole PatchOp message. */
function parseData(method: BulkMethod, data: unknown, type: ResourceType, idOf: IdOf): unknown {
  if (method === 'DELETE') return undefined
  if (data === undefined) throw invalidSyntax(`An operation that does '${method}' has 'data'.`)
  return method === 'PATCH' ? resolvePatchBulkIds(data, type, idOf) : resolveBulkIds(data, type, idOf)
}

function parseVersion(version: unknown): string | undefined {
  if (version === undefined || typeof version === 'string') return version
  throw invalidSyntax("The 'version' of an operation is an entity tag: a string.")
}
