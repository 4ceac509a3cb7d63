import type { Attribute, Json, JsonObject, ResourceType, Schema } from '@rollcall/scim'
import { schemasOf } from '@rollcall/scim/storage'
import { foldCase } from './fold-text.js'
import { type IndexValue, indexValueOf } from './index-value.js'
import { hasMissingRow, indexedName, isIndexed } from './indexed-attributes.js'
import { isObject, valuesOf } from './values-of.js'

/** A row of the index over documents. */
export interface IndexRow {
  readonly attribute: string
  readonly value: string
  /** Which of the attribute's values it belongs to. */
  readonly element: number
  readonly isMissing: boolean
  readonly isSortKey: boolean
  readonly isCut: boolean
}

/**
 * The index rows of a document: one for each value of an indexed attribute; one under the bare name for each complex
 * value, empty when nothing is in it; and one that says "none" for what is sorted by and absent. `names`: only of these
 * members of the document.
 */
export function indexRowsOf(
  type: ResourceType,
  document: JsonObject,
  names?: ReadonlySet<string>,
): readonly IndexRow[] {
  const rows: IndexRow[] = []
  for (const [index, urn] of schemasOf(document, type).entries()) {
    // All of one element: which place a URN has depends on the others, and a change looks only at what it changes.
    rows.push(valueRow('schemas', { text: foldCase(urn), isCut: false }, 0, index === 0))
  }
  const apart = keptApartNames(type)
  const isWanted = (name: string) => names?.has(name) ?? true
  const attributes = type.schema.attributes.filter(({ name }) => isWanted(name) && !apart.has(name))
  addSchema(rows, { ...type.schema, attributes }, undefined, document)
  for (const { schema } of type.schemaExtensions) {
    const extension = document[schema.id]
    if (isWanted(schema.id)) addSchema(rows, schema, schema.id, isObject(extension) ? extension : {})
  }
  return distinct(rows)
}

/** The attributes of a base schema that have tables of their own, or are never looked at. */
export function keptApartNames({ keptApart }: ResourceType): ReadonlySet<string> {
  const { links, grants, groups, password } = keptApart
  const names = [links, grants?.role, grants?.entitlement, groups, password]
  return new Set(names.filter((name) => name !== undefined))
}

function addSchema(rows: IndexRow[], schema: Schema, extension: string | undefined, document: JsonObject): void {
  for (const attribute of schema.attributes) {
    const values = valuesOf(document[attribute.name])
    const place = { schema, extension, attribute }
    if (attribute.type !== 'complex') addValues(rows, { subAttribute: undefined, ...place }, values.map(listed))
    else addComplex(rows, place, values)
  }
}

interface Place {
  readonly schema: Schema
  readonly extension: string | undefined
  readonly attribute: Attribute
  readonly subAttribute: Attribute | undefined
}

function addComplex(rows: IndexRow[], place: Omit<Place, 'subAttribute'>, values: readonly Json[]): void {
  if (place.attribute.returned === 'never') return
  const name = indexedName({ subAttribute: undefined, ...place })
  for (const [element, value] of values.entries()) {
    rows.push(valueRow(name, { text: hasContent(value) ? 'p' : '', isCut: false }, element, false))
  }
  for (const subAttribute of place.attribute.subAttributes) {
    const parts = values.map((value) => (isObject(value) ? valuesOf(value[subAttribute.name]) : []))
    addValues(rows, { subAttribute, ...place }, parts, sortedElement(values))
  }
}

/** The primary value is sorted by, else the first (RFC 7644 §3.4.2.3). */
function sortedElement(values: readonly Json[]): number {
  const primary = values.findIndex((value) => isObject(value) && value.primary === true)
  return Math.max(primary, 0)
}

function addValues(rows: IndexRow[], place: Place, elements: readonly (readonly Json[])[], sorted = 0): void {
  if (!isIndexed(place.attribute, place.subAttribute)) return
  const name = indexedName(place)
  let hasSortKey = false
  for (const [element, values] of elements.entries()) {
    for (const [n, value] of values.entries()) {
      const indexed = indexValueOf(place.subAttribute ?? place.attribute, value)
      if (!indexed) continue
      const isSortKey = element === sorted && n === 0 && indexed.text !== ''
      hasSortKey ||= isSortKey
      rows.push(valueRow(name, indexed, element, isSortKey))
    }
  }
  if (!hasSortKey && hasMissingRow(place)) rows.push(missingRow(name))
}

function valueRow(attribute: string, { text, isCut }: IndexValue, element: number, isSortKey: boolean): IndexRow {
  return { attribute, value: text, element, isMissing: false, isSortKey, isCut }
}

function missingRow(attribute: string): IndexRow {
  return { attribute, value: '', element: 0, isMissing: true, isSortKey: true, isCut: false }
}

function listed(value: Json): readonly Json[] {
  return [value]
}

/** RFC 7643 §2.5: what is empty all through has no value. */
function hasContent(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return false
  if (isObject(value)) return Object.values(value).some(hasContent)
  return !Array.isArray(value) || value.some(hasContent)
}

/** One row for each key; of two, the one that is sorted by, and the one that was cut. */
function distinct(rows: readonly IndexRow[]): readonly IndexRow[] {
  const found = new Map<string, IndexRow>()
  for (const row of rows) {
    const key = rowKey(row)
    const other = found.get(key)
    const merged = {
      ...row,
      isSortKey: row.isSortKey || other?.isSortKey === true,
      isCut: row.isCut || other?.isCut === true,
    }
    found.set(key, merged)
  }
  return [...found.values()]
}

/** What no two rows of a resource share. */
export function rowKey({ attribute, isMissing, value, element }: IndexRow): string {
  return JSON.stringify([attribute, isMissing, value, element])
}
