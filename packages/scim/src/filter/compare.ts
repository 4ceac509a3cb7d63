import { isJsonObject, type Json, type JsonObject } from '../json.js'
import { type Attribute, findAttribute } from '../schema/attribute.js'
import { type AttributePath, targetOf } from '../schema/attribute-path.js'
import { parseDateTime } from '../schema/date-time.js'
import { isPresent, valuesAt, valuesIn } from './values-at.js'

/** The text as the attribute compares it: two values are equal when their keys are. */
export function comparisonKey(attribute: Pick<Attribute, 'comparison'>, text: string): string {
  switch (attribute.comparison) {
    case 'exact':
      return text
    case 'ignoreCase':
      return foldText(text)
    case 'userName':
      return foldUserName(text)
  }
}

/**
 * Text without its case: NFC, then lower case code point by code point, then NFC. Sigma is the one letter whose lower case
 * depends on its place: the last letter of "ΑΣ" must be as the middle one of "ΑΣΑ", which starts with it.
 */
export function foldText(text: string): string {
  if (isPrintableAscii(text)) return text.toLowerCase()
  return text.normalize('NFC').replaceAll('Σ', 'σ').toLowerCase().normalize('NFC')
}

/** True for text that is folded letter by letter, and has no other form. */
export function isPrintableAscii(text: string): boolean {
  return printableAscii.test(text)
}

const printableAscii = /^[ -~]*$/

/** A user name as it is compared (D-52): full-width and half-width characters as ordinary ones, then folded (RFC 8265 §3.3). */
export function foldUserName(text: string): string {
  return foldText(text.replace(fullOrHalfWidth, (character) => character.normalize('NFKC')))
}

/** The ideographic space, and the block of half-width and full-width forms. */
const fullOrHalfWidth = /[\u3000\uff01-\uffee]/g

/** Order by code points, which is the order of UTF-8 bytes. JavaScript's `<` puts U+1F642 before U+E000. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let at = 0; at < length; at++) {
    const left = a.charCodeAt(at)
    const right = b.charCodeAt(at)
    if (left !== right) return rankOf(left) - rankOf(right)
  }
  return a.length - b.length
}

/** Half of a surrogate pair stands for a code point above all that need one unit. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}

/** What a resource is sorted by: undefined where it has no value. */
export type SortKey = string | number | boolean | undefined

/** How many code points of a text are sorted by; equal ones are told apart by their id. */
const sortKeyLength = 256

/**
 * The sort key of a resource (RFC 7644 §3.4.2.3, D-58): of the attribute's primary value, else of its first one. A
 * complex attribute without a sub-attribute is sorted by its `value`.
 */
export function sortKeyOf(path: AttributePath, resource: JsonObject): SortKey {
  const values = valuesAt(path, resource)
  const value = values.find(isPrimary) ?? values[0]
  if (value === undefined) return undefined
  const sorted =
    targetOf(path).type === 'complex'
      ? { ...path, subAttribute: findAttribute(path.attribute.subAttributes, 'value') }
      : path
  const [key] = valuesIn(sorted, value)
  return key !== undefined && isPresent(key) ? keyOf(targetOf(sorted), key) : undefined
}

/** Ascending: what has no key comes last. */
export function compareSortKeys(a: SortKey, b: SortKey): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined)
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  return Number(a) - Number(b)
}

function isPrimary(value: Json): boolean {
  return isJsonObject(value) && value.primary === true
}

function keyOf(attribute: Attribute, value: Json): SortKey {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  if (attribute.type === 'dateTime') return parseDateTime(value)
  const key = comparisonKey(attribute, value)
  return key.length <= sortKeyLength ? key : Array.from(key).slice(0, sortKeyLength).join('')
}
