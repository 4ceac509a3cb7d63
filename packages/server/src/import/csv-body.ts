import { type Attribute, invalidSyntax, type Json, type ResourceType } from '@rollcall/scim'
import type { CsvColumn } from './csv-columns.js'
import type { LineContent } from './source-line.js'

type Writable = Record<string, Json | undefined>

/** A record as the body of a POST: what a column has no value for is not there. */
export function bodyOfRecord(
  values: readonly string[],
  columns: readonly (CsvColumn | undefined)[],
  type: ResourceType,
): LineContent {
  if (values.length !== columns.length) {
    const sentence = `The record has ${values.length} values where the file has ${columns.length} columns.`
    return { kind: 'refused', error: invalidSyntax(sentence) }
  }
  const body: Writable = {}
  const schemas = new Set([type.schema.id])
  const elements = new Map<string, Writable>()
  for (const [index, column] of columns.entries()) {
    const text = values[index] ?? ''
    if (!column || text === '') continue
    if (column.extension !== undefined) schemas.add(column.extension)
    const holder = column.extension === undefined ? body : objectIn(body, column.extension)
    assign(holder, column, text, elements)
  }
  return { kind: 'body', body: { schemas: [...schemas], ...body } }
}

/** `elements` are the values of multi-valued attributes that have been begun. */
function assign(holder: Writable, column: CsvColumn, text: string, elements: Map<string, Writable>): void {
  const { attribute, part, isList, element } = column
  if (isList)
    addTo(
      holder,
      attribute,
      itemsOf(text).map((item) => itemOf(column, item)),
    )
  else if (!attribute.multiValued && !part) holder[attribute.name] = read(attribute, text)
  else if (!attribute.multiValued && part) objectIn(holder, attribute.name)[part.name] = read(part, text)
  else {
    const begun = elements.get(element)
    const value = begun ?? { ...column.terms }
    value[part?.name ?? 'value'] = read(part, text)
    if (!begun) addTo(holder, attribute, [value])
    elements.set(element, value)
  }
}

function addTo(holder: Writable, { name }: Attribute, values: readonly Json[]): void {
  holder[name] = [...((holder[name] as readonly Json[] | undefined) ?? []), ...values]
}

function itemsOf(text: string): readonly string[] {
  return text
    .split(';')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function itemOf({ attribute, part }: CsvColumn, item: string): Json {
  return part ? { [part.name]: read(part, item) } : read(attribute, item)
}

function objectIn(holder: Writable, name: string): Writable {
  const object: Writable = (holder[name] as Writable | undefined) ?? {}
  holder[name] = object
  return object
}

/** A table knows text alone. What does not fit is left as it is, for the engine to refuse in its own words. */
function read(attribute: Attribute | undefined, text: string): Json {
  switch (attribute?.type) {
    case 'boolean': {
      const word = text.trim().toLowerCase()
      return word === 'true' ? true : word === 'false' ? false : text
    }
    case 'integer':
    case 'decimal':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
    case 'string':
    case 'reference':
    case 'binary':
    case 'dateTime':
    case 'complex':
    case undefined:
      return text
  }
}
