import { comparisonKey } from '../filter/compare.js'
import { isJsonObject, type Json, type JsonObject } from '../resource/resource.js'
import type { Attribute } from '../schema/attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import type { Schema } from '../schema/schema.js'

/**
 * What a document claims for itself alone (RFC 7643 §2.2, "uniqueness"): each value of an attribute that must be unique,
 * as it is compared, with the attribute's name for the refusal. Of a complex value it is `value` that counts.
 */
export function claimsOf(document: JsonObject, type: ResourceType): ReadonlyMap<string, string> {
  const claims = new Map<string, string>()
  addClaims(claims, document, type.schema, '')
  for (const { schema } of type.schemaExtensions) {
    const extension = document[schema.id]
    if (isJsonObject(extension)) addClaims(claims, extension, schema, `${schema.id}:`)
  }
  return claims
}

function addClaims(claims: Map<string, string>, document: JsonObject, schema: Schema, prefix: string): void {
  const claiming = (name: string, attribute: Attribute): Claiming => ({ schema, name, attribute, prefix })
  for (const attribute of schema.attributes) {
    const values = listOf(document[attribute.name])
    if (attribute.uniqueness !== 'none')
      addValues(claims, claiming(attribute.name, valueAttributeOf(attribute)), values.map(comparedPart))
    for (const sub of attribute.subAttributes) {
      if (sub.uniqueness === 'none') continue
      const parts = values.filter(isJsonObject).flatMap((value) => listOf(value[sub.name]))
      addValues(claims, claiming(`${attribute.name}.${sub.name}`, sub), parts)
    }
  }
}

/** An attribute that claims its values, by the name that it is refused with. */
interface Claiming {
  readonly schema: Schema
  readonly name: string
  readonly attribute: Attribute
  readonly prefix: string
}

function addValues(
  claims: Map<string, string>,
  { schema, name, attribute, prefix }: Claiming,
  values: readonly (Json | undefined)[],
): void {
  for (const value of values) {
    if (value === undefined || typeof value === 'object') continue
    const key = typeof value === 'string' ? comparisonKey(attribute, value) : String(value)
    claims.set(JSON.stringify([schema.id, name, key]), `${prefix}${name}`)
  }
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value as Json]
}

function comparedPart(value: Json): Json | undefined {
  return isJsonObject(value) ? value.value : value
}

/** How a complex attribute's values are compared is said by its `value`. */
function valueAttributeOf(attribute: Attribute): Attribute {
  return attribute.subAttributes.find(({ name }) => name === 'value') ?? attribute
}
