import { comparisonKey } from '../filter/compare.js'
import type { Manner } from '../manner.js'
import { type Attribute, findAttribute } from '../schema/attribute.js'
import type { AttributePath } from '../schema/attribute-path.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidSyntax, invalidValue } from '../scim-error.js'
import { assertName, attributesIn } from './member-of.js'
import { readText } from './read-simple-value.js'
import { lastSegment } from './read-value.js'
import { type Id, isJsonObject, type JsonObject } from './resource.js'
import {
  acceptNumbersAsText,
  acceptObjectAsArray,
  acceptPlainValues,
  ignoreUnknownAttributes,
} from './vendor-dialects.js'

/** A value of a group's members as a client names it. */
export type MemberValue = { readonly value: string; readonly type?: string }

/** A group may have these many members in one request. */
const mostMembers = 100_000

/**
 * Reads the values of the attribute that is kept as links, such as a group's `members` (RFC 7643 §4.2), each id once. Clients
 * send `display: null`, `$ref: null` and leave the type out (Q23); what is derived is not looked at.
 *
 * @throws ScimError invalidValue for a value that names nobody, invalidSyntax
 */
export function readMembers(value: unknown, resourceType: ResourceType, manner: Manner): readonly MemberValue[] {
  const attribute = linksOf(resourceType)
  if (value === null || value === undefined || !attribute) return []
  const list = acceptObjectAsArray(value, manner)
  if (!Array.isArray(list)) throw invalidValue(`'${attribute.name}' has several values: send an array.`)
  if (list.length > mostMembers)
    throw invalidValue(`'${attribute.name}' has more than ${mostMembers} values in one request.`)
  const members = new Map<string, MemberValue>()
  for (const element of list) {
    if (element === null) continue
    const member = readMember(element, attribute, manner)
    members.set(member.value, member)
  }
  return [...members.values()]
}

/** True for the path of the attribute that is kept as links, such as a group's members. */
export function isLinks(path: AttributePath, resourceType: ResourceType): boolean {
  return path.attribute === linksOf(resourceType)
}

/** The attribute of the resource type that is kept as links. */
function linksOf(resourceType: ResourceType): Attribute | undefined {
  const { links } = resourceType.keptApart
  return links === undefined ? undefined : resourceType.schema.attributes.find(({ name }) => name === links)
}

/** Reads one member. @throws ScimError invalidValue, invalidSyntax */
export function readMember(element: unknown, attribute: Attribute, manner: Manner): MemberValue {
  const object = acceptPlainValues(element, attribute, manner)
  if (!isJsonObject(object)) throw invalidValue(`A value of '${attribute.name}' is an object with a 'value'.`)
  const parts = partsOf(object, attribute, manner)
  const id = readText(
    acceptNumbersAsText(parts.get('value') ?? idOf(parts.get('$ref')), manner),
    `${attribute.name}.value`,
  )
  if (id === '') throw invalidValue(`A value of '${attribute.name}' has no 'value'.`)
  // What follows from the value is not kept, and is of its type nevertheless.
  const reference = parts.get('$ref')
  if (reference !== undefined) readText(reference, `${attribute.name}.$ref`)
  const type = parts.get('type') ?? ''
  const value = memberId(id, attribute)
  return type === '' ? { value } : { value, type: readText(type, `${attribute.name}.type`) }
}

/** An id as links have it: in lower case, as ids are drawn, where the attribute says that case does not matter. */
export function memberId(id: string, attribute: Attribute): Id {
  const value = findAttribute(attribute.subAttributes, 'value')
  return value ? comparisonKey(value, id) : id
}

/** The members of the object under the schema's names; null is absent. */
function partsOf(object: JsonObject, attribute: Attribute, manner: Manner): ReadonlyMap<string, unknown> {
  const parts = new Map<string, unknown>()
  const given = new Set<string>()
  for (const [name, part] of attributesIn(object, attribute.name)) {
    const wanted = name.toLowerCase()
    const subAttribute = attribute.subAttributes.find((candidate) => candidate.name.toLowerCase() === wanted)
    if (!subAttribute) {
      assertName(name)
      ignoreUnknownAttributes(name, attribute.name, manner)
      continue
    }
    if (given.has(subAttribute.name)) {
      throw invalidSyntax(`'${attribute.name}.${subAttribute.name}' is given more than once.`)
    }
    given.add(subAttribute.name)
    if (part !== null) parts.set(subAttribute.name, part)
  }
  return parts
}

function idOf(reference: unknown): unknown {
  return typeof reference === 'string' ? lastSegment(reference) : ''
}
