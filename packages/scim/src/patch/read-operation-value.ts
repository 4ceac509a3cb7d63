import type { Manner } from '../manner.js'
import { isLinks, readMember, readMembers } from '../resource/read-members.js'
import { isGrant, type ReadContext, readElement, readValue } from '../resource/read-value.js'
import { isJsonObject, isList, type Json } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import type { AttributePath } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { idsIn } from './ids-in.js'
import type { PatchPath } from './patch-path.js'
import type { PatchTarget } from './patch-target.js'
import { ignoreRemovedValue, removeAllMembers, removeListedValues, removeUnnamedMembers } from './vendor-dialects.js'

/**
 * Reads the value of an operation as its target's: a part, one value, or an array of them; undefined when it says "no value".
 * For a multi-valued attribute one value may stand without its array (RFC 7644 §3.5.2.1).
 *
 * @throws ScimError invalidValue, invalidSyntax
 */
export function readOperationValue(
  value: unknown,
  target: PatchTarget,
  resourceType: ResourceType,
  manner: Manner,
): Json | undefined {
  const { path, valueFilter } = target
  const { attribute } = path
  if (path.subAttribute) return readPart(value, attribute, path.subAttribute, { resourceType, manner })
  if (valueFilter) return readSelected(value, path, { resourceType, manner })
  const list = attribute.multiValued && value !== null && !Array.isArray(value) ? [value] : value
  if (!isLinks(path, resourceType)) return readValue(list, attribute, { resourceType, manner })
  const members = readMembers(list, resourceType, manner)
  return members.length === 0 ? undefined : members
}

function readPart(
  value: unknown,
  attribute: Attribute,
  subAttribute: Attribute,
  context: ReadContext,
): Json | undefined {
  // A role may be JSON text here too (Q17).
  if (subAttribute.name === 'value' && isGrant(attribute, context.resourceType)) {
    const element = readElement({ value }, attribute, context)
    return isJsonObject(element) ? element.value : undefined
  }
  const { resourceType, manner } = context
  return readValue(value, subAttribute, { resourceType, manner, parent: attribute.name })
}

function readSelected(value: unknown, path: AttributePath, context: ReadContext): Json | undefined {
  const single: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  if (single === null) return undefined
  if (isLinks(path, context.resourceType)) return readMember(single, path.attribute, context.manner)
  return readElement(single, path.attribute, context)
}

/**
 * Reads the values that a remove lists (D-05); undefined when it lists none, or when its path says all.
 *
 * @throws ScimError invalidSyntax in the strict manner · invalidValue · 403 where members are protected
 */
export function readListedValues(
  value: unknown,
  target: PatchPath,
  resourceType: ResourceType,
  manner: Manner,
): readonly Json[] | undefined {
  assertNamesMembers(target, resourceType, manner)
  if (value === undefined) {
    if (target.kind === 'attribute' && isWholeList(target) && isLinks(target.path, resourceType)) {
      removeAllMembers(target.path.attribute.name, manner)
    }
    return undefined
  }
  if (target.kind === 'extension' || !isWholeList(target)) {
    ignoreRemovedValue(manner)
    return undefined
  }
  const { attribute } = target.path
  const listed = removeListedValues(value, attribute, manner)
  if (isLinks(target.path, resourceType)) return readMembers(listed, resourceType, manner)
  const values = readValue(listed, attribute, { resourceType, manner })
  return isList(values) ? values : []
}

function assertNamesMembers(target: PatchPath, resourceType: ResourceType, manner: Manner): void {
  if (target.kind === 'extension' || !target.valueFilter || !isLinks(target.path, resourceType)) return
  if (idsIn(target.valueFilter) === undefined) removeUnnamedMembers(target.path.attribute.name, manner)
}

function isWholeList(target: PatchTarget): boolean {
  return target.path.attribute.multiValued && !target.path.subAttribute && !target.valueFilter
}
