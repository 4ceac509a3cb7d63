import { readTokens, type Token } from '../../filter/lexer.js'
import { compatibleManner } from '../../manner.js'
import { mostOperations } from '../../patch/patch-operation.js'
import { type PatchPath, parsePatchPath } from '../../patch/patch-path.js'
import { memberOf } from '../../resource/member-of.js'
import { isJsonObject } from '../../resource/resource.js'
import { isReferenceToValue } from '../../schema/reference-attribute.js'
import type { ResourceType } from '../../schema/resource-type.js'
import { invalidPath, ScimError } from '../../scim-error.js'
import { type IdOf, mapMembers, resolveExtension, resolveId, resolveMember, resolveValue } from './resolve-bulk-ids.js'

/**
 * As `resolveBulkIds`, for the data of a PATCH: in the values of its operations, and in value filters of their paths, as in
 * `members[value eq "bulkId:x"]`. What is wrong with it otherwise is said when it is read.
 *
 * @throws ScimError 409, invalidSyntax
 */
export function resolvePatchBulkIds(data: unknown, type: ResourceType, idOf: IdOf): unknown {
  if (!isJsonObject(data)) return data
  const isRead = (operations: unknown) => Array.isArray(operations) && operations.length <= mostOperations
  return mapMembers(data, (name, value) => {
    if (name.toLowerCase() !== 'operations' || !Array.isArray(value) || !isRead(value)) return value
    return value.map((operation) => resolveOperation(operation, type, idOf))
  })
}

function resolveOperation(operation: unknown, type: ResourceType, idOf: IdOf): unknown {
  if (!isJsonObject(operation)) return operation
  const path = memberOf(operation, 'path')
  const target = typeof path === 'string' ? findTarget(path, type) : undefined
  return mapMembers(operation, (name, part) => {
    switch (name.toLowerCase()) {
      case 'path':
        return typeof part === 'string' && target ? resolvePath(part, target, idOf) : part
      case 'value':
        return path === undefined ? resolvePathless(part, type, idOf) : resolveTarget(part, target, type, idOf)
    }
    return part
  })
}

function findTarget(path: string, type: ResourceType): PatchPath | undefined {
  try {
    return parsePatchPath(path, type, compatibleManner)
  } catch (error) {
    if (error instanceof ScimError) return undefined
    throw error
  }
}

/** "If omitted, the target location is assumed to be the resource itself": each key of the value is a path (D-06). */
function resolvePathless(value: unknown, type: ResourceType, idOf: IdOf): unknown {
  if (!isJsonObject(value)) return value
  return mapMembers(value, (name, part) => {
    const target = name.includes('[') ? findTarget(name, type) : undefined
    return target ? resolveTarget(part, target, type, idOf) : resolveMember({ name, value: part }, type, idOf)
  })
}

function resolveTarget(value: unknown, target: PatchPath | undefined, type: ResourceType, idOf: IdOf): unknown {
  if (!target) return value
  if (target.kind === 'extension') return resolveExtension(target.schema, value, type, idOf)
  return resolveValue(target.path, value, idOf)
}

/** The path with the ids in its value filter, where that filter compares what points at resources. */
function resolvePath(text: string, target: PatchPath, idOf: IdOf): string {
  if (target.kind === 'extension' || !target.valueFilter || !isReferenceToValue(target.path.attribute)) return text
  let resolved = ''
  let copied = 0
  for (const { start, end, id } of referencesIn(readTokens(text, invalidPath), idOf)) {
    resolved += text.slice(copied, start) + JSON.stringify(id)
    copied = end
  }
  return resolved + text.slice(copied)
}

/** `value SP compareOp SP compValue`: the path was parsed, so that these three tokens are a comparison. */
function referencesIn(tokens: readonly Token[], idOf: IdOf) {
  return tokens.flatMap((token, index) => {
    if (tokens[index - 2]?.text.toLowerCase() !== 'value') return []
    const id = resolveId(token.kind === 'string' ? stringIn(token.text) : token.text, idOf)
    return id === undefined ? [] : [{ start: token.start, end: token.start + token.text.length, id }]
  })
}

/** The path was parsed, so that its strings are JSON's. */
function stringIn(text: string): string {
  return String(JSON.parse(text))
}
