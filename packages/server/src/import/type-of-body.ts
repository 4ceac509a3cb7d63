import { invalidSyntax, type JsonObject, type ResourceType } from '@rollcall/scim'

/**
 * What a line is: by the schemas that it names, else by its `meta.resourceType`, else as the import says.
 *
 * @throws ScimError invalidSyntax
 */
export function typeOfBody(
  body: JsonObject,
  types: readonly ResourceType[],
  otherwise: ResourceType | undefined,
): ResourceType {
  const type = typeOfSchemas(body, types) ?? typeOfMeta(body, types) ?? otherwise
  if (type) return type
  throw invalidSyntax(
    `The line does not say what it is: name its schema in 'schemas', or say by '--type' what such lines are. There are: ${types.map(({ name }) => name).join(', ')}.`,
  )
}

function typeOfSchemas(body: JsonObject, types: readonly ResourceType[]): ResourceType | undefined {
  const schemas = memberOf(body, 'schemas')
  if (!Array.isArray(schemas)) return undefined
  const named = new Set(schemas.flatMap((urn) => (typeof urn === 'string' ? urn.toLowerCase() : [])))
  return types.find(({ schema }) => named.has(schema.id.toLowerCase()))
}

function typeOfMeta(body: JsonObject, types: readonly ResourceType[]): ResourceType | undefined {
  const meta = memberOf(body, 'meta')
  if (typeof meta !== 'object' || meta === null || Array.isArray(meta)) return undefined
  const name = memberOf(meta as JsonObject, 'resourceType')
  return types.find((type) => type.name === name)
}

/** The body with its `schemas`, where it has none: what the line is has been said otherwise. */
export function withSchemas(body: JsonObject, { schema, schemaExtensions }: ResourceType): JsonObject {
  if (memberOf(body, 'schemas') !== undefined) return body
  const used = schemaExtensions.filter((extension) => memberOf(body, extension.schema.id) !== undefined)
  return { ...body, schemas: [schema.id, ...used.map((extension) => extension.schema.id)] }
}

/** The name of a member of a body, without regard to case (RFC 7643 §2.1). */
export function findName(body: JsonObject, name: string): string | undefined {
  const wanted = name.toLowerCase()
  return Object.keys(body).find((key) => key.toLowerCase() === wanted)
}

/** A member of a body, by its name without regard to case. */
export function memberOf(body: JsonObject, name: string): unknown {
  const found = findName(body, name)
  return found === undefined ? undefined : (body[found] ?? undefined)
}
