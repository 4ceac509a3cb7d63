import type { Json, JsonObject, ResourceType, Schema } from '@rollcall/scim'
import { schemasOf } from '@rollcall/scim/storage'
import { foldCase } from './fold-text.js'
import { type IndexValue, indexValueOf } from './index-value.js'
import { hasMissingRow, type IndexSet, indexedName, type PlacedPath } from './indexed-attributes.js'
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
  indexes: IndexSet,
  names?: ReadonlySet<string>,
): readonly IndexRow[] {
  const rows: IndexRow[] = []
  for (const [index, urn] of schemasOf(document, type).entries()) {
    // All of one element: which place a URN has depends on the others, and a change looks only at what it changes.
    rows.push(valueRow('schemas', { text: foldCase(urn), isCut: false }, 0, index === 0))
  }
  const isWanted = (name: string) => names?.has(name) ?? true
  const attributes = type.schema.attributes.filter(({ name }) => isWanted(name))
  addSchema({ rows, indexes }, { ...type.schema, attributes }, undefined, document)
  for (const { schema } of type.schemaExtensions) {
    const extension = document[schema.id]
    if (isWanted(schema.id)) addSchema({ rows, indexes }, schema, schema.id, isObject(extension) ? extension : {})
  }
  return distinct(rows)
}

/** The rows so far, and what has rows. */
interface Making {
  readonly rows: IndexRow[]
  readonly indexes: IndexSet
}

function addSchema(made: Making, schema: Schema, extension: string | undefined, document: JsonObject): void {
  for (const attribute of schema.attributes) {
    const values = valuesOf(document[attribute.name])
    const place: PlacedPath = { schema, extension, attribute, subAttribute: undefined }
    if (!made.indexes.has(indexedName(place))) continue
    if (attribute.type === 'complex') addComplex(made, place, values)
    else addValues(made, place, values.map(listed))
  }
}

function addComplex(made: Making, place: PlacedPath, values: readonly Json[]): void {
  const name = indexedName(place)
  for (const [element, value] of values.entries()) {
    made.rows.push(valueRow(name, { text: hasContent(value) ? 'p' : '', isCut: false }, element, false))
  }
  for (const subAttribute of place.attribute.subAttributes) {
    const parts = values.map((value) => (isObject(value) ? valuesOf(value[subAttribute.name]) : []))
    addValues(made, { ...place, subAttribute }, parts, sortedElement(values))
  }
}

/** The primary value is sorted by, else the first (RFC 7644 §3.4.2.3). */
function sortedElement(values: readonly Json[]): number {
  const primary = values.findIndex((value) => isObject(value) && value.primary === true)
  return Math.max(primary, 0)
}

function addValues(made: Making, place: PlacedPath, elements: readonly (readonly Json[])[], sorted = 0): void {
  const { rows, indexes } = made
  const name = indexedName(place)
  if (!indexes.has(name)) return
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
  if (!hasSortKey && hasMissingRow(indexes, place)) rows.push(missingRow(name))
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

/** Whether another row of the same key says the same. */
export function isSameRow(row: IndexRow, other: IndexRow | undefined): boolean {
  return other !== undefined && other.isSortKey === row.isSortKey && other.isCut === row.isCut
}
