import type { Manner } from '../manner.js'
import { type Attribute, findAttribute } from './attribute.js'
import { commonAttributes } from './common-attributes.js'
import type { ResourceType } from './resource-type.js'
import type { Schema } from './schema.js'

/**
 * A resolved path: the tree carries the attributes themselves, so that nothing downstream looks names up again.
 * `userName`, `name.givenName`, `urn:…:enterprise:2.0:User:manager.displayName`.
 */
export interface AttributePath {
  /** Where the attribute lives: the common attributes, the base schema, or an extension. */
  readonly schema: Schema
  /** The extension's URN when the attribute lives in one: in JSON its value is nested under that key. */
  readonly extension: string | undefined
  readonly attribute: Attribute
  readonly subAttribute: Attribute | undefined
}

/**
 * The attribute that `[URI ":"] ATTRNAME *1subAttr` names (RFC 7644 §3.10), without regard to case, or undefined. A URN is
 * the longest one that the resource type has as a prefix of the name (D-13). A name without one is a common or base
 * attribute; in the compatible manner also the attribute of an extension, when only one has it (D-14).
 */
export function findAttributePath(name: string, resourceType: ResourceType, manner: Manner): AttributePath | undefined {
  const paths = knownPaths(resourceType)
  const known = paths.get(name)
  if (known) return known
  const path = resolve(name, resourceType, manner)
  // Only names in the schema's own spelling are remembered: there are only so many.
  if (path && name === printAttributePath(path)) paths.set(name, path)
  return path
}

/** The paths of a resource type that were asked for before. Resource types do not change. */
function knownPaths(resourceType: ResourceType): Map<string, AttributePath> {
  const known = pathsByType.get(resourceType)
  if (known) return known
  const paths = new Map<string, AttributePath>()
  pathsByType.set(resourceType, paths)
  return paths
}

const pathsByType = new WeakMap<ResourceType, Map<string, AttributePath>>()

function resolve(name: string, resourceType: ResourceType, manner: Manner): AttributePath | undefined {
  const qualified = name.includes(':') ? splitUrn(name, resourceType, manner) : undefined
  if (qualified) return findInSchema(qualified.rest, qualified.schema, resourceType)
  return findInSchema(name, resourceType.schema, resourceType) ?? findInExtension(name, resourceType, manner)
}

/** The extension whose whole URN the text is: a PATCH path, or a key of a value without a path. */
export function findExtension(text: string, resourceType: ResourceType): Schema | undefined {
  // Most paths are plain names, and a URN has a colon.
  if (!text.includes(':')) return undefined
  const wanted = text.toLowerCase()
  return extensionsOf(resourceType).find((schema) => schema.id.toLowerCase() === wanted)
}

/** The path in standard attribute notation (RFC 7644 §3.10), in the schema's case; extension attributes with their URN. */
export function printAttributePath(path: AttributePath): string {
  const prefix = path.extension === undefined ? '' : `${path.extension}:`
  const suffix = path.subAttribute === undefined ? '' : `.${path.subAttribute.name}`
  return `${prefix}${path.attribute.name}${suffix}`
}

/** The attribute whose values the path selects: the sub-attribute where there is one. */
export function targetOf(path: AttributePath): Attribute {
  return path.subAttribute ?? path.attribute
}

/** The sentence that refuses a name that resolves to nothing; it says where the attribute is when it lacks its URN. */
export function unknownAttribute(name: string, resourceType: ResourceType): string {
  const [path] = extensionPaths(name, resourceType)
  if (!path) return `'${resourceType.name}' has no attribute '${shorten(name)}'.`
  return `'${resourceType.name}' has '${name}' in an extension: it is named with its URN, '${printAttributePath(path)}'.`
}

/** Text of the caller as a message quotes it: the first 80 characters. */
export function shorten(text: string): string {
  return text.length <= 80 ? text : `${Array.from(text.slice(0, 160)).slice(0, 80).join('')}…`
}

interface QualifiedName {
  readonly schema: Schema
  readonly rest: string
}

/** Entra ID also writes a dot after the URN: `urn:…:User.department`. */
function splitUrn(name: string, resourceType: ResourceType, manner: Manner): QualifiedName | undefined {
  const folded = name.toLowerCase()
  let longest: QualifiedName | undefined
  for (const schema of [resourceType.schema, ...extensionsOf(resourceType)]) {
    const separator = folded.startsWith(schema.id.toLowerCase()) ? name[schema.id.length] : undefined
    if (separator !== ':' && (separator !== '.' || manner.strict)) continue
    if (longest && longest.schema.id.length >= schema.id.length) continue
    longest = { schema, rest: name.slice(schema.id.length + 1) }
  }
  if (longest && name[longest.schema.id.length] === '.') manner.tolerated('acceptDotAfterUrn')
  return longest
}

function findInExtension(name: string, resourceType: ResourceType, manner: Manner): AttributePath | undefined {
  const [path, another] = extensionPaths(name, resourceType)
  if (manner.strict || !path || another) return undefined
  manner.tolerated('acceptUnqualifiedExtensionAttribute')
  return path
}

function extensionPaths(name: string, resourceType: ResourceType): readonly AttributePath[] {
  const paths = extensionsOf(resourceType).map((schema) => findInSchema(name, schema, resourceType))
  return paths.filter((path) => path !== undefined)
}

/** The base schema's URN also qualifies the common attributes, which no schema defines. */
function findInSchema(name: string, schema: Schema, resourceType: ResourceType): AttributePath | undefined {
  if (schema !== resourceType.schema) return findIn(name, schema, schema.id)
  return findIn(name, commonAttributes, undefined) ?? findIn(name, schema, undefined)
}

function findIn(name: string, schema: Schema, extension: string | undefined): AttributePath | undefined {
  const dot = name.indexOf('.')
  const attribute = findAttribute(schema.attributes, dot < 0 ? name : name.slice(0, dot))
  if (!attribute) return undefined
  if (dot < 0) return { schema, extension, attribute, subAttribute: undefined }
  const subAttribute = findAttribute(attribute.subAttributes, name.slice(dot + 1))
  return subAttribute && { schema, extension, attribute, subAttribute }
}

function extensionsOf(resourceType: ResourceType): readonly Schema[] {
  return resourceType.schemaExtensions.map((extension) => extension.schema)
}
