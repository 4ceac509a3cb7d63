import type { Manner } from '../manner.js'
import { type Attribute, findAttribute } from '../schema/attribute.js'
import { isReferenceToValue } from '../schema/reference-attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidSyntax, invalidValue } from '../scim-error.js'
import { canonicalText } from './canonical-text.js'
import { assertName, attributesIn } from './member-of.js'
import { readSimpleValue } from './read-simple-value.js'
import { isJsonObject, type Json, type JsonObject } from './resource.js'
import {
  acceptDisplayAsValue,
  acceptDisplayName,
  acceptEmptyText,
  acceptIdAsValue,
  acceptJsonInValue,
  acceptObjectAsArray,
  acceptPlainValues,
  acceptReferenceForms,
  ignoreUnknownAttributes,
  splitCommaLists,
} from './vendor-dialects.js'

/** What the reader of a value knows beside the value. */
export interface ReadContext {
  readonly resourceType: ResourceType
  readonly manner: Manner
  /** The name of the complex attribute around the value, for messages. */
  readonly parent?: string
}

/** More values than this are refused: no client has them, and each costs time with every request. */
const mostValues = 1000

/**
 * Reads a value of JSON as the attribute's (RFC 7643 §2.3, §2.4); undefined when it says "no value" (§2.5). Only what the
 * schema knows is looked into, so that the depth is the schema's.
 *
 * @throws ScimError invalidValue, invalidSyntax
 */
export function readValue(value: unknown, attribute: Attribute, context: ReadContext): Json | undefined {
  if (value === null || value === undefined) return undefined
  if (!attribute.multiValued) return readSingleValue(value, attribute, context)
  if (acceptEmptyText(value, context.manner) === undefined) return undefined
  const list = acceptObjectAsArray(value, context.manner)
  if (!Array.isArray(list)) throw invalidValue(`'${nameOf(attribute, context)}' has several values: send an array.`)
  return readList(list, attribute, context)
}

/** The elements that have a value, each once (RFC 7643 §2.4); undefined when there is none. */
function readList(list: readonly unknown[], attribute: Attribute, context: ReadContext): readonly Json[] | undefined {
  assertCount(list.length, nameOf(attribute, context))
  const elements = isGrant(attribute, context.resourceType)
    ? list.flatMap((element) => splitCommaLists(element, context.manner))
    : list
  assertCount(elements.length, nameOf(attribute, context))
  if (elements.length === 1) {
    const single = readElement(elements[0], attribute, context)
    return single === undefined ? undefined : [single]
  }
  const values = new Map<string, Json>()
  for (const element of elements) {
    const value = readElement(element, attribute, context)
    if (value !== undefined) addOnce(values, value)
  }
  return values.size === 0 ? undefined : [...values.values()]
}

/** Of two values with one `value` and `type` the later one's other parts count: the pair occurs once (RFC 7643 §2.4). */
function addOnce(values: Map<string, Json>, value: Json): void {
  const isPair = isJsonObject(value) && value.value !== undefined
  const key = isPair ? canonicalText([value.value ?? null, value.type ?? null]) : canonicalText(value)
  const existing = values.get(key)
  const merged = isPair && isJsonObject(existing) ? Object.assign(Object.create(null), existing, value) : value
  values.set(key, merged)
}

/** @throws ScimError invalidValue when an attribute has more values than are accepted */
export function assertCount(count: number, name: string): void {
  if (count > mostValues) throw invalidValue(`'${name}' has more than ${mostValues} values.`)
}

/** Reads one value of a multi-valued attribute; undefined when it is none. */
export function readElement(element: unknown, attribute: Attribute, context: ReadContext): Json | undefined {
  if (element === null || element === undefined) return undefined
  if (attribute.type !== 'complex') return readSingleValue(element, attribute, context)
  if (acceptEmptyText(element, context.manner) === undefined) return undefined
  const object = acceptPlainValues(element, attribute, context.manner)
  return readObject(isJsonObject(object) ? acceptForms(object, attribute, context) : object, attribute, context)
}

function acceptForms(value: JsonObject, attribute: Attribute, context: ReadContext): JsonObject {
  const { manner } = context
  if (!isGrant(attribute, context.resourceType)) return acceptDisplayName(value, attribute, manner)
  const named = acceptDisplayName(acceptJsonInValue(value, manner), attribute, manner)
  return acceptDisplayAsValue(acceptIdAsValue(named, manner), manner)
}

/** True for the attributes whose values are roles and entitlements. */
export function isGrant(attribute: Attribute, resourceType: ResourceType): boolean {
  const { grants } = resourceType.keptApart
  return grants !== undefined && (attribute.name === grants.role || attribute.name === grants.entitlement)
}

function readSingleValue(value: unknown, attribute: Attribute, context: ReadContext): Json | undefined {
  if (acceptEmptyText(value, context.manner) === undefined) return undefined
  if (attribute.type !== 'complex') return readSimpleValue(value, attribute, nameOf(attribute, context), context.manner)
  const object = acceptReferenceForms(value, attribute, context.manner)
  return object === null ? undefined : readObject(object, attribute, context)
}

/** The sub-attributes that the client may write; what is read-only is ignored (RFC 7643 §2.2). */
function readObject(value: unknown, attribute: Attribute, context: ReadContext): JsonObject | undefined {
  if (!isJsonObject(value)) throw invalidValue(`'${nameOf(attribute, context)}' is an object of sub-attributes.`)
  const object: Record<string, Json | undefined> = Object.create(null)
  const given = new Set<Attribute>()
  const inside: ReadContext = { resourceType: context.resourceType, manner: context.manner, parent: attribute.name }
  for (const [name, part] of attributesIn(value, attribute.name)) {
    const subAttribute = findSubAttribute(name, attribute, context)
    if (!subAttribute) continue
    if (given.has(subAttribute))
      throw invalidSyntax(`'${attribute.name}.${subAttribute.name}' is given more than once.`)
    given.add(subAttribute)
    if (subAttribute.mutability === 'readOnly') continue
    const read = readValue(part, subAttribute, inside)
    if (read !== undefined) object[subAttribute.name] = read
  }
  return withoutReference(object, attribute)
}

function findSubAttribute(name: string, attribute: Attribute, context: ReadContext): Attribute | undefined {
  assertName(name)
  const found = findAttribute(attribute.subAttributes, name)
  if (!found) ignoreUnknownAttributes(name, attribute.name, context.manner)
  return found
}

/** A `$ref` to a resource follows from the `value` beside it and is not kept; alone, it names the value. */
function withoutReference(object: Record<string, Json | undefined>, attribute: Attribute): JsonObject | undefined {
  if (isReferenceToValue(attribute)) {
    if (object.value === undefined && typeof object.$ref === 'string') object.value = lastSegment(object.$ref)
    delete object.$ref
  }
  return Object.keys(object).length === 0 ? undefined : object
}

/** The id in a resource's location. */
export function lastSegment(location: string): string {
  return location.slice(location.lastIndexOf('/') + 1)
}

function nameOf(attribute: Attribute, context: ReadContext): string {
  return context.parent === undefined ? attribute.name : `${context.parent}.${attribute.name}`
}
