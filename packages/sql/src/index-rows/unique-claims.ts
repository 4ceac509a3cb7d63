import { createHash } from 'node:crypto'
import type { Attribute, Json, JsonObject, ResourceType, Schema } from '@rollcall/scim'
import { keyOfText } from './fold-text.js'
import { isObject, valuesOf } from './values-of.js'

/** A value that a resource wants for itself alone within the tenant (RFC 7643 §2.2, "uniqueness"). */
export interface Claim {
  readonly schema: string
  /** As a refusal names it: with the URN of its extension. */
  readonly attribute: string
  readonly key: string
}

/** The claims of a document, each once. Of a complex value it is `value` that counts. */
export function uniqueClaimsOf(type: ResourceType, document: JsonObject): ReadonlyMap<string, Claim> {
  const claims = new Map<string, Claim>()
  const add = (claim: Claim) => claims.set(JSON.stringify([claim.schema, claim.attribute, claim.key]), claim)
  for (const claim of claimsOfSchema(type.schema, '', document)) add(claim)
  for (const { schema } of type.schemaExtensions) {
    const extension = document[schema.id]
    if (isObject(extension)) for (const claim of claimsOfSchema(schema, `${schema.id}:`, extension)) add(claim)
  }
  return claims
}

function* claimsOfSchema(schema: Schema, prefix: string, document: JsonObject): Iterable<Claim> {
  for (const attribute of uniqueAttributesOf(schema)) {
    const values = valuesOf(document[attribute.name])
    if (attribute.uniqueness !== 'none') {
      const compared = attribute.subAttributes.find(({ name }) => name === 'value') ?? attribute
      const keys = values.flatMap((value) => keyOf(compared, isObject(value) ? value.value : value))
      for (const key of keys) yield { schema: schema.id, attribute: `${prefix}${attribute.name}`, key }
    }
    for (const subAttribute of attribute.subAttributes) {
      if (subAttribute.uniqueness === 'none') continue
      const parts = values.flatMap((value) => (isObject(value) ? valuesOf(value[subAttribute.name]) : []))
      const name = `${prefix}${attribute.name}.${subAttribute.name}`
      for (const key of parts.flatMap((part) => keyOf(subAttribute, part)))
        yield { schema: schema.id, attribute: name, key }
    }
  }
}

/** Those that are unique or have a part that is: one of thirty. A schema is asked for them at each write. */
function uniqueAttributesOf(schema: Schema): readonly Attribute[] {
  const known = uniqueAttributes.get(schema)
  if (known) return known
  const isUnique = ({ uniqueness }: Attribute) => uniqueness !== 'none'
  const found = schema.attributes.filter((each) => isUnique(each) || each.subAttributes.some(isUnique))
  uniqueAttributes.set(schema, found)
  return found
}

const uniqueAttributes = new WeakMap<Schema, readonly Attribute[]>()

function keyOf(attribute: Attribute, value: Json | undefined): readonly string[] {
  if (value === undefined || value === null || typeof value === 'object') return []
  return [shortKey(typeof value === 'string' ? keyOfText(attribute, value) : String(value))]
}

/** An index takes keys of a limited length: a long one is represented by its hash. */
function shortKey(key: string): string {
  if (Buffer.byteLength(key) <= longestKey) return key
  return `sha256:${createHash('sha256').update(key).digest('hex')}`
}

const longestKey = 512
