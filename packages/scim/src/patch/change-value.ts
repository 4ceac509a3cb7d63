import { isAssigned } from '../resource/canonical-text.js'
import { assertCount } from '../resource/read-value.js'
import { isJsonObject, isList, type Json, type JsonObject } from '../resource/resource.js'
import { assertSame } from '../resource/validate-resource.js'
import type { Attribute } from '../schema/attribute.js'
import { mutability } from '../scim-error.js'
import type { PatchOperation } from './patch-operation.js'
import type { PatchTarget } from './patch-target.js'
import type { Patching } from './patching.js'
import { replacesWhole } from './replaces-whole.js'

/**
 * What becomes of the value of a single-valued attribute; undefined: it is unassigned. A complex one keeps the sub-attributes
 * that are not named, with add and, unless the manner says otherwise, with replace (RFC 7644 §3.5.2.3, D-09).
 *
 * @throws ScimError mutability
 */
export function changeValue(
  before: Json | undefined,
  operation: PatchOperation,
  target: PatchTarget,
  { manner }: Pick<Patching, 'manner'>,
): Json | undefined {
  const { attribute, subAttribute } = target.path
  const object = isJsonObject(before) ? before : {}
  if (subAttribute) return changePart(object, operation, attribute, subAttribute)
  switch (operation.kind) {
    case 'remove':
      return undefined
    case 'add':
    case 'replace':
      if (!isJsonObject(operation.value)) return operation.value
      return replacesWhole(operation.kind, manner)
        ? replaceValue(object, operation.value, attribute)
        : mergeValue(object, operation.value, attribute)
  }
}

/** The given value in place of another, but for what is immutable or read-only in that (D-10). @throws ScimError mutability */
export function replaceValue(before: JsonObject, given: JsonObject, attribute: Attribute): JsonObject {
  assertImmutableParts(before, given, attribute)
  const kept = attribute.subAttributes.filter(
    ({ name, mutability }) => (mutability === 'immutable' || mutability === 'readOnly') && before[name] !== undefined,
  )
  return Object.assign(Object.create(null), given, Object.fromEntries(kept.map(({ name }) => [name, before[name]])))
}

/** The object with the given parts over its own. @throws ScimError mutability when an immutable part would change */
export function mergeValue(before: JsonObject, given: JsonObject, attribute: Attribute): JsonObject {
  assertImmutableParts(before, given, attribute)
  return Object.assign(Object.create(null), before, given)
}

/** @throws ScimError mutability */
function assertImmutableParts(before: JsonObject, given: JsonObject, attribute: Attribute): void {
  for (const part of attribute.subAttributes) {
    if (part.mutability !== 'immutable') continue
    const was = before[part.name]
    const is = given[part.name]
    if (isAssigned(was) && isAssigned(is)) assertSame(was, is, `${attribute.name}.${part.name}`)
  }
}

/** The object with one part assigned or removed. @throws ScimError mutability, invalidValue */
export function changePart(
  before: JsonObject,
  operation: PatchOperation,
  attribute: Attribute,
  part: Attribute,
): JsonObject {
  if (operation.kind !== 'remove') {
    const name = `${attribute.name}.${part.name}`
    const value = operation.kind === 'add' ? addedPart(before[part.name], operation.value, name) : operation.value
    return mergeValue(before, { [part.name]: value }, attribute)
  }
  if (before[part.name] === undefined) return before
  if (part.required || part.mutability === 'immutable') {
    const reason = part.required ? 'required' : 'immutable'
    throw mutability(`'${attribute.name}.${part.name}' is ${reason}: it cannot be removed.`)
  }
  return withoutPart(before, part.name)
}

/** A part that has several values gets more of them, each once. */
function addedPart(before: Json | undefined, value: Json, name: string): Json {
  if (!isList(before) || !isList(value)) return value
  const values = [...new Set([...before, ...value])]
  assertCount(values.length, name)
  return values
}

function withoutPart(object: JsonObject, name: string): JsonObject {
  const copy: Record<string, Json | undefined> = Object.assign(Object.create(null), object)
  delete copy[name]
  return copy
}
