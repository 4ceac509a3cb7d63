import type { Manner } from '../manner.js'
import { type Attribute, findAttribute } from '../schema/attribute.js'
import { findAttributePath, findExtension } from '../schema/attribute-path.js'
import { commonAttributes } from '../schema/common-attributes.js'
import type { ResourceType } from '../schema/resource-type.js'
import { invalidValue } from '../scim-error.js'
import { isAssigned } from './canonical-text.js'
import { isJsonObject, type Json, type JsonObject } from './resource.js'

/** Which attributes an answer is to show (RFC 7644 §3.9). */
export interface Projection {
  /** `only`: what is named, beside what is always returned. `without`: what is returned by default but what is named. */
  readonly kind: 'only' | 'without'
  /** Of each attribute that is named: whole, or the sub-attributes meant. */
  readonly named: ReadonlyMap<Attribute, 'whole' | ReadonlySet<Attribute>>
  /** Of a write's answer: what the client has set, and what is therefore shown though it is returned on request only. */
  readonly given?: ReadonlySet<Attribute>
}

/**
 * Reads the query parameters `attributes` and `excludedAttributes`; undefined when neither says anything (D-27). Unknown
 * names are ignored (D-26).
 *
 * @throws ScimError invalidValue for both at once, in the strict manner (D-25)
 */
export function parseProjection(
  query: { readonly attributes?: string | undefined; readonly excludedAttributes?: string | undefined },
  resourceType: ResourceType,
  manner: Manner,
): Projection | undefined {
  const attributes = namesIn(query.attributes)
  const excluded = namesIn(query.excludedAttributes)
  if (attributes.length > 0 && excluded.length > 0) preferAttributes(manner)
  if (attributes.length > 0) return { kind: 'only', named: resolveNames(attributes, resourceType, manner) }
  if (excluded.length > 0) return { kind: 'without', named: resolveNames(excluded, resourceType, manner) }
  return undefined
}

/**
 * The projection of a write's answer: what is returned on request is shown where the client has set it (RFC 7643 §7). A list
 * of `attributes` overrides that as it does every default (RFC 7644 §3.9).
 */
export function showGiven(projection: Projection | undefined, given: ReadonlySet<Attribute>): Projection | undefined {
  if (given.size === 0 || projection?.kind === 'only') return projection
  return { kind: 'without', named: projection?.named ?? new Map(), given }
}

/** The RFC calls the two parameters mutually exclusive (D-25). */
function preferAttributes(manner: Manner): void {
  if (manner.strict) throw invalidValue(`'attributes' and 'excludedAttributes' exclude each other: send one of them.`)
  manner.tolerated('preferAttributes')
}

function namesIn(text: string | undefined): readonly string[] {
  if (text === undefined) return []
  const names = text.split(',').map((name) => name.trim())
  return [...new Set(names)].filter((name) => name !== '').slice(0, mostNames)
}

/** More names than any resource type has attributes; the others are ignored like unknown ones. */
const mostNames = 1000

function resolveNames(names: readonly string[], resourceType: ResourceType, manner: Manner): Projection['named'] {
  const named = new Map<Attribute, 'whole' | Set<Attribute>>()
  for (const name of names) {
    for (const { attribute, subAttribute } of pathsOf(name, resourceType, manner)) {
      const parts = named.get(attribute)
      if (!subAttribute) named.set(attribute, 'whole')
      else if (parts === undefined) named.set(attribute, new Set([subAttribute]))
      else if (parts !== 'whole') parts.add(subAttribute)
    }
  }
  return named
}

/** The URN of a schema stands for all its attributes. */
function pathsOf(
  name: string,
  resourceType: ResourceType,
  manner: Manner,
): readonly { readonly attribute: Attribute; readonly subAttribute: Attribute | undefined }[] {
  const isBase = name.toLowerCase() === resourceType.schema.id.toLowerCase()
  const schema = isBase ? resourceType.schema : findExtension(name, resourceType)
  if (schema) return schema.attributes.map((attribute) => ({ attribute, subAttribute: undefined }))
  const path = findAttributePath(name, resourceType, manner)
  return path ? [path] : []
}

