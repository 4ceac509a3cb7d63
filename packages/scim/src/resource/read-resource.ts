import type { Manner } from '../manner.js'
import { findAttribute } from '../schema/attribute.js'
import { type AttributePath, findExtension } from '../schema/attribute-path.js'
import { commonAttributes } from '../schema/common-attributes.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'
import { invalidSyntax, invalidValue } from '../scim-error.js'
import { assertName, attributesIn } from './member-of.js'
import { isLinks, readMembers } from './read-members.js'
import { readSchemas } from './read-schemas.js'
import { type ReadContext, readValue } from './read-value.js'
import { isJsonObject, type Json, type Resource } from './resource.js'
import { acceptQualifiedNames, ignoreUnknownAttributes } from './vendor-dialects.js'

/** A resource as a client sent it. */
export interface ReadResource {
  readonly resource: Resource
  /** The attributes, and URNs of extensions, that the client named, be it with null or an empty array (D-74). */
  readonly given: ReadonlySet<string>
}

/**
 * Reads the untrusted body of a POST or PUT as a resource (RFC 7643 §2, §3; RFC 7644 §3.3, §3.5.1): names in the schema's
 * case, null and empty arrays left out, read-only attributes ignored, every value of its attribute's type.
 *
 * @throws ScimError invalidSyntax, invalidValue
 */
export function readResource(body: unknown, resourceType: ResourceType, manner: Manner): ReadResource {
  if (!isJsonObject(body)) throw invalidSyntax('The body is a JSON object.')
  const reading: Reading = {
    context: { resourceType, manner },
    resource: Object.create(null),
    given: new Set(),
    assigned: new Set(),
  }
  let schemas: unknown
  for (const [name, value] of attributesIn(body, resourceType.name)) {
    if (name.toLowerCase() !== 'schemas') readAttribute(reading, name, value)
    else if (schemas !== undefined) throw givenTwice('schemas')
    else schemas = value
  }
  readSchemas(schemas, resourceType, manner)
  return { resource: reading.resource, given: reading.given }
}

interface Reading {
  readonly context: ReadContext
  readonly resource: MutableObject
  readonly given: Set<string>
  /** What has been assigned, by its whole name, so that a second spelling of it is noticed. */
  readonly assigned: Set<string>
}

type MutableObject = Record<string, Json | undefined>

function readAttribute(reading: Reading, name: string, value: unknown): void {
  assertName(name)
  const { resourceType, manner } = reading.context
  const extension = findExtension(name, resourceType)
  const path = extension
    ? undefined
    : (findPlainPath(name, resourceType) ?? acceptQualifiedNames(name, resourceType, manner))
  if (extension) readExtension(reading, extension, value)
  else if (path) assign(reading, path, value)
  else ignoreUnknownAttributes(name, resourceType.name, manner)
}

/** In a body, an attribute of the base schema has its plain name (RFC 7643 §3). */
function findPlainPath(name: string, resourceType: ResourceType): AttributePath | undefined {
  for (const schema of [commonAttributes, resourceType.schema]) {
    const attribute = findAttribute(schema.attributes, name)
    if (attribute) return { schema, extension: undefined, attribute, subAttribute: undefined }
  }
  return undefined
}

function readExtension(reading: Reading, schema: Schema, value: unknown): void {
  assertOnce(reading, schema.id)
  reading.given.add(schema.id)
  if (value === null) return
  if (!isJsonObject(value)) throw invalidValue(`'${schema.id}' is an object of attributes.`)
  const { resourceType, manner } = reading.context
  for (const [name, part] of attributesIn(value, schema.id)) {
    assertName(name)
    const path = findExtensionPath(name, schema, resourceType, manner)
    if (path) assign(reading, path, part)
    else ignoreUnknownAttributes(name, schema.id, manner)
  }
}

function findExtensionPath(
  name: string,
  schema: Schema,
  resourceType: ResourceType,
  manner: Manner,
): AttributePath | undefined {
  const attribute = findAttribute(schema.attributes, name)
  if (attribute) return { schema, extension: schema.id, attribute, subAttribute: undefined }
  return acceptQualifiedNames(`${schema.id}:${name}`, resourceType, manner)
}

function assign(reading: Reading, path: AttributePath, value: unknown): void {
  const { attribute, extension, subAttribute } = path
  const name = extension === undefined ? attribute.name : `${extension}:${attribute.name}`
  assertOnce(reading, subAttribute ? `${name}.${subAttribute.name}` : name)
  reading.given.add(extension ?? attribute.name)
  if (attribute.mutability === 'readOnly' || subAttribute?.mutability === 'readOnly') return
  const read = readAssigned(path, value, reading.context)
  if (read === undefined) return
  const holder = extension === undefined ? reading.resource : objectIn(reading.resource, extension)
  if (!isJsonObject(read)) holder[attribute.name] = read
  // A complex value may come in parts: `name` and `name.givenName`.
  else for (const [part, partValue] of Object.entries(read)) addPart(objectIn(holder, attribute.name), part, partValue)
}

function readAssigned(path: AttributePath, value: unknown, context: ReadContext): Json | undefined {
  const { attribute, subAttribute } = path
  if (isLinks(path, context.resourceType)) {
    const members = readMembers(value, context.resourceType, context.manner)
    return members.length === 0 ? undefined : members
  }
  return readValue(subAttribute ? { [subAttribute.name]: value } : value, attribute, context)
}

function assertOnce(reading: Reading, name: string): void {
  if (reading.assigned.has(name)) throw givenTwice(name)
  reading.assigned.add(name)
}

function addPart(holder: MutableObject, name: string, value: Json | undefined): void {
  if (holder[name] !== undefined) throw givenTwice(name)
  holder[name] = value
}

function objectIn(holder: MutableObject, name: string): MutableObject {
  const existing = holder[name]
  const object: MutableObject = Object.assign(Object.create(null), existing)
  holder[name] = object
  return object
}

function givenTwice(name: string) {
  return invalidSyntax(`'${name}' is given more than once.`)
}
