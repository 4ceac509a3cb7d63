import { isJsonObject, type Json } from '../json.js'
import { invalidValue } from '../scim-error.js'
import { findAmbiguousUrn } from './ambiguous-urn.js'
import { shorten } from './attribute-path.js'
import { isProtocolEndpoint } from './protocol-endpoints.js'
import { readFlag, readTextOf, requireText } from './read-characteristic.js'
import { isReservedName } from './reserved-names.js'
import { defineResourceType, type ResourceType, type SchemaExtension } from './resource-type.js'
import type { Schema } from './schema.js'

/**
 * Reads a resource type from its JSON representation, as `/ResourceTypes` lists it (RFC 7643 §6); its schemas are among the
 * given ones.
 *
 * @throws ScimError invalidValue
 */
export function readResourceType(definition: unknown, schemas: readonly Schema[]): ResourceType {
  if (!isJsonObject(definition)) throw invalidValue('A resource type is defined by an object.')
  const name = requireText(definition, 'name', '')
  if (isReservedName(name) || !/^[A-Za-z][A-Za-z0-9_-]{0,99}$/.test(name)) {
    throw invalidValue(`'${shorten(name)}' is no name of a resource type: a letter, then letters, digits, '-' and '_'.`)
  }
  const type = defineResourceType({
    name,
    endpoint: readEndpoint(requireText(definition, 'endpoint', '')),
    description: readTextOf(definition, 'description', '') ?? '',
    schema: requireSchema(requireText(definition, 'schema', ''), schemas),
    schemaExtensions: readExtensions(definition.schemaExtensions ?? [], schemas),
  })
  const ambiguity = findAmbiguousUrn([type.schema, ...type.schemaExtensions.map(({ schema }) => schema)])
  if (ambiguity !== undefined) throw invalidValue(ambiguity)
  return type
}

/** Relative to the base URL (§6): one segment. What the protocol gives a meaning to is taken. */
function readEndpoint(endpoint: string): string {
  if (!/^\/[A-Za-z][A-Za-z0-9._~-]{0,99}$/.test(endpoint)) {
    throw invalidValue(`'${shorten(endpoint)}' is no endpoint: a slash, a letter, then letters, digits and '.-_~'.`)
  }
  if (isProtocolEndpoint(endpoint)) throw invalidValue(`The endpoint '${endpoint}' has another meaning.`)
  return endpoint
}

function requireSchema(id: string, schemas: readonly Schema[]): Schema {
  const schema = schemas.find((each) => each.id.toLowerCase() === id.toLowerCase())
  if (!schema) throw invalidValue(`There is no schema '${shorten(id)}'.`)
  return schema
}

function readExtensions(definitions: Json, schemas: readonly Schema[]): readonly SchemaExtension[] {
  if (!Array.isArray(definitions)) throw invalidValue("'schemaExtensions' is a list.")
  const extensions = definitions.map((definition: Json, index) => {
    const place = `schemaExtensions[${index}]`
    if (!isJsonObject(definition)) throw invalidValue(`'${place}' is an object with 'schema' and 'required'.`)
    const schema = requireSchema(requireText(definition, 'schema', place), schemas)
    return { schema, required: readFlag(definition, 'required', place) ?? false }
  })
  const distinct = new Set(extensions.map(({ schema }) => schema.id))
  if (distinct.size < extensions.length) throw invalidValue("'schemaExtensions' names one schema twice.")
  return extensions
}