/** Whether the base attribute of that name can be part of the answer: when not, storage need not read it. */
export function showsAttribute(projection: Projection | undefined, name: string, resourceType: ResourceType): boolean {
  const attribute = findAttribute(resourceType.schema.attributes, name)
  return attribute !== undefined && isShown(projection, attribute)
}

/** Whether an attribute of any schema can be part of the answer. */
export function isShown(projection: Projection | undefined, attribute: Attribute): boolean {
  const named = projection?.named.get(attribute)
  switch (attribute.returned) {
    case 'always':
      return true
    case 'never':
      return false
    case 'request':
      if (projection?.kind === 'only') return named !== undefined
      return named !== 'whole' && (projection?.given?.has(attribute) ?? false)
    case 'default':
      return projection?.kind === 'only' ? named !== undefined : named !== 'whole'
  }
}

/**
 * What of a resource an answer shows (RFC 7643 §2.2 "returned", RFC 7644 §3.9): the minimum set, and by default or on request
 * the rest. What has no value left is left out. The view has its names in the schema's case.
 */
export function projectResource(
  view: JsonObject,
  projection: Projection | undefined,
  resourceType: ResourceType,
): JsonObject {
  const shown: Record<string, Json | undefined> = Object.create(null)
  for (const [name, value] of Object.entries(view)) {
    const part = projectMember(name, value, projection, resourceType)
    if (isAssigned(part)) shown[name] = part
  }
  return shown
}

function projectMember(
  name: string,
  value: Json | undefined,
  projection: Projection | undefined,
  resourceType: ResourceType,
): Json | undefined {
  const extension = resourceType.schemaExtensions.find(({ schema }) => schema.id === name)
  if (extension) {
    return isJsonObject(value) ? projectObject(value, extension.schema.attributes, projection) : undefined
  }
  const attribute =
    findAttribute(commonAttributes.attributes, name) ?? findAttribute(resourceType.schema.attributes, name)
  return attribute && projectAttribute(value, attribute, projection)
}

function projectObject(
  object: JsonObject,
  attributes: readonly Attribute[],
  projection: Projection | undefined,
): JsonObject {
  const shown: Record<string, Json | undefined> = Object.create(null)
  for (const [name, value] of Object.entries(object)) {
    const attribute = findAttribute(attributes, name)
    const part = attribute && projectAttribute(value, attribute, projection)
    if (isAssigned(part)) shown[name] = part
  }
  return shown
}

function projectAttribute(
  value: Json | undefined,
  attribute: Attribute,
  projection: Projection | undefined,
): Json | undefined {
  if (value === undefined || !isShown(projection, attribute)) return undefined
  if (attribute.type !== 'complex') return value
  const shows = (part: Attribute): boolean => showsPart(projection, attribute, part)
  if (!Array.isArray(value)) return projectValue(value, attribute, shows)
  return value.map((element: Json) => projectValue(element, attribute, shows)).filter(isAssigned)
}

/** Whether a sub-attribute of a shown attribute is shown. */
function showsPart(projection: Projection | undefined, attribute: Attribute, part: Attribute): boolean {
  if (part.returned === 'always' || part.returned === 'never') return part.returned === 'always'
  const named = projection?.named.get(attribute)
  const isNamed = named !== undefined && named !== 'whole' && named.has(part)
  const isGiven = part.returned === 'default' || (projection?.given?.has(part) ?? false)
  if (projection?.kind !== 'only') return isGiven && !isNamed
  if (named === undefined || named === 'whole') return part.returned === 'default'
  return isNamed
}

function projectValue(value: Json, attribute: Attribute, shows: (part: Attribute) => boolean): Json {
  if (!isJsonObject(value)) return value
  const shown: Record<string, Json | undefined> = Object.create(null)
  for (const [name, part] of Object.entries(value)) {
    const subAttribute = findAttribute(attribute.subAttributes, name)
    if (subAttribute && shows(subAttribute)) shown[name] = part
  }
  return shown
}
