import type { Json } from '../json.js'
import type { Attribute } from '../schema/attribute.js'
import { parseDateTime } from '../schema/date-time.js'
import { comparisonKey, isPrintableAscii } from './compare.js'

/** A stored value as it is compared: text as its key, a date as its instant; undefined for what is compared with nothing. */
export type Comparable = string | number | boolean | undefined

/** What texts are compared as, by the way in which an attribute compares them. */
export type KnownTexts = { [way in 'instant' | 'ignoreCase' | 'userName']?: Map<string, Comparable> }

/** The value as the attribute compares it. A text that takes long to read is read once. */
export function comparableOf(attribute: Attribute, value: Json, known: KnownTexts): Comparable {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value !== 'string') return undefined
  const way = attribute.type === 'dateTime' ? 'instant' : attribute.comparison
  if (way === 'exact') return value
  // Every way folds it alike, and sooner than it would be found again.
  if (way !== 'instant' && value.length <= shortText && isPrintableAscii(value)) return value.toLowerCase()
  known[way] ??= new Map()
  const texts = known[way]
  if (!texts.has(value)) texts.set(value, way === 'instant' ? parseDateTime(value) : comparisonKey(attribute, value))
  return texts.get(value)
}

const shortText = 64
