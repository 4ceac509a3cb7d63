import { type Manner, strictManner } from '../manner.js'
import { assertName, memberOf, namesIn } from '../resource/member-of.js'
import { isLinks } from '../resource/read-members.js'
import { foldUrn, urnsIn } from '../resource/read-schemas.js'
import { isJsonObject, isList, type Json, type JsonObject } from '../resource/resource.js'
import { acceptMissingSchemas } from '../resource/vendor-dialects.js'
import { findAttribute } from '../schema/attribute.js'
import { shorten } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { invalidPath, invalidSyntax, invalidValue, noTarget, tooMany } from '../scim-error.js'
import { assertSchemas } from './assert-schemas.js'
import type { PatchPath } from './patch-path.js'
import {
  followReference,
  isSchemas,
  type PatchTarget,
  resolveMembers,
  resolveTarget,
  type TargetMember,
} from './patch-target.js'
import { readListedValues, readOperationValue } from './read-operation-value.js'
import { removedExtensions } from './removed-extensions.js'
import { replacesWhole } from './replaces-whole.js'

/** One operation of a PATCH request (RFC 7644 §3.5.2), its path resolved and its value of the type that the schema says. */
export type PatchOperation = AddOperation | ReplaceOperation | RemoveOperation

/** RFC 7644 §3.5.2.1. */
export interface AddOperation {
  readonly kind: 'add'
  readonly target: PatchTarget
  /** For a multi-valued attribute without a value filter, an array. */
  readonly value: Json
}

/** RFC 7644 §3.5.2.3. */
export interface ReplaceOperation {
  readonly kind: 'replace'
  readonly target: PatchTarget
  readonly value: Json
}

/** RFC 7644 §3.5.2.2; also what assigns null (D-64). */
export interface RemoveOperation {
  readonly kind: 'remove'
  readonly target: PatchPath
  /** Only these values of a multi-valued attribute (D-05). */
  readonly values: readonly Json[] | undefined
}

/** The message that a PATCH request carries. */
export const patchOpUrn = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

/** More operations than any client sends in one request. */
export const mostOperations = 1000

/**
 * Reads the body of a PATCH request (RFC 7644 §3.5.2). `op` is read without regard to case: Entra ID sends `Replace` (D-07).
 * An operation without a path becomes one for each attribute of its value (D-06). The manner is strict where none is given,
 * as with `parseFilter` and `applyPatch`.
 *
 * @throws ScimError invalidSyntax, invalidPath, invalidValue, noTarget, mutability · invalidFilter, tooMany inside a path
 */
export function parsePatchOp(
  body: unknown,
  resourceType: ResourceType,
  manner: Manner = strictManner,
): readonly PatchOperation[] {
  if (!isJsonObject(body)) throw invalidSyntax('The body is a JSON object, a PatchOp message.')
  const urns = urnsIn(memberOf(body, 'schemas'), manner)
  if (!urns.some((urn) => foldUrn(urn) === foldUrn(patchOpUrn))) acceptMissingSchemas(patchOpUrn, manner)
  const operations = memberOf(body, 'Operations')
  if (!Array.isArray(operations) || operations.length === 0) {
    throw invalidSyntax(`'Operations' is an array of one or more operations.`)
  }
  if (operations.length > mostOperations)
    throw invalidSyntax(`'Operations' has more than ${mostOperations} operations.`)
  return parseOperations(operations, resourceType, manner)
}

function parseOperations(
  operations: readonly unknown[],
  resourceType: ResourceType,
  manner: Manner,
): readonly PatchOperation[] {
  const parsed: PatchOperation[] = []
  let parts = 0
  for (const operation of operations) {
    if (!isJsonObject(operation)) throw invalidSyntax('An operation is an object with an op, a path and a value.')
    const read = parseOperation(operation, resourceType, manner)
    parts += partsRead(operation, read, resourceType)
    if (parts > mostParts) throw tooMany(`The operations of this request have more than ${mostParts} values.`)
    parsed.push(...read)
  }
  return parsed
}

/** As many attributes and values as all operations of a request may name, members aside. */
const mostParts = 25_000

/** What one operation has given to read; it is bounded itself. */
function partsRead(operation: JsonObject, read: readonly PatchOperation[], resourceType: ResourceType): number {
  const value = memberOf(operation, 'value')
  let parts = isJsonObject(value) ? Object.keys(value).length : 0
  for (const given of read) {
    const values = given.kind === 'remove' ? given.values : given.value
    const { target } = given
    const isCounted = isList(values) && target.kind === 'attribute' && !isLinks(target.path, resourceType)
    if (isCounted) parts += values.length
  }
  return parts
}

function parseOperation(operation: JsonObject, resourceType: ResourceType, manner: Manner): readonly PatchOperation[] {
  for (const name of namesIn(operation, 'Operations')) assertName(name)
  const kind = kindOf(memberOf(operation, 'op'))
  const path = memberOf(operation, 'path')
  if (path === undefined) return parsePathless(kind, operation, resourceType, manner)
  if (typeof path !== 'string') throw invalidPath(`The path of an operation is a string.`)
  const target = resolveTarget(path, resourceType, manner)
  if (!target) return []
  if (kind === 'remove') return parseRemoval(target, memberOf(operation, 'value'), resourceType, manner)
  const value = assignedValue(kind, operation)
  if (!isSchemas(target)) return parseAssignment(kind, { target, value }, resourceType, manner)
  assertSchemas(kind, value, resourceType, manner)
  return []
}

