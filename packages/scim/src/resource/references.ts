import { oncePer } from '../once-per.js'
import type { Attribute } from '../schema/attribute.js'
import { isReferenceToValue } from '../schema/reference-attribute.js'
import type { ResourceType } from '../schema/resource-type.js'
import { type Id, isJsonObject, isList, type Json, type JsonObject } from './resource.js'

/** An attribute whose `value` is the id of another resource, kept in the document: a user's `manager` (RFC 7643 §4.3). */
export interface ReferenceAttribute {
  readonly attribute: Attribute
  /** The URN of the extension that it lives in. */
  readonly extension: string | undefined
  /** How its value begins in the text of a document. */
  readonly key: string
}

/** The attributes of a resource type whose values name other resources; what is kept apart is not among them. */
export const referencesOf = oncePer((type: ResourceType): readonly ReferenceAttribute[] => {
  const { groups, links } = type.keptApart
  const base = type.schema.attributes.filter(({ name }) => name !== groups && name !== links)
  const ofSchema = (attributes: readonly Attribute[], extension: string | undefined) =>
    attributes.filter(isReferenceToValue).map((attribute) => {
      return { attribute, extension, key: `${JSON.stringify(attribute.name)}:` }
    })
  return [
    ...ofSchema(base, undefined),
    ...type.schemaExtensions.flatMap(({ schema }) => ofSchema(schema.attributes, schema.id)),
  ]
})

/** The ids that a document names by those attributes. */
export function referencedIds(document: JsonObject, references: readonly ReferenceAttribute[]): readonly Id[] {
  return references.flatMap(({ attribute, extension }) =>
    valuesOf(holderOf(document, extension)?.[attribute.name]).flatMap(({ value }) =>
      typeof value === 'string' ? [value] : [],
    ),
  )
}

/** The document with each reference as `show` would have it. */
export function mapReferences(
  document: JsonObject,
  references: readonly ReferenceAttribute[],
  show: (value: JsonObject, attribute: Attribute) => JsonObject,
): JsonObject {
  let mapped = document
  for (const { attribute, extension } of references) {
    const holder = holderOf(mapped, extension)
    const value = holder?.[attribute.name]
    if (!holder || value === undefined) continue
    const shown = isList(value) ? value.map((each) => showOne(each, attribute, show)) : showOne(value, attribute, show)
    const changed = Object.assign(Object.create(null), holder, { [attribute.name]: shown })
    mapped = extension === undefined ? changed : Object.assign(Object.create(null), mapped, { [extension]: changed })
  }
  return mapped
}

function showOne(value: Json, attribute: Attribute, show: (value: JsonObject, attribute: Attribute) => JsonObject) {
  return isJsonObject(value) ? show(value, attribute) : value
}

function holderOf(document: JsonObject, extension: string | undefined): JsonObject | undefined {
  const holder = extension === undefined ? document : document[extension]
  return isJsonObject(holder) ? holder : undefined
}

function valuesOf(value: Json | undefined): readonly JsonObject[] {
  return (isList(value) ? value : [value]).filter(isJsonObject)
}