function kindOf(op: unknown): PatchOperation['kind'] {
  const kind = typeof op === 'string' ? op.toLowerCase() : undefined
  if (kind === 'add' || kind === 'replace' || kind === 'remove') return kind
  const given = typeof op === 'string' ? `, not '${shorten(op)}'` : ''
  throw invalidSyntax(`The op of an operation is 'add', 'replace' or 'remove'${given}.`)
}

/** Null is a value here: it unassigns (D-64). */
function assignedValue(kind: 'add' | 'replace', operation: JsonObject): unknown {
  const value = memberOf(operation, 'value')
  if (value !== undefined) return value
  const hasValue = Object.keys(operation).some((name) => name.toLowerCase() === 'value')
  if (!hasValue) throw invalidValue(`An operation that does '${kind}' has a value.`)
  return null
}

/** "If omitted, the target location is assumed to be the resource itself": each attribute of the value is a target. */
function parsePathless(
  kind: PatchOperation['kind'],
  operation: JsonObject,
  resourceType: ResourceType,
  manner: Manner,
): readonly PatchOperation[] {
  if (kind === 'remove') throw noTarget('An operation that removes has a path.')
  const value = assignedValue(kind, operation)
  if (!isJsonObject(value)) throw invalidValue('The value of an operation without a path is an object of attributes.')
  return parseAssignments(kind, resolveMembers(value, resourceType, manner), resourceType, manner)
}

function parseAssignments(
  kind: 'add' | 'replace',
  members: readonly TargetMember[],
  resourceType: ResourceType,
  manner: Manner,
): readonly PatchOperation[] {
  const operations: PatchOperation[] = []
  for (const member of members) operations.push(...parseAssignment(kind, member, resourceType, manner))
  return operations
}

function parseAssignment(
  kind: 'add' | 'replace',
  member: TargetMember,
  resourceType: ResourceType,
  manner: Manner,
): readonly PatchOperation[] {
  const { target, value } = followReference(member)
  if (target.kind === 'extension') return parseExtension(kind, target.schema, value, resourceType, manner)
  const { attribute, subAttribute } = target.path
  if (kind === 'add' && target.valueFilter && !subAttribute) {
    throw invalidPath(`A path to add to ends in a sub-attribute: '${attribute.name}[…].value'.`)
  }
  const read = readOperationValue(value, target, resourceType, manner)
  const assigned: readonly PatchOperation[] = read === undefined ? [] : [{ kind, target, value: read }]
  const merges = isJsonObject(value) && isSingle(target) && !replacesWhole(kind, manner)
  if (merges) return [...assigned, ...removalsOf(target, value, manner)]
  if (read !== undefined) return assigned
  // Adding no value to a list is no change; anything else that gets none is unassigned (D-64).
  return kind === 'add' && !isSingle(target) && isWhole(target) ? [] : [removalOf(target)]
}

function isSingle({ path }: PatchTarget): boolean {
  return !path.attribute.multiValued && !path.subAttribute
}

function isWhole({ path, valueFilter }: PatchTarget): boolean {
  return !path.subAttribute && !valueFilter
}

/** Within a complex value, what is null is unassigned, and what is not named is left as it is (D-09, D-64). */
function removalsOf(target: PatchTarget, value: JsonObject, manner: Manner): readonly PatchOperation[] {
  const { attribute } = target.path
  return Object.entries(value).flatMap(([name, part]) => {
    const subAttribute = findAttribute(attribute.subAttributes, name)
    if (!subAttribute || subAttribute.mutability === 'readOnly' || saysSomething(part, manner)) return []
    return [removalOf({ ...target, path: { ...target.path, subAttribute } })]
  })
}

function saysSomething(part: unknown, manner: Manner): boolean {
  if (part === null || (Array.isArray(part) && part.length === 0)) return false
  return part !== '' || manner.strict
}

function removalOf(target: PatchPath): RemoveOperation {
  return { kind: 'remove', target, values: undefined }
}

/** An extension's object assigns attribute by attribute, as the resource's does. */
function parseExtension(
  kind: 'add' | 'replace',
  schema: Schema,
  value: unknown,
  resourceType: ResourceType,
  manner: Manner,
): readonly PatchOperation[] {
  if (value === null) return [removalOf({ kind: 'extension', schema })]
  if (!isJsonObject(value)) throw invalidValue(`The value of '${schema.id}' is an object of attributes.`)
  return parseAssignments(kind, resolveMembers(value, resourceType, manner, schema), resourceType, manner)
}

function parseRemoval(
  target: PatchPath,
  value: unknown,
  resourceType: ResourceType,
  manner: Manner,
): readonly PatchOperation[] {
  if (isSchemas(target)) {
    const schemas = removedExtensions(target, value, resourceType, manner)
    return schemas.map((schema) => removalOf({ kind: 'extension', schema }))
  }
  return [{ kind: 'remove', target, values: readListedValues(value, target, resourceType, manner) }]
}
